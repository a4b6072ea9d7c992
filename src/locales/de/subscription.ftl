command-subscription = Dein Zugang: bis wann, und wie du ihn verlängerst
command-paysupport = Hilfe zu Zahlungen und deine Belege
command-grant = Jemandem Tage Zugang geben
command-gift = Jemandem Tage schenken
command-revoke = Jemandes Zugang beenden
command-ending = Wessen Zugang bald endet

sub-menu = ⭐ Mein Zugang
sub-title = ⭐ Dein Zugang
sub-closed-none = Das ist für alle, die Zugang haben, und du hast noch keinen.
sub-closed-ended = Das ist für alle, die Zugang haben. Deiner endete am { $date }.
sub-none = Du hast noch keinen Zugang.
sub-free = Dir steht alles offen: Zurzeit braucht niemand einen Zugang.
sub-active = ✅ Du hast Zugang bis { $date }.
sub-left =
    { $days ->
        [one] Das ist der letzte Tag.
       *[other] Das sind noch { $days } Tage.
    }
sub-ended = ⌛ Dein Zugang endete am { $date }.
sub-grace =
    { $days ->
        [one] Einen Tag lang bleibt noch alles offen, damit du in Ruhe verlängern kannst.
       *[other] { $days } Tage lang bleibt noch alles offen, damit du in Ruhe verlängern kannst.
    }
sub-renews = 🔁 Telegram verlängert ihn von selbst, das nächste Mal am { $date }.
sub-renews-not = Telegram verlängert ihn nicht mehr. Was du bis dahin bezahlt hast, gilt weiter: { $date }.
sub-renewal-stop = Nicht mehr verlängern
sub-renewal-resume = 🔁 Wieder verlängern
sub-renewal-allowed = Erlaubt. Ob er wieder verlängert wird, bestimmst du in Telegram: Einstellungen → Meine Sterne.
sub-renewal-failed = Telegram hat das nicht getan. Du kannst es dort selbst: Einstellungen → Meine Sterne.
sub-how-to-pay = Bezahlt wird mit Telegram-Sternen. Was von deinem Zugang übrig ist, geht nie verloren: Neue Tage kommen dazu.
sub-how-to-ask = Den Zugang gibt die Akademie. Frag danach, und das Team sieht es sich an.
sub-how-nowhere = Den Zugang gibt die Akademie. Frag bitte dort.
sub-contact = Fragen? Wende dich an { $contact }.
sub-plan-once =
    { $days ->
        [one] Ein Tag · { $stars } ⭐
       *[other] { $days } Tage · { $stars } ⭐
    }
sub-plan-monthly = 🔁 Alle 30 Tage · { $stars } ⭐
sub-invoice-title =
    { $days ->
        [one] Ein Tag Zugang
       *[other] { $days } Tage Zugang
    }
sub-invoice-once = Zugang zu { $academy }, einmal bezahlt.
sub-invoice-monthly = Zugang zu { $academy }, alle 30 Tage verlängert, bis du es beendest.
sub-pay-once = { $stars } ⭐, einmalig. Nichts verlängert sich von selbst.
sub-pay-monthly = { $stars } ⭐ jetzt und alle 30 Tage, bis du es beendest: hier oder in den Einstellungen von Telegram unter „Meine Sterne“.
sub-pay-hint = Der Knopf öffnet die Zahlung in Telegram selbst. Fragen zu Zahlungen: /paysupport
sub-pay = { $stars } ⭐ bezahlen
sub-payments = 🧾 Zahlungen
sub-until = Dein Zugang gilt bis { $date }.
sub-closed-now = Im Moment hast du keinen Zugang.
sub-reason = Der Grund: { $reason }
sub-receipt = Beleg
sub-told-trial =
    { $days ->
        [one] 🎁 Probier einen Tag lang alles aus.
       *[other] 🎁 Probier { $days } Tage lang alles aus.
    }
sub-told-gift =
    { $days ->
        [one] 🎁 Die Akademie schenkt dir einen Tag.
       *[other] 🎁 Die Akademie schenkt dir { $days } Tage.
    }
sub-told-staff =
    { $days ->
        [one] ✅ Die Akademie hat dir einen Tag Zugang gegeben.
       *[other] ✅ Die Akademie hat dir { $days } Tage Zugang gegeben.
    }
sub-told-payment =
    { $days ->
        [one] ✅ Danke! { $stars } ⭐ sind für einen Tag bezahlt.
       *[other] ✅ Danke! { $stars } ⭐ sind für { $days } Tage bezahlt.
    }
sub-told-refund = ↩️ Du hast { $stars } ⭐ zurückbekommen, und ihre Tage sind abgezogen.
sub-told-revoke = Das Team hat deinen Zugang beendet.
sub-told-active = 🔁 Telegram verlängert deinen Zugang von selbst.
sub-told-canceled = Dein Zugang wird nicht mehr verlängert.
sub-told-failed = ⚠️ Telegram konnte die Sterne für die nächsten 30 Tage nicht abbuchen.
sub-ends-in =
    { $days ->
        [one] ⏳ Dein Zugang endet innerhalb eines Tages.
       *[other] ⏳ Dein Zugang endet in { $days } Tagen.
    }
sub-order-unknown = Diese Rechnung ist nicht deine oder zu alt. Fang bitte mit /subscription neu an.
sub-order-renewed = Dein Zugang verlängert sich schon von selbst. Es wurde nichts abgebucht.

sub-payments-title = 🧾 Deine Zahlungen
sub-payments-none = Du hast hier noch nichts bezahlt.
sub-support-active = Bezahlt und doch kein Zugang? /subscription sieht neu nach.
sub-support-renewal = Was sich von selbst verlängert, beendest du mit /subscription oder in den Einstellungen von Telegram unter „Meine Sterne“.
sub-support-refund = Du willst deine Sterne zurück? Frag mit dem Knopf unten: Das Team liest es und entscheidet.
sub-support-staff = Mit allem anderen wende dich an die Akademie. Der Support von Telegram kann bei Zahlungen an einen Bot nicht helfen.
sub-column-when = Wann
sub-column-what = Was
sub-column-days = Tage
sub-column-why = Warum
sub-column-who = Wer
sub-column-end = Bis

sub-ask-title = Zugang auf Zeit
sub-ask-label = 🙋 Um Zugang bitten
sub-ask = Warum bittest du um Zugang, und für wie lange?
sub-ask-granted = Bis wann er gilt, steht in einer eigenen Nachricht.
sub-ask-days = ✅ Tage…
sub-ask-did-days = ✅ Genehmigt von { $name }, { $time }, Tage
sub-ask-how-many = Wie viele Tage bekommt { $card }? Wähle, oder antworte auf die Karte mit einer Zahl.
sub-refund-title = Sterne zurück
sub-refund-label = ↩️ Meine Sterne zurückverlangen
sub-refund-ask = Warum willst du deine Sterne zurück? Es geht um deine neueste Zahlung.
sub-refund-granted = Deine neueste Zahlung wird erstattet.
sub-refund-nothing = Es gibt keine Zahlung, die erstattet werden könnte.

sub-file = Zugang von { $who }
sub-none-theirs = Kein Zugang.
sub-note-done = Erledigt, und die Person erfährt es.
sub-note-lost = Das darfst du nicht mehr. Es wurde nichts geändert.
sub-note-refunded = Die Sterne sind zurückgegeben.
sub-note-refused = Telegram gibt sie nicht zurück:
sub-are-you-sure = Wirklich?
sub-kind-trial = Probe
sub-kind-gift = geschenkt
sub-kind-staff = vom Team
sub-kind-payment = bezahlt
sub-kind-revoke = beendet
sub-kind-refund = erstattet
sub-revoke = ⛔ Zugang beenden
sub-revoke-yes = ⛔ Ja, beenden
sub-refund = ↩️ { $stars } ⭐ vom { $date }
sub-refund-yes = ↩️ Ja, { $stars } ⭐ zurückgeben
sub-ending = Zugänge, die in den nächsten { $days } Tagen enden
sub-ending-none = Keine.
sub-usage = Schreib es so: /grant @name 30d Grund, /gift @name 7d Grund, /revoke @name Grund; oder antworte auf eine Nachricht der Person. /grant @name allein zeigt, wie es um sie steht.
sub-nobody = Niemand, der sich angemeldet hat, hat diese Id.
sub-books = 🧾 Heute Nacht stimmten die Bücher nicht mit denen von Telegram überein.
sub-books-missing =
    { $count ->
        [one] Ein Eintrag fehlte und ist nachgetragen.
       *[other] { $count } Einträge fehlten und sind nachgetragen.
    }
sub-books-different =
    { $count ->
        [one] Ein Eintrag hat dort einen anderen Betrag oder eine andere Person. Bitte sieh ihn dir an.
       *[other] { $count } Einträge haben dort einen anderen Betrag oder eine andere Person. Bitte sieh sie dir an.
    }
sub-books-unknown =
    { $count ->
        [one] Telegram kennt einen unserer Einträge nicht. Bitte sieh ihn dir an.
       *[other] Telegram kennt { $count } unserer Einträge nicht. Bitte sieh sie dir an.
    }
