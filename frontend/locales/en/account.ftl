# One's own account, and the details of every account.

account = My account
account-lead = Your profile, and how you and your programs sign in.
account-details = Profile

details-edit = Edit
details-saved = Saved.
save = Save
details-overtaken = Another user has changed this account in the meantime
details-overtaken-disputed = Nothing is overwritten yet. Beside your value you see the current one: keep yours or use the other, then save.
details-overtaken-taken = The changes were taken over; what you have typed is kept. Look at it and save again.
details-overtaken-elsewhere = Nothing that you see here has changed. Save again.
details-theirs = Current value: { $value }
details-take = Use this value
details-take-named = Use the current value: { $name }
value-none = –
value-missing = Fill this in.

account-password = Password
account-password-what = A new password ends all your other sign-ins, and your tokens.
account-password-submit = Change the password
account-password-changed = Your password is changed. You are signed out everywhere else.
account-password-elsewhere = You sign in with { $method }. Your password is changed there.

account-sessions = Where you are signed in
session-current = This one
session-end = Sign out
session-end-named = Sign out: { $program }
session-end-title = Sign out there?
session-end-what = The program there has to sign in again. Your tokens stay valid.
session-ended = Signed out there.
sessions-end = Sign out everywhere else
sessions-end-title = Sign out everywhere else?
sessions-end-what = All your sign-ins but this one end at once. Your tokens go on.
sessions-ended = Signed out everywhere else.
program-on = { $program } on { $system }

tokens = Tokens for programs
tokens-what = A script or another system signs in with a token in your name, for what you allow it and no longer than you say.
tokens-none = You have no tokens.
token-new = New token
token-new-title = New token
token-name = Name
token-name-help = What it is for, such as “HR system”. The name helps you to recognise it later.
token-scopes = What it may do
token-scopes-help = As little as it needs. Never more than you may do yourself.
token-scopes-missing = Choose what it may do.
token-span-label = Good for
token-span = { $days } days
token-span-other = Until another day
token-day = Good until
token-day-past = Choose a day in the future.
token-make = Make the token
token-made-title = Token “{ $name }”
token-once = Copy it now: it is not shown again
token-once-detail = Keep it like a password: anyone who has it can do in your name what the token allows.
token-secret = Token
token-made-until = Good until { $at }.
token-lost = The token was created, but its text did not arrive
token-lost-detail = Delete it and make another one.
token-ends = Good until
token-used = Last used
token-delete = Delete
token-delete-named = Delete { $name }
token-delete-title = Delete “{ $name }”?
token-delete-what = Programs that use this token are refused from now on. This can't be undone.
token-deleted = { $name } is deleted.

copy = Copy
copied = Copied.
copy-by-hand = It is selected: copy it with Ctrl+C.
