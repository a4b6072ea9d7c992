command-why = What happened to a person or an update
why-usage = Ask like this: /why @name, /why <id of a person>, /why update <id>, or /why as a reply to somebody's message. The number of an update behind a person shows only that one.
why-unknown-name = Nobody who registered has this name. People change their names: ask by id if you have it.
why-unknown-number = I know neither a person nor an update with this number. Of whoever has not finished registering nothing is kept that could be asked.
why-unknown-person = Nobody with this id has finished registering; of what is before that nothing is kept that could be asked.
why-unknown-update = I asked { $searched } places and none knows this update. They remember two days; if you know whose it was, ask for the person.
why-several = Several people had this name. Ask by id, one of: { $ids }.
why-forgotten = This person had everything forgotten. Nothing is left that could be shown.
why-hidden = Whoever wrote this hides their account, so I cannot tell who it is.
why-title = Why: { $who }
why-title-update = Why: { $who }, update { $update }
why-registered = Id { $id }, registered { $day }.
why-unreachable = Has blocked the bot.
why-models = { $calls ->
    [one] One call of a model, { $dollars } US dollars.
   *[other] { $calls } calls of models, { $dollars } US dollars.
}
why-empty = Nothing happened in the last two days.
why-empty-update = Nothing is known of this update; what is handled is remembered for two days.
why-page = Page { $page } of { $pages }
why-older = ‹ Older
why-newer = Newer ›
why-refresh = ⟳ Newest
why-replay = ↻ Replay { $time }
why-replay-done = Handed in again. What comes of it stands at the end of the timeline.
why-replay-already = This has been replayed already.
why-replay-unknown = This is no longer there to be replayed.
why-replay-unreadable = Nobody can make out any more what this was.
why-kind-command = command
why-kind-press = button
why-kind-message = message
why-kind-payment = payment
why-kind-membership = blocked or unblocked
why-kind-checkout = checkout
why-kind-stop = Stop
why-kind-other = other update
why-kind-event = event
why-kind-job = result of a job
why-status-dead = could not be handled
why-status-limited = too much at once, not handled
why-status-waiting = waits
why-status-sending = being sent
why-key = key { $key }
why-waiting = Waits for try { $tries }, from { $time } on.
why-sending = Waits to be sent: { $method }, try { $tries }, from { $time } on.
why-failed = Try { $tries } failed:
why-failed-bug = a mistake of ours ({ $error }).
why-failed-passing = something outside did not work ({ $error }).
why-failed-version = work of a version that this code does not know.
why-sent = { $method } delivered{ $tries ->
    [one] .
   *[other] , at try { $tries }.
}
why-plain = { $method }: Telegram refused the formatting, so it went out as plain text.
why-unsent = { $method } was not delivered:
why-unsent-blocked = the person has blocked the bot or left Telegram.
why-unsent-nochat = the person has not started the bot, or the chat is gone.
why-unsent-unknown = nobody knows whether it arrived, and it must not come twice.
why-unsent-tries = it was tried too often without an answer.
why-unsent-refused = Telegram said “{ $reason }”.
why-model = { $role }: { $model } answered in { $ms } ms, { $input } tokens in, { $output } out, { $dollars } US dollars.
why-model-failed = { $role }: { $model } gave no answer after { $ms } ms, { $dollars } US dollars:
why-model-late = it took too long.
why-model-stopped = it was stopped, or the time of the turn was up.
why-model-status = it refused with status { $status }.
why-model-bad = { $reason }.
why-prompt = Prompt: { $prompt }.
why-unpaid-off = No model was asked: staff have switched the models off.
why-unpaid-person = No model was asked: the person's budget of the day is used up.
why-unpaid-feature = No model was asked: the feature's budget of the day is used up.
why-unpaid-bot = No model was asked: the bot's budget of the day is used up.
why-replayed = Handed in again.
why-decision = Decision of { $actor } ({ $origin }):
why-undelivered = Not delivered yet:
why-delivery = To many:
why-delivered = delivered.
why-skipped = no longer wanted, or too late.
why-letter = Dead letter, { $kind }
why-earlier = { $count ->
    [one] One thing happened before.
   *[other] { $count } things happened before.
}
why-elsewhere = I answer this in private and in the group of staff only.
why-colleague = Only admins ask about somebody of the staff.
why-model-brief = { $role }: a model answered in { $ms } ms.
why-model-brief-failed = { $role }: no model answered, after { $ms } ms:
why-failed-bug-brief = a mistake of ours.
why-failed-passing-brief = something outside did not work.
