groups-hello = Hello! What I do is between you and me: let us talk in private.
groups-staff = I am here. The staff's work comes into this group.
groups-topics = Please make me an administrator who may manage topics; until then nothing is sorted into them.
groups-number = I am here. In the configuration this group has the number
groups-demoted = I am no administrator here any more. I can still write, but no longer manage topics, and see only commands and answers to me.
