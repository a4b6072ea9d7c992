command-addstudent = Добавить студента в список
command-student = Найти студента
command-list-students = Список студентов по страницам
command-remove-student = Удалить студента
command-import = Добавить студентов из файла CSV
command-stats = Сколько студентов в списке

menu-student = 🪪 Я студент
menu-course = 🎓 К курсу

verify-question = Какую почту или какой номер телефона вы оставили академии?
verify-question-hint = Напишите сюда, номер — с кодом страны (+7 …), или /cancel.
verify-share = Быстрее — поделиться номером кнопкой внизу.
verify-share-button = 📱 Поделиться номером
verify-unclear = Это не похоже ни на почту, ни на номер телефона.
verify-done = 🎉 Вы подтверждены. Добро пожаловать!
verify-already = Вы уже подтверждены.
verify-claimed = Спасибо! Сотрудник академии посмотрит, и я напишу вам.
verify-not-found = Такого среди студентов нет. Проверьте, верно ли написано, или попробуйте почту вместо телефона и наоборот.
verify-taken = Этот студент уже связан с другим аккаунтом Telegram или вот-вот будет связан.
verify-ask-contact = Если нужна помощь, обратитесь к { $contact }.
verify-ask-academy = Если нужна помощь, обратитесь в академию.
verify-too-often = На сегодня попыток достаточно. Попробуйте снова после { $time } или поделитесь номером кнопкой.
verify-not-yours = Это чужой контакт. Поделитесь, пожалуйста, своим — кнопкой.
verify-number-unreadable = Не могу разобрать этот номер.
verify-removed = Вас больше нет в списке студентов академии.
verify-removed-why = Причина: { $reason }
verify-restored = Вы снова в списке студентов академии. С возвращением!
verify-restored-hint = Можно снова попроситься и в группу студентов.
verify-moved = Ваше место студента перенесено на другой аккаунт Telegram.
verify-claim-added = Спасибо, сотрудники увидят это вместе с вашей заявкой.
verify-claim-proof = Если у вас есть подтверждение, например чек, пришлите его сюда.
verify-claim-refused = Академия не смогла подтвердить, что этот студент — вы.
verify-claim-refused-why = Причина: { $reason }
verify-join = Вы попросились в группу студентов.
verify-join-hint = Она для подтверждённых студентов. Покажите мне, что вы студент, и я сразу вас впущу.
verify-office-note = Подтверждение без сотрудника

status-pending = ещё не приходил
status-claimed = ждёт подтверждения
status-verified = подтверждён
status-removed = удалён

student-added = Добавлено.
student-duplicate = Эта почта, номер или аккаунт уже есть в списке:
student-duplicate-removed = Эта почта или номер были в списке и удалены. Запись можно восстановить:
student-duplicate-tried = { $name }: попытка добавить того, кто уже есть в списке:
student-verified = Подтверждено.
student-claim-refused = Не подтверждено: человеку сообщено.
student-restored = Восстановлено.
student-removed = Удалено. Не забудьте закрыть и доступ к курсу.
student-relinked = Перенесено на другой аккаунт.
student-edited = Изменено.
student-kept = Ничего не изменено.
student-forgotten = забыт по собственной просьбе
student-no-account = Аккаунта Telegram ещё нет
student-account = Аккаунт Telegram
student-since = в списке с { $day }
student-removed-on = удалён { $day }
student-removed-why = причина: { $reason }
student-several = Кто именно?
student-more = Есть и другие: уточните запрос.
student-nobody = В списке никто не подходит.
student-usage = Напишите после команды почту, номер, код или часть имени: /student ada@example.com
student-usage-remove = Напишите после команды почту, номер, код или часть имени: /remove_student ada@example.com
student-usage-add = Одной строкой это так: /addstudent Ada Lovelace; +44 20 7946 0000; ada@example.com
student-name-refused = В имени от 2 до 50 букв; можно пробелы, дефисы и апострофы.
student-phone-refused = Такого номера телефона я не знаю. Напишите его с кодом страны: +49 30 123456.
student-email-refused = Это не адрес почты; он выглядит как ada@example.com.
student-reason-refused = Назовите, пожалуйста, причину, не длиннее 200 знаков.
student-account-refused = Аккаунт называют по @имени или по номеру.

refused-verified-already = Этот студент уже подтверждён.
refused-removed = Этот студент удалён.
refused-not-removed = Этот студент есть в списке.
refused-forgotten = Этот студент попросил его забыть. Если он вернётся, добавьте его заново.
refused-theirs-already = Запись уже связана с этим аккаунтом.
refused-no-claim = На эту запись больше никто не претендует.
refused-own-claim = Никто не подтверждает сам себя. Это сделает коллега.
refused-missing = Этой записи больше нет.
refused-overtaken = Кто-то только что изменил эту запись или вашу роль. Посмотрите на неё ещё раз.
refused-no-account = Этого аккаунта я не знаю. С него сначала нужно отправить мне /start.

record-verify = ✅ Подтвердить
record-confirm = ✅ Это его запись
record-refuse = 🚫 Не его запись
record-remove = 🗑 Удалить
record-restore = ↩️ Восстановить
record-relink = 🔗 Другой аккаунт
record-edit = ✏️ Изменить
field-name = Имя
field-phone = Телефон
field-email = Почта

claim-topic = Студенты
claim-title = Это тот самый студент?
claim-pending = ждёт подтверждения
claim-confirmed = подтверждено
claim-refused = не подтверждено
claim-settled = решено в списке
claim-did-confirm = ✅ Подтверждено: { $name }, { $time }
claim-did-refuse = 🚫 Не подтверждено: { $name }, { $time }
claim-told-files = По вопросу о том, что вы студент, вам прислали:
claim-did-add = 💬 Дополнение: { $name }, { $time }
claim-did-settle = ⚪ Решено в списке: { $name }, { $time }
claim-words-confirm = подтвердить|подтверждаю|одобрить|да
claim-words-refuse = отклонить|отклоняю|нет
claim-by-email = указана электронная почта
claim-by-phone = указан номер телефона
claim-attempts =
    { $count ->
        [one] { $count } попытка за день
        [few] { $count } попытки за день
       *[other] { $count } попыток за день
    }
claim-gone = Этой записи больше нет.

ask-student-name = Полное имя студента?
ask-student-phone = Номер телефона с кодом страны?
ask-student-email = Почта?
ask-or-cancel = Или /cancel.
ask-student-field = Что изменить?
ask-removal-reason = Почему удаляется { $name }?
ask-removal-reason-hint = Студент прочтёт эту причину.
ask-removal-sure = Удалить { $name }?
ask-removal-meaning = Студент потеряет всё, что доступно только студентам, и не сможет вернуться в их группу.
removal-yes = 🗑 Да, удалить
removal-no = Нет, оставить
ask-account = На какой аккаунт?
ask-account-hint = Напишите его @имя или номер. С него нужно было отправить мне /start; старый аккаунт потеряет доступ.

roster-title = { $count ->
    [one] { $count } студент
    [few] { $count } студента
   *[many] { $count } студентов
  }
roster-page = Страница { $page } из { $pages }
roster-empty = В списке ещё никого нет. Начните с /addstudent или /import.
roster-counts = Список студентов
roster-search-too-long = Слишком длинный запрос.
page-before = ‹ Назад
page-after = Дальше ›
verification-elsewhere = О студентах говорят только в группе для этого и в личном чате.

import-usage = Пришлите файл CSV в личный чат или ответьте на него командой /import.
import-usage-hint = Столбцы name, phone и email через точку с запятой, запятую или табуляцию; UTF-8; не больше { $rows } строк. До добавления вы увидите, что изменится.
import-preview = { $fresh ->
    [one] { $fresh } новый студент
    [few] { $fresh } новых студента
   *[many] { $fresh } новых студентов
  }
import-known = { $count ->
    [one] { $count } пропускается, так как уже есть:
    [few] { $count } пропускаются, так как уже есть:
   *[many] { $count } пропускаются, так как уже есть:
  }
import-line-known = строка { $line }: { $name }
import-line-removed = строка { $line }: { $name } (удалён; можно восстановить отдельно)
import-problems = { $count ->
    [one] { $count } ошибка:
    [few] { $count } ошибки:
   *[many] { $count } ошибок:
  }
import-line-problem = строка { $line }: { $problem }
import-more = … и ещё { $count }
import-mend = Исправьте эти строки и пришлите файл ещё раз; до тех пор никто не добавлен.
import-row-columns = В строке не хватает столбцов.
import-row-repeated-email = Эта почта уже есть выше.
import-row-repeated-phone = Этот номер уже есть выше.
import-file-encoding = Файл не в UTF-8. Сохраните его как «CSV UTF-8».
import-file-empty = В этом файле нет студентов.
import-file-too-long = Файл слишком длинный: не больше { $rows } строк и 1 МБ.
import-file-quotes = В этом файле кавычка открыта и не закрыта.
import-yes = { $fresh ->
    [one] ✅ Добавить { $fresh } студента
    [few] ✅ Добавить { $fresh } студентов
   *[many] ✅ Добавить { $fresh } студентов
  }
import-no = Нет, не надо
import-running = Добавляю …
import-dropped = Никто не добавлен.
import-done = { $count ->
    [one] Добавлен { $count } студент.
    [few] Добавлено { $count } студента.
   *[many] Добавлено { $count } студентов.
  }
import-failed = Никто не добавлен. Пришлите, пожалуйста, файл ещё раз.
