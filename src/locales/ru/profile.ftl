command-menu = Главное меню
command-settings = Язык, уровень, часовой пояс
command-help = Что я умею
command-cancel = Прервать то, что мы делаем

registration-welcome = Добро пожаловать! 👋
registration-language = На каком языке показывать кнопки и сообщения?
registration-level = Насколько хорошо вы знаете язык, который изучаете?
level-hint-beginner = A1, A2: я начинаю; справляюсь с простыми бытовыми ситуациями
level-hint-intermediate = B1, B2: могу говорить почти обо всём
level-hint-advanced = C1, C2: говорю свободно
registration-level-unsure = Не уверены? Выберите уровень пониже. Его всегда можно изменить в настройках.
registration-explanations = На каком языке объяснять ошибки?
registration-explanations-hint = Сам разговор будет на языке, который вы изучаете.

home-registered = Всё готово! 🎉
home-returning = С возвращением! 👋
home-menu = Главное меню
home-level = Ваш уровень: { $level }
home-invitation = Чем займёмся?
menu-settings = ⚙️ Настройки
menu-help = ❓ Помощь

help-title = { $academy }: помощь
help-intro = Пользуйтесь кнопками или в любой момент введите одну из этих команд.
help-commands = Команды
help-contact = Вопросы? Написать человеку: { $contact }

settings-title = Настройки
settings-saved = ✓ Сохранено.
settings-column-what = Настройка
settings-column-value = Сейчас
settings-language = Язык
settings-level = Уровень
settings-explanations = Объяснения
settings-timezone = Часовой пояс
settings-change-language = На каком языке показывать кнопки и сообщения?
settings-change-level = Ваш уровень
settings-change-explanations = На каком языке объяснять ошибки?
settings-change-timezone = Который у вас час?

cancelled = Прервано; ничего из этого не сохранено.
cancelled-theirs = Всё, что открыто у { $id }, завершено; человеку сообщено.
cancelled-by-staff = Сотрудник академии завершил то, чем мы занимались.
nothing-to-cancel = Прерывать было нечего.
not-understood = Не уверен, что вы хотите сделать. Выберите что-нибудь здесь: чтобы поговорить с репетитором, нажмите «Учиться».
not-understood-here = Не совсем понимаю, чего вы хотите. Выберите что-нибудь здесь.
media-not-understood = С этим я пока ничего не могу сделать. Выберите что-нибудь здесь, и продолжим.
pong = pong
home-stranger = Мы ещё не знакомы: пара вопросов, и можно начинать.
begin = ▶️ Начать
