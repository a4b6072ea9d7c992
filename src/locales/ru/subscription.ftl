command-subscription = Ваш доступ: до какого числа и как его продлить
command-paysupport = Помощь с оплатой и ваши чеки
command-grant = Дать кому-то дни доступа
command-gift = Подарить кому-то дни доступа
command-revoke = Закрыть кому-то доступ
command-ending = У кого скоро кончается доступ

sub-menu = ⭐ Мой доступ
sub-title = ⭐ Ваш доступ
sub-closed-none = Это для тех, у кого есть доступ, а у вас его ещё нет.
sub-closed-ended = Это для тех, у кого есть доступ. Ваш закончился { $date }.
sub-none = У вас ещё нет доступа.
sub-free = Для вас открыто всё: сейчас доступ никому не нужен.
sub-active = ✅ У вас есть доступ до { $date }.
sub-left =
    { $days ->
        [one] Остался { $days } день.
        [few] Осталось { $days } дня.
       *[many] Осталось { $days } дней.
    }
sub-ended = ⌛ Ваш доступ закончился { $date }.
sub-grace =
    { $days ->
        [one] Ещё { $days } день всё остаётся открытым, чтобы вы могли спокойно его продлить.
        [few] Ещё { $days } дня всё остаётся открытым, чтобы вы могли спокойно его продлить.
       *[many] Ещё { $days } дней всё остаётся открытым, чтобы вы могли спокойно его продлить.
    }
sub-renews = 🔁 Telegram продлевает его сам, в следующий раз { $date }.
sub-renews-not = Telegram его больше не продлевает. Оплаченное остаётся в силе до { $date }.
sub-renewal-stop = Больше не продлевать
sub-renewal-resume = 🔁 Снова продлевать
sub-renewal-allowed = Разрешено. Продлевать ли его снова, решаете вы в Telegram: Настройки → Мои звёзды.
sub-renewal-failed = Telegram этого не сделал. Вы можете сделать это там сами: Настройки → Мои звёзды.
sub-how-to-pay = Доступ оплачивается звёздами Telegram. Остаток никогда не пропадает: новые дни прибавляются к нему.
sub-how-to-ask = Доступ даёт академия. Попросите, и сотрудники посмотрят.
sub-how-nowhere = Доступ даёт академия. Пожалуйста, спросите там.
sub-contact = Вопросы? Обратитесь: { $contact }.
sub-plan-once =
    { $days ->
        [one] { $days } день · { $stars } ⭐
        [few] { $days } дня · { $stars } ⭐
       *[many] { $days } дней · { $stars } ⭐
    }
sub-plan-monthly = 🔁 Каждые 30 дней · { $stars } ⭐
sub-invoice-title =
    { $days ->
        [one] Доступ на { $days } день
        [few] Доступ на { $days } дня
       *[many] Доступ на { $days } дней
    }
sub-invoice-once = Доступ к { $academy }, разовая оплата.
sub-invoice-monthly = Доступ к { $academy } с продлением каждые 30 дней, пока вы его не остановите.
sub-pay-once = { $stars } ⭐, один раз. Само ничего не продлевается.
sub-pay-monthly = { $stars } ⭐ сейчас и каждые 30 дней, пока вы это не остановите: здесь или в настройках Telegram, в разделе «Мои звёзды».
sub-pay-hint = Кнопка открывает оплату в самом Telegram. Вопросы об оплате: /paysupport
sub-pay = Оплатить { $stars } ⭐
sub-payments = 🧾 Платежи
sub-until = Ваш доступ действует до { $date }.
sub-closed-now = Сейчас у вас нет доступа.
sub-reason = Причина: { $reason }
sub-receipt = Чек
sub-told-trial =
    { $days ->
        [one] 🎁 Пробуйте всё: { $days } день.
        [few] 🎁 Пробуйте всё: { $days } дня.
       *[many] 🎁 Пробуйте всё: { $days } дней.
    }
sub-told-gift =
    { $days ->
        [one] 🎁 Академия дарит вам { $days } день.
        [few] 🎁 Академия дарит вам { $days } дня.
       *[many] 🎁 Академия дарит вам { $days } дней.
    }
sub-told-staff =
    { $days ->
        [one] ✅ Академия дала вам { $days } день доступа.
        [few] ✅ Академия дала вам { $days } дня доступа.
       *[many] ✅ Академия дала вам { $days } дней доступа.
    }
sub-told-payment =
    { $days ->
        [one] ✅ Спасибо! { $stars } ⭐ оплачено за { $days } день.
        [few] ✅ Спасибо! { $stars } ⭐ оплачено за { $days } дня.
       *[many] ✅ Спасибо! { $stars } ⭐ оплачено за { $days } дней.
    }
sub-told-refund = ↩️ Вам вернули { $stars } ⭐, их дни сняты.
sub-told-revoke = Сотрудники закрыли вам доступ.
sub-told-active = 🔁 Telegram продлевает ваш доступ сам.
sub-told-canceled = Ваш доступ больше не продлевается.
sub-told-failed = ⚠️ Telegram не смог списать звёзды за следующие 30 дней.
sub-ends-in =
    { $days ->
        [one] ⏳ До конца вашего доступа { $days } день.
        [few] ⏳ До конца вашего доступа { $days } дня.
       *[many] ⏳ До конца вашего доступа { $days } дней.
    }
sub-order-unknown = Этот счёт не ваш или слишком старый. Пожалуйста, начните заново: /subscription.
sub-order-renewed = Ваш доступ уже продлевается сам. Ничего не списано.

sub-payments-title = 🧾 Ваши платежи
sub-payments-none = Вы здесь ещё ничего не оплачивали.
sub-support-active = Оплачено, а доступа нет? /subscription проверит заново.
sub-support-renewal = Продление останавливается через /subscription или в настройках Telegram, в разделе «Мои звёзды».
sub-support-refund = Хотите вернуть звёзды? Попросите кнопкой ниже: сотрудники прочтут и решат.
sub-support-staff = Обо всём остальном пишите в академию. Поддержка Telegram не поможет с оплатой в боте.
sub-column-when = Когда
sub-column-what = Что
sub-column-days = Дни
sub-column-why = Почему
sub-column-who = Кто
sub-column-end = До

sub-ask-title = Доступ на время
sub-ask-label = 🙋 Попросить доступ
sub-ask = Почему вы просите доступ и на какой срок?
sub-ask-granted = До какого числа он действует, придёт отдельным сообщением.
sub-ask-days = ✅ Дни…
sub-ask-did-days = ✅ Одобрено: { $name }, { $time }, дней
sub-ask-how-many = Сколько дней получит { $card }? Выберите или ответьте на карточку числом.
sub-refund-title = Возврат звёзд
sub-refund-label = ↩️ Попросить вернуть звёзды
sub-refund-ask = Почему вы хотите вернуть звёзды? Речь о вашем последнем платеже.
sub-refund-granted = Ваш последний платёж возвращается.
sub-refund-nothing = Нет платежа, который можно было бы вернуть.

sub-file = Доступ: { $who }
sub-none-theirs = Доступа нет.
sub-note-done = Готово, человек об этом узнает.
sub-note-lost = У вас больше нет на это права. Ничего не изменено.
sub-note-refunded = Звёзды возвращены.
sub-note-refused = Telegram их не возвращает:
sub-are-you-sure = Точно?
sub-kind-trial = проба
sub-kind-gift = подарок
sub-kind-staff = от сотрудников
sub-kind-payment = оплачено
sub-kind-revoke = закрыто
sub-kind-refund = возвращено
sub-revoke = ⛔ Закрыть доступ
sub-revoke-yes = ⛔ Да, закрыть
sub-refund = ↩️ { $stars } ⭐ от { $date }
sub-refund-yes = ↩️ Да, вернуть { $stars } ⭐
sub-ending =
    { $days ->
        [one] Доступ, который кончается в ближайший { $days } день
        [few] Доступ, который кончается в ближайшие { $days } дня
       *[many] Доступ, который кончается в ближайшие { $days } дней
    }
sub-ending-none = Таких нет.
sub-usage = Пишите так: /grant @name 30d причина, /gift @name 7d причина, /revoke @name причина; или ответьте на сообщение человека. Одно /grant @name показывает, как у него дела.
sub-nobody = Среди зарегистрированных нет никого с таким id.
sub-books = 🧾 Этой ночью книги не сошлись с книгами Telegram.
sub-books-missing =
    { $count ->
        [one] Не хватало { $count } записи, она внесена.
        [few] Не хватало { $count } записей, они внесены.
       *[many] Не хватало { $count } записей, они внесены.
    }
sub-books-different =
    { $count ->
        [one] У { $count } записи там другая сумма или другой человек. Пожалуйста, проверьте её.
        [few] У { $count } записей там другая сумма или другой человек. Пожалуйста, проверьте их.
       *[many] У { $count } записей там другая сумма или другой человек. Пожалуйста, проверьте их.
    }
sub-books-unknown =
    { $count ->
        [one] Telegram не знает { $count } нашей записи. Пожалуйста, проверьте её.
        [few] Telegram не знает { $count } наших записей. Пожалуйста, проверьте их.
       *[many] Telegram не знает { $count } наших записей. Пожалуйста, проверьте их.
    }
