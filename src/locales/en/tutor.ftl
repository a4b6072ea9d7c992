command-learn = Practise with the AI tutor
menu-learn = 🎓 Learn
learn-title = Learn { $language }
learn-invitation = How would you like to practise?
learn-conversation = 💬 Free conversation
conversation-intro = Write to me in { $language }, about anything you like. I am an AI: I answer at level { $level }, correct what matters most and ask you something back.
conversation-hint = Mistakes are welcome: that is what I am here for.
conversation-end = ⏹ End conversation
conversation-ended = Conversation ended.
conversation-ended-hint = Come back whenever you like; a few minutes a day help the most.
conversation-text-only = Here I can only read text for now. Please write it to me.
answer-cut = (My answer was too long and ends here.)
message-too-long = That is a lot at once: { $length } characters. Please send at most { $limit }, for example in two parts.
tutor-unavailable = The tutor cannot be reached right now.
tutor-retrying = One moment, I am asking again …
try-again = 🔁 Try again
tutor-thinking = Thinking …
tutor-stopped = (Stopped. Keep writing whenever you like.)
tutor-listening = Listening …
tutor-off = The tutor is taking a rest right now: please try again in a little while.
tutor-used-up = That was all the practice with the tutor for today, well done! 🌙 It goes on at this time: { $time }.
tutor-used-up-by-all = So many people have practised today that the tutor needs a rest. It goes on at this time: { $time }.
conversation-voice = You can also send me voice messages, up to { $limit } minutes each.
conversation-text-or-voice = Here I understand text and voice messages. Please write it or say it to me.
voice-you-said = 🎙 You said:
voice-silent = I could not hear any words. Please record it again, a little closer to the microphone, or write to me.
voice-not-heard = I could not listen to your recording right now.
voice-too-long = That is a long recording. Please keep it under { $limit } minutes, for example in two parts.
voice-too-large = That recording is too large. Please keep it under { $limit } MB; a voice message recorded here is always small enough.
tutor-left-out = I can keep { $limit } characters until then: the oldest of what you wrote no longer fits and is left out. Please send it again later.
correction-card = 📇 Make a card{ $number }
correction-card-kept = ✓ Kept for a card
practice-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  } of practice, { $turns ->
    [one] { $turns } message
   *[other] { $turns } messages
  }.
practice-mistakes = { $made ->
    [0] I found no mistakes.
    [one] One mistake corrected.
   *[other] { $made } mistakes corrected.
  }
correction-dispute = 🙋 I was right{ $number }
dispute-title = Disputed correction
dispute-topic = Disputed corrections
dispute-pending = waiting
dispute-accepted = the learner was right
dispute-declined = the correction stands
dispute-accept = The learner is right
dispute-decline = The correction stands
dispute-did-accept = { $name } agreed with the learner at { $time }
dispute-did-decline = { $name } let the correction stand at { $time }
dispute-words-accept = right|accept|yes
dispute-words-decline = decline|stands|no
dispute-ask-accept = A word to the learner about { $card }?
dispute-ask-decline = Why does the correction stand? What you write goes to the learner of { $card }.
dispute-level = Level of the learner: { $level }
dispute-told-accepted = A teacher looked at the correction that you doubted: you were right. It no longer counts as a mistake.
dispute-told-declined = A teacher looked at the correction that you doubted, and it stands:
dispute-told-files = A teacher has sent you something about a correction that you doubted:
dispute-opened = Thank you for speaking up. A teacher will look at it, and you will hear from me.
dispute-waiting = A teacher has it already and will look at it.
dispute-decided = A teacher has already decided on this one.
learn-grammar = 📐 Grammar
learn-reading = 📖 Reading
learn-listening = 🎧 Listening
learn-writing = ✍️ Writing
learn-speaking = 🗣 Speaking
learn-vocabulary = 🧩 Vocabulary
intro-grammar = { $language } grammar at level { $level }: I explain one rule, you try it, and if it goes wrong you try once more.
intro-reading = You read a short text in { $language } at level { $level } and answer a question about it. If it goes wrong, you look once more.
intro-listening = You hear a short recording in { $language } at level { $level } and answer a question about it. If it goes wrong, you listen once more.
intro-writing = I give you a writing task in { $language } at level { $level }. You write, I correct, and you may write a better version.
intro-speaking = I give you something to speak about in { $language } at level { $level }. Answer with a voice message of half a minute to a minute; I correct what you said, and you may try once more.
intro-vocabulary = I ask for one word in { $language } at a time, at level { $level }, and you have two tries for each.
speaking-unheard = I cannot listen to voice messages here for now: write what you would say.
task-ready = ▶️ I am ready
task-prompt = ✍️ Give me a task
task-quiz = 🎯 Quiz me
task-another = 🔀 Another one
task-next = ⏭ Next one
resume = ↩️ Go on: { $mode }
resume-title = This is where we were:
transcript-get = 📄 Transcript
transcript-caption = Our conversation, to keep.
transcript-you = You:
transcript-tutor = Tutor:
facts-open = 🧠 What I know about you
facts-title = What I know about you
facts-none = Nothing yet. I note a few things from longer conversations, or you tell me here.
facts-hint = I use this to choose what we talk about. You can change or delete every line.
facts-add = ➕ Tell me something
facts-ask = What should I know about you? One sentence is enough ({ $limit } characters at most).
facts-length = That is empty or too long: please send one sentence.
facts-full = { $limit } things are as many as I can keep. Please delete one first.
listening-recording = 🎧 One moment, I am recording it for you …
listening-unspoken = I could not read this one aloud. Here it is to read instead:
listening-silent = Reading aloud is not set up here: you get the text to read instead.
unreadable-sticker = Nice sticker! Only I cannot answer it.
unreadable-picture = I cannot see pictures and videos.
unreadable-file = I cannot open files.
practice-mended = You got { $mended } of { $made } right yourself afterwards. 💪
practice-open = Worth another look:
well-done = Well done! 👏
lesson-end = ⏹ End lesson
lesson-ended = Lesson ended.
kept-text = What you wrote is not lost.
kept-recording = Your recording is not lost.
reply-native = As a native speaker would say it:
listening-heard = What you heard
begin-by-word = To begin, tap the button or send the word “{ $word }”.
word-ready = ready
word-prompt = prompt
word-quiz = quiz

