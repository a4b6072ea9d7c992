command-queue = Следующая открытая задача
command-card = Показать карточку по номеру
desk-nobody = кто-то без аккаунта
desk-machine = автоматика
desk-admin = администрация
desk-held = ✋ У { $name } до { $time }
desk-delivery-pending = ⏳ Сообщаем человеку
desk-delivery-sent = ✉️ Человеку сообщили
desk-delivery-blocked = 🚫 Не достучаться: человек заблокировал бота или не запускал его
desk-delivery-failed = ⚠️ Сообщение человеку не доставлено
desk-change = ↩️ Изменить решение
desk-claim = ✋ Беру себе
desk-release = Вернуть
desk-hand-over = Передать
desk-send-again = 🔁 Отправить ещё раз
desk-done = { $card }: { $state }.
desk-sending-again = Отправляем ещё раз; на карточке будет видно, что из этого вышло.
desk-nothing-lost = Отправлять повторно нечего: сообщение дошло, уже в пути, или решено что-то более новое.
desk-refused-changed = За это время с { $card } кто-то что-то сделал. Пожалуйста, посмотрите на карточку ещё раз.
desk-refused-own-work = Никто не решает по собственному делу. Этим займётся коллега.
desk-refused-place = { $card } решают не здесь. Пожалуйста, используйте карточку в её группе или /queue в личном чате.
desk-refused-held = { $card } до { $time } у { $name }. Если срочно, попросите передать.
desk-refused-decided = { $card } уже решено. { $what }
desk-overridden = Администрация сделала что-то с { $card }, которое было у вас. { $command } покажет, как обстоят дела.
desk-no-card = { $card } не существует.
desk-not-here = Сейчас с { $card } так нельзя.
desk-words-stand = С { $card } дело уже пошло дальше, и эту правку никто не прочтёт. Новое можно сказать через карточку.
desk-command-usage = Какая карточка? Напишите, например, { $command } 17 или ответьте на карточку командой { $command }.
desk-reply-hint = Чтобы решить, ответьте на карточку одним словом, например «одобрить» или «отклонить», или нажмите кнопку. Всё остальное останется между нами.
desk-reply-hint-commands = Или командой: { $commands }.
desk-reply-hint-files = Фото, голосовое сообщение или файл уйдёт человеку.
desk-did-send = 📨 Человеку отправлено: { $name }, { $time }
desk-words-length = Пожалуйста, напишите от 1 до 1000 символов.
desk-change-ask = { $card }: { $state }. Что должно быть вместо этого? Человек узнает об изменении.
desk-keep = Оставить как есть
desk-nobody-else = Роли для { $card } больше ни у кого нет.
desk-hand-over-ask = Кому передать { $card }?
desk-list =
    { $count ->
        [one] Ещё { $count } дело пришло быстрее, чем эта группа принимает сообщения:
        [few] Ещё { $count } дела пришли быстрее, чем эта группа принимает сообщения:
       *[other] Ещё { $count } дел пришло быстрее, чем эта группа принимает сообщения:
    }
desk-list-empty = Все они открыты.
desk-list-open =
    { $count ->
        [one] Открыть
       *[other] Открыть следующие { $count }
    }
desk-moved = { $card } теперь ниже.
desk-card-usage = Какая карточка? Напишите, например, /card 17.
desk-queue-menu = 📋 Что ждёт меня
desk-queue = 📋 Открыто для вас: { $count }. После этой: { $left }.
desk-queue-next = Дальше ›
desk-queue-empty = Для вас ничего нет. Можно отдохнуть. 🌤
desk-queue-end =
    { $count ->
        [0] Это была последняя, больше для вас ничего нет. 🌤
       *[other] Это была последняя. Ещё открыто для вас: { $count }; /queue начнёт снова с самой старой.
    }
desk-reminder = ⏰ { $card } ({ $kind }, { $name }) ждёт с { $time }.
desk-reminder-free = Пока никто не взял.
desk-reminders =
    { $count ->
        [one] ⏰ { $count } дело ждёт слишком долго:
        [few] ⏰ { $count } дела ждут слишком долго, самые давние сверху:
       *[many] ⏰ { $count } дел ждут слишком долго, самые давние сверху:
    }
desk-morning =
    { $count ->
        [one] ☀️ Доброе утро. Открыто { $count } дело, сначала самые старые:
        [few] ☀️ Доброе утро. Открыто { $count } дела, сначала самые старые:
       *[other] ☀️ Доброе утро. Открыто { $count } дел, сначала самые старые:
    }
desk-morning-more =
    { $count ->
        [one] … и ещё { $count }
       *[other] … и ещё { $count }
    }
desk-morning-hint = /card с номером покажет любое из них.
desk-age-hours = { $count } ч
desk-age-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[other] { $count } дней
    }
desk-album =
    { $count ->
        [one] 📎 { $name }, к { $card }:
       *[other] 📎 { $name }, к { $card } ({ $count }):
    }
desk-not-copied = ⚠️ Не удалось скопировать сюда то, что { $name } шлёт к { $card }. Пожалуйста, попросите отправить ещё раз.
desk-carried = Передаём: { $name }; на карточке будет видно, дошло ли.
desk-no-choice = Для { $card } выбирать не из чего.
desk-forgotten = человека забыли по его просьбе
desk-somebody = кто-то, кого забыли по его просьбе
