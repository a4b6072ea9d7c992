command-menu = Das Hauptmenü
command-settings = Sprache, Niveau, Zeitzone
command-help = Was ich kann
command-cancel = Abbrechen, was wir gerade tun

registration-welcome = Willkommen! 👋
registration-language = In welcher Sprache sollen die Schaltflächen und Nachrichten sein?
registration-level = Wie gut kannst du die Sprache, die du lernst?
level-hint-beginner = A1, A2: Ich fange an; einfache Alltagssituationen gelingen mir
level-hint-intermediate = B1, B2: Ich kann über die meisten Dinge sprechen
level-hint-advanced = C1, C2: Ich spreche fließend
registration-level-unsure = Unsicher? Nimm das niedrigere. Du kannst es in den Einstellungen jederzeit ändern.
registration-explanations = In welcher Sprache soll ich Fehler erklären?
registration-explanations-hint = Das Gespräch selbst führen wir in der Sprache, die du lernst.

home-registered = Alles bereit! 🎉
home-returning = Willkommen zurück! 👋
home-menu = Hauptmenü
home-level = Dein Niveau: { $level }
home-invitation = Was möchtest du tun?
menu-settings = ⚙️ Einstellungen
menu-help = ❓ Hilfe

help-title = { $academy }: Hilfe
help-intro = Nutze die Schaltflächen oder schreibe jederzeit einen dieser Befehle.
help-commands = Befehle
help-contact = Fragen? Schreib einem Menschen: { $contact }

settings-title = Einstellungen
settings-saved = ✓ Gespeichert.
settings-column-what = Einstellung
settings-column-value = Jetzt
settings-language = Sprache
settings-level = Niveau
settings-explanations = Erklärungen
settings-timezone = Zeitzone
settings-change-language = In welcher Sprache sollen die Schaltflächen und Nachrichten sein?
settings-change-level = Dein Niveau
settings-change-explanations = In welcher Sprache soll ich Fehler erklären?
settings-change-timezone = Wie spät ist es bei dir?

cancelled = Abgebrochen; davon wurde nichts behalten.
cancelled-theirs = Was { $id } offen hat, ist beendet; die Person erfährt es.
cancelled-by-staff = Jemand von der Akademie hat beendet, was wir gerade gemacht haben.
nothing-to-cancel = Es gab nichts abzubrechen.
not-understood = Ich bin nicht sicher, was du tun möchtest. Wähle hier etwas aus: Um mit dem Tutor zu sprechen, tippe auf „Lernen“.
not-understood-here = Ich bin nicht sicher, was du möchtest. Wähle hier etwas aus.
media-not-understood = Damit kann ich noch nichts anfangen. Wähle hier etwas aus, dann machen wir weiter.
pong = pong
home-stranger = Wir kennen uns noch nicht: ein paar Fragen, dann können wir anfangen.
begin = ▶️ Anfangen
