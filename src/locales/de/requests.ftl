command-request = Zugang anfragen
command-status = Wie es um meine Anfrage steht

access-title = Zugang
access-label = 🔑 Zugang anfragen
access-ask = Wer bist du, und wofür brauchst du Zugang?
access-granted = Willkommen! Du hast jetzt Zugang.
access-already = ✅ Du hast Zugang. Mehr brauchst du nicht anzufragen.
access-ended = Das Team hat deinen Zugang beendet. Wenn du ihn noch brauchst, kannst du mit /request wieder anfragen.
access-link = 🔗 Zuordnen …
access-did-link = 🔗 Genehmigt von { $name }, { $time }, für Eintrag
access-ask-record = Zu welchem Eintrag gehört { $card }? Wähle einen aus oder antworte auf die Karte mit seiner Nummer. Er wird zugeordnet und die Anfrage genehmigt.

request-topic = Anfragen
request-pending = wartet
request-information = wartet auf die Person
request-approved = genehmigt
request-rejected = abgelehnt
request-withdrawn = zurückgezogen
request-expired = abgelaufen
request-approve = ✅ Genehmigen
request-reject = ❌ Ablehnen
request-ask = ❔ Nachfragen
request-carry-out = 🔁 Noch einmal versuchen
request-did-approve = ✅ Genehmigt von { $name }, { $time }
request-did-reject = ❌ Abgelehnt von { $name }, { $time }
request-did-ask = ❔ Nachgefragt von { $name }, { $time }
request-did-answer = 💬 Beantwortet von { $name }, { $time }
request-did-add = 💬 Ergänzt von { $name }, { $time }
request-did-edit = ✏️ Geändert von { $name }, { $time }
request-did-renew = 🔄 Weiter gewünscht von { $name }, { $time }
request-did-withdraw = ⚪ Zurückgezogen von { $name }, { $time }
request-did-remind = ⏰ Die Person wurde an den Ablauf erinnert, { $time }
request-did-expire = ⌛ Nach einem Monat Stille geschlossen, { $time }
request-did-carry-out = ⚙️ Ausgeführt, { $time }
request-did-not-carry-out = ⚠️ Nicht ausgeführt, Versuch, { $time }
request-carry-out-broke = es brach ab, und das Protokoll weiß, warum
request-did-try-again = 🔁 Neuer Versuch von { $name }, { $time }
request-words-approve = genehmigen|genehmigt|ja
request-words-reject = ablehnen|abgelehnt|nein
request-words-ask = nachfragen|frage
request-ask-reason = Warum wird { $card } abgelehnt? Die Person liest den Grund.
request-ask-question = Was möchtest du zu { $card } wissen? Die Person liest die Frage.

request-which = Was möchtest du anfragen?
request-text-hint = Schreib es in einer Nachricht mit höchstens 4.096 Zeichen. Das Team liest sie so, wie sie ist.
request-text-length = Bitte schreib eine Nachricht mit 1 bis 4.096 Zeichen.
request-received = Danke! Deine Anfrage { $card } ist angekommen.
request-received-hint = Das Team sieht sie sich an, die Antwort kommt hierher. Mehr brauchst du nicht zu tun.
request-open-already = Du hast schon eine Anfrage, und eine genügt. Was du ergänzen möchtest, kannst du ihr unten hinzufügen.
request-settled = Das ist inzwischen erledigt, deshalb wurde nichts mehr hinzugefügt.
request-too-soon =
    { $hours ->
        [one] Deine letzte Anfrage wurde gerade erst abgelehnt. In einer Stunde kannst du wieder anfragen.
       *[other] Deine letzte Anfrage wurde vor Kurzem abgelehnt. In { $hours } Stunden kannst du wieder anfragen.
    }
request-mine = 📋 Meine Anfrage
request-menu = 📨 Etwas anfragen
request-go-on = 🚪 Hier geht es weiter
request-again = 🔁 Noch einmal anfragen
request-answer = ✍️ Antworten
request-add = ✍️ Etwas ergänzen
request-withdraw = Zurückziehen
request-renew = 🔄 Ich brauche es noch
request-since = Eingegangen { $time }
request-question = ❔ { $question }
request-none = Du hast noch nichts angefragt.
request-status-pending = Deine Anfrage { $card } wartet auf eine Antwort.
request-status-information = Das Team hat eine Frage zu deiner Anfrage { $card }.
request-status-approved = Deine Anfrage { $card } wurde genehmigt.
request-status-rejected = Deine Anfrage { $card } wurde abgelehnt.
request-status-withdrawn = Du hast deine Anfrage { $card } zurückgezogen.
request-status-expired = Deine Anfrage { $card } ist abgelaufen.
request-ask-addition = Was möchtest du zu deiner Anfrage { $card } ergänzen?
request-ask-answer = Wie lautet deine Antwort?
request-passed-on = Danke, das ist mit deiner Anfrage { $card } beim Team angekommen.
request-withdrawn-now = Deine Anfrage { $card } ist zurückgezogen. Du kannst jederzeit eine neue stellen.
request-renewed = Gut zu wissen. Deine Anfrage { $card } bleibt offen.
request-told-approved = Deine Anfrage { $card } wurde genehmigt. 🎉
request-told-rejected = Deine Anfrage { $card } konnte nicht genehmigt werden.
request-told-reason = Der Grund: { $reason }
request-told-again = Wenn sich etwas ändert, kannst du in 24 Stunden mit /request wieder anfragen.
request-told-contact = Wenn du Hilfe brauchst, frag { $contact }.
request-told-question = Eine Frage zu deiner Anfrage { $card }:
request-told-how-to-answer = Schreib deine Antwort einfach hierher, dann geht sie ans Team.
request-told-files = Das Team hat dir etwas zu deiner Anfrage { $card } geschickt:
request-told-reminder =
    { $days ->
        [one] Deine Anfrage { $card } wartet schon lange, das tut uns leid. Sie läuft in einem Tag ab, wenn du uns nicht sagst, dass du sie noch brauchst.
       *[other] Deine Anfrage { $card } wartet schon lange, das tut uns leid. Sie läuft in { $days } Tagen ab, wenn du uns nicht sagst, dass du sie noch brauchst.
    }
request-told-expired = Deine Anfrage { $card } ist abgelaufen, weil einen Monat lang niemand etwas dazu geschrieben hat. Wenn du sie noch brauchst, frag einfach wieder an.
request-welcome = Hier kannst du Zugang anfragen. Drück den Knopf unten oder schick /request mit ein paar Worten über dich.
request-welcome-waiting = ⏳ Deine Anfrage { $card } wartet auf eine Antwort.
request-welcome-asked = ❔ Das Team hat eine Frage zu deiner Anfrage { $card }. Schreib deine Antwort hierher.
