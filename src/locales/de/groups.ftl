groups-hello = Hallo! Was ich tue, bleibt unter uns: Schreib mir bitte privat.
groups-staff = Ich bin da. Die Arbeit des Teams kommt in diese Gruppe.
groups-topics = Macht mich bitte zum Administrator, der Themen verwalten darf; bis dahin wird nichts in sie sortiert.
groups-number = Ich bin da. In der Konfiguration hat diese Gruppe die Nummer
groups-demoted = Ich bin hier kein Administrator mehr. Schreiben kann ich noch, aber keine Themen mehr verwalten, und ich sehe nur noch Befehle und Antworten an mich.
