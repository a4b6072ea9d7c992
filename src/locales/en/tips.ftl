command-add-tip = Add a tip to the pool
command-list-tips = The newest tips, and how often each was sent
command-edit-tip = Change a tip, by its number
command-delete-tip = Take a tip out of the pool
command-send-tip = Send a tip to everybody now
command-test-tip = See a tip as others would
tip-title = 💡 Tip of the day
tips-stop = 🔕 No more daily tips
tips-resume = 🔔 Daily tips again
tips-when = 🕗 Another hour
tips-at = 💡 Tip of the day: { $time }
tips-off = 💡 Tip of the day: off
tips-when-ask = When should it come? It is the hour of your own clock.
tips-stopped = Done: no more daily tips.
tips-resumed = Done: the next tip comes at { $time } of your clock.
tip-ask = What should the tip say?
tip-ask-hint = Write { $shortest } to { $longest } characters, or /cancel. With #B1 in it, it is for that level and those above.
tip-too-short = That is too short for a tip.
tip-too-long = That is too long for a tip.
tip-added = Added as #{ $tip }. There { $count ->
    [one] is { $count } tip
   *[other] are { $count } tips
  } in the pool.
tip-level = For learners from { $level } on.
tip-changed = Tip #{ $tip } now says:
tip-deleted = Tip #{ $tip } is out of the pool:
tip-restore = ↩️ Put it back
tip-unknown = Which tip do you mean? I know none of that number.
tip-unknown-hint = For example: { $command }. The numbers are in /list_tips.
tip-list = The newest tips
tip-list-none = There are no tips yet. /add_tip adds one.
tip-listed = #{ $tip } · { $date } · { $pool } · sent { $sent ->
    [one] once
   *[other] { $sent } times
  }
tip-older = Older ›
tip-send-ask = Send #{ $tip } to { $count ->
    [one] one person
   *[other] { $count } people
  } now?
tip-send-hint = Where it is night, it comes in the morning. You can hold it and stop it at any time.
tip-send = 📣 Send to { $count }
tip-test = 👁 Only to me
tip-proposal = Tip of the day by a model
tip-topic = Tips
tip-model = model, for { $day }
tip-pending = waiting
tip-approved = approved
tip-rejected = rejected
tip-approve = ✅ Approve
tip-reject = ❌ Reject
tip-reword = ✏️ In other words
tip-did-approve = { $name } approved it at { $time }
tip-did-reject = { $name } rejected it at { $time }
tip-did-reword = { $name } approved it at { $time } in other words
tip-words-approve = approve|yes|good
tip-words-reject = reject|no
tip-ask-reword = What should the tip of { $card } say instead? It is approved with it.
tip-for = For { $language } { $level } on { $day }. Without a yes, people get a written tip.
