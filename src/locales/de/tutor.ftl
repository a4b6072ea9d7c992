command-learn = Mit dem KI-Tutor üben
menu-learn = 🎓 Lernen
learn-title = { $language } lernen
learn-invitation = Wie möchtest du üben?
learn-conversation = 💬 Freies Gespräch
conversation-intro = Schreib mir auf { $language }, worüber du magst. Ich bin eine KI: Ich antworte auf Niveau { $level }, korrigiere das Wichtigste und frage weiter.
conversation-hint = Fehler sind willkommen: Dafür bin ich da.
conversation-end = ⏹ Gespräch beenden
conversation-ended = Gespräch beendet. Gut gemacht! 👏
conversation-ended-hint = Komm wieder, wann du magst; ein paar Minuten am Tag bringen am meisten.
conversation-text-only = Hier kann ich vorerst nur Text lesen. Schreib es mir bitte.
answer-cut = (Meine Antwort war zu lang und endet hier.)
message-too-long = Das ist viel auf einmal: { $length } Zeichen. Bitte schick höchstens { $limit }, zum Beispiel in zwei Teilen.
tutor-unavailable = Der Tutor ist gerade nicht erreichbar. Was du geschrieben hast, ist nicht verloren.
tutor-retrying = Einen Moment, ich frage noch einmal …
try-again = 🔁 Noch einmal versuchen
tutor-thinking = Ich denke nach …
tutor-stopped = (Angehalten. Schreib weiter, wann du magst.)
tutor-listening = Ich höre zu …
tutor-off = Der Tutor macht gerade eine Pause. Deine Nachricht ist aufgehoben: Versuch es bitte in einer Weile noch einmal.
tutor-used-up = Das war alles, was heute mit dem Tutor geht. Gut gemacht! 🌙 Weiter geht es zu dieser Zeit: { $time }. So lange ist deine Nachricht aufgehoben.
tutor-used-up-by-all = Heute haben so viele geübt, dass der Tutor eine Pause braucht. Weiter geht es zu dieser Zeit: { $time }. So lange ist deine Nachricht aufgehoben.
conversation-voice = Du kannst mir auch Sprachnachrichten schicken.
conversation-text-or-voice = Hier verstehe ich Text und Sprachnachrichten. Schreib es oder sag es mir bitte.
voice-you-said = 🎙 Du hast gesagt:
voice-silent = Ich konnte keine Worte hören. Nimm es bitte noch einmal auf, etwas näher am Mikrofon, oder schreib mir.
voice-not-heard = Ich konnte deine Aufnahme gerade nicht anhören. Sie ist nicht verloren.
voice-too-long = Das ist eine lange Aufnahme. Bitte bleib unter { $limit } Minuten, zum Beispiel in zwei Teilen.
voice-too-large = Diese Aufnahme ist zu groß. Bitte bleib unter { $limit } MB; eine hier aufgenommene Sprachnachricht ist immer klein genug.
tutor-left-out = Ich kann so lange { $limit } Zeichen aufheben: Das Älteste, was du geschrieben hast, passt nicht mehr hinein und bleibt weg. Schick es bitte später noch einmal.
correction-card = 📇 Karte daraus machen{ $number }
correction-card-kept = ✓ Für eine Karte gemerkt
practice-minutes = { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
  } geübt, { $turns ->
    [one] { $turns } Nachricht
   *[other] { $turns } Nachrichten
  }.
practice-mistakes = { $made ->
    [0] Ich habe keine Fehler gefunden.
    [one] Ein Fehler korrigiert; von den Korrekturen hast du { $mended } danach selbst verwendet.
   *[other] { $made } Fehler korrigiert; von den Korrekturen hast du { $mended } danach selbst verwendet.
  }
correction-dispute = 🙋 Ich hatte recht{ $number }
dispute-title = Angezweifelte Korrektur
dispute-topic = Angezweifelte Korrekturen
dispute-pending = wartet
dispute-accepted = der Lernende hatte recht
dispute-declined = die Korrektur bleibt
dispute-accept = Der Lernende hat recht
dispute-decline = Die Korrektur bleibt
dispute-did-accept = { $name } gab dem Lernenden um { $time } recht
dispute-did-decline = { $name } ließ die Korrektur um { $time } stehen
dispute-words-accept = richtig|ja|recht
dispute-words-decline = bleibt|nein|ablehnen
dispute-ask-accept = Ein Wort an den Lernenden zu { $card }?
dispute-ask-decline = Warum bleibt die Korrektur? Was du schreibst, geht an den Lernenden von { $card }.
dispute-level = Niveau des Lernenden: { $level }
dispute-told-accepted = Eine Lehrkraft hat sich die Korrektur angesehen, an der du gezweifelt hast: Du hattest recht. Sie zählt nicht mehr als Fehler.
dispute-told-declined = Eine Lehrkraft hat sich die Korrektur angesehen, an der du gezweifelt hast. Sie bleibt:
dispute-told-files = Eine Lehrkraft hat dir etwas zu einer Korrektur geschickt, die du bezweifelt hast:
dispute-opened = Danke, dass du es sagst. Eine Lehrkraft sieht es sich an, und du hörst von mir.
dispute-waiting = Das liegt schon bei einer Lehrkraft, sie sieht es sich an.
dispute-decided = Darüber hat eine Lehrkraft schon entschieden.
learn-grammar = 📐 Grammatik
learn-reading = 📖 Lesen
learn-listening = 🎧 Hören
learn-writing = ✍️ Schreiben
learn-speaking = 🗣 Sprechen
learn-vocabulary = 🧩 Wortschatz
intro-grammar = Grammatik auf { $language }, Niveau { $level }: Ich erkläre eine Regel, du probierst sie aus, und wenn es nicht klappt, versuchst du es noch einmal. Wollen wir?
intro-reading = Du liest einen kurzen Text auf { $language }, Niveau { $level }, und beantwortest eine Frage dazu. Wenn es nicht klappt, schaust du noch einmal hin.
intro-listening = Du hörst eine kurze Aufnahme auf { $language }, Niveau { $level }, und beantwortest eine Frage dazu. Wenn es nicht klappt, hörst du noch einmal hin.
intro-writing = Ich gebe dir eine Schreibaufgabe auf { $language }, Niveau { $level }. Du schreibst, ich korrigiere, und wenn du magst, schreibst du eine bessere Fassung.
intro-speaking = Ich gebe dir etwas, worüber du auf { $language } sprichst, Niveau { $level }. Antworte mit einer Sprachnachricht von einer halben bis einer Minute; ich korrigiere, was du gesagt hast.
intro-vocabulary = Ich frage nach einem Wort auf { $language } nach dem anderen, Niveau { $level }, und du hast für jedes zwei Versuche.
speaking-unheard = Sprachnachrichten kann ich hier vorerst nicht anhören: Schreib, was du sagen würdest.
task-ready = ▶️ Ich bin bereit
task-prompt = ✍️ Gib mir eine Aufgabe
task-quiz = 🎯 Frag mich ab
task-another = 🔀 Etwas anderes
task-next = ⏭ Weiter
resume = ↩️ Weiter: { $mode }
resume-title = Hier waren wir stehen geblieben:
transcript-get = 📄 Mitschrift
transcript-caption = Unser Gespräch, zum Aufheben.
transcript-you = Du:
transcript-tutor = Tutor:
facts-open = 🧠 Was ich über dich weiß
facts-title = Was ich über dich weiß
facts-none = Noch nichts. Aus längeren Gesprächen merke ich mir ein paar Dinge, oder du erzählst sie mir hier.
facts-hint = Danach richte ich, worüber wir sprechen. Du kannst jede Zeile ändern oder löschen.
facts-add = ➕ Etwas erzählen
facts-ask = Was soll ich über dich wissen? Ein Satz genügt (höchstens { $limit } Zeichen).
facts-length = Das ist leer oder zu lang: Schick bitte einen Satz.
facts-full = Mehr als { $limit } Dinge kann ich mir nicht merken. Lösch bitte zuerst eines.
listening-recording = 🎧 Einen Moment, ich nehme es für dich auf …
listening-unspoken = Das konnte ich nicht vorlesen. Hier ist es zum Lesen:
listening-silent = Vorlesen ist hier nicht eingerichtet: Du bekommst den Text stattdessen zu lesen.
unreadable-sticker = Schöner Sticker! Nur antworten kann ich darauf nicht.
unreadable-picture = Bilder und Videos kann ich nicht sehen.
unreadable-file = Dateien kann ich nicht öffnen.
