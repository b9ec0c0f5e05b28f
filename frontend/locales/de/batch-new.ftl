# A new batch from a file.

batch-new = Per Datei sperren oder aktivieren
batch-new-lead = Laden Sie eine Liste von Konten hoch. Sie sehen für jedes Konto, was geschehen würde, bevor etwas geändert wird.

example-title = So sieht die Datei aus
example-caption = Beispiel einer Datei
example-username = Die erste Zeile benennt die Spalten. „username“ sagt, um wessen Konto es geht.
example-suspended = „suspended“ sagt, was zu tun ist: 1, true oder yes sperrt, 0, false oder no aktiviert, und eine leere Zelle lässt das Konto, wie es ist.
example-optional = „reason“ (Grund), „until“ (ein Datum) und „auth“ (Anmeldemethode) sind optional. Andere Spalten werden mit einer Warnung ignoriert.
example-template = Vorlage herunterladen

drop-label = Datei auswählen
upload-missing = Wählen Sie zuerst eine Datei aus.
upload-name = Name des Stapels (optional)
upload-name-help = Damit Sie ihn wiederfinden. Ohne Angabe erhält er den Namen der Datei.
upload-submit = Hochladen und planen
uploading = Wird hochgeladen…
upload-safe = Damit wird nur ein Plan erstellt. Es wird nichts geändert, bis Sie ihn anwenden.
upload-kept = Ihre Datei und die Einstellungen sind noch da: Korrigieren Sie, was nicht stimmt, und laden Sie erneut hoch.

setting-match-by = Konten suchen nach
setting-match-by-help = Die Datei braucht die passende Spalte: username, email oder idnumber.
setting-no-login = Gesperrte Konten zusätzlich auf „Keine Anmeldung“ setzen
setting-no-login-help = Die bisherige Anmeldemethode wird gemerkt. Passwörter bleiben erhalten.
setting-restore = Aktivierten Konten ihre frühere Anmeldemethode zurückgeben
setting-restore-help = Andernfalls bleiben sie auf „Keine Anmeldung“, und eine Anmeldung ist weiterhin nicht möglich.
setting-on-error = Wenn eine Zeile nicht angewendet werden kann
setting-on-error-help = Was Sie auch wählen: Das Ergebnis jeder Zeile steht im Bericht.
on-error-continue = Mit den übrigen Zeilen fortfahren
on-error-stop = Dort stoppen; was angewendet ist, bleibt
on-error-all-or-nothing = Alles oder nichts: gar kein Konto ändern
setting-advanced = Einlesen der Datei
setting-auto = Automatisch erkennen
setting-delimiter = Trennzeichen
setting-encoding = Zeichenkodierung
