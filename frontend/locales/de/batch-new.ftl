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
setting-sheet = Tabellenblatt
setting-sheet-help = Das Blatt der Arbeitsmappe, das gelesen wird.
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
setting-force-password-change = Dieses Passwort ändern lassen
setting-force-password-change-help = Bei der ersten Anmeldung.
force-password-change-none = Niemanden
force-password-change-weak = Alle, deren Passwort leicht zu erraten ist
force-password-change-all = Alle
setting-username-template = Bildung von Anmeldenamen (optional)
setting-username-template-help = Für Zeilen ohne Anmeldenamen, zum Beispiel {"{firstname}.{lastname}"} oder {"{firstname:1}{lastname}"}.
setting-allow-suspensions = Zeilen dürfen sperren und aktivieren
setting-allow-suspensions-help = Mit der Spalte „suspended“. Sonst werden solche Zeilen ausgelassen.
setting-allow-renames = Zeilen dürfen Anmeldenamen ändern
setting-allow-renames-help = Mit der Spalte „oldusername“, oder wenn Konten nach E-Mail-Adresse oder ID-Nummer gesucht werden. Sonst werden solche Zeilen ausgelassen.
setting-tell-new-usernames = Den Personen ihren neuen Anmeldenamen per E-Mail mitteilen
setting-tell-new-usernames-help = Wer einen anderen Anmeldenamen bekommt, erfährt es beim Anwenden des Stapels, und noch einmal, falls er rückgängig gemacht wird.
setting-allow-deletes = Zeilen dürfen Konten löschen
setting-allow-deletes-help = Mit der Spalte „deleted“. Sonst werden solche Zeilen ausgelassen.
setting-standardise-usernames = Zeichen entfernen, die Anmeldenamen nicht haben dürfen
setting-standardise-usernames-help = Anmeldenamen bestehen aus a bis z, 0 bis 9 und - _ . @. Sonst sind solche Zeilen Fehler.
setting-columns = Bedeutung der Spalten
mapping-heading = Spalte „{ $heading }“
unmapped-title = Spalten der Datei
unmapped-what = Sagen Sie, welche davon enthält, was fehlt, und laden Sie dann erneut hoch. Die Datei bleibt ausgewählt.
mapping-ignore = Ignorieren

file-kind = Was die Datei bewirkt

example-new = Ein neues Konto braucht außer dem Anmeldenamen einen Vornamen, einen Nachnamen und eine E-Mail-Adresse.
example-blank = Eine leere Zelle lässt, was da ist, wie es ist.
example-more = Weitere Spalten sind idnumber, institution, department, phone1, phone2, address, city, country, lang, timezone, description, auth, suspended und Ihre eigenen Profilfelder als profile_field_ und ihr Name.
example-rename = „oldusername“ sagt, um wessen Konto es geht, „username“, wie es von nun an heißt.
example-swap = Namen können innerhalb der Datei getauscht und weitergegeben werden. Die Anmeldung geht mit dem neuen Namen weiter.
example-delete = Jedes Konto in der Datei wird gelöscht, außer eine Spalte „deleted“ sagt 0.
example-restore = Gelöschte Konten lassen sich wiederherstellen, bis sie endgültig entfernt werden. Vorher werden Sie nach der Anzahl gefragt.

setting-on-suspend-auth-method = { setting-no-login }
setting-on-suspend-auth-method-help = { setting-no-login-help }
setting-restore-auth-method = { setting-restore }
setting-restore-auth-method-help = { setting-restore-help }
setting-none = Keine
existing-overwrite-with-defaults = Durch die Angaben der Datei ersetzen, leere durch die Werte unten
setting-defaults = Werte für das, was die Datei leer lässt (optional)
setting-defaults-help = Neue Konten bekommen sie. Vorhandene Konten bekommen sie nur, wenn ihre Angaben durch diese Werte ersetzt werden sollen.
defaults-count =
    { $count ->
        [one] (1 angegeben)
       *[other] ({ $count } angegeben)
    }
setting-full-sync = Personen sperren, die nicht in der Datei stehen
setting-full-sync-help = Die Datei ist dann die ganze Liste bestimmter Personen: Wer zu einem Filter passt und in keiner Zeile steht, wird gesperrt. Vorher werden Sie immer nach der Anzahl gefragt.
full-sync-filter = Filter für die Personen, die alle in der Datei stehen sollten
full-sync-filter-help = Wie in der Liste der Personen, zum Beispiel department eq "Pflege".
full-sync-count =
    { $count ->
        [0] Der Filter findet derzeit niemanden.
        [one] Der Filter findet derzeit 1 Konto.
       *[other] Der Filter findet derzeit { $count } Konten.
    }
setting-invalid-values = Wenn eine Angabe nicht gültig ist
setting-invalid-values-help = Zum Beispiel ein Land, das es nicht gibt.
invalid-values-error = Die Zeile ist ein Fehler
invalid-values-leave-out = Diese Angabe weglassen, den Rest der Zeile ausführen und darauf hinweisen

presets = Gespeicherte Einstellungen
preset-none = Mit den Standardwerten beginnen
preset-of = { $name } (geteilt von { $username })
preset-changed = Die Einstellungen unten weichen von den gespeicherten ab.
preset-keep = Änderungen speichern
preset-save = Speichern unter…
preset-delete = Löschen
preset-save-title = Diese Einstellungen speichern
preset-save-what = Alle Einstellungen dieser Seite werden unter einem Namen aufbewahrt, für die nächste Datei dieser Art.
preset-name = Name
preset-name-missing = Geben Sie einen Namen an.
preset-name-taken = Unter diesem Namen haben Sie schon Einstellungen gespeichert.
preset-share = Mit allen teilen, die Stapel sehen dürfen
preset-share-help = Nur Sie können sie ändern.
preset-submit = Speichern
preset-saved = Als „{ $name }“ gespeichert.
preset-delete-title = Die Einstellungen „{ $name }“ löschen?
preset-delete-what = Nur diese Einstellungen werden gelöscht; Stapel bleiben, wie sie sind.
preset-delete-shared = Auch andere, die sie benutzen, verlieren sie. Stapel bleiben, wie sie sind.
preset-deleted = „{ $name }“ ist gelöscht.
