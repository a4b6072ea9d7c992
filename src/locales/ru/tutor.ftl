command-learn = Заниматься с ИИ-репетитором
menu-learn = 🎓 Учиться
learn-title = Изучаем: { $language }
learn-invitation = Как хотите позаниматься?
learn-conversation = 💬 Свободный разговор
conversation-intro = Язык разговора: { $language }. Пишите о чём угодно. Я — искусственный интеллект: отвечаю на уровне { $level }, исправляю самое важное и задаю вопросы.
conversation-hint = Ошибки приветствуются: для этого я здесь.
conversation-end = ⏹ Закончить разговор
conversation-ended = Разговор окончен.
conversation-ended-hint = Возвращайтесь когда угодно; больше всего дают несколько минут в день.
conversation-text-only = Здесь я пока читаю только текст. Напишите, пожалуйста.
answer-cut = (Мой ответ вышел слишком длинным и обрывается здесь.)
message-too-long = Это слишком много за раз: { $length ->
    [one] { $length } знак
    [few] { $length } знака
   *[many] { $length } знаков
  }. Отправьте не больше { $limit }, например двумя частями.
tutor-unavailable = Репетитор сейчас недоступен.
tutor-retrying = Секунду, спрашиваю ещё раз …
try-again = 🔁 Попробовать ещё раз
tutor-thinking = Думаю …
tutor-stopped = (Остановлено. Пишите дальше, когда захотите.)
tutor-listening = Слушаю …
tutor-off = Репетитор сейчас отдыхает: попробуйте, пожалуйста, немного позже.
tutor-used-up = На сегодня занятий с репетитором достаточно, отличная работа! 🌙 Продолжение: { $time }.
tutor-used-up-by-all = Сегодня занималось так много людей, что репетитору нужен отдых. Продолжение: { $time }.
conversation-voice = Можно присылать и голосовые сообщения, каждое не длиннее { $limit } минут.
conversation-text-or-voice = Здесь я понимаю текст и голосовые сообщения. Напишите или скажите, пожалуйста.
voice-you-said = 🎙 Вы сказали:
voice-silent = Слов не слышно. Запишите, пожалуйста, ещё раз, чуть ближе к микрофону, или напишите.
voice-not-heard = Сейчас не получилось прослушать запись.
voice-too-long = Это слишком длинная запись. Уложитесь, пожалуйста, в { $limit } минут, например двумя частями.
voice-too-large = Эта запись слишком большая. Нужно меньше { $limit } МБ; голосовое сообщение, записанное прямо здесь, всегда подходит.
tutor-left-out = До тех пор я могу хранить столько знаков: { $limit }. Самое старое из написанного уже не помещается и не сохранено. Отправьте его, пожалуйста, позже ещё раз.
correction-card = 📇 Сделать карточку{ $number }
correction-card-kept = ✓ Отложено для карточки
practice-minutes = Время занятия: { $minutes } мин. { $turns ->
    [one] { $turns } сообщение
    [few] { $turns } сообщения
   *[many] { $turns } сообщений
  }.
practice-mistakes = { $made ->
    [0] Ошибок не нашлось.
    [one] Исправлена { $made } ошибка.
    [few] Исправлены { $made } ошибки.
   *[many] Исправлено { $made } ошибок.
  }
correction-dispute = 🙋 У меня верно{ $number }
dispute-title = Спорное исправление
dispute-topic = Спорные исправления
dispute-pending = ждёт
dispute-accepted = прав был ученик
dispute-declined = исправление остаётся
dispute-accept = Ученик прав
dispute-decline = Исправление верно
dispute-did-accept = { $name } согласился с учеником: { $time }
dispute-did-decline = { $name } оставил исправление: { $time }
dispute-words-accept = верно|да|прав
dispute-words-decline = нет|остаётся|отклонить
dispute-ask-accept = Что передать ученику ({ $card })?
dispute-ask-decline = Почему исправление верно? Ваш ответ прочитает ученик ({ $card }).
dispute-level = Уровень ученика: { $level }
dispute-told-accepted = Преподаватель посмотрел исправление, с которым вы не согласились: вы были правы. Ошибкой это больше не считается.
dispute-told-declined = Преподаватель посмотрел исправление, с которым вы не согласились. Оно остаётся:
dispute-told-files = Преподаватель прислал вам кое-что об исправлении, в котором вы усомнились:
dispute-opened = Спасибо, что сказали. Преподаватель посмотрит, и я вам отвечу.
dispute-waiting = Это уже у преподавателя, он посмотрит.
dispute-decided = Преподаватель по этому уже решил.
learn-grammar = 📐 Грамматика
learn-reading = 📖 Чтение
learn-listening = 🎧 Аудирование
learn-writing = ✍️ Письмо
learn-speaking = 🗣 Говорение
learn-vocabulary = 🧩 Слова
intro-grammar = Грамматика ({ $language }), уровень { $level }: объясняю одно правило, вы пробуете, а если не вышло — пробуете ещё раз.
intro-reading = Короткий текст ({ $language }), уровень { $level }, и один вопрос к нему. Если не вышло, можно посмотреть ещё раз.
intro-listening = Короткая запись ({ $language }), уровень { $level }, и один вопрос к ней. Если не вышло, можно послушать ещё раз.
intro-writing = Задание на письмо ({ $language }), уровень { $level }. Вы пишете, я исправляю, и при желании вы пишете вариант получше.
intro-speaking = Тема для рассказа ({ $language }), уровень { $level }. Ответьте голосовым сообщением на полминуты или минуту; я исправлю сказанное.
intro-vocabulary = Спрашиваю по одному слову ({ $language }), уровень { $level }; на каждое — две попытки.
speaking-unheard = Голосовые сообщения здесь пока не прослушать: напишите то, что сказали бы.
task-ready = ▶️ Начнём
task-prompt = ✍️ Дайте задание
task-quiz = 🎯 Спросите меня
task-another = 🔀 Другое
task-next = ⏭ Дальше
resume = ↩️ Продолжить: { $mode }
resume-title = Мы остановились здесь:
transcript-get = 📄 Запись разговора
transcript-caption = Наш разговор — на память.
transcript-you = Вы:
transcript-tutor = Репетитор:
facts-open = 🧠 Что я о вас знаю
facts-title = Что я о вас знаю
facts-none = Пока ничего. Из долгих разговоров я кое-что запоминаю, или расскажите здесь сами.
facts-hint = По этому я выбираю, о чём говорить. Любую строку можно изменить или удалить.
facts-add = ➕ Рассказать
facts-ask = Что мне о вас знать? Достаточно одной фразы (не больше { $limit } знаков).
facts-length = Пусто или слишком длинно: пришлите, пожалуйста, одну фразу.
facts-full = Больше { $limit } записей мне не удержать. Сначала удалите одну.
listening-recording = 🎧 Секунду, записываю для вас …
listening-unspoken = Прочитать это вслух не получилось. Вот текст:
listening-silent = Чтение вслух здесь не настроено: вместо записи будет текст.
unreadable-sticker = Отличный стикер! Только ответить на него я не могу.
unreadable-picture = Картинок и видео я не вижу.
unreadable-file = Файлы мне не открыть.
practice-mended = Потом вы сами сказали верно: { $mended } из { $made }. 💪
practice-open = К чему стоит вернуться:
well-done = Отличная работа! 👏
lesson-end = ⏹ Закончить занятие
lesson-ended = Занятие окончено.
kept-text = То, что вы написали, не потеряно.
kept-recording = Ваша запись не потеряна.
reply-native = Как сказал бы носитель языка:
listening-heard = Что вы слышали
begin-by-word = Чтобы начать, нажмите кнопку или отправьте слово «{ $word }».
word-ready = начнём
word-prompt = задание
word-quiz = викторина
practise-focus = Прежде всего: { $type }.
mistake-type-article = Артикли
mistake-type-case = Падежи
mistake-type-verb-form = Формы глагола
mistake-type-tense = Времена
mistake-type-word-order = Порядок слов
mistake-type-spelling = Правописание
mistake-type-vocabulary = Выбор слова
mistake-type-preposition = Предлоги
mistake-type-agreement = Согласование
mistake-type-pronoun = Местоимения
mistake-type-plural = Множественное число
mistake-type-other = Прочее
