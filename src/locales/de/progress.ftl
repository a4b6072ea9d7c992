command-progress = Was du geübt hast und was als Nächstes kommt
menu-progress = 📈 Mein Fortschritt
progress-title = 📈 Dein Fortschritt
progress-title-of = 📈 Fortschritt von { $who }
progress-level = Niveau { $level }
progress-days = { $days ->
    [one] { $days } Lerntag
   *[other] { $days } Lerntage
  }
progress-streak = 🔥 { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
  } in Folge
progress-no-streak = Gerade keine Tage in Folge; jeder Tag ist gut, um anzufangen.
progress-today-open = ○ Der heutige Tag ist bis vier Uhr früh offen.
progress-rest = ☕ Ein freier Tag: Einer in sieben beendet die Folge nicht.
progress-outage = ☔ Bei uns war eine Störung: Dieser Tag beendet die Folge nicht.
progress-nothing = Bisher wurde nichts geübt, also gibt es nichts zu zeigen: Mit dem ersten Gespräch füllt es sich.
progress-minutes = Geübte Minuten
progress-mistakes = Korrigierte Fehler
progress-skill = Was
progress-this-week = Diese Woche
progress-last-week = Vorwoche
progress-together = Zusammen
progress-quiet = In den letzten zwei Wochen nichts. Ein paar Minuten genügen, um wieder anzufangen.
progress-week-means = Eine Woche sind die sieben Tage bis heute und die sieben davor.
progress-first-week = Zum Vergleichen gibt es noch nichts; in einer Woche schon.
progress-commonest = Was in vier Wochen am häufigsten vorkam
progress-none-common = In den letzten vier Wochen keine Fehler.
progress-strengths = Stärken
progress-mended = { $type }: { $mended } von { $made } Korrekturen seither richtig verwendet.
progress-gone = { $type }: { $before ->
    [one] ein Fehler
   *[other] { $before } Fehler
  } im Monat davor, keiner in den letzten vier Wochen.
progress-fewer = { $skill }: { $now } Fehler in zehn Minuten, nach { $before } in der Vorwoche.
progress-too-early = Um welche zu nennen, ist es noch zu früh: Ein paar Gespräche mehr werden sie zeigen.
progress-next = Nächster Schritt
progress-next-first = Ein paar Minuten freies Gespräch sind ein guter Anfang.
progress-next-mistakes = { $type }: { $open ->
    [one] Eine Korrektur wartet
   *[other] { $open } Korrekturen warten
  } noch darauf, verwendet zu werden. Eine Runde Übung hilft am meisten.
progress-next-rare = { $skill }: in den letzten zwei Wochen kein einziges Mal. Ein guter Moment dafür.
progress-next-kept = Du übst alles. Am seltensten kam vor: { $skill }.
progress-practise = ▶️ Üben: { $skill }
progress-practise-type = ▶️ Üben: { $skill }, { $type }
progress-history = 🗓 Was ich geübt habe
progress-history-of = 🗓 Was { $who } geübt hat
progress-history-means = ✎ korrigierte Fehler, ✓ davon seither richtig verwendet.
progress-day = Tag
progress-min = Min
progress-page = Seite { $page } von { $pages }
progress-older = ‹ Älter
progress-newer = Neuer ›
progress-privately = Ich habe es dir privat geschickt.
progress-hidden = Wer das geschrieben hat, verbirgt sein Konto; ich kann nicht sagen, wer es ist.
progress-usage = Frag so: /progress @name, /progress <Id> oder /progress als Antwort auf jemandes Nachricht. Ohne etwas dahinter siehst du deinen eigenen.
progress-unknown-name = Niemand, der sich angemeldet hat, trägt diesen Namen. Namen ändern sich: Frag nach der Id, wenn du sie hast.
progress-unknown-id = Niemand mit dieser Id hat sich angemeldet.
progress-forgotten = Diese Person hat alles vergessen lassen. Es gibt nichts mehr zu zeigen.
progress-several = Mehrere hatten diesen Namen. Frag nach der Id, eine davon: { $ids }.
progress-conversation = Gespräch
progress-grammar = Grammatik
progress-reading = Lesen
progress-listening = Hören
progress-writing = Schreiben
progress-speaking = Sprechen
progress-vocabulary = Wortschatz
