command-add-tip = Einen Tipp in den Vorrat aufnehmen
command-list-tips = Die neuesten Tipps, und wie oft sie verschickt wurden
command-edit-tip = Einen Tipp ändern, nach seiner Nummer
command-delete-tip = Einen Tipp aus dem Vorrat nehmen
command-send-tip = Einen Tipp jetzt an alle schicken
command-test-tip = Einen Tipp so sehen, wie andere ihn sehen
tip-title = 💡 Tipp des Tages
tips-stop = 🔕 Keine täglichen Tipps mehr
tips-resume = 🔔 Wieder tägliche Tipps
tips-when = 🕗 Andere Uhrzeit
tips-at = 💡 Tipp des Tages: { $time }
tips-off = 💡 Tipp des Tages: aus
tips-when-ask = Wann soll er kommen? Es gilt deine eigene Uhr.
tips-stopped = Erledigt: keine täglichen Tipps mehr.
tips-resumed = Erledigt: Der nächste Tipp kommt um { $time } nach deiner Uhr.
tip-ask = Was soll im Tipp stehen?
tip-ask-hint = Schreib { $shortest } bis { $longest } Zeichen oder /cancel. Mit #B1 darin ist er für diese Stufe und höhere.
tip-too-short = Das ist zu kurz für einen Tipp.
tip-too-long = Das ist zu lang für einen Tipp.
tip-added = Aufgenommen als #{ $tip }. Im Vorrat { $count ->
    [one] ist { $count } Tipp
   *[other] sind { $count } Tipps
  }.
tip-level = Für Lernende ab { $level }.
tip-changed = Tipp #{ $tip } lautet jetzt:
tip-deleted = Tipp #{ $tip } ist nicht mehr im Vorrat:
tip-restore = ↩️ Zurücklegen
tip-unknown = Welcher Tipp ist gemeint? Unter dieser Nummer kenne ich keinen.
tip-unknown-hint = Zum Beispiel: { $command }. Die Nummern stehen in /list_tips.
tip-list = Die neuesten Tipps
tip-list-none = Noch gibt es keine Tipps. /add_tip nimmt einen auf.
tip-listed = #{ $tip } · { $date } · { $pool } · { $sent }-mal verschickt
tip-older = Ältere ›
tip-send-ask = #{ $tip } jetzt an { $count ->
    [one] eine Person
   *[other] { $count } Personen
  } schicken?
tip-send-hint = Wo es Nacht ist, kommt er am Morgen. Du kannst es jederzeit anhalten und abbrechen.
tip-send = 📣 An { $count } schicken
tip-test = 👁 Nur an mich
tip-proposal = Tipp des Tages von einem Modell
tip-topic = Tipps
tip-model = Modell, für { $day }
tip-pending = wartet
tip-approved = freigegeben
tip-rejected = abgelehnt
tip-approve = ✅ Freigeben
tip-reject = ❌ Ablehnen
tip-reword = ✏️ Mit anderen Worten
tip-did-approve = { $name } hat ihn um { $time } freigegeben
tip-did-reject = { $name } hat ihn um { $time } abgelehnt
tip-did-reword = { $name } hat ihn um { $time } mit anderen Worten freigegeben
tip-words-approve = freigeben|ja|gut
tip-words-reject = ablehnen|nein
tip-ask-reword = Was soll stattdessen im Tipp von { $card } stehen? Damit ist er freigegeben.
tip-for = Für { $language } { $level } am { $day }. Ohne ein Ja bekommen alle einen geschriebenen Tipp.
