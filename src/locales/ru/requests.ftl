command-request = Запросить доступ
command-status = Что с моим запросом

access-title = Доступ
access-label = 🔑 Запросить доступ
access-ask = Расскажите, кто вы и зачем вам доступ.
access-granted = Добро пожаловать! Теперь у вас есть доступ.
access-already = ✅ У вас есть доступ. Запрашивать больше ничего не нужно.
access-ended = Сотрудники закрыли вам доступ. Если он вам ещё нужен, его можно запросить снова: /request.
access-link = 🔗 Связать с…
access-did-link = 🔗 Одобрено: { $name }, { $time }, запись
access-ask-record = К какой записи относится { $card }? Выберите её или ответьте на карточку её номером. Запись будет связана, а запрос одобрен.

request-topic = Запросы
request-pending = ожидает
request-information = ждём ответа человека
request-approved = одобрен
request-rejected = отклонён
request-withdrawn = отозван
request-expired = истёк
request-approve = ✅ Одобрить
request-reject = ❌ Отклонить
request-ask = ❔ Уточнить
request-carry-out = 🔁 Попробовать ещё раз
request-did-approve = ✅ Одобрено: { $name }, { $time }
request-did-reject = ❌ Отклонено: { $name }, { $time }
request-did-ask = ❔ Вопрос: { $name }, { $time }
request-did-answer = 💬 Ответ: { $name }, { $time }
request-did-add = 💬 Дополнение: { $name }, { $time }
request-did-edit = ✏️ Изменено: { $name }, { $time }
request-did-renew = 🔄 Всё ещё нужно: { $name }, { $time }
request-did-withdraw = ⚪ Отозвано: { $name }, { $time }
request-did-remind = ⏰ Человеку напомнили о сроке, { $time }
request-did-expire = ⌛ Закрыто после месяца тишины, { $time }
request-did-carry-out = ⚙️ Выполнено, { $time }
request-did-not-carry-out = ⚠️ Не выполнено, { $time }
request-carry-out-broke = выполнение прервалось, причина в журнале
request-did-try-again = 🔁 Новая попытка: { $name }, { $time }
request-words-approve = одобрить|одобрено|одобряю|да
request-words-reject = отклонить|отклонено|отклоняю|нет
request-words-ask = уточнить|вопрос
request-ask-reason = Почему { $card } отклоняется? Человек прочитает причину.
request-ask-question = Что вы хотите узнать о { $card }? Человек прочитает вопрос.

request-which = Что вы хотите запросить?
request-text-hint = Напишите одним сообщением, не длиннее 4096 знаков. Сотрудники прочтут его как есть.
request-text-length = Пожалуйста, напишите сообщение от 1 до 4096 знаков.
request-received = Спасибо! Ваш запрос { $card } получен.
request-received-hint = Сотрудники его посмотрят, ответ придёт сюда. Больше ничего делать не нужно.
request-open-already = У вас уже есть запрос, и одного достаточно. Дополнить его можно ниже.
request-settled = За это время вопрос уже решён, поэтому ничего не добавлено.
request-too-soon =
    { $hours ->
        [one] Ваш прошлый запрос недавно отклонили. Снова запросить можно через { $hours } час.
        [few] Ваш прошлый запрос недавно отклонили. Снова запросить можно через { $hours } часа.
       *[other] Ваш прошлый запрос недавно отклонили. Снова запросить можно через { $hours } часов.
    }
request-mine = 📋 Мой запрос
request-menu = 📨 Сделать запрос
request-go-on = 🚪 Перейти дальше
request-again = 🔁 Запросить снова
request-answer = ✍️ Ответить
request-add = ✍️ Дополнить
request-withdraw = Отозвать
request-renew = 🔄 Мне это ещё нужно
request-since = Получен { $time }
request-question = ❔ { $question }
request-none = У вас пока нет запросов.
request-status-pending = Ваш запрос { $card } ждёт ответа.
request-status-information = У сотрудников есть вопрос по вашему запросу { $card }.
request-status-approved = Ваш запрос { $card } одобрен.
request-status-rejected = Ваш запрос { $card } отклонён.
request-status-withdrawn = Вы отозвали запрос { $card }.
request-status-expired = Срок вашего запроса { $card } истёк.
request-ask-addition = Что вы хотите добавить к запросу { $card }?
request-ask-answer = Что вы ответите?
request-passed-on = Спасибо, сотрудники получили это вместе с вашим запросом { $card }.
request-withdrawn-now = Ваш запрос { $card } отозван. Новый можно сделать в любое время.
request-renewed = Хорошо, ваш запрос { $card } остаётся открытым.
request-told-approved = Ваш запрос { $card } одобрен. 🎉
request-told-rejected = Ваш запрос { $card } не удалось одобрить.
request-told-reason = Причина: { $reason }
request-told-again = Если что-то изменится, через 24 часа можно запросить снова: /request.
request-told-contact = Если нужна помощь, обратитесь к { $contact }.
request-told-question = Вопрос по вашему запросу { $card }:
request-told-how-to-answer = Просто напишите ответ сюда, и он попадёт к сотрудникам.
request-told-files = По вашему запросу { $card } вам прислали:
request-told-reminder =
    { $days ->
        [one] Ваш запрос { $card } ждёт уже давно, нам очень жаль. Через { $days } день его срок истечёт, если вы не сообщите, что он вам ещё нужен.
        [few] Ваш запрос { $card } ждёт уже давно, нам очень жаль. Через { $days } дня его срок истечёт, если вы не сообщите, что он вам ещё нужен.
       *[other] Ваш запрос { $card } ждёт уже давно, нам очень жаль. Через { $days } дней его срок истечёт, если вы не сообщите, что он вам ещё нужен.
    }
request-told-expired = Срок вашего запроса { $card } истёк: целый месяц о нём никто не писал. Если он вам ещё нужен, просто запросите снова.
request-welcome = Здесь можно запросить доступ. Нажмите кнопку ниже или отправьте /request и пару слов о себе.
request-welcome-waiting = ⏳ Ваш запрос { $card } ждёт ответа.
request-welcome-asked = ❔ У сотрудников есть вопрос по вашему запросу { $card }. Напишите ответ сюда.
