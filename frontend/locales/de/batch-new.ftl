# A new batch from a file.

batch-new = Neuer Stapel aus einer Datei
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
setting-match-by-rename-help = Die Datei braucht die passende Spalte: oldusername, email oder idnumber.
setting-mode = Welche Zeilen ausgeführt werden
mode-create-or-update = Alle: neue Konten anlegen, vorhandene ändern
mode-create = Nur neue Konten; Zeilen zu vorhandenen werden ausgelassen
mode-update = Nur vorhandene Konten; Zeilen zu anderen werden ausgelassen
mode-create-numbered = Alle als neue Konten; ein vergebener Anmeldename erhält eine Nummer
setting-existing = Angaben, die ein Konto schon hat
setting-existing-help = Gesperrt und aktiviert wird unabhängig von dieser Wahl.
existing-overwrite = Durch die Angaben der Datei ersetzen
existing-fill-missing = Behalten und nur Leeres ergänzen
existing-keep = Behalten
setting-passwords = Passwörter neuer Konten
passwords-invite = Die Personen wählen sie selbst, über einen Link per E-Mail
passwords-file = Aus der Spalte „password“ der Datei
setting-force = Dieses Passwort ändern lassen
setting-force-help = Bei der ersten Anmeldung.
force-none = Niemanden
force-weak = Alle, deren Passwort leicht zu erraten ist
force-all = Alle
setting-template = Bildung von Anmeldenamen (optional)
setting-template-help = Für Zeilen ohne Anmeldenamen, zum Beispiel {"{firstname}.{lastname}"} oder {"{firstname:1}{lastname}"}.
setting-allow-suspensions = Zeilen dürfen sperren und aktivieren
setting-allow-suspensions-help = Mit der Spalte „suspended“. Sonst werden solche Zeilen ausgelassen.
setting-allow-renames = Zeilen dürfen Anmeldenamen ändern
setting-allow-renames-help = Mit der Spalte „oldusername“, oder wenn Konten nach E-Mail-Adresse oder ID-Nummer gesucht werden. Sonst werden solche Zeilen ausgelassen.
setting-allow-deletes = Zeilen dürfen Konten löschen
setting-allow-deletes-help = Mit der Spalte „deleted“. Sonst werden solche Zeilen ausgelassen.
setting-standardise = Zeichen entfernen, die Anmeldenamen nicht haben dürfen
setting-standardise-help = Anmeldenamen bestehen aus a bis z, 0 bis 9 und - _ . @. Sonst sind solche Zeilen Fehler.
mapping-title = Bedeutung der Spalten
mapping-heading = Spalte „{ $heading }“
mapping-ignore = Ignorieren

file-kind = Was die Datei bewirkt

example-new = Ein neues Konto braucht außer dem Anmeldenamen einen Vornamen, einen Nachnamen und eine E-Mail-Adresse.
example-blank = Eine leere Zelle lässt, was da ist, wie es ist.
example-more = Weitere Spalten sind idnumber, institution, department, phone1, phone2, address, city, country, lang, timezone, description, auth, suspended und Ihre eigenen Profilfelder als profile_field_ und ihr Name.
example-rename = „oldusername“ sagt, um wessen Konto es geht, „username“, wie es von nun an heißt.
example-swap = Namen können innerhalb der Datei getauscht und weitergegeben werden. Die Anmeldung geht mit dem neuen Namen weiter.
example-delete = Jedes Konto in der Datei wird gelöscht, außer eine Spalte „deleted“ sagt 0.
example-restore = Gelöschte Konten lassen sich wiederherstellen, bis sie endgültig entfernt werden. Vorher werden Sie nach der Anzahl gefragt.
