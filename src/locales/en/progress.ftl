command-progress = What you have practised, and what comes next
menu-progress = 📈 My progress
progress-title = 📈 Your progress
progress-title-of = 📈 Progress of { $who }
progress-level = Level { $level }
progress-days = { $days ->
    [one] { $days } day studied
   *[other] { $days } days studied
  }
progress-streak = 🔥 { $days ->
    [one] { $days } day in a row
   *[other] { $days } days in a row
  }
progress-no-streak = No days in a row just now; any day is a good one to begin.
progress-today-open = ○ Today is open until four in the morning.
progress-rest = ☕ A day off: one in seven does not end the row.
progress-outage = ☔ We had an outage: this day does not end the row.
progress-nothing = Nothing has been practised yet, so there is nothing to show: it fills up with the first conversation.
progress-minutes = Minutes of practice
progress-mistakes = Mistakes corrected
progress-skill = Skill
progress-this-week = This week
progress-last-week = Last week
progress-together = Together
progress-quiet = Nothing in the last two weeks. A few minutes are enough to begin again.
progress-week-means = A week is the seven days up to today, and the seven before.
progress-first-week = There is nothing to compare with yet; in a week there will be.
progress-commonest = What came up most in four weeks
progress-none-common = No mistakes in the last four weeks.
progress-strengths = Strengths
progress-mended = { $type }: { $mended } of { $made } corrections used right since.
progress-gone = { $type }: { $before ->
    [one] one mistake
   *[other] { $before } mistakes
  } in the month before, none in the last four weeks.
progress-fewer = { $skill }: { $now ->
    [one] { $now } mistake
   *[other] { $now } mistakes
  } in ten minutes, after { $before } last week.
progress-too-early = It is too early to name any: a few more conversations will show them.
progress-next = Next step
progress-next-first = A few minutes of free conversation are a good beginning.
progress-next-mistakes = { $type }: { $open ->
    [one] one correction is
   *[other] { $open } corrections are
  } still waiting to be used. A round of practice helps most.
progress-next-rare = { $skill }: not once in the last two weeks. A good moment for it.
progress-next-kept = You practise everything. What came up least: { $skill }.
progress-practise = ▶️ Practise: { $skill }
progress-practise-type = ▶️ Practise: { $skill }, { $type }
progress-history = 🗓 What I practised
progress-history-of = 🗓 What { $who } practised
progress-history-means = ✎ mistakes corrected, ✓ of these used right since.
progress-day = Day
progress-min = Min
progress-page = Page { $page } of { $pages }
progress-older = ‹ Older
progress-newer = Newer ›
progress-privately = I have sent it to you in private.
progress-hidden = Whoever wrote this hides their account, so I cannot tell who it is.
progress-usage = Ask like this: /progress @name, /progress <id>, or /progress as a reply to somebody's message. Without anything behind it you see your own.
progress-unknown-name = Nobody who has registered has this name. People change their names: ask by id if you have it.
progress-unknown-id = Nobody with this id has registered.
progress-forgotten = This person had everything forgotten. There is nothing left to show.
progress-several = Several people had this name. Ask by id, one of: { $ids }.
progress-conversation = Conversation
progress-grammar = Grammar
progress-reading = Reading
progress-listening = Listening
progress-writing = Writing
progress-speaking = Speaking
progress-vocabulary = Vocabulary
