apology = Bei uns ist etwas schiefgegangen, und dein letzter Schritt wurde nicht ausgeführt. Bitte versuche es noch einmal.
back = ‹ Zurück
back-to-menu = ‹ Hauptmenü
flow-ended = Das ist schon eine Weile her, deshalb habe ich es beendet. Hier ist das Menü.
stale-button = Diese Schaltfläche ist veraltet. Hier ist das aktuelle Menü.
unknown-command = Diesen Befehl kenne ich nicht. Das hier kann ich.
