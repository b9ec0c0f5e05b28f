# Signing in and out.

sign-in = Anmelden
signing-in = Anmeldung läuft…
sign-out = Abmelden
sign-out-failed = Sie sind hier abgemeldet, aber der Server konnte nicht benachrichtigt werden. Schließen Sie an einem gemeinsam genutzten Computer den Browser.
username = Anmeldename
password = Passwort
session-expired = Ihre Sitzung ist beendet
session-expired-detail = Melden Sie sich erneut an, um dort weiterzumachen, wo Sie waren.
sign-in-failed = Die Anmeldung ist fehlgeschlagen
sign-in-failed-detail = Der Anmeldename oder das Passwort ist falsch, oder mit diesem Konto ist keine Anmeldung möglich. Prüfen Sie beides und versuchen Sie es noch einmal.
