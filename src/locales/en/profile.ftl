command-menu = The main menu
command-settings = Language, level, time zone
command-help = What I can do
command-cancel = Stop what we are doing

registration-welcome = Welcome! 👋
registration-language = Which language should the buttons and messages be in?
registration-level = How well do you know the language you are learning?
level-hint-beginner = A1, A2: I am beginning; I manage simple everyday situations
level-hint-intermediate = B1, B2: I can talk about most things
level-hint-advanced = C1, C2: I am fluent
registration-level-unsure = Not sure? Take the lower one. You can change it at any time in the settings.
registration-explanations = In which language should I explain mistakes?
registration-explanations-hint = The conversation itself will be in the language you are learning.

home-registered = All set! 🎉
home-returning = Welcome back! 👋
home-menu = Main menu
home-level = Your level: { $level }
home-invitation = What would you like to do?
menu-settings = ⚙️ Settings
menu-help = ❓ Help

help-title = { $academy }: help
help-intro = Use the buttons, or type one of these commands at any time.
help-commands = Commands
help-contact = Questions? Ask a person: { $contact }

settings-title = Settings
settings-saved = ✓ Saved.
settings-column-what = Setting
settings-column-value = Now
settings-language = Language
settings-level = Level
settings-explanations = Explanations
settings-timezone = Time zone
settings-change-language = Which language should the buttons and messages be in?
settings-change-level = Your level
settings-change-explanations = In which language should I explain mistakes?
settings-change-timezone = What time is it where you are?

cancelled = Stopped; nothing of it was kept.
cancelled-theirs = What { $id } has open is ended, and they are told.
cancelled-by-staff = Somebody from the academy has ended what we were doing.
nothing-to-cancel = There was nothing to stop.
not-understood = I am not sure what you would like to do. Choose something here: to talk with the tutor, tap Learn.
not-understood-here = I am not sure what you would like to do. Choose something here.
media-not-understood = I cannot do anything with this yet. Choose something here, and we will go on.
pong = pong
home-stranger = We have not met yet: a few questions, and we can begin.
begin = ▶️ Begin
