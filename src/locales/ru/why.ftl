command-why = Что произошло с человеком или обновлением
why-usage = Спросите так: /why @имя, /why <id человека>, /why update <id> или /why в ответ на сообщение. Номер обновления после человека покажет только его.
why-unknown-name = Среди зарегистрированных нет никого с таким именем. Имена меняются: спросите по id, если он у вас есть.
why-unknown-number = Я не знаю ни человека, ни обновления с таким номером. О тех, кто не закончил регистрацию, не хранится ничего, о чём можно спросить.
why-unknown-person = Никто с таким id не закончил регистрацию; о том, что было до неё, не хранится ничего, о чём можно спросить.
why-unknown-update = Я спросил в { $searched } местах, и нигде не знают этого обновления. Там помнят два дня; если вы знаете, чьё оно, спросите о человеке.
why-several = Это имя было у нескольких людей. Спросите по id, один из: { $ids }.
why-forgotten = Этот человек попросил всё о себе удалить. Показать больше нечего.
why-hidden = Автор этого сообщения скрывает свой аккаунт, и я не могу сказать, кто это.
why-title = Почему: { $who }
why-title-update = Почему: { $who }, обновление { $update }
why-registered = Id { $id }, регистрация { $day }.
why-unreachable = Заблокировал бота.
why-models = { $calls ->
    [one] { $calls } обращение к моделям, { $dollars } долл. США.
    [few] { $calls } обращения к моделям, { $dollars } долл. США.
   *[other] { $calls } обращений к моделям, { $dollars } долл. США.
}
why-empty = За последние два дня ничего не произошло.
why-empty-update = Об этом обновлении ничего не известно; сделанное помнится два дня.
why-page = Страница { $page } из { $pages }
why-older = ‹ Раньше
why-newer = Позже ›
why-refresh = ⟳ Новейшее
why-replay = ↻ Повторить { $time }
why-replay-done = Отправлено на обработку ещё раз. Результат — в конце ленты.
why-replay-already = Это уже повторили.
why-replay-unknown = Этого больше нет, повторить нельзя.
why-replay-unreadable = Уже никто не разберёт, что это было.
why-kind-command = команда
why-kind-press = кнопка
why-kind-message = сообщение
why-kind-payment = платёж
why-kind-membership = блокировка или её снятие
why-kind-checkout = оформление платежа
why-kind-stop = «Стоп»
why-kind-other = другое обновление
why-kind-event = событие
why-kind-job = результат задания
why-status-dead = обработать не удалось
why-status-limited = слишком много сразу, не обработано
why-status-waiting = ждёт
why-status-sending = отправляется
why-key = ключ { $key }
why-waiting = Ждёт попытки { $tries }, не раньше { $time }.
why-sending = Ждёт отправки: { $method }, попытка { $tries }, не раньше { $time }.
why-failed = Попытка { $tries } не удалась:
why-failed-bug = наша ошибка ({ $error }).
why-failed-passing = что-то снаружи не сработало ({ $error }).
why-failed-version = работа версии, которой этот код не знает.
why-sent = { $method }: доставлено{ $tries ->
    [1] .
   *[other] , попытка { $tries }.
}
why-plain = { $method }: Telegram отклонил оформление, поэтому ушёл простой текст.
why-unsent = { $method }: не доставлено:
why-unsent-blocked = человек заблокировал бота или ушёл из Telegram.
why-unsent-nochat = человек не запускал бота, или чата больше нет.
why-unsent-unknown = неизвестно, дошло ли, а дважды прийти не должно.
why-unsent-tries = слишком много попыток без ответа.
why-unsent-refused = Telegram ответил «{ $reason }».
why-model = { $role }: { $model } — ответ за { $ms } мс, токенов на входе { $input }, на выходе { $output }, { $dollars } долл. США.
why-model-failed = { $role }: { $model } — нет ответа за { $ms } мс, { $dollars } долл. США:
why-model-late = слишком долго.
why-model-stopped = остановлено, или время вышло.
why-model-status = отказ со статусом { $status }.
why-model-bad = { $reason }.
why-prompt = Промпт: { $prompt }.
why-unpaid-off = Модель не спрашивали: сотрудники отключили модели.
why-unpaid-person = Модель не спрашивали: дневной бюджет человека исчерпан.
why-unpaid-feature = Модель не спрашивали: дневной бюджет этой функции исчерпан.
why-unpaid-bot = Модель не спрашивали: дневной бюджет бота исчерпан.
why-replayed = Отправлено на обработку ещё раз.
why-decision = Решение: { $actor } ({ $origin }):
why-undelivered = Ещё не доставлено:
why-delivery = Многим:
why-delivered = доставлено.
why-skipped = больше не нужно или уже поздно.
why-letter = Не доставлено, { $kind }
why-earlier = { $count ->
    [one] До этого было ещё { $count } событие.
    [few] До этого было ещё { $count } события.
   *[other] До этого было ещё { $count } событий.
}
why-elsewhere = На это я отвечаю только в личном чате и в группе сотрудников.
why-colleague = О сотрудниках спрашивают только администраторы.
why-model-brief = { $role }: модель ответила за { $ms } мс.
why-model-brief-failed = { $role }: модель не ответила, { $ms } мс:
why-failed-bug-brief = наша ошибка.
why-failed-passing-brief = что-то снаружи не сработало.
