command-queue = The next piece of open work
command-card = Show a card by its number
desk-nobody = somebody without an account
desk-machine = the machine
desk-admin = the administration
desk-held = ✋ { $name } has it until { $time }
desk-delivery-pending = ⏳ The person is being told
desk-delivery-sent = ✉️ The person has been told
desk-delivery-blocked = 🚫 The person cannot be reached: they have blocked or never started the bot
desk-delivery-failed = ⚠️ The message to the person was not delivered
desk-change = ↩️ Change the decision
desk-claim = ✋ I take it
desk-release = Give it back
desk-hand-over = Hand it over
desk-send-again = 🔁 Send again
desk-done = { $card }: { $state }.
desk-sending-again = Being sent once more; the card will tell what becomes of it.
desk-nothing-lost = There is nothing to send again: it has arrived, is on its way, or something newer was decided.
desk-refused-changed = Somebody has done something about { $card } meanwhile. Please look at the card again.
desk-refused-own-work = Nobody decides on their own work. A colleague will.
desk-refused-place = { $card } is not decided here. Please use the card in its own group, or /queue in private.
desk-refused-held = { $name } has { $card } until { $time }. Ask them to hand it over.
desk-refused-decided = { $card } is settled already. { $what }
desk-overridden = The administration has acted on { $card }, which you had taken. { $command } shows how it stands now.
desk-no-card = There is no { $card }.
desk-not-here = That cannot be done with { $card } now.
desk-words-stand = { $card } has moved on since, so nobody reads this change. To say something new, use the card.
desk-command-usage = Which one? Write for example { $command } 17, or answer the card with { $command }.
desk-reply-hint = To decide, answer the card with one word such as “approve” or “reject”, or press a button. Anything else stays between us.
desk-reply-hint-commands = Or by a command: { $commands }.
desk-reply-hint-files = A photo, a voice message or a file goes to the person.
desk-did-send = 📨 Sent to the person by { $name }, { $time }
desk-words-length = Please write between 1 and 1,000 characters.
desk-change-ask = { $card } is { $state }. What should it be instead? The person will be told of the change.
desk-keep = Leave it as it is
desk-nobody-else = Nobody else holds the role for { $card }.
desk-hand-over-ask = Who should take { $card }?
desk-list =
    { $count ->
        [one] One more has come in faster than this group takes messages:
       *[other] { $count } more have come in faster than this group takes messages:
    }
desk-list-empty = All of these have been opened.
desk-list-open =
    { $count ->
        [one] Open it
       *[other] Open the next { $count }
    }
desk-moved = { $card } is further down now.
desk-card-usage = Which one? Write for example /card 17.
desk-queue-menu = 📋 What waits for me
desk-queue = 📋 Open for you: { $count }. After this one: { $left }.
desk-queue-next = Next ›
desk-queue-empty = Nothing is waiting for you. Enjoy the quiet. 🌤
desk-queue-end =
    { $count ->
        [0] That was the last one, and nothing is waiting for you any more. 🌤
       *[other] That was the last one. Still open for you: { $count }; /queue begins at the oldest again.
    }
desk-reminder = ⏰ { $card } ({ $kind }, { $name }) has been waiting since { $time }.
desk-reminder-free = Nobody has taken it yet.
desk-reminders =
    { $count ->
        [one] ⏰ One piece of work has been waiting too long:
       *[other] ⏰ { $count } pieces of work have been waiting too long, the oldest first:
    }
desk-morning =
    { $count ->
        [one] ☀️ Good morning. One piece of work is open:
       *[other] ☀️ Good morning. { $count } pieces of work are open, the oldest first:
    }
desk-morning-more =
    { $count ->
        [one] … and one more
       *[other] … and { $count } more
    }
desk-morning-hint = /card with the number shows one of them.
desk-age-hours = { $count } h
desk-age-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
desk-album =
    { $count ->
        [one] 📎 From { $name } for { $card }:
       *[other] 📎 { $count } from { $name } for { $card }:
    }
desk-not-copied = ⚠️ Something that { $name } sent for { $card } could not be copied here. Please ask them to send it again.
desk-carried = On its way to { $name }; the card tells whether it arrived.
desk-no-choice = There is nothing to choose from for { $card }.
desk-forgotten = the person was forgotten
desk-somebody = somebody who was forgotten
