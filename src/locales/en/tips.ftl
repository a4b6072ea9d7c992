command-add-tip = Add a tip to the pool
tip-title = 💡 Tip of the day
tips-stop = 🔕 No more daily tips
tips-resume = 🔔 Daily tips again
tips-stopped = Done: no more daily tips.
tips-resumed = Done: the next tip comes at eight in the morning.
tip-ask = What should the tip say?
tip-ask-hint = Write { $shortest } to { $longest } characters, or /cancel.
tip-too-short = That is too short for a tip.
tip-too-long = That is too long for a tip.
tip-added = Added. There { $count ->
    [one] is { $count } tip
   *[other] are { $count } tips
  } in the pool.
