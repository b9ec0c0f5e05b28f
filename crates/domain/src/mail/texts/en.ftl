# Mails in English. The texts are Markdown; names and other values are inserted so that they mean nothing in it.

moment = %-d %B %Y, %H:%M %Z
greeting = Hello { $name },
your-username = Your username is { $username }.

invitation-subject = Your account is ready
invitation-request = An account was made for you. Choose a password to sign in for the first time:
invitation-ends = The link is good for seven days and can be used once.

password_reset-subject = Choose a new password
password_reset-request = Somebody has asked for a new password for your account. Choose it here:
password_reset-ends = The link is good for an hour and can be used once. If it was not you who asked, do nothing: your password stays as it is.

confirmation-subject = Confirm your e-mail address
confirmation-request = Please confirm that this is your e-mail address:
confirmation-ends = The link is good for seven days.

email_change-subject = Confirm your new e-mail address
email_change-request = You have asked to use this address for your account from now on. Confirm that it is yours:
email_change-ends = The link is good for a day. Until then your account keeps the address that it has. If it was not you who asked, do nothing.

suspended-subject = Your account was suspended
suspended-body = Your account { $username } was suspended. You cannot sign in. Nothing of yours is lost: your courses, submissions and messages stay as they are.
suspended-until-body = Your account { $username } was suspended. You cannot sign in until { $until }. Nothing of yours is lost: your courses, submissions and messages stay as they are.
suspended-mistake = If you think that this is a mistake, ask those who run the site.

renamed-subject = Your username has changed
renamed-body = Your username is { $username } from now on.
renamed-sign-in = Sign in with it; your password stays as it is.

email_change_asked-subject = Another e-mail address was asked for
email_change_asked-body = Somebody who is signed in as { $username } has asked to use another e-mail address for the account. It counts once it is confirmed from there; until then this address stays.
email_change_asked-mistake = If it was not you, change your password, which ends the request and all sign-ins.

email_changed-subject = Your e-mail address was changed
email_changed-body = The e-mail address of your account { $username } was changed: this one is no longer in use. Links that were sent to it have ended.
email_changed-mistake = If you did not expect this, ask those who run the site.

file-ready-subject = The file "{ $name }" is ready
file-ready-body = The file that you asked for, "{ $name }", is ready. It is kept until { $until }:

batch-applied-subject = The batch "{ $name }" is applied
batch-failed-subject = The batch "{ $name }" failed
batch-cancelled-subject = The batch "{ $name }" was cancelled
batch-applied-body = The batch "{ $name }" is applied.
batch-failed-body = The batch "{ $name }" failed. { $problem }
batch-cancelled-body = The batch "{ $name }" was cancelled.
batch-changed = { $count ->
    [one] { $count } account was changed.
   *[other] { $count } accounts were changed.
}
batch-changed-before = { $count ->
    [one] { $count } account was changed before that.
   *[other] { $count } accounts were changed before that.
}
batch-errors = { $count ->
    [one] { $count } row could not be carried out.
   *[other] { $count } rows could not be carried out.
}
batch-conflicts = { $count ->
    [one] { $count } row was left alone, since another user changed the account.
   *[other] { $count } rows were left alone, since another user changed the accounts.
}
batch-report = The report:

message-subject = A message from { $sender }
message-subject-nobody = A message for you
message-from = { $sender } has written to you:
message-from-nobody = You have got a message:
message-answer = To answer, open this page:
message-answer-mail = To answer, reply to this mail, or open this page:

digest-subject = { $count ->
    [one] { $count } message that you have not read
   *[other] { $count } messages that you have not read
}
digest-body = { $count ->
    [one] You have not read this message yet:
   *[other] You have not read these messages yet:
}
digest-item = **{ $subject }**, from { $sender }
digest-item-nobody = **{ $subject }**
digest-inbox = Your inbox:

unsubscribe = You can end mails of this kind with one click:
