# Signing in and out.

sign-in = Sign in
signing-in = Signing in…
sign-out = Sign out
sign-out-failed = You are signed out here, but the server could not be told. Close the browser on a shared computer.
username = Username
password = Password
session-expired = Your session has ended
session-expired-detail = Sign in again to go on where you were.
sign-in-failed = That did not work
sign-in-failed-detail = The username or the password is wrong, or the account can't sign in. Check both and try again.

forgotten = Forgot your password?
forgotten-title = Choose a new password
forgotten-what = Give the email address of your account. You get a link by which you can choose a new password.
forgotten-submit = Send the link
forgotten-asked = Look into your mailbox
forgotten-asked-detail = If an account has this address, a link is on its way. It is good for one hour.
back-to-sign-in = Back to sign in
invitation-title = Welcome
reset-title = Choose a new password
choose-what = Choose the password that you will sign in with.
choose-submit = Set the password
choose-done = Your password is set
confirmation-title = Confirm your email address
confirmation-what = This says that the address we wrote to is yours.
confirmation-submit = Confirm
confirmation-done = Your address is confirmed
new-password = New password
new-password-help = At least 15 characters. A few words that don't belong together are easy to remember and hard to guess.
new-password-again = New password once more
new-password-differs = This is not the same as above.

forced-title = Choose a new password
forced-what = Hello { $name }. Before you go on, please choose a new password.
current-password = Current password
