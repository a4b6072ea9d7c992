command-subscription = Your access: until when, and how to extend it
command-paysupport = Help with payments, and your receipts
command-grant = Give somebody days of access
command-gift = Give somebody days as a gift
command-revoke = End somebody's access
command-ending = Whose access ends soon

sub-menu = ⭐ My access
sub-title = ⭐ Your access
sub-closed-none = This is for those who have access, and you have none yet.
sub-closed-ended = This is for those who have access. Yours ended on { $date }.
sub-none = You have no access yet.
sub-free = Everything is open to you: no access is needed at present.
sub-active = ✅ You have access until { $date }.
sub-left =
    { $days ->
        [one] That is the last day.
       *[other] That is { $days } more days.
    }
sub-ended = ⌛ Your access ended on { $date }.
sub-grace =
    { $days ->
        [one] Nothing is closed for one day more, so that you can extend it in peace.
       *[other] Nothing is closed for { $days } days more, so that you can extend it in peace.
    }
sub-renews = 🔁 Telegram renews it by itself, next on { $date }.
sub-renews-not = Telegram does not renew it any more. What you have paid for by then lasts: { $date }.
sub-renewal-stop = Do not renew it any more
sub-renewal-resume = 🔁 Renew it again
sub-renewal-allowed = Allowed. Whether it is renewed again is yours to say in Telegram: Settings → My Stars.
sub-renewal-failed = Telegram did not do that. You can do it there yourself: Settings → My Stars.
sub-how-to-pay = Access is paid with Telegram Stars. What is left of yours is never lost: new days are added to it.
sub-how-to-ask = The academy gives access. Ask, and staff will look at it.
sub-how-nowhere = The academy gives access. Please ask there.
sub-contact = Questions? Ask { $contact }.
sub-plan-once =
    { $days ->
        [one] One day · { $stars } ⭐
       *[other] { $days } days · { $stars } ⭐
    }
sub-plan-monthly = 🔁 Every 30 days · { $stars } ⭐
sub-invoice-title =
    { $days ->
        [one] One day of access
       *[other] { $days } days of access
    }
sub-invoice-once = Access to { $academy }, paid once.
sub-invoice-monthly = Access to { $academy }, renewed every 30 days until you end it.
sub-pay-once = { $stars } ⭐, once. Nothing is renewed by itself.
sub-pay-monthly = { $stars } ⭐ now and every 30 days, until you end it: here, or in Telegram's settings under My Stars.
sub-pay-hint = The button opens Telegram's own payment. Questions about payments: /paysupport
sub-pay = Pay { $stars } ⭐
sub-payments = 🧾 Payments
sub-until = Your access lasts until { $date }.
sub-closed-now = You have no access at the moment.
sub-reason = The reason: { $reason }
sub-receipt = Receipt
sub-told-trial =
    { $days ->
        [one] 🎁 Try everything for one day.
       *[other] 🎁 Try everything for { $days } days.
    }
sub-told-gift =
    { $days ->
        [one] 🎁 The academy gives you one day as a gift.
       *[other] 🎁 The academy gives you { $days } days as a gift.
    }
sub-told-staff =
    { $days ->
        [one] ✅ The academy has given you one day of access.
       *[other] ✅ The academy has given you { $days } days of access.
    }
sub-told-payment =
    { $days ->
        [one] ✅ Thank you! { $stars } ⭐ are paid for one day.
       *[other] ✅ Thank you! { $stars } ⭐ are paid for { $days } days.
    }
sub-told-refund = ↩️ { $stars } ⭐ were given back to you, and their days are taken off.
sub-told-revoke = Staff have ended your access.
sub-told-active = 🔁 Telegram renews your access by itself.
sub-told-canceled = Your access is not renewed any more.
sub-told-failed = ⚠️ Telegram could not take the Stars for the next 30 days.
sub-ends-in =
    { $days ->
        [one] ⏳ Your access ends within a day.
       *[other] ⏳ Your access ends in { $days } days.
    }
sub-order-unknown = This invoice is not yours, or too old. Please begin again with /subscription.
sub-order-renewed = Your access is renewed by itself already. Nothing was charged.

sub-payments-title = 🧾 Your payments
sub-payments-none = You have not paid for anything here.
sub-support-active = Paid, and no access? /subscription looks it up anew.
sub-support-renewal = What renews itself is ended with /subscription, or in Telegram's settings under My Stars.
sub-support-refund = You want your Stars back? Ask with the button below: staff read it and decide.
sub-support-staff = About anything else, write to the academy. Telegram's own support cannot help with payments to a bot.
sub-column-when = When
sub-column-what = What
sub-column-days = Days
sub-column-why = Why
sub-column-who = Who
sub-column-end = Until

sub-ask-title = Access for a time
sub-ask-label = 🙋 Ask for access
sub-ask = Why do you ask for access, and for how long?
sub-ask-granted = The date until which it lasts comes in a message of its own.
sub-ask-days = ✅ Days…
sub-ask-did-days = ✅ Approved by { $name }, { $time }, for days
sub-ask-how-many = How many days does { $card } get? Choose, or answer the card with a number.
sub-refund-title = Stars back
sub-refund-label = ↩️ Ask for my Stars back
sub-refund-ask = Why do you want your Stars back? It is about your newest payment.
sub-refund-granted = Your newest payment is being given back.
sub-refund-nothing = There is no payment that could be given back.

sub-file = Access of { $who }
sub-none-theirs = No access.
sub-note-done = Done, and they are told.
sub-note-lost = You may not do this any more. Nothing was changed.
sub-note-refunded = The Stars have been given back.
sub-note-refused = Telegram does not give them back:
sub-are-you-sure = Really?
sub-kind-trial = trial
sub-kind-gift = gift
sub-kind-staff = by staff
sub-kind-payment = paid
sub-kind-revoke = ended
sub-kind-refund = given back
sub-revoke = ⛔ End the access
sub-revoke-yes = ⛔ Yes, end it
sub-refund = ↩️ { $stars } ⭐ of { $date }
sub-refund-yes = ↩️ Yes, give { $stars } ⭐ back
sub-ending = Access that ends within { $days } days
sub-ending-none = Nobody's.
sub-usage = Write it so: /grant @name 30d reason, /gift @name 7d reason, /revoke @name reason; or reply to somebody's message. /grant @name alone shows where they stand.
sub-nobody = Nobody who has registered has this id.
sub-books = 🧾 Tonight the books did not agree with Telegram's.
sub-books-missing =
    { $count ->
        [one] One entry was missing and has been made.
       *[other] { $count } entries were missing and have been made.
    }
sub-books-different =
    { $count ->
        [one] One entry has another amount or person there. Please look at it.
       *[other] { $count } entries have another amount or person there. Please look at them.
    }
sub-books-unknown =
    { $count ->
        [one] Telegram does not know one of our entries. Please look at it.
       *[other] Telegram does not know { $count } of our entries. Please look at them.
    }
