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
suspend-no-login-help = The present method ({ $method }) is remembered and comes back when the account is activated. The password is kept.
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
