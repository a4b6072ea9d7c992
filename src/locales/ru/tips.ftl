command-add-tip = Добавить совет в запас
tip-title = 💡 Совет дня
tips-stop = 🔕 Без ежедневных советов
tips-resume = 🔔 Снова присылать советы
tips-stopped = Готово: ежедневных советов больше не будет.
tips-resumed = Готово: следующий совет придёт в восемь утра.
tip-ask = Что написать в совете?
tip-ask-hint = Напишите от { $shortest } до { $longest } знаков или /cancel.
tip-too-short = Для совета это слишком коротко.
tip-too-long = Для совета это слишком длинно.
tip-added = Добавлено. В запасе { $count ->
    [one] { $count } совет
    [few] { $count } совета
   *[many] { $count } советов
  }.
