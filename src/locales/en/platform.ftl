apology = Something went wrong on our side, and your last step was not carried out. Please try again.
back = ‹ Back
back-to-menu = ‹ Main menu
flow-ended = That was a while ago, so I have let go of it. Here is the menu.
stale-button = This button is out of date. Here is the menu as it is now.
unknown-command = I do not know this command. Here is what I can do.
