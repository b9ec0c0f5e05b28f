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
