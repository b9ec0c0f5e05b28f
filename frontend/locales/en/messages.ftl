# Messages: to many, to one, how one is told of things; and the mail of the site.

bulk-message =
    { $count ->
        [one] Write to 1 user
       *[other] Write to { $count } users
    }
bulk-message-what = Each of them gets the message once, in a conversation of its own. Nobody sees who else got it.
batch-action-message = Message
action-subject = Subject
action-body = Message
action-body-help = Markdown. A placeholder such as {"{"}first_name{"}"} becomes each recipient’s own value; {"{"}department|your department{"}"} has words for those without one.
action-email = Copy by e-mail
action-email-help = Those who want no such mails get none.
action-include-inactive = Also to suspended people
action-include-inactive-help = Also to those whose enrolment is suspended, over or has not begun. They read it once they can sign in.
placeholders = Placeholders
placeholder-insert = Insert: { $name }
placeholder-course-name = Name of the course
placeholder-course-code = Code of the course
message-preview = Preview
message-previewed =
    { $count ->
        [one] Shown as 1 person reads it.
       *[other] Shown as { $count } people read it.
    }
message-preview-for = As { $name } reads it
message-blanks = Empty for this person: { $names }
message-test = Send a test to me
message-test-sent = The test is in your messages.
message-trial-blank = Write subject and message first.
draft-found = Your draft of { $when } is here again.
draft-saved = The draft is saved.
draft-saving = The draft is being saved…
draft-failed = The draft is not saved. It is tried again when you type on.
draft-unknown = Your draft cannot be loaded. What you write here is not kept.
draft-discard = Discard the draft
templates = Template
template-none = None
template-of = { $name } (shared by { $username })
template-changed = The text below differs from the template.
template-keep = Save the changes
template-save = Save as a template…
template-delete = Delete
template-save-title = Save this text as a template
template-save-what = Subject, message and the choice of a copy by e-mail are kept under a name, for the next message.
template-name = Name
template-name-missing = Give it a name.
template-name-taken = You have a template of this name already.
template-share = Share it with all who may write to many
template-share-help = Only you can change it.
template-submit = Save
template-saved = Saved as “{ $name }”.
template-replace-title = Replace what you have written?
template-replace = Use the template
template-replace-what = The text of “{ $name }” takes the place of what stands in the fields.
template-delete-title = Delete the template “{ $name }”?
template-delete-what = Only the template goes; messages that were sent stay as they are.
template-delete-shared = Others who use it lose it too. Messages that were sent stay as they are.
template-deleted = “{ $name }” is deleted.
narrowing = Who of them
narrowing-everybody = All who are selected
narrowing-never = Only those who have never opened the course
narrowing-since = Only those who have not opened the course since
narrowing-day = Since
narrowing-day-missing = Choose a day.
audience-loading = Counting whom it reaches…
audience-reached =
    { $count ->
        [0] It reaches nobody.
        [one] It reaches 1 person.
       *[other] It reaches { $count } people.
    }
audience-inactive =
    { $count ->
        [one] 1 more is left out: suspended, or the enrolment does not count.
       *[other] { $count } more are left out: suspended, or the enrolment does not count.
    }
results = What became of the messages
results-none = Nobody has got it.
results-what = Who does not let others know what was read counts as in the inbox.
row-results = What became of it
result-delivered = in the inbox
result-read = read
result-withdrawn = withdrawn
result-email-waiting = to be mailed
result-email-in-digest = in the next digest
result-emailed = mailed
result-bounced = bounced
result-email-refused = refused by the mail server
result-email-suppressed = not mailed: the address gets no mail
result-opted-out = not mailed: not wanted
result-no-address = not mailed: no address
result-email-not-needed = not mailed: read or withdrawn before

inbox-button =
    { $count ->
        [0] Messages
        [one] Messages, 1 unread
       *[other] Messages, { $count } unread
    }
messages = Messages
messages-pages = Pages of messages
messages-show-all = All
messages-show-unread = Unread
messages-show-starred = Starred
messages-show-archived = Archived
messages-none = No messages yet
messages-none-detail = What you write and what others write to you stands here.
messages-none-found = No such messages
messages-off = Messages are switched off
messages-off-detail = This site has no messages at present.
messages-earlier = Show earlier messages
message-conversation = Conversation
message-latest = Latest message
message-when = When
message-marks = Marks
mark-unread = { $count } unread
mark-starred = Starred
mark-muted = Muted
mark-archived = Archived
conversation-star = Star
conversation-unstar = Remove the star
conversation-mute = Mute
conversation-unmute = Unmute
conversation-archive = Archive
conversation-unarchive = Take out of the archive
conversation-remove = Delete for me
conversation-remove-title = Delete “{ $name }” for you?
conversation-remove-what = All that was written so far is gone for you, for good. The other person keeps it. A new message brings the conversation back.
conversation-removed = The conversation is deleted for you.
conversation-with = With { $names }
conversation-bare = There are no messages here.
message-new = New message
message-to = To
message-text = Message
message-text-help = You can use Markdown: *emphasis*, **strong**, lists and links.
message-send = Send
message-sent = The message is sent.
message-own = You
message-to-many = To many
message-withdrawn = This message was withdrawn.
message-read = Read: { $at }
answer = Answer
answer-none = Nobody reads answers to this message.
answer-to-sender = Your answer goes to the sender alone.
recipient-help = Type a part of the name.
recipient-picked = Chosen: { $name }
recipient-missing = Choose a person.
recipients-none = There is nobody of this name whom you may write to.
recipients-found =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
report = Report
report-named = Report the message of { $name }
report-title = Report this message?
report-what = Those who look after messages on this site read it, and see that you have reported it. The sender does not learn of it.
report-reason = What is wrong with it?
reported = The message is reported.
block = Block
block-person = Block { $name }
block-title = Block { $name }?
block-what = You can no longer write to each other. Messages that staff send to many still reach you. You take this back under “My account”.
blocked = { $name } is blocked.

notifications = Notifications
notifications-lead = How you are told of what is new.
notify-direct-message = Somebody writes to you
notify-bulk-message = Staff write to you and others
notify-batch-ended = A batch of yours has ended
notify-in-app = Here only
notify-email = By e-mail at once
notify-daily = By e-mail, once a day
notify-weekly = By e-mail, once a week
notify-off = Not at all
notify-locked = This site has set it.
notify-default = As the site has set it: { $choice }
notify-courses = In single courses
notify-in-course = { $kind }, in { $course }
notify-as-elsewhere = As in other courses
notify-suppressed = No e-mail reaches you
notify-suppressed-detail = E-mails to your address have come back. Change your address, or ask those who look after this site.
notify-unconfirmed = Your address is not confirmed
notify-unconfirmed-detail = Until it is, you only get e-mails about your account itself.
notifications-saved = Saved.
contact-preferences = Who may write to you
who-may-message = People who may write to you
who-may-message-help = Messages of staff to many reach you in any case.
who-may-message-limited = This site allows at most: { $choice }.
who-everybody = Everybody
who-course-mates = People of my courses, and my contacts
who-contacts = My contacts only
read-receipts = Show when messages were read
read-receipts-help = Without it, others do not see when you have read their messages, and you do not see it of theirs.
blocks = Blocked people
blocks-none = You have blocked nobody.
unblock = Unblock
unblock-named = Unblock { $name }
unblocked = { $name } is no longer blocked.
contacts = Contacts
contacts-none = You have no contacts yet.
contact-person = Add a contact
contact-add = Ask
contact-added = { $name } has been asked.
contact-accept = Accept
contact-accept-named = Accept { $name }
contact-accepted-now = { $name } is your contact.
contact-remove = Remove
contact-remove-named = Remove { $name }
contact-removed = { $name } is no longer listed.
contact-accepted = Contact
contact-asked = Asked by you
contact-asking = Asks you
contact-since = Since
contact-state = State

mail = E-mail
mail-lead = What waits to be sent, and the addresses that get no mail.
mail-counts = How mail fares
mail-counts-help = Mails that have ended are counted for 30 days.
mail-due = To be sent now
mail-later = To be sent later
mail-sent = Sent
mail-bounced = Come back
mail-refused = Refused by the mail server
mail-suppressed = Not sent: mails to the address have come back
mail-opted-out = Not sent: the person wants none
mail-no-address = Not sent: no address of the person’s own
mail-outdated = Not sent: no longer news
mail-unknown-ends = Sent twice, perhaps: the connection broke at the end
suppressions = Addresses that get no mail
suppressions-lead = Mails to these addresses have come back, so that nothing is sent to them any more. An account with another address gets mail again by itself.
suppressions-find = Find addresses
suppressions-search = Find a part of an address
suppressions-pages = Pages of addresses
suppressions-none = Every address gets mail
suppressions-none-detail = An address stands here once mails to it have come back.
suppressions-none-found = No such address
suppression-address = Address
suppression-reason = Why
suppression-since = Since
suppression-users = Accounts
suppression-hard-bounce = The mailbox cannot be reached
suppression-soft-bounces = Mails could not be delivered three times within a week
suppression-lift = Send again
suppression-lift-named = Send again: { $address }
suppression-lift-title = Send mails to { $address } again?
suppression-lift-what = Do this if you know that the mailbox works again. If the next mail comes back too, the address gets no mail once more.
suppression-lifted = Mails go to { $address } again.

announce-planned-send =
    { $count ->
        [0] The plan is ready. Nobody would get the message.
        [one] The plan is ready. 1 person would get the message.
       *[other] The plan is ready. { $count } people would get the message.
    }
announce-planned-withdraw =
    { $count ->
        [one] The plan is ready. 1 message would be withdrawn.
       *[other] The plan is ready. { $count } messages would be withdrawn.
    }
announce-applied-send =
    { $count ->
        [one] The message is sent to 1 person.
       *[other] The message is sent to { $count } people.
    }
announce-applied-withdraw =
    { $count ->
        [one] 1 message is withdrawn.
       *[other] { $count } messages are withdrawn.
    }
batch-apply-send =
    { $count ->
        [one] Send to 1 person
       *[other] Send to { $count } people
    }
batch-apply-withdraw =
    { $count ->
        [one] Withdraw 1 message
       *[other] Withdraw { $count } messages
    }
apply-title-send =
    { $count ->
        [one] Send to 1 person?
       *[other] Send to { $count } people?
    }
apply-title-withdraw =
    { $count ->
        [one] Withdraw 1 message?
       *[other] Withdraw { $count } messages?
    }
apply-what-send = Each of them gets the message once. You can undo the batch afterwards: that withdraws what nobody has read yet, but no e-mail.
apply-what-withdraw = What was read in the meantime stays. A note that a message was withdrawn takes the place of its text.
report-clean-send =
    { $count ->
        [0] Applied. Nobody got the message.
        [one] Sent to 1 person.
       *[other] Sent to { $count } people.
    }
report-clean-withdraw =
    { $count ->
        [one] 1 message withdrawn.
       *[other] { $count } messages withdrawn.
    }
report-mixed-send =
    { $count ->
        [one] Sent to 1 person, { $left ->
            [one] 1 person was left out
           *[other] { $left } people were left out
        }
       *[other] Sent to { $count } people, { $left ->
            [one] 1 person was left out
           *[other] { $left } people were left out
        }
    }
report-mixed-withdraw =
    { $count ->
        [one] 1 message withdrawn, { $left ->
            [one] 1 stays
           *[other] { $left } stay
        }
       *[other] { $count } messages withdrawn, { $left ->
            [one] 1 stays
           *[other] { $left } stay
        }
    }
