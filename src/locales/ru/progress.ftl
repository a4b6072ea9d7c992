command-progress = Что пройдено и что дальше
menu-progress = 📈 Мои успехи
progress-title = 📈 Ваши успехи
progress-title-of = 📈 Успехи: { $who }
progress-level = Уровень { $level }
progress-days = { $days ->
    [one] { $days } день занятий
    [few] { $days } дня занятий
   *[many] { $days } дней занятий
  }
progress-streak = 🔥 { $days ->
    [one] { $days } день подряд
    [few] { $days } дня подряд
   *[many] { $days } дней подряд
  }
progress-no-streak = Сейчас дней подряд нет; начать можно в любой день.
progress-today-open = ○ Сегодняшний день открыт до четырёх утра.
progress-rest = ☕ Выходной: один из семи дней серию не прерывает.
progress-outage = ☔ У нас был сбой: этот день серию не прерывает.
progress-nothing = Занятий пока не было, поэтому показать нечего: всё появится после первого разговора.
progress-minutes = Минуты занятий
progress-mistakes = Исправленные ошибки
progress-skill = Что
progress-this-week = Эта неделя
progress-last-week = Прошлая
progress-together = Всего
progress-quiet = За последние две недели ничего. Чтобы начать снова, хватит нескольких минут.
progress-week-means = Неделя — это семь дней до сегодняшнего включительно и семь перед ними.
progress-first-week = Сравнить пока не с чем; через неделю будет с чем.
progress-commonest = Что встречалось чаще всего за четыре недели
progress-none-common = За последние четыре недели ошибок нет.
progress-strengths = Сильные стороны
progress-mended = { $type }: из исправлений потом верно использовано { $mended } из { $made }.
progress-gone = { $type }: { $before ->
    [one] { $before } ошибка
    [few] { $before } ошибки
   *[many] { $before } ошибок
  } месяцем раньше и ни одной за последние четыре недели.
progress-fewer = { $skill }: ошибок за десять минут — { $now }, неделей раньше — { $before }.
progress-too-early = Называть их пока рано: их покажут следующие разговоры.
progress-next = Следующий шаг
progress-next-first = Несколько минут свободного разговора — хорошее начало.
progress-next-mistakes = { $type }: { $open ->
    [one] { $open } исправление ещё ждёт
    [few] { $open } исправления ещё ждут
   *[many] { $open } исправлений ещё ждут
  } применения. Больше всего поможет занятие.
progress-next-rare = { $skill }: за последние две недели ни разу. Самое время.
progress-next-kept = Вы занимаетесь всем понемногу. Реже всего встречалось: { $skill }.
progress-practise = ▶️ Заняться: { $skill }
progress-practise-type = ▶️ Заняться: { $skill }, { $type }
progress-history = 🗓 Мои занятия
progress-history-of = 🗓 Занятия: { $who }
progress-history-means = ✎ исправленные ошибки, ✓ из них потом использовано верно.
progress-day = День
progress-min = Мин
progress-page = Страница { $page } из { $pages }
progress-older = ‹ Раньше
progress-newer = Позже ›
progress-privately = Отправлено вам в личный чат.
progress-hidden = Автор этого сообщения скрывает свой аккаунт, поэтому узнать, кто это, нельзя.
progress-usage = Спросите так: /progress @имя, /progress <id> или /progress в ответ на чьё-то сообщение. Без ничего — ваши собственные успехи.
progress-unknown-name = Среди тех, кто зарегистрировался, такого имени нет. Имена меняются: если знаете id, спросите по нему.
progress-unknown-id = Никто с таким id не зарегистрирован.
progress-forgotten = Этот человек попросил всё забыть. Показывать больше нечего.
progress-several = Такое имя было у нескольких людей. Спросите по id: { $ids }.
progress-conversation = Беседа
progress-grammar = Грамматика
progress-reading = Чтение
progress-listening = Аудирование
progress-writing = Письмо
progress-speaking = Говорение
progress-vocabulary = Слова
