campaign-running = 📣 Under way
campaign-paused = ⏸ Paused
campaign-cancelled = ⏹ Stopped
campaign-finished = ✅ Sent
campaign-all = { $count ->
    [one] 1 recipient
   *[other] { $count } recipients
  }
campaign-filling = Recipients are being listed: { $count } so far
campaign-sent = ✅ { $count } got it
campaign-unreachable = 🚫 { $count } cannot be reached
campaign-failed = ❌ { $count } refused by Telegram
campaign-unknown = ❔ { $count } may have got it: Telegram gave no answer
campaign-skipped = ➖ { $count } left out
campaign-left = ⏳ { $count } to go
campaign-refresh = 🔄 Newest
campaign-do-pause = ⏸ Pause
campaign-do-resume = ▶️ Go on
campaign-do-cancel = ⏹ Stop
campaign-do-again = 🔁 Again to whom it failed
