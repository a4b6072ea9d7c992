command-add-tip = Добавить совет в запас
command-list-tips = Новые советы и сколько раз они отправлены
command-edit-tip = Изменить совет по его номеру
command-delete-tip = Убрать совет из запаса
command-send-tip = Отправить совет всем сейчас
command-test-tip = Увидеть совет так, как его видят другие
tip-title = 💡 Совет дня
tips-stop = 🔕 Без ежедневных советов
tips-resume = 🔔 Снова присылать советы
tips-when = 🕗 Другое время
tips-at = 💡 Совет дня: { $time }
tips-off = 💡 Совет дня: выключен
tips-when-ask = Когда присылать? По вашим собственным часам.
tips-stopped = Готово: ежедневных советов больше не будет.
tips-resumed = Готово: следующий совет придёт в { $time } по вашим часам.
tip-ask = Что написать в совете?
tip-ask-hint = Напишите от { $shortest } до { $longest } знаков или /cancel. С пометкой #B1 он для этого уровня и выше.
tip-too-short = Для совета это слишком коротко.
tip-too-long = Для совета это слишком длинно.
tip-added = Добавлено: #{ $tip }. В запасе { $count ->
    [one] { $count } совет
    [few] { $count } совета
   *[many] { $count } советов
  }.
tip-level = Для учащихся от { $level }.
tip-changed = Совет #{ $tip } теперь такой:
tip-deleted = Совета #{ $tip } больше нет в запасе:
tip-restore = ↩️ Вернуть
tip-unknown = Какой совет имеется в виду? С таким номером я не знаю ни одного.
tip-unknown-hint = Например: { $command }. Номера есть в /list_tips.
tip-list = Новые советы
tip-list-none = Советов пока нет. /add_tip добавит первый.
tip-listed = #{ $tip } · { $date } · { $pool } · отправлен { $sent ->
    [few] { $sent } раза
   *[other] { $sent } раз
  }
tip-older = Раньше ›
tip-send-ask = Отправить #{ $tip } сейчас? Получателей: { $count }
tip-send-hint = Где сейчас ночь, он придёт утром. Рассылку можно в любой момент приостановить или остановить.
tip-send = 📣 Отправить: { $count }
tip-test = 👁 Только мне
tip-proposal = Совет дня от модели
tip-topic = Советы
tip-model = модель, на { $day }
tip-pending = ждёт
tip-approved = одобрен
tip-rejected = отклонён
tip-approve = ✅ Одобрить
tip-reject = ❌ Отклонить
tip-reword = ✏️ Другими словами
tip-did-approve = { $name }: одобрено в { $time }
tip-did-reject = { $name }: отклонено в { $time }
tip-did-reword = { $name }: одобрено в { $time } другими словами
tip-words-approve = одобрить|да|хорошо
tip-words-reject = отклонить|нет
tip-ask-reword = Что должно быть в совете { $card } вместо этого? С этим он одобрен.
tip-for = Для { $language } { $level } на { $day }. Без согласия придёт написанный совет.
