command-addstudent = Jemanden in die Kursliste aufnehmen
command-student = Jemanden in der Kursliste finden
command-list-students = Die Kursliste, Seite für Seite
command-remove-student = Jemanden aus der Kursliste entfernen
command-import = Eine CSV-Datei in die Kursliste übernehmen
command-stats = Wie viele in der Kursliste stehen

menu-student = 🪪 Ich bin im Kurs
menu-course = 🎓 Zum Kurs

verify-question = Welche E-Mail-Adresse oder Telefonnummer hast du der Akademie gegeben?
verify-question-hint = Schreib sie hierher, die Nummer mit Landesvorwahl (+49 …), oder /cancel.
verify-share = Schneller geht es, wenn du deine Nummer mit der Schaltfläche unten teilst.
verify-share-button = 📱 Meine Nummer teilen
verify-unclear = Das ist weder eine E-Mail-Adresse noch eine Telefonnummer.
verify-done = 🎉 Du bist bestätigt. Willkommen!
verify-already = Du bist schon bestätigt.
verify-claimed = Danke! Jemand von der Akademie sieht es sich an, dann schreibe ich dir.
verify-not-found = Das finde ich nicht in der Kursliste. Sieh nach, ob es richtig geschrieben ist, oder versuche es mit dem anderen von E-Mail und Telefon.
verify-taken = Dieser Eintrag gehört schon zu einem anderen Telegram-Konto oder wird gerade dafür geprüft.
verify-ask-contact = Wenn du Hilfe brauchst, frag { $contact }.
verify-ask-academy = Wenn du Hilfe brauchst, frag die Akademie.
verify-too-often = Das waren genug Versuche für heute. Ab { $time } kannst du es wieder versuchen, oder du teilst deine Nummer mit der Schaltfläche.
verify-not-yours = Das ist der Kontakt von jemand anderem. Bitte teile deinen eigenen mit der Schaltfläche.
verify-number-unreadable = Mit dieser Nummer kann ich nichts anfangen.
verify-removed = Du stehst nicht mehr in der Kursliste der Akademie.
verify-removed-why = Der Grund: { $reason }
verify-restored = Du stehst wieder in der Kursliste der Akademie. Schön, dass du wieder da bist!
verify-restored-hint = Du kannst auch wieder um Aufnahme in die Kursgruppe bitten.
verify-moved = Dein Platz im Kurs gehört jetzt zu einem anderen Telegram-Konto.
verify-claim-added = Danke, das Team sieht es zu deiner Angabe.
verify-claim-proof = Wenn du einen Beleg hast, zum Beispiel eine Quittung, schick ihn hierher.
verify-claim-refused = Die Akademie konnte nicht bestätigen, dass du das bist.
verify-claim-refused-why = Der Grund: { $reason }
verify-join = Du möchtest in die Kursgruppe.
verify-join-hint = Sie ist für bestätigte Kursmitglieder. Zeig mir, dass du im Kurs bist, dann lasse ich dich sofort hinein.
verify-office-note = Hat sich selbst bestätigt

status-pending = noch nicht da
status-claimed = zu bestätigen
status-verified = bestätigt
status-removed = entfernt

student-added = Aufgenommen.
student-duplicate = Diese E-Mail-Adresse, diese Nummer oder dieses Konto steht schon in der Kursliste:
student-duplicate-removed = Diese E-Mail-Adresse oder Nummer stand in der Kursliste und wurde entfernt. Du kannst den Eintrag wiederherstellen:
student-duplicate-tried = { $name } wollte jemanden hinzufügen, der schon auf der Liste steht:
student-verified = Bestätigt.
student-claim-refused = Nicht bestätigt: Die Person weiß Bescheid.
student-restored = Wiederhergestellt.
student-removed = Entfernt. Denk daran, auch den Zugang zum Kurs zu entziehen.
student-relinked = Auf das andere Konto übertragen.
student-edited = Geändert.
student-kept = Es wurde nichts geändert.
student-forgotten = auf eigenen Wunsch vergessen
student-no-account = Noch kein Telegram-Konto
student-account = Telegram-Konto
student-since = in der Kursliste seit { $day }
student-removed-on = entfernt am { $day }
student-removed-why = Grund: { $reason }
student-several = Wer ist gemeint?
student-more = Es gibt noch mehr: Gib es genauer an.
student-nobody = Dazu passt niemand in der Kursliste.
student-usage = Schreib eine E-Mail-Adresse, eine Nummer, eine Kennung oder einen Teil des Namens dahinter: /student ada@example.com
student-usage-remove = Schreib eine E-Mail-Adresse, eine Nummer, eine Kennung oder einen Teil des Namens dahinter: /remove_student ada@example.com
student-usage-add = In einer Zeile geht es so: /addstudent Ada Lovelace; +44 20 7946 0000; ada@example.com
student-name-refused = Ein Name hat 2 bis 50 Buchstaben; Leerzeichen, Bindestriche und Apostrophe sind erlaubt.
student-phone-refused = Diese Telefonnummer kenne ich nicht. Schreib sie mit Landesvorwahl: +49 30 123456.
student-email-refused = Das ist keine E-Mail-Adresse; sie sieht aus wie ada@example.com.
student-reason-refused = Bitte nenne einen Grund mit höchstens 200 Zeichen.
student-account-refused = Ein Konto gibst du mit seinem @Namen oder seiner Nummer an.

refused-verified-already = Dieser Eintrag ist schon bestätigt.
refused-removed = Dieser Eintrag ist entfernt.
refused-not-removed = Dieser Eintrag steht in der Kursliste.
refused-forgotten = Diese Person hat sich vergessen lassen. Nimm sie neu auf, wenn sie zurückkommt.
refused-theirs-already = Der Eintrag gehört schon zu diesem Konto.
refused-no-claim = Niemand beansprucht diesen Eintrag mehr.
refused-own-claim = Niemand bestätigt sich selbst. Das macht jemand anderes aus dem Team.
refused-missing = Diesen Eintrag gibt es nicht mehr.
refused-overtaken = Gerade hat jemand anderes diesen Eintrag oder deine Rolle geändert. Bitte sieh ihn dir noch einmal an.
refused-no-account = Dieses Konto kenne ich nicht. Von dort muss mir erst jemand /start geschickt haben.

record-verify = ✅ Jetzt bestätigen
record-confirm = ✅ Das stimmt
record-refuse = 🚫 Das stimmt nicht
record-remove = 🗑 Entfernen
record-restore = ↩️ Wiederherstellen
record-relink = 🔗 Anderes Konto
record-edit = ✏️ Ändern
field-name = Name
field-phone = Telefon
field-email = E-Mail

claim-topic = Kursmitglieder
claim-title = Ist das diese Person?
claim-pending = zu bestätigen
claim-confirmed = bestätigt
claim-refused = nicht bestätigt
claim-settled = auf der Liste erledigt
claim-did-confirm = ✅ Bestätigt von { $name }, { $time }
claim-did-refuse = 🚫 Nicht bestätigt von { $name }, { $time }
claim-told-files = Das Team hat dir etwas dazu geschickt, ob du im Kurs bist:
claim-did-add = 💬 Ergänzt von { $name }, { $time }
claim-did-settle = ⚪ Auf der Liste erledigt von { $name }, { $time }
claim-words-confirm = bestätigen|bestätigt|genehmigen|ja|stimmt
claim-words-refuse = ablehnen|abgelehnt|nein|stimmt nicht
claim-by-email = mit der E-Mail-Adresse beansprucht
claim-by-phone = mit der Telefonnummer beansprucht
claim-attempts =
    { $count ->
        [one] beim ersten Versuch des Tages
       *[other] nach { $count } Versuchen an einem Tag
    }
claim-gone = Den Eintrag gibt es nicht mehr.

ask-student-name = Wie lautet der volle Name?
ask-student-phone = Die Telefonnummer, mit Landesvorwahl?
ask-student-email = Die E-Mail-Adresse?
ask-or-cancel = Oder /cancel.
ask-student-field = Was soll geändert werden?
ask-removal-reason = Warum wird { $name } entfernt?
ask-removal-reason-hint = Die Person liest diesen Grund.
ask-removal-sure = { $name } entfernen?
ask-removal-meaning = Damit endet alles, was nur Kursmitglieder können, und auch die Kursgruppe ist dann geschlossen.
removal-yes = 🗑 Ja, entfernen
removal-no = Nein, behalten
ask-account = Auf welches Konto?
ask-account-hint = Schreib seinen @Namen oder seine Nummer. Von dort muss mir jemand /start geschickt haben; das alte Konto verliert den Zugang.

roster-title = { $count ->
    [one] { $count } Eintrag
   *[other] { $count } Einträge
  }
roster-page = Seite { $page } von { $pages }
roster-empty = Die Kursliste ist noch leer. Beginne mit /addstudent oder /import.
roster-counts = Die Kursliste
roster-search-too-long = Das ist zu lang, um danach zu suchen.
page-before = ‹ Zurück
page-after = Weiter ›
verification-elsewhere = Über Kursmitglieder sprechen wir nur in der Gruppe dafür und im privaten Chat.

import-usage = Schick mir eine CSV-Datei im privaten Chat oder antworte auf eine mit /import.
import-usage-hint = Spalten name, phone und email, getrennt durch Semikolon, Komma oder Tabulator; UTF-8; höchstens { $rows } Zeilen. Du siehst, was sich ändert, bevor jemand aufgenommen wird.
import-preview = { $fresh ->
    [one] { $fresh } neuer Eintrag
   *[other] { $fresh } neue Einträge
  }
import-known = { $count ->
    [one] { $count } bleibt weg, weil schon bekannt:
   *[other] { $count } bleiben weg, weil schon bekannt:
  }
import-line-known = Zeile { $line }: { $name }
import-line-removed = Zeile { $line }: { $name } (entfernt; lässt sich einzeln wiederherstellen)
import-problems = { $count ->
    [one] { $count } Fehler:
   *[other] { $count } Fehler:
  }
import-line-problem = Zeile { $line }: { $problem }
import-more = … und { $count } weitere
import-mend = Verbessere diese Zeilen und schick die Datei noch einmal; bis dahin wird niemand aufgenommen.
import-row-columns = Die Zeile hat zu wenige Spalten.
import-row-repeated-email = Die E-Mail-Adresse steht schon weiter oben.
import-row-repeated-phone = Die Nummer steht schon weiter oben.
import-file-encoding = Die Datei ist nicht in UTF-8. Speichere sie als „CSV UTF-8“.
import-file-empty = In dieser Datei steht niemand.
import-file-too-long = Die Datei ist zu lang: höchstens { $rows } Zeilen und 1 MB.
import-file-quotes = In dieser Datei wird ein Anführungszeichen geöffnet und nie geschlossen.
import-yes = { $fresh ->
    [one] ✅ { $fresh } Eintrag aufnehmen
   *[other] ✅ { $fresh } Einträge aufnehmen
  }
import-no = Nein, lass es
import-running = Ich nehme sie auf …
import-dropped = Es wurde niemand aufgenommen.
import-done = { $count ->
    [one] { $count } Eintrag ist aufgenommen.
   *[other] { $count } Einträge sind aufgenommen.
  }
import-failed = Es wurde niemand aufgenommen. Bitte schick die Datei noch einmal.
