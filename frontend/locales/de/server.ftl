# What the server says in English only: a text for each of its codes, with hyphens for underscores. A code
# without a text here is shown as the server says it; that is meant where the details matter more.

# Remarks on rows. Only values that are there with every remark of that code are filled in.
server-row-unknown-user = Es gibt kein Konto für „{ $found }“. Korrigieren Sie den Eintrag, oder legen Sie das Konto zuerst an.
server-row-ambiguous-user = Mehrere Konten haben den Wert „{ $found }“. Geben Sie die Person mit ihrem Anmeldenamen an.
server-row-username-taken = Dieser Anmeldename gehört bereits zu einem anderen Konto. Wählen Sie einen anderen.
server-row-username-invalid = Der Anmeldename enthält unzulässige Zeichen. Erlaubt sind 1 bis 100 Zeichen aus a–z, 0–9, Bindestrich, Unterstrich, Punkt und @.
server-row-username-reserved = Dieser Anmeldename ist reserviert. Wählen Sie einen anderen.
server-row-duplicate-in-file = „{ $found }“ steht schon in einer früheren Zeile, mit anderen Werten. Behalten Sie nur eine der Zeilen.
server-row-email-taken = Diese E-Mail-Adresse gehört bereits zu einem anderen Konto. Wählen Sie eine andere.
server-row-email-invalid = Das ist keine gültige E-Mail-Adresse. Schreiben Sie sie in der Form name@example.org.
server-row-missing-value = Der Wert für „{ $field }“ fehlt. Ergänzen Sie ihn, oder entfernen Sie die Zeile.
# Chosen by the German names of the fields: "Gesperrt" is field-suspended, "Bis" is field-until.
server-row-invalid-value =
    { $field ->
        [Gesperrt] „{ $found }“ ist weder ja noch nein. Schreiben Sie 1 zum Sperren oder 0 zum Aktivieren, oder lassen Sie die Zelle leer.
        [Bis] „{ $found }“ ist kein Zeitpunkt in der Zukunft. Schreiben Sie ihn in der Form 2026-03-01 oder 2026-03-01T09:30:00Z, oder lassen Sie die Zelle leer.
       *[other] „{ $found }“ ist kein gültiger Wert für „{ $field }“. Korrigieren Sie ihn; sind Buchstaben unleserlich, planen Sie mit der richtigen Zeichenkodierung neu.
    }
server-row-unknown-auth-method = Die Anmeldemethode „{ $found }“ gibt es nicht. Verwenden Sie manual, nologin, oidc oder ldap, oder lassen Sie die Zelle leer.
server-row-protected-self = Das ist Ihr eigenes Konto. Bitten Sie jemand anderen aus der Administration darum, damit sich niemand selbst aussperrt.
server-row-protected-administrator = Das Konto gehört zur Administration und kann so nicht geändert werden. Entfernen Sie die Zeile, oder lassen Sie das Konto von der Administration einzeln ändern.
server-row-last-administrator = Danach könnte sich niemand mehr als Administration anmelden. Geben Sie diese Rolle zuerst einer anderen Person.
server-row-renames-not-allowed = Die Einstellungen erlauben keine Änderung von Anmeldenamen. Schalten Sie „allow_renames“ ein, und planen Sie neu.
server-row-deletes-not-allowed = Die Einstellungen erlauben kein Löschen. Schalten Sie „allow_deletes“ ein, und planen Sie neu.
server-row-suspensions-not-allowed = Die Einstellungen erlauben keine Sperren. Schalten Sie „allow_suspensions“ ein, und planen Sie neu.
server-row-exists = Das Konto gibt es schon; es bleibt unverändert. Wählen Sie einen Modus, der Konten aktualisiert, wenn es geändert werden soll.
server-row-does-not-exist = Das Konto gibt es nicht. Korrigieren Sie den Eintrag, oder wählen Sie einen Modus, der Konten anlegt.
server-row-wrong-cell-count = Die Anzahl der Zellen stimmt nicht: { $found } statt { $expected } wie in der Kopfzeile. Setzen Sie Zellen, die das Trennzeichen enthalten, in doppelte Anführungszeichen, und ergänzen Sie fehlende Zellen.
server-row-damaged-quotes = Die Anführungszeichen stimmen nicht: Was in der Datei in Zeile { $found } steht, wurde für eine einzige Zeile gehalten. Korrigieren Sie die Anführungszeichen, und laden Sie die Datei erneut hoch.
server-row-too-long = Der Wert für „{ $field }“ ist zu lang. Kürzen Sie ihn.
server-row-unknown-course = Diesen Kurs gibt es nicht. Korrigieren Sie den Eintrag, oder legen Sie den Kurs zuerst an.
server-row-unknown-role = Diese Rolle gibt es nicht. Korrigieren Sie den Eintrag.
server-row-role-not-grantable = Diese Rolle dürfen Sie nicht vergeben. Wählen Sie eine andere, oder wenden Sie sich an die Administration.
server-row-unknown-cohort = Diese globale Gruppe gibt es nicht. Korrigieren Sie den Eintrag, oder legen Sie die Gruppe zuerst an.
server-row-changed-since-plan = Jemand anderes hat dieses Konto seit der Planung geändert oder gelöscht. Es blieb unberührt; sehen Sie es sich an, und planen Sie dann neu.
server-row-changed-since-batch = Jemand anderes hat dieses Konto seit dem Stapel geändert oder gelöscht. Es blieb unberührt; sehen Sie es sich an, und ändern Sie es bei Bedarf einzeln.
server-row-forbidden = Dieses Konto dürfen Sie nicht ändern. Wenden Sie sich an jemanden mit der nötigen Berechtigung.
server-row-standardised = Der Anmeldename wurde an die übliche Schreibweise angepasst. Prüfen Sie, ob er so stimmt.
server-row-confusable = Der Anmeldename ist mit einem anderen leicht zu verwechseln. Prüfen Sie, ob er so gemeint ist.
server-row-weak-password = Das Passwort ist zu schwach. Wählen Sie ein längeres, das schwer zu erraten ist.
server-row-invited-later = Das Konto wird gesperrt angelegt. Die Einladung wird verschickt, sobald es aktiviert wird.
server-row-same-as-before = Eine frühere Zeile verlangt dasselbe; diese Zeile bewirkt nichts. Sie kann so bleiben.

# Causes that rows share, each with its repair.
server-row-cause-unknown-user = Zu diesen Angaben gibt es kein Konto.
server-row-repair-unknown-user = Korrigieren Sie die Angabe, oder legen Sie das Konto zuerst an.
server-row-cause-ambiguous-user = Mehrere Konten haben diesen Wert.
server-row-repair-ambiguous-user = Geben Sie diese Personen stattdessen mit ihrem Anmeldenamen an.
server-row-cause-duplicate-in-file = Dieselbe Person steht mehrmals in der Datei, mit unterschiedlichen Werten.
server-row-repair-duplicate-in-file = Behalten Sie je Person nur eine Zeile.
server-row-cause-wrong-cell-count = Die Zeile hat mehr oder weniger Zellen als die Kopfzeile.
server-row-repair-wrong-cell-count = Setzen Sie Zellen, die das Trennzeichen enthalten, in doppelte Anführungszeichen, und ergänzen Sie fehlende Zellen.
server-row-cause-damaged-quotes = Anführungszeichen fehlen, oder es sind zu viele: Mehrere Zellen oder Zeilen wurden für eine gehalten.
server-row-repair-damaged-quotes = Korrigieren Sie die Anführungszeichen in den genannten Zeilen, und laden Sie die Datei erneut hoch.
server-row-cause-missing-value = Ein nötiger Wert fehlt.
server-row-repair-missing-value = Füllen Sie die Zelle aus.
server-row-cause-invalid-value = Ein Wert ist ungültig.
server-row-repair-invalid-value = Schreiben Sie ihn so, wie es die Bemerkung der Zeile sagt.
server-row-cause-unknown-auth-method = Diese Anmeldemethode gibt es nicht.
server-row-repair-unknown-auth-method = Verwenden Sie manual, nologin, oidc oder ldap, oder lassen Sie die Zelle leer.
server-row-cause-too-long = Ein Wert ist zu lang.
server-row-repair-too-long = Kürzen Sie ihn.
server-row-cause-protected-administrator = Konten der Administration werden nie durch eine Datei geändert.
server-row-repair-protected-administrator = Entfernen Sie diese Zeilen, oder ändern Sie die Konten einzeln.
server-row-cause-protected-self = Die Zeile betrifft Ihr eigenes Konto.
server-row-repair-protected-self = Bitten Sie jemand anderen aus der Administration darum.
server-row-cause-last-administrator = Danach könnte sich niemand mehr als Administration anmelden.
server-row-repair-last-administrator = Geben Sie diese Rolle zuerst einer anderen Person.
server-row-cause-suspensions-not-allowed = Die Einstellungen erlauben keine Sperren.
server-row-repair-suspensions-not-allowed = Schalten Sie „allow_suspensions“ ein, und planen Sie neu.
server-row-cause-changed-since-plan = Jemand anderes hat das Konto nach der Planung geändert.
server-row-repair-changed-since-plan = Sehen Sie sich diese Konten an, und planen Sie dann neu.
server-row-cause-changed-since-batch = Jemand anderes hat dasselbe Feld seit dem Stapel geändert.
server-row-repair-changed-since-batch = Sehen Sie sich diese Konten an; ändern Sie sie einzeln, wo der frühere Wert zurückkehren soll.
server-row-cause-forbidden = Sie dürfen dieses Konto nicht ändern.
server-row-repair-forbidden = Wenden Sie sich an jemanden mit der nötigen Berechtigung.
server-row-cause-invited-later = Die Konten werden gesperrt angelegt; die Einladungen werden verschickt, sobald sie aktiviert werden.
server-row-repair-invited-later = Nichts zu tun. Aktivieren Sie die Konten, wenn die Personen sich anmelden sollen.
server-row-cause-same-as-before = Dieselbe Person steht mehrmals in der Datei, mit denselben Werten.
server-row-repair-same-as-before = Nichts zu tun: Die erste Zeile erledigt es.

# Problems with a request, or with a batch as a whole. Those whose English names what was found have no text here.
server-problem-unauthenticated = Sie sind nicht oder nicht mehr angemeldet. Melden Sie sich an, und versuchen Sie es noch einmal.
server-problem-forbidden = Für diesen Vorgang fehlt die nötige Berechtigung. Wenden Sie sich an die Administration.
server-problem-not-found = Das Gesuchte gibt es nicht oder nicht mehr. Laden Sie die Seite neu, und prüfen Sie die Adresse.
server-problem-version-mismatch = Laden Sie die Seite neu, sehen Sie sich die Änderung an, und entscheiden Sie dann, ob Sie Ihre noch brauchen.
server-problem-confirmation-required = Dieser Vorgang muss bestätigt werden: Geben Sie die Anzahl der Konten ein, die geändert werden.
server-problem-too-many-requests = Warten Sie einen Augenblick, und versuchen Sie es dann noch einmal.
server-problem-too-large = Was Sie gesendet haben, überschreitet die zulässige Größe. Teilen Sie es in mehrere kleinere Dateien auf, oder lassen Sie die Grenze in den Einstellungen erhöhen.
server-problem-internal = Der Vorgang konnte nicht ausgeführt werden; der Fehler wurde protokolliert. Versuchen Sie es in Kürze noch einmal, und nennen Sie die Nummer der Anfrage, wenn Sie ihn melden.
server-problem-not-planned = Das geht nur, solange der Stapel geplant und seine Datei noch vorhanden ist. Laden Sie die Seite neu, um seinen Status zu sehen; laden Sie die Datei bei Bedarf erneut hoch.
server-problem-not-running = Der Stapel ist bereits beendet; es gibt nichts mehr zu stoppen.
server-problem-not-undoable = Der Stapel läuft noch, wurde schon rückgängig gemacht oder hat nichts geändert. Laden Sie die Seite neu, um seinen Status zu sehen.
server-problem-request-running = Dieselbe Anfrage wird noch bearbeitet. Warten Sie einen Augenblick, und versuchen Sie es dann noch einmal.
server-problem-idempotency-key-reused = Diese Anfrage wurde schon einmal mit anderem Inhalt gesendet. Laden Sie die Seite neu, und beginnen Sie noch einmal.
server-problem-invalid-settings = Einige Einstellungen sind ungültig. Korrigieren Sie die genannten.
server-problem-invalid-cursor = Diese Stelle gehört nicht zu dieser Liste. Beginnen Sie wieder auf der ersten Seite.
server-problem-invalid-multipart = Der Upload ist unvollständig oder nicht lesbar angekommen. Prüfen Sie Ihre Verbindung, und laden Sie die Datei erneut hoch.
server-problem-incomplete-body = Die Übertragung ist vor dem Ende abgebrochen. Prüfen Sie Ihre Verbindung, und versuchen Sie es noch einmal.
server-problem-empty-file = Die Datei ist leer. Sie braucht eine Kopfzeile wie „username,suspended“ und eine Zeile für jede Person.
server-problem-not-a-table = Die Datei ist keine Tabelle in Textform, sondern zum Beispiel eine Excel-Datei, ein PDF oder ein Bild. Wählen Sie in der Tabellenkalkulation „Speichern unter“ und „CSV UTF-8“.
server-problem-nul-bytes = Die Datei ist beschädigt oder keine Tabelle in Textform. Exportieren Sie sie noch einmal als CSV.
server-problem-no-header = Die Datei hat keine Kopfzeile. Sie muss mit einer Zeile wie „username,suspended“ beginnen.
server-problem-no-rows = Die Datei hat eine Kopfzeile, aber keine Zeile darunter. Ergänzen Sie eine Zeile für jede Person.
server-problem-username-taken = Dieser Anmeldename gehört bereits zu einem anderen Konto. Wählen Sie einen anderen.
server-problem-email-taken = Diese E-Mail-Adresse gehört bereits zu einem anderen Konto. Wählen Sie eine andere.
server-problem-protected-self = Das ist Ihr eigenes Konto. Bitten Sie jemand anderen aus der Administration darum, damit sich niemand selbst aussperrt.
server-problem-protected-administrator = Dieses Konto gehört zur Administration. Nur sie darf es ändern.
server-problem-last-administrator = Danach könnte sich niemand mehr als Administration anmelden. Geben Sie diese Rolle zuerst einer anderen Person.
server-problem-password-weak = Das Passwort ist zu kurz oder zu leicht zu erraten. Es braucht mindestens 15 Zeichen; nehmen Sie einige Wörter, die nichts miteinander zu tun haben.
server-problem-wrong-password = Das ist nicht Ihr bisheriges Passwort.
server-problem-password-unchanged = Das ist Ihr bisheriges Passwort. Wählen Sie ein anderes.
server-problem-name-taken = Diesen Namen gibt es schon. Wählen Sie einen anderen.
server-problem-cohort-exists = Es gibt schon eine globale Gruppe mit diesem Schlüssel. Geben Sie dieser einen anderen.
server-problem-cohort-not-empty = In dieser globalen Gruppe sind Personen. Nehmen Sie sie zuerst heraus.
server-problem-unknown-cohort = Diese globale Gruppe gibt es nicht oder nicht mehr. Wählen Sie eine andere, oder legen Sie sie zuerst an.
server-problem-email-invalid = Das ist keine gültige E-Mail-Adresse. Schreiben Sie sie in der Form name@example.org.
server-problem-username-invalid = Der Anmeldename enthält unzulässige Zeichen. Erlaubt sind 1 bis 100 Zeichen aus a–z, 0–9, Bindestrich, Unterstrich, Punkt und @.
server-problem-too-many-tokens = Sie haben so viele Tokens, wie möglich sind. Löschen Sie eines, das Sie nicht mehr brauchen.
server-row-cause-renames-not-allowed = Die Einstellungen erlauben keine Änderung von Anmeldenamen.
server-row-repair-renames-not-allowed = Erlauben Sie es in den Einstellungen, und planen Sie neu.
server-row-cause-deletes-not-allowed = Die Einstellungen erlauben kein Löschen.
server-row-repair-deletes-not-allowed = Erlauben Sie es in den Einstellungen, und planen Sie neu.
server-row-cause-exists = Das Konto gibt es schon, und die Datei legt nur neue an.
server-row-repair-exists = Nichts, oder wählen Sie einen Modus, der Konten ändert.
server-row-cause-does-not-exist = Das Konto gibt es nicht, und die Datei ändert nur vorhandene.
server-row-repair-does-not-exist = Nichts, oder wählen Sie einen Modus, der Konten anlegt.
server-row-cause-username-taken = Der Anmeldename gehört zu einem anderen Konto.
server-row-repair-username-taken = Wählen Sie einen anderen.
server-row-cause-username-invalid = Ein Anmeldename enthält unzulässige Zeichen.
server-row-repair-username-invalid = Verwenden Sie a–z, 0–9 und - _ . @, oder lassen Sie unzulässige Zeichen entfernen.
server-row-cause-username-reserved = Ein Anmeldename ist reserviert.
server-row-repair-username-reserved = Wählen Sie einen anderen.
server-row-cause-email-taken = Die E-Mail-Adresse gehört zu einem anderen Konto.
server-row-repair-email-taken = Korrigieren Sie die Adresse.
server-row-cause-email-invalid = Eine E-Mail-Adresse ist keine.
server-row-repair-email-invalid = Schreiben Sie sie in der Form name@example.org.
server-row-cause-standardised = Zeichen, die Anmeldenamen nicht haben dürfen, wurden entfernt.
server-row-repair-standardised = Sehen Sie sich die neuen Namen an.
server-row-cause-confusable = Ein neuer Anmeldename sieht aus wie der eines anderen Kontos.
server-row-repair-confusable = Vergewissern Sie sich, dass es kein Irrtum ist.
server-row-cause-numbered = Ein Anmeldename war vergeben und erhielt eine Nummer.
server-row-repair-numbered = Sehen Sie sich die neuen Namen an.
server-row-cause-weak-password = Ein Passwort ist kurz oder leicht zu erraten.
server-row-repair-weak-password = Lassen Sie schwache Passwörter ändern, oder laden Sie die Personen ein, selbst eines zu wählen.
server-row-numbered = Der Anmeldename „{ $found }“ ist vergeben; das Konto heißt „{ $expected }“.
