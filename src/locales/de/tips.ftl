command-add-tip = Einen Tipp in den Vorrat aufnehmen
tip-title = 💡 Tipp des Tages
tips-stop = 🔕 Keine täglichen Tipps mehr
tips-resume = 🔔 Wieder tägliche Tipps
tips-stopped = Erledigt: keine täglichen Tipps mehr.
tips-resumed = Erledigt: Der nächste Tipp kommt morgens um acht.
tip-ask = Was soll im Tipp stehen?
tip-ask-hint = Schreib { $shortest } bis { $longest } Zeichen oder /cancel.
tip-too-short = Das ist zu kurz für einen Tipp.
tip-too-long = Das ist zu lang für einen Tipp.
tip-added = Aufgenommen. Im Vorrat { $count ->
    [one] ist { $count } Tipp
   *[other] sind { $count } Tipps
  }.
