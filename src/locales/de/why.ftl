command-why = Was mit einer Person oder einem Update geschah
why-usage = Frag so: /why @name, /why <Id einer Person>, /why update <Id> oder /why als Antwort auf eine Nachricht. Die Nummer eines Updates hinter einer Person zeigt nur dieses.
why-unknown-name = Niemand, der angemeldet ist, hat diesen Namen. Namen ändern sich: Frag nach der Id, wenn du sie hast.
why-unknown-number = Ich kenne weder eine Person noch ein Update mit dieser Nummer. Von allen, deren Anmeldung nicht fertig ist, wird nichts aufbewahrt, wonach man fragen könnte.
why-unknown-person = Niemand mit dieser Id ist fertig angemeldet; von dem, was davor war, wird nichts aufbewahrt, wonach man fragen könnte.
why-unknown-update = Ich habe an { $searched } Stellen gefragt, und keine kennt dieses Update. Sie erinnern sich zwei Tage; wenn du weißt, von wem es war, frag nach der Person.
why-several = Mehrere hatten diesen Namen. Frag nach der Id, einer von: { $ids }.
why-forgotten = Diese Person hat alles über sich löschen lassen. Es ist nichts übrig, was ich zeigen könnte.
why-hidden = Wer das geschrieben hat, verbirgt sein Konto; ich kann nicht sagen, wer es ist.
why-title = Warum: { $who }
why-title-update = Warum: { $who }, Update { $update }
why-registered = Id { $id }, angemeldet am { $day }.
why-unreachable = Hat den Bot blockiert.
why-models = { $calls ->
    [one] Ein Aufruf eines Modells, { $dollars } US-Dollar.
   *[other] { $calls } Aufrufe von Modellen, { $dollars } US-Dollar.
}
why-empty = In den letzten zwei Tagen ist nichts geschehen.
why-empty-update = Von diesem Update ist nichts bekannt; Erledigtes bleibt zwei Tage in Erinnerung.
why-page = Seite { $page } von { $pages }
why-older = ‹ Älter
why-newer = Neuer ›
why-refresh = ⟳ Neueste
why-replay = ↻ { $time } wiederholen
why-replay-done = Noch einmal eingereicht. Was daraus wird, steht am Ende der Zeitleiste.
why-replay-already = Das wurde schon wiederholt.
why-replay-unknown = Das ist nicht mehr da und kann nicht wiederholt werden.
why-replay-unreadable = Was das war, kann niemand mehr erkennen.
why-kind-command = Befehl
why-kind-press = Schaltfläche
why-kind-message = Nachricht
why-kind-payment = Zahlung
why-kind-membership = blockiert oder freigegeben
why-kind-checkout = Kasse
why-kind-stop = Stopp
why-kind-other = anderes Update
why-kind-event = Ereignis
why-kind-job = Ergebnis einer Aufgabe
why-status-dead = konnte nicht bearbeitet werden
why-status-limited = zu viel auf einmal, nicht bearbeitet
why-status-waiting = wartet
why-status-sending = wird gesendet
why-key = Schlüssel { $key }
why-waiting = Wartet auf Versuch { $tries }, ab { $time }.
why-sending = Wartet auf das Senden: { $method }, Versuch { $tries }, ab { $time }.
why-failed = Versuch { $tries } misslang:
why-failed-bug = ein Fehler von uns ({ $error }).
why-failed-passing = etwas außerhalb funktionierte nicht ({ $error }).
why-failed-version = Arbeit einer Version, die dieser Code nicht kennt.
why-sent = { $method } zugestellt{ $tries ->
    [one] .
   *[other] , beim { $tries }. Versuch.
}
why-plain = { $method }: Telegram lehnte die Formatierung ab, deshalb ging es als einfacher Text hinaus.
why-unsent = { $method } wurde nicht zugestellt:
why-unsent-blocked = Die Person hat den Bot blockiert oder Telegram verlassen.
why-unsent-nochat = Die Person hat den Bot nicht gestartet, oder den Chat gibt es nicht mehr.
why-unsent-unknown = Niemand weiß, ob es ankam, und zweimal darf es nicht kommen.
why-unsent-tries = Es wurde zu oft ohne Antwort versucht.
why-unsent-refused = Telegram sagte „{ $reason }“.
why-model = { $role }: { $model } antwortete nach { $ms } ms, { $input } Token hinein, { $output } heraus, { $dollars } US-Dollar.
why-model-failed = { $role }: { $model } gab nach { $ms } ms keine Antwort, { $dollars } US-Dollar:
why-model-late = Es dauerte zu lange.
why-model-stopped = Es wurde angehalten, oder die Zeit war um.
why-model-status = Abgelehnt mit Status { $status }.
why-model-bad = { $reason }.
why-prompt = Prompt: { $prompt }.
why-unpaid-off = Kein Modell gefragt: Das Team hat die Modelle abgeschaltet.
why-unpaid-person = Kein Modell gefragt: Das Tagesbudget der Person ist aufgebraucht.
why-unpaid-feature = Kein Modell gefragt: Das Tagesbudget dieser Funktion ist aufgebraucht.
why-unpaid-bot = Kein Modell gefragt: Das Tagesbudget des Bots ist aufgebraucht.
why-replayed = Noch einmal eingereicht.
why-decision = Entscheidung von { $actor } ({ $origin }):
why-undelivered = Noch nicht zugestellt:
why-delivery = An viele:
why-delivered = zugestellt.
why-skipped = nicht mehr gewünscht oder zu spät.
why-letter = Unzustellbar, { $kind }
why-earlier = { $count ->
    [one] Davor geschah noch eines.
   *[other] Davor geschahen noch { $count } Dinge.
}
why-elsewhere = Das beantworte ich nur im privaten Chat und in der Gruppe des Teams.
why-colleague = Nach jemandem aus dem Team fragen nur Administratoren.
why-model-brief = { $role }: Ein Modell antwortete nach { $ms } ms.
why-model-brief-failed = { $role }: Kein Modell antwortete, nach { $ms } ms:
why-failed-bug-brief = ein Fehler von uns.
why-failed-passing-brief = etwas außerhalb ging nicht.
