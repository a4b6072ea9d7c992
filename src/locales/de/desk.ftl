command-queue = Die nächste offene Aufgabe
command-card = Eine Karte mit ihrer Nummer zeigen
desk-nobody = jemand ohne Konto
desk-machine = die Automatik
desk-admin = die Verwaltung
desk-held = ✋ Bei { $name } bis { $time }
desk-delivery-pending = ⏳ Die Person wird benachrichtigt
desk-delivery-sent = ✉️ Die Person wurde benachrichtigt
desk-delivery-blocked = 🚫 Nicht erreichbar: Die Person hat den Bot blockiert oder nie gestartet
desk-delivery-failed = ⚠️ Die Nachricht an die Person kam nicht an
desk-change = ↩️ Entscheidung ändern
desk-claim = ✋ Ich übernehme
desk-release = Zurückgeben
desk-hand-over = Übergeben
desk-send-again = 🔁 Noch einmal senden
desk-done = { $card }: { $state }.
desk-sending-again = Wird noch einmal gesendet; die Karte zeigt, was daraus wird.
desk-nothing-lost = Es gibt nichts noch einmal zu senden: Es ist angekommen, unterwegs, oder es wurde Neueres entschieden.
desk-refused-changed = An { $card } hat inzwischen jemand etwas geändert. Bitte sieh dir die Karte noch einmal an.
desk-refused-own-work = Über die eigene Sache entscheidet niemand selbst. Das übernimmt jemand anders.
desk-refused-place = Über { $card } wird nicht hier entschieden. Nutze bitte die Karte in ihrer Gruppe oder /queue im privaten Chat.
desk-refused-held = { $card } liegt bis { $time } bei { $name }. Bitte um Übergabe, wenn es eilt.
desk-refused-decided = { $card } ist schon erledigt. { $what }
desk-overridden = Die Verwaltung hat sich um { $card } gekümmert, das bei dir lag. { $command } zeigt, wie es jetzt steht.
desk-no-card = { $card } gibt es nicht.
desk-not-here = Das geht mit { $card } jetzt nicht.
desk-words-stand = Mit { $card } ging es inzwischen weiter: Diese Änderung liest niemand. Neues geht über die Karte.
desk-command-usage = Welche Karte? Schreib zum Beispiel { $command } 17 oder antworte mit { $command } auf die Karte.
desk-reply-hint = Zum Entscheiden antworte auf die Karte mit einem Wort wie „genehmigen“ oder „ablehnen“ oder drück einen Knopf. Alles andere bleibt unter uns.
desk-reply-hint-commands = Oder per Befehl: { $commands }.
desk-reply-hint-files = Ein Foto, eine Sprachnachricht oder eine Datei geht an die Person.
desk-did-send = 📨 An die Person gesendet von { $name }, { $time }
desk-words-length = Bitte schreib zwischen 1 und 1.000 Zeichen.
desk-change-ask = { $card } ist: { $state }. Was soll stattdessen gelten? Die Person erfährt von der Änderung.
desk-keep = So lassen
desk-nobody-else = Für { $card } hat sonst niemand die Rolle.
desk-hand-over-ask = Wer soll { $card } übernehmen?
desk-list =
    { $count ->
        [one] Eine weitere Sache kam schneller, als diese Gruppe Nachrichten annimmt:
       *[other] { $count } weitere Sachen kamen schneller, als diese Gruppe Nachrichten annimmt:
    }
desk-list-empty = Alle davon sind geöffnet.
desk-list-open =
    { $count ->
        [one] Öffnen
       *[other] Die nächsten { $count } öffnen
    }
desk-moved = { $card } steht jetzt weiter unten.
desk-card-usage = Welche Karte? Schreib zum Beispiel /card 17.
desk-queue-menu = 📋 Was auf mich wartet
desk-queue = 📋 Offen für dich: { $count }. Nach dieser: { $left }.
desk-queue-next = Weiter ›
desk-queue-empty = Für dich ist nichts offen. Genieß die Ruhe. 🌤
desk-queue-end =
    { $count ->
        [0] Das war die letzte, und für dich ist nichts mehr offen. 🌤
       *[other] Das war die letzte. Noch offen für dich: { $count }; /queue beginnt wieder bei der ältesten.
    }
desk-reminder = ⏰ { $card } ({ $kind }, { $name }) wartet seit { $time }.
desk-reminder-free = Noch hat sie niemand übernommen.
desk-reminders =
    { $count ->
        [one] ⏰ Eine Sache wartet zu lange:
       *[other] ⏰ { $count } Sachen warten zu lange, die ältesten zuerst:
    }
desk-morning =
    { $count ->
        [one] ☀️ Guten Morgen. Eine Sache ist offen:
       *[other] ☀️ Guten Morgen. { $count } Sachen sind offen, die ältesten zuerst:
    }
desk-morning-more =
    { $count ->
        [one] … und eine weitere
       *[other] … und { $count } weitere
    }
desk-morning-hint = /card mit der Nummer zeigt eine davon.
desk-age-hours = { $count } Std.
desk-age-days =
    { $count ->
        [one] 1 Tag
       *[other] { $count } Tage
    }
desk-album =
    { $count ->
        [one] 📎 Von { $name } zu { $card }:
       *[other] 📎 { $count } von { $name } zu { $card }:
    }
desk-not-copied = ⚠️ Etwas, das { $name } zu { $card } geschickt hat, ließ sich nicht hierher kopieren. Bitte lass es noch einmal schicken.
desk-carried = Unterwegs zu { $name }; die Karte zeigt, ob es ankam.
desk-no-choice = Für { $card } gibt es nichts auszuwählen.
desk-forgotten = die Person wurde vergessen
desk-somebody = jemand, der vergessen wurde
