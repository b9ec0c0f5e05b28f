# A new batch from a file.

batch-new = New batch from a file
batch-new-lead = Upload a list of accounts. You see what would happen to each of them before anything is changed.

example-title = What the file looks like
example-caption = Example of a file
example-username = The first line names the columns. “username” says whose account it is.
example-suspended = “suspended” says what to do: 1, true or yes suspends, 0, false or no activates, and an empty cell leaves the account as it is.
example-optional = “reason”, “until” (a date) and “auth” are optional. Other columns are ignored, with a warning.
example-template = Download a template

drop-label = Choose a file
upload-missing = Choose a file first.
upload-name = Name of the batch (optional)
upload-name-help = To find it again. Without one it bears the name of the file.
upload-submit = Upload and plan
uploading = Uploading…
upload-safe = This only makes a plan. Nothing is changed until you apply it.
upload-kept = Your file and settings are still here: correct what is wrong and upload again.

setting-match-by = Find accounts by
setting-match-by-help = The file needs a column of that kind: username, email or idnumber.
setting-no-login = Also set suspended accounts to “No login”
setting-no-login-help = “No login” is an authentication method with which nobody can sign in. The method they have now is remembered and comes back when they are activated. Passwords are kept.
setting-restore = Give activated accounts their earlier authentication method back
setting-restore-help = Otherwise they stay on “No login” and still can't sign in.
setting-on-error = When a row can't be applied
setting-on-error-help = Whatever you choose, each row's result is in the report.
on-error-continue = Go on with the other rows
on-error-stop = Stop there; what is done stays done
on-error-all-or-nothing = All or nothing: change no account at all
setting-advanced = How to read the file
setting-auto = Detect
setting-delimiter = Delimiter
setting-encoding = Encoding
setting-sheet = Sheet
setting-sheet-help = The sheet of the workbook that is read.
setting-match-by-rename-help = The file needs a column of that kind: oldusername, email or idnumber.
setting-mode = Which rows to carry out
mode-create-or-update = All: make new accounts, change those that are there
mode-create = New accounts only; rows about others are left out
mode-update = Accounts that are there only; rows about others are left out
mode-create-numbered = All as new accounts; a username that is taken gets a number
setting-existing = Details that an account has already
setting-existing-help = Suspending and activating is done whatever you choose here.
existing-overwrite = Replace them with what the file says
existing-fill-missing = Keep them, and fill in only what is empty
existing-keep = Keep them
setting-passwords = Passwords of new accounts
passwords-invite = People choose their own, by a link that is e-mailed to them
passwords-file = From the column “password” of the file
setting-force-password-change = Have people change that password
setting-force-password-change-help = At their first sign-in.
force-password-change-none = Nobody
force-password-change-weak = Those whose password is easy to guess
force-password-change-all = Everybody
setting-username-template = How to make usernames (optional)
setting-username-template-help = For rows without one, for example {"{firstname}.{lastname}"} or {"{firstname:1}{lastname}"}.
setting-allow-suspensions = Rows may suspend and activate
setting-allow-suspensions-help = With the column “suspended”. Otherwise such rows are left out.
setting-allow-renames = Rows may change usernames
setting-allow-renames-help = With the column “oldusername”, or where accounts are found by email or ID number. Otherwise such rows are left out.
setting-tell-new-usernames = Tell people their new username by e-mail
setting-tell-new-usernames-help = People who get another username are told when the batch is applied, and again if it is undone.
setting-allow-deletes = Rows may delete accounts
setting-allow-deletes-help = With the column “deleted”. Otherwise such rows are left out.
setting-standardise-usernames = Remove characters that usernames may not have
setting-standardise-usernames-help = Usernames have a to z, 0 to 9 and - _ . @ only. Otherwise such rows are errors.
setting-columns = What the columns mean
mapping-heading = Column “{ $heading }”
unmapped-title = Columns of the file
unmapped-what = Say which of them holds what is missing, then upload again. The file is kept; you need not choose it once more.
mapping-ignore = Ignore

file-kind = What the file does

example-new = A new account needs a first name, a last name and an email address besides its username.
example-blank = An empty cell leaves what is there as it is.
example-more = Other columns are idnumber, institution, department, phone1, phone2, address, city, country, lang, timezone, description, auth, suspended and your own profile fields as profile_field_ and their name.
example-rename = “oldusername” says whose account it is, “username” what it is called from now on.
example-swap = Names can be swapped and handed on within the file. People keep signing in, with the new name.
example-delete = Every account in the file is deleted, unless a column “deleted” says 0.
example-restore = Deleted accounts can be restored until they are purged. You are asked for the number before anything happens.

setting-on-suspend-auth-method = { setting-no-login }
setting-on-suspend-auth-method-help = { setting-no-login-help }
setting-restore-auth-method = { setting-restore }
setting-restore-auth-method-help = { setting-restore-help }
setting-none = None
existing-overwrite-with-defaults = Replace them with what the file says, and the blank ones with the values below
setting-defaults = Values for what the file leaves blank (optional)
setting-defaults-help = New accounts get them. Accounts that are there get them only if their details are to be replaced with these values.
defaults-count =
    { $count ->
        [one] (1 given)
       *[other] ({ $count } given)
    }
setting-full-sync = Suspend people who are not in the file
setting-full-sync-help = The file is then the complete list of certain people: accounts that match a filter and that no row names are suspended. You are always asked for the number before anything happens.
full-sync-filter = Filter of the people who should all be in the file
full-sync-filter-help = As in the list of users, for example department eq "Nursing".
full-sync-count =
    { $count ->
        [0] The filter matches nobody now.
        [one] The filter matches 1 account now.
       *[other] The filter matches { $count } accounts now.
    }
setting-invalid-values = When a detail is not valid
setting-invalid-values-help = For example a country that does not exist.
invalid-values-error = The row is an error
invalid-values-leave-out = Leave that detail out, do the rest of the row, and say so

presets = Saved settings
preset-none = Start from the defaults
preset-of = { $name } (shared by { $username })
preset-changed = The settings below differ from the saved ones.
preset-keep = Save the changes
preset-save = Save as…
preset-delete = Delete
preset-save-title = Save these settings
preset-save-what = All settings of this page are kept under a name, for the next file of this kind.
preset-name = Name
preset-name-missing = Give it a name.
preset-name-taken = You have saved settings under this name already.
preset-share = Share them with all users who may see batches
preset-share-help = Only you can change them.
preset-submit = Save
preset-saved = Saved as “{ $name }”.
preset-delete-title = Delete the settings “{ $name }”?
preset-delete-what = Only these settings go; batches stay as they are.
preset-delete-shared = Others who use them lose them too. Batches stay as they are.
preset-deleted = “{ $name }” is deleted.
