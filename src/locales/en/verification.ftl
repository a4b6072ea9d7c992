command-addstudent = Add a student to the roster
command-student = Find a student
command-list-students = The roster, page by page
command-remove-student = Remove a student
command-import = Add students from a CSV file
command-stats = How many students there are

menu-student = 🪪 I am a student
menu-course = 🎓 To the course

verify-question = Which email or phone number did you give to the academy?
verify-question-hint = Write it here, the number with its country code (+49 …), or /cancel.
verify-share = Quicker: share your number with the button below.
verify-share-button = 📱 Share my number
verify-unclear = That is neither an email nor a phone number.
verify-done = 🎉 You are verified. Welcome!
verify-already = You are verified already.
verify-claimed = Thank you! Somebody from the academy looks at it, and I will write to you.
verify-not-found = I cannot find that among the students. Check how you wrote it, or try the other of email and phone.
verify-taken = That student is linked to another Telegram account, or about to be.
verify-ask-contact = If you need help, ask { $contact }.
verify-ask-academy = If you need help, ask the academy.
verify-too-often = Those were enough attempts for today. You can try again after { $time }, or share your number with the button.
verify-not-yours = That contact is somebody else’s. Please share your own with the button.
verify-number-unreadable = I cannot make out that number.
verify-removed = You are no longer on the academy’s roster.
verify-removed-why = The reason: { $reason }
verify-restored = You are back on the academy’s roster. Welcome again!
verify-restored-hint = You may also ask to join the students’ group again.
verify-moved = Your place as a student has moved to another Telegram account.
verify-claim-added = Thank you, staff see it with your claim.
verify-claim-proof = If you have something that proves it, such as a receipt, send it here.
verify-claim-refused = The academy could not confirm that this student is you.
verify-claim-refused-why = The reason: { $reason }
verify-join = You asked to join the students’ group.
verify-join-hint = It is for verified students. Show me that you are one, and I will let you in at once.
verify-office-note = Verified by themselves

status-pending = not here yet
status-claimed = to be confirmed
status-verified = verified
status-removed = removed

student-added = Added.
student-duplicate = That email, number or account is on the roster already:
student-duplicate-removed = That email or number was on the roster and has been removed. You can restore it:
student-duplicate-tried = { $name } has tried to add somebody who is on the roster already:
student-verified = Verified.
student-claim-refused = Not theirs: they have been told.
student-restored = Restored.
student-removed = Removed. Remember to take their access to the course as well.
student-relinked = Moved to the other account.
student-edited = Changed.
student-kept = Nothing has been changed.
student-forgotten = forgotten at their own wish
student-no-account = No Telegram account yet
student-account = Telegram account
student-since = on the roster since { $day }
student-removed-on = removed on { $day }
student-removed-why = reason: { $reason }
student-several = Which one?
student-more = There are more: name them more exactly.
student-nobody = Nobody on the roster fits that.
student-usage = Write an email, a phone number, an id or a part of the name behind it: /student ada@example.com
student-usage-remove = Write an email, a phone number, an id or a part of the name behind it: /remove_student ada@example.com
student-usage-add = In one line it is: /addstudent Ada Lovelace; +44 20 7946 0000; ada@example.com
student-name-refused = A name has 2 to 50 letters; spaces, hyphens and apostrophes are fine.
student-phone-refused = That is no phone number that I know. Write it with its country code: +49 30 123456.
student-email-refused = That is no email address; it looks like ada@example.com.
student-reason-refused = Please give a reason in at most 200 characters.
student-account-refused = An account is named by its @name or its number.

refused-verified-already = This student is verified already.
refused-removed = This student has been removed.
refused-not-removed = This student is on the roster.
refused-forgotten = This student had themselves forgotten. Add them anew if they come back.
refused-theirs-already = The record is linked to this account already.
refused-no-claim = Nobody claims this record any more.
refused-own-claim = Nobody confirms their own claim. A colleague will.
refused-missing = This record does not exist any more.
refused-overtaken = Somebody else has just changed this record, or your role. Please look at it again.
refused-no-account = I do not know this account. The student must have sent me /start from it.

record-verify = ✅ Verify now
record-confirm = ✅ It is theirs
record-refuse = 🚫 It is not theirs
record-remove = 🗑 Remove
record-restore = ↩️ Restore
record-relink = 🔗 Other account
record-edit = ✏️ Edit
field-name = Name
field-phone = Phone
field-email = Email

claim-topic = Students
claim-title = Is this student them?
claim-pending = to be confirmed
claim-confirmed = confirmed
claim-refused = not theirs
claim-settled = settled on the roster
claim-did-confirm = ✅ Confirmed by { $name }, { $time }
claim-did-refuse = 🚫 Refused by { $name }, { $time }
claim-told-files = Staff have sent you something about your claim to be a student:
claim-did-add = 💬 Added by { $name }, { $time }
claim-did-settle = ⚪ Settled on the roster by { $name }, { $time }
claim-words-confirm = confirm|confirmed|approve|approved|yes|theirs
claim-words-refuse = refuse|refused|reject|rejected|no|not theirs
claim-by-email = claimed by the email
claim-by-phone = claimed by the phone number
claim-attempts =
    { $count ->
        [one] at the first attempt of the day
       *[other] after { $count } attempts in a day
    }
claim-gone = The record does not exist any more.

ask-student-name = The student’s full name?
ask-student-phone = Their phone number, with the country code?
ask-student-email = Their email?
ask-or-cancel = Or /cancel.
ask-student-field = What shall be changed?
ask-removal-reason = Why is { $name } removed?
ask-removal-reason-hint = They will read the reason.
ask-removal-sure = Remove { $name }?
ask-removal-meaning = They lose what only students can do, leave the students’ group and cannot come back to it.
removal-yes = 🗑 Yes, remove
removal-no = No, keep
ask-account = To which account?
ask-account-hint = Write its @name or number. The student must have sent me /start from it; the old account loses its access.

roster-title = { $count ->
    [one] { $count } student
   *[other] { $count } students
  }
roster-page = Page { $page } of { $pages }
roster-empty = Nobody is on the roster yet. Begin with /addstudent or /import.
roster-counts = The roster
roster-search-too-long = That is too long to search for.
page-before = ‹ Back
page-after = Further ›
verification-elsewhere = Students are spoken of in the verifiers’ group and in private only.

import-usage = Send me a CSV file in private, or reply to one with /import.
import-usage-hint = Columns name, phone and email, separated by semicolons, commas or tabs; UTF-8; at most { $rows } lines. You see what it changes before anything is added.
import-preview = { $fresh ->
    [one] { $fresh } new student
   *[other] { $fresh } new students
  }
import-known = { $count ->
    [one] { $count } is left out, being known already:
   *[other] { $count } are left out, being known already:
  }
import-line-known = line { $line }: { $name }
import-line-removed = line { $line }: { $name } (removed; restore them one by one)
import-problems = { $count ->
    [one] { $count } mistake:
   *[other] { $count } mistakes:
  }
import-line-problem = line { $line }: { $problem }
import-more = … and { $count } more
import-mend = Mend these lines and send the file again; until then nothing is added.
import-row-columns = The line has too few columns.
import-row-repeated-email = The email stands in an earlier line too.
import-row-repeated-phone = The number stands in an earlier line too.
import-file-encoding = The file is not in UTF-8. Save it as “CSV UTF-8”.
import-file-empty = There is no student in this file.
import-file-too-long = The file is too long: at most { $rows } lines and 1 MB.
import-file-quotes = A quotation mark is opened in this file and never closed.
import-yes = { $fresh ->
    [one] ✅ Add { $fresh } student
   *[other] ✅ Add { $fresh } students
  }
import-no = No, leave it
import-running = I am adding them …
import-dropped = Nothing has been added.
import-done = { $count ->
    [one] { $count } student has been added.
   *[other] { $count } students have been added.
  }
import-failed = Nobody has been added. Please send the file again.
