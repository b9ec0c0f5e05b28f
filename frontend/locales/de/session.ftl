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

forgotten = Passwort vergessen?
forgotten-title = Neues Passwort wählen
forgotten-what = Geben Sie die E-Mail-Adresse Ihres Kontos an. Sie erhalten einen Link, über den Sie ein neues Passwort wählen können.
forgotten-submit = Link senden
forgotten-asked = Sehen Sie in Ihr Postfach
forgotten-asked-detail = Falls ein Konto diese Adresse hat, ist ein Link unterwegs. Er gilt eine Stunde lang.
back-to-sign-in = Zurück zur Anmeldung
invitation-title = Willkommen
reset-title = Neues Passwort wählen
choose-what = Wählen Sie das Passwort, mit dem Sie sich anmelden werden.
choose-submit = Passwort festlegen
choose-done = Ihr Passwort ist festgelegt
confirmation-title = E-Mail-Adresse bestätigen
confirmation-what = Damit sagen Sie, dass die angeschriebene Adresse Ihre ist.
confirmation-submit = Bestätigen
confirmation-done = Ihre Adresse ist bestätigt
new-password = Neues Passwort
new-password-help = Mindestens 15 Zeichen. Einige Wörter, die nicht zusammengehören, sind leicht zu merken und schwer zu erraten.
new-password-again = Neues Passwort wiederholen
new-password-differs = Das stimmt nicht mit der ersten Eingabe überein.

forced-title = Neues Passwort wählen
forced-what = Hallo { $name }. Bitte wählen Sie zuerst ein neues Passwort.
current-password = Aktuelles Passwort
