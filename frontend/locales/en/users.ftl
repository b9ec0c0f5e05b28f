# The list of accounts, and what one can do with one of them.

users = Users
users-pages = Pages of users
users-search = Search name, username, email or ID number
users-status = Status
users-status-all = All
users-total =
    { $count ->
        [one] 1 user
       *[other] { $count } users
    }
users-none = No users match
users-none-detail = Try fewer letters, or another status.
suspended-until = until { $at }

suspend = Suspend
activate = Activate
act-on = { $act } { $name }

guard-self = This is you
guard-deleted = Deleted account
guard-capability = Not among your permissions
guard-administrator = Only for administrators

suspend-title = Suspend { $name }?
suspend-what = { $username } is signed out everywhere at once and can't sign in again. Enrolments, submissions and messages stay.
suspend-no-login = Also set authentication to “No login”
suspend-no-login-help = The current method ({ $method }) is remembered and comes back when the account is activated. The password is kept.
suspend-reason = Reason (optional)
suspend-reason-help = Kept in the history of the account. The person does not see it.
suspend-until = Until (optional)
suspend-until-help = The account is activated again at that time. Leave it empty to suspend without an end.
suspend-until-past = Choose a time in the future.
suspended-toast = { $name } is suspended.

activate-title = Activate { $name }?
activate-what = { $username } can sign in again at once.
activate-restore = Restore the previous authentication method
activate-restore-help = It is “{ $method }” now. What it was before the suspension comes back.
activated-toast = { $name } is active again.
undo-failed = It could not be undone. { $reason }

field-full-name = Name
field-username = Username
field-email = Email
field-first-name = First name
field-last-name = Last name
field-id-number = ID number
field-status = Status
field-auth-method = Authentication
field-last-access-at = Last access
field-suspended = Suspended
field-suspension-reason = Reason
field-suspended-until = Until
field-institution = Institution
field-department = Department
field-phone = Phone
field-mobile-phone = Mobile phone
field-address = Address
field-city = City
field-country = Country
field-language = Language
field-timezone = Time zone
field-description = Description
field-set-auth-method = Authentication
field-reason = Reason
field-until = Until
field-file = File
field-settings = Settings

users-find = Find users

selection = Selection
selection-count =
    { $count ->
        [one] 1 user selected
       *[other] { $count } users selected
    }
selection-everybody =
    { $left ->
        [0] All { $count } users who match are selected
       *[other] { $count } of the { $total } users who match are selected, { $left } left out
    }
selection-all =
    { $count ->
        [one] Select the 1 who matches
       *[other] Select all { $count } who match
    }
selection-clear = Clear selection
selection-review = Review

review-title =
    { $count ->
        [one] 1 user selected
       *[other] { $count } users selected
    }
review-picked = Remove the users who should not be selected.
review-everybody = All users who match are selected. Search: “{ $q }”, filter: { $filter }
review-except =
    { $count ->
        [0] Nobody is left out
        [one] 1 user is left out
       *[other] { $count } users are left out
    }
review-remove = Remove { $name } from the selection
review-put-back = Put { $name } back into the selection
review-rest =
    { $count ->
        [one] and 1 more
       *[other] and { $count } more
    }

paste = Paste a list
paste-title = Select by a list
paste-label = Usernames, emails or ID numbers
paste-help = One on each line, at most 10,000. Lines that match no account are reported in the plan.
paste-select =
    { $count ->
        [0] Select
        [one] Select 1 user
       *[other] Select { $count } users
    }
paste-empty = Paste at least one line first.
paste-too-many = That are more than { $most } lines. Upload a file instead, or split the list.

bulk-more = More actions
bulk-title = { $action }?
bulk-plan = Plan
oneself = This is about yourself
oneself-in-selection = You are one of them
oneself-force-password-change = As soon as it is done you have to choose a new password yourself. The form for it opens, and you come back here.
oneself-sign-out = You are signed out here too, and your own tokens end.
oneself-leave-out = Leave me out
bulk-safe = This only makes a plan. You see what would happen to each account before anything is changed.
bulk-method-help = Passwords are kept, so that the method can be set back.
bulk-suspend =
    { $count ->
        [one] Suspend 1 user
       *[other] Suspend { $count } users
    }
bulk-suspend-what = They are signed out everywhere at once and can't sign in again. Enrolments, submissions and messages stay.
bulk-activate =
    { $count ->
        [one] Activate 1 user
       *[other] Activate { $count } users
    }
bulk-activate-what = They can sign in again at once.
bulk-set-auth-method =
    { $count ->
        [one] Change the authentication of 1 user
       *[other] Change the authentication of { $count } users
    }
bulk-set-auth-method-what = They sign in with the method that you choose from then on.
bulk-confirm =
    { $count ->
        [one] Confirm 1 user
       *[other] Confirm { $count } users
    }
bulk-confirm-what = Their email addresses count as confirmed, without a message to them.
bulk-force-password-change =
    { $count ->
        [one] Force 1 user to change the password
       *[other] Force { $count } users to change the password
    }
bulk-force-password-change-what = They choose a new password when they sign in the next time.
bulk-sign-out =
    { $count ->
        [one] Sign 1 user out everywhere
       *[other] Sign { $count } users out everywhere
    }
bulk-sign-out-what = Every session and token of theirs ends. They can sign in again at once. This can't be undone.
bulk-assign-role =
    { $count ->
        [one] Give 1 user a role
       *[other] Give { $count } users a role
    }
bulk-assign-role-what = They hold the role for the whole site, besides those that they have.
bulk-role = Role
bulk-role-help = You can give the roles whose permissions you have yourself.
bulk-role-choose = Choose a role
bulk-role-none = There is no role that you may give.
bulk-role-failed = The roles could not be loaded
bulk-role-missing = Choose the role that they are to have.
bulk-add-to-cohort =
    { $count ->
        [one] Add 1 user to a cohort
       *[other] Add { $count } users to a cohort
    }
bulk-add-to-cohort-what = They are added to the cohort that you choose, and stay in all others.
bulk-remove-from-cohort =
    { $count ->
        [one] Remove 1 user from a cohort
       *[other] Remove { $count } users from a cohort
    }
bulk-remove-from-cohort-what = They are removed from the cohort that you choose, and stay in all others.
bulk-restore =
    { $count ->
        [one] Restore 1 user
       *[other] Restore { $count } users
    }
bulk-restore-what = Deleted accounts come back as they were, as long as they have not been purged.
bulk-delete =
    { $count ->
        [one] Delete 1 user
       *[other] Delete { $count } users
    }
bulk-delete-what = The accounts disappear at once. They can be restored until the retention time ends; then their personal data is erased for good.

field-system-roles = Roles
field-cohorts = Cohorts
field-created-at = Created
field-confirmed = Confirmed
field-must-change-password = Must change password

person = User
person-profile = Profile
sessions = Where this person is signed in
sessions-none = Nowhere at the moment.
session-began = Signed in
session-last = Last renewed
session-address = Address
session-program = Browser or program
history = History
history-when = When
history-what = What
history-who = By
history-batch = See the batch
history-more = Show more
history-user-created = Created
history-user-updated = Changed
history-user-renamed = Renamed
history-user-suspended = Suspended
history-user-activated = Activated
history-user-deleted = Deleted
history-user-restored = Restored
history-session-started = Signed in
history-session-ended = Signed out
history-session-refused = Sign-in refused
single-title = { $act }: { $name }?
single-done = { $act }: { $name }. Done.
single-unlock = Unlock
single-unlock-what = The waiting time after failed sign-ins ends, and the person can try again at once.
single-confirm = Confirm the email address
single-confirm-what = The address counts as confirmed, without a message to the person.
single-resend-confirmation = Send the confirmation again
single-resend-confirmation-what = The person gets a new link to confirm the address. It is good for seven days.
single-reset-password = Send a link for a new password
single-reset-password-what = The person gets a link to choose a new password. Nobody else ever sees or sets it. The old one works until then.
single-force-password-change = Force a password change
single-force-password-change-what = The person has to choose a new password with the next sign-in.
single-sign-out = Sign out everywhere
single-sign-out-what = Every session and token of the person ends at once. They can sign in again.
single-delete = Delete
single-delete-what = The account disappears from every list at once, and the person can't sign in. It can be restored until the retention time ends; then the personal data is erased for good.
single-restore = Restore
single-restore-what = The account comes back as it was.
field-external-id = External ID
field-last-ip = Last address
field-deleted-at = Deleted
field-purge-at = Can be restored until

views = Views
view-save = Save this view…
view-save-title = Save this view
view-save-what = Search, filters, order, columns and density are kept under a name.
view-name = Name
view-name-taken = You have a view of this name already.
view-share = Share it with all users who may see users
view-share-help = Only you can change it.
view-saved = Saved as “{ $name }”.
view-shared = Shared
view-of = Shared by { $username }
view-changed = { $name } (changed)
view-unchanged = Nothing has changed
view-keep = Save the changes to “{ $name }”
view-kept = “{ $name }” shows this from now on.
view-rename = Rename or share “{ $name }”…
view-rename-title = Rename or share “{ $name }”
view-delete = Delete
view-delete-named = Delete “{ $name }”…
view-delete-title = Delete the view “{ $name }”?
view-delete-what = Only the view goes; no account is changed.
view-delete-shared = Others who use it lose it too. No account is changed.
view-deleted = “{ $name }” is deleted.
views-failed = Try to load the views again

download = Download
download-title = Download profiles
download-whom = Who
download-everybody =
    { $count ->
        [one] The 1 user who matches
       *[other] All { $count } users who match
    }
download-selected =
    { $count ->
        [one] The 1 selected user
       *[other] The { $count } selected users
    }
download-format = Format
download-fields = Fields
download-all = All fields
download-shown = The columns of the list
download-chosen = Chosen fields
download-nothing = Choose at least one field.
download-busy = The file is being put together. With many users that takes a while.
download-audit = Filter, fields and count are kept in the audit log.
download-done = { $name } is downloaded.
format-csv = CSV
format-what-csv = For spreadsheets and scripts. It can be uploaded again as it is.
format-xlsx = Excel (XLSX)
format-what-xlsx = For Microsoft Excel and other spreadsheets.
format-ods = OpenDocument (ODS)
format-what-ods = For LibreOffice and other spreadsheets.
format-json = JSON
format-what-json = For programs: one array.
format-ndjson = NDJSON
format-what-ndjson = For programs: a line for each user.
format-html = HTML
format-what-html = A page to look at or to print.
format-pdf = PDF
format-what-pdf = To print. Long lists are cut, and say so.
field-updated-at = Changed
field-first-access-at = First access
field-id = Account ID

deleted-users = Deleted users
deleted-lead = They can't sign in and are in no other list. Until the day you see here they can be restored; then their personal data is erased for good.
deleted-none = No deleted users
deleted-none-detail = Deleted users stay here until the retention time ends.

history-user-roles-changed = Roles changed
history-user-cohorts-changed = Cohorts changed
history-user-unlocked = Unlocked
history-user-signed-out = Signed out everywhere
history-user-confirmation-sent = Confirmation sent
history-user-password-reset-sent = Link for a new password sent
history-user-password-set = New password
history-password-reset-requested = Asked for a new password
history-token-created = Token made
history-token-deleted = Token deleted

row-more = More actions on { $name }
method-change = Change authentication…
method-title = Authentication of { $name }
method-done = { $name } signs in with “{ $method }” from now on.
download-one = Download profile…

# Columns of files.
field-oldusername = Old username
field-firstname = First name
field-lastname = Last name
field-idnumber = ID number
field-sysrole1 = Role at site level
field-cohort-numbered = Cohort { $number }
field-course-numbered = Course { $number }
field-role-numbered = Role in course { $number }
field-group-numbered = Group in course { $number }
field-enrolstatus-numbered = Status in course { $number }
field-enroltimestart-numbered = Start in course { $number }
field-enrolperiod-numbered = Days in course { $number }
field-enrolend-numbered = End in course { $number }
field-phone1 = Phone
field-phone2 = Mobile phone
field-lang = Language
field-auth = Authentication
field-deleted = Deleted
field-password = Password
field-names-freed = Names free for others

download-way = How
way-now = Download now
way-prepared = Prepare it in the background
way-now-what = The download starts at once.
way-now-large = { $count } users take a while. Keep this page open until the file is whole.
way-prepared-what = You need not wait: the file is put together by the server and kept for you for a while.
way-prepared-large = { $count } users take a while, so it is better not to wait for them: the file is put together by the server and kept for you for a while.
way-prepared-only = More than 100 people picked one by one, and pasted lists, are always prepared: the server looks them up, puts the file together and keeps it for you for a while.
way-prepare = Prepare the file
way-none = Preparing files is not among your permissions
bulk-failed = The actions could not be loaded. Try again
action-set-auth-method = { suspend-no-login }
action-set-auth-method-help = { setting-no-login-help }
action-reason = { suspend-reason }
action-reason-help = { suspend-reason-help }
action-until = { suspend-until }
action-until-help = { suspend-until-help }
action-restore-auth-method = { setting-restore }
action-restore-auth-method-help = { setting-restore-help }
action-auth-method = { field-auth-method }
action-auth-method-help = { bulk-method-help }
