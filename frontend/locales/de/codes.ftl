# Names for the server's codes: <family>-<code>, with hyphens for underscores.

account-status-active = Aktiv
account-status-suspended = Gesperrt
account-status-locked = Blockiert
account-status-unconfirmed = Unbestätigt
account-status-deleted = Gelöscht

auth-method-manual = Manuell
auth-method-nologin = Keine Anmeldung
auth-method-oidc = OpenID Connect
auth-method-ldap = LDAP

batch-state-planning = Wird geplant
batch-state-planned = Geplant
batch-state-queued = In Warteschlange
batch-state-applying = Wird angewendet
batch-state-applied = Angewendet
batch-state-failed = Fehlgeschlagen
batch-state-cancelled = Abgebrochen
batch-state-expired = Abgelaufen

batch-action-suspension = Sperren oder aktivieren
batch-action-rename = Anmeldenamen ändern
batch-action-upsert = Anlegen oder aktualisieren
batch-action-delete = Löschen
batch-action-suspend = Sperren
batch-action-activate = Aktivieren
batch-action-undo = Rückgängig machen
batch-action-enrol = In einen Kurs einschreiben
batch-action-unenrol = Ausschreiben
batch-action-set-enrolment = Einschreibung ändern

outcome-create = Anlegen
outcome-update = Aktualisieren
outcome-rename = Umbenennen
outcome-suspend = Sperren
outcome-activate = Aktivieren
outcome-delete = Löschen
outcome-restore = Wiederherstellen
outcome-send = Senden
outcome-submit = Abgeben
outcome-enrol = Einschreiben
outcome-unenrol = Ausschreiben
outcome-withdraw = Zurückziehen
outcome-unchanged = Unverändert
outcome-skip = Überspringen
outcome-conflict = Konflikt
outcome-error = Fehler

delimiter-comma = Komma
delimiter-semicolon = Semikolon
delimiter-colon = Doppelpunkt
delimiter-pipe = Senkrechter Strich
delimiter-tab = Tabulator

encoding-utf-8 = UTF-8
encoding-utf-16le = UTF-16 (Little Endian)
encoding-utf-16be = UTF-16 (Big Endian)
encoding-windows-1252 = Windows-1252 (westeuropäisch)
encoding-iso-8859-2 = ISO 8859-2 (mitteleuropäisch)
encoding-iso-8859-15 = ISO 8859-15 (westeuropäisch)
encoding-shift-jis = Shift JIS (japanisch)

# Problems whose title says more here than in general.
problem-version-mismatch = Jemand anderes hat dies inzwischen geändert
problem-too-many-requests = Zu viele Anfragen auf einmal
problem-internal = Auf dem Server ist ein Fehler aufgetreten
problem-cohort-exists = Diese globale Gruppe gibt es schon
problem-cohort-not-empty = In dieser globalen Gruppe sind Personen
problem-unknown-cohort = Diese globale Gruppe gibt es nicht

outcome-done-create = Angelegt
outcome-done-update = Aktualisiert
outcome-done-rename = Umbenannt
outcome-done-suspend = Gesperrt
outcome-done-activate = Aktiviert
outcome-done-delete = Gelöscht
outcome-done-restore = Wiederhergestellt
outcome-done-send = Gesendet
outcome-done-submit = Abgegeben
outcome-done-enrol = Eingeschrieben
outcome-done-unenrol = Ausgeschrieben
outcome-done-withdraw = Zurückgezogen
outcome-done-unchanged = Unverändert
outcome-done-skip = Übersprungen
outcome-done-conflict = Konflikt
outcome-done-error = Fehler

problem-status-400 = Die Anfrage konnte nicht gelesen werden
problem-status-403 = Dazu sind Sie nicht berechtigt
problem-status-404 = Nicht gefunden
problem-status-409 = Das ist nicht mehr möglich
problem-status-413 = Das ist zu groß
problem-status-415 = Diese Art von Datei kann nicht gelesen werden
problem-status-422 = So kann das nicht verwendet werden
problem-status-428 = Bitte bestätigen Sie die Anzahl

role-administrator = Administration
role-account-manager = Kontenverwaltung
role-helpdesk = Helpdesk
role-auditor = Revision
role-privacy-officer = Datenschutz
role-course-creator = Kurserstellung
role-instructor = Lehrende
role-course-manager = Kursverwaltung
role-learner = Lernende

batch-action-set-auth-method = Anmeldemethode ändern
batch-action-assign-role = Rolle geben
batch-action-add-to-cohort = Zu globaler Gruppe hinzufügen
batch-action-remove-from-cohort = Aus globaler Gruppe entfernen
batch-action-confirm = Bestätigen
batch-action-force-password-change = Passwortänderung erzwingen
batch-action-sign-out = Überall abmelden
batch-action-export = Profile herunterladen
batch-action-restore = Wiederherstellen

capability-users-view = Konten sehen
capability-users-view-private = Telefon, Adresse und ID-Nummer sehen
capability-users-create = Konten anlegen
capability-users-update = Konten ändern
capability-users-suspend = Sperren und aktivieren
capability-users-delete = Löschen und wiederherstellen
capability-roles-assign = Rollen vergeben
capability-profile-fields-manage = Profilfelder einrichten
capability-cohorts-manage = Globale Gruppen verwalten
capability-batches-view = Stapel sehen
capability-batches-create = Stapel planen
capability-batches-apply = Stapel anwenden und rückgängig machen
capability-audit-view = Protokoll lesen
capability-exports-create = Profile herunterladen
capability-users-support = Beim Anmelden helfen
capability-roles-manage = Rollen einrichten
capability-settings-manage = Einstellungen der Site ändern
capability-auth-methods-manage = Anmeldeverfahren einrichten
capability-clients-manage = OAuth-Clients einrichten
capability-tokens-manage = Token anderer sehen und beenden
capability-webhooks-manage = Webhooks einrichten
capability-mail-manage = E-Mail-Versand betreuen
capability-messages-send = Mitteilungen senden
capability-messages-moderate = Gemeldete Mitteilungen prüfen
capability-messages-bulk-site = An viele der Site schreiben
capability-messages-bulk-course = An viele eines Kurses schreiben
capability-courses-create = Kurse anlegen
capability-courses-manage = Kurse ändern
capability-enrolments-manage = Alle Einschreibungen ändern
capability-participants-view = Teilnehmende sehen
capability-participants-manage = Teilnehmende ändern
capability-assignments-manage = Aufgaben einrichten
capability-assignments-submit-on-behalf = Für andere abgeben
capability-submissions-view = Abgaben lesen
capability-deletion-requests-manage = Über Löschanträge entscheiden
capability-me-read = Eigenes Konto lesen
capability-me-write = Eigenes Konto ändern
