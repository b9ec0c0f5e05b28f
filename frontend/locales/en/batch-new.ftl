# A new batch from a file.

batch-new = Suspend or activate by file
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
