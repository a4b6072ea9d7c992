command-request = Ask for access
command-status = How my request stands

access-title = Access
access-label = 🔑 Request access
access-ask = Who are you, and why do you ask for access?
access-granted = Welcome! You have access now.
access-already = ✅ You have access. There is nothing more to ask for.
access-ended = Your access has been ended by staff. If you still need it, you can ask again with /request.
access-link = 🔗 Link to…
access-did-link = 🔗 Approved by { $name }, { $time }, for record
access-ask-record = Whose record is { $card }? Choose one, or answer the card with its number. It will be linked, and the request approved.

request-topic = Requests
request-pending = waiting
request-information = waiting for the person
request-approved = approved
request-rejected = rejected
request-withdrawn = withdrawn
request-expired = expired
request-approve = ✅ Approve
request-reject = ❌ Reject
request-ask = ❔ Ask back
request-carry-out = 🔁 Try again
request-did-approve = ✅ Approved by { $name }, { $time }
request-did-reject = ❌ Rejected by { $name }, { $time }
request-did-ask = ❔ Asked by { $name }, { $time }
request-did-answer = 💬 Answered by { $name }, { $time }
request-did-add = 💬 Added by { $name }, { $time }
request-did-edit = ✏️ Changed by { $name }, { $time }
request-did-renew = 🔄 Still wanted, says { $name }, { $time }
request-did-withdraw = ⚪ Withdrawn by { $name }, { $time }
request-did-remind = ⏰ The person was told that it will expire, { $time }
request-did-expire = ⌛ Closed after a month of silence, { $time }
request-did-carry-out = ⚙️ Carried out, { $time }
request-did-not-carry-out = ⚠️ Could not be carried out, { $time }
request-carry-out-broke = it broke off, and the log knows why
request-did-try-again = 🔁 Tried again by { $name }, { $time }
request-words-approve = approve|approved|yes
request-words-reject = reject|rejected|no
request-words-ask = ask|question
request-ask-reason = Why is { $card } rejected? The person will read the reason.
request-ask-question = What do you want to know about { $card }? The person will read the question.

request-which = What would you like to ask for?
request-text-hint = Write it in one message, of up to 4,096 characters. Staff will read it as it is.
request-text-length = Please write a message of 1 to 4,096 characters.
request-received = Thank you. Your request { $card } has been received.
request-received-hint = Staff will look at it and the answer comes here. There is nothing more you need to do.
request-open-already = You have a request already, and one is enough. What you want to add can go to it below.
request-settled = Meanwhile this has been settled, so nothing was added to it.
request-too-soon =
    { $hours ->
        [one] Your last request was rejected a moment ago. You can ask again in an hour.
       *[other] Your last request was rejected a short while ago. You can ask again in { $hours } hours.
    }
request-mine = 📋 My request
request-menu = 📨 Make a request
request-go-on = 🚪 Go on from here
request-again = 🔁 Ask again
request-answer = ✍️ Answer
request-add = ✍️ Add something
request-withdraw = Withdraw it
request-renew = 🔄 I still need it
request-since = Received { $time }
request-question = ❔ { $question }
request-none = You have no request so far.
request-status-pending = Your request { $card } is waiting for an answer.
request-status-information = Staff have a question about your request { $card }.
request-status-approved = Your request { $card } has been approved.
request-status-rejected = Your request { $card } has been rejected.
request-status-withdrawn = You have withdrawn your request { $card }.
request-status-expired = Your request { $card } has expired.
request-ask-addition = What would you like to add to your request { $card }?
request-ask-answer = What is your answer?
request-passed-on = Thank you, it has been passed on to staff with your request { $card }.
request-withdrawn-now = Your request { $card } is withdrawn. You can make another at any time.
request-renewed = Good to know. Your request { $card } stays open.
request-told-approved = Your request { $card } has been approved. 🎉
request-told-rejected = Your request { $card } could not be approved.
request-told-reason = The reason: { $reason }
request-told-again = If something changes, you can ask again in 24 hours with /request.
request-told-contact = If you need help, ask { $contact }.
request-told-question = A question about your request { $card }:
request-told-how-to-answer = Just write your answer here, and it goes to staff.
request-told-files = Staff have sent you something about your request { $card }:
request-told-reminder =
    { $days ->
        [one] Your request { $card } has been waiting for a long time, and we are sorry. It expires in a day unless you tell us that you still need it.
       *[other] Your request { $card } has been waiting for a long time, and we are sorry. It expires in { $days } days unless you tell us that you still need it.
    }
request-told-expired = Your request { $card } has expired, since nobody has written about it for a month. If you still need it, just ask again.
request-welcome = Here you can ask for access. Press the button below, or send /request with a few words about yourself.
request-welcome-waiting = ⏳ Your request { $card } is waiting for an answer.
request-welcome-asked = ❔ Staff have asked something about your request { $card }. Write your answer here.
