# The list of accounts, and what one can do with one of them.

users = Personen
users-pages = Seiten der Personenliste
users-search = Name, Anmeldename, E-Mail oder ID-Nummer suchen
users-status = Status
users-status-all = Alle
users-total =
    { $count ->
        [one] 1 Person
       *[other] { $count } Personen
    }
users-none = Keine passenden Personen
users-none-detail = Versuchen Sie es mit weniger Buchstaben oder einem anderen Status.
suspended-until = bis { $at }

suspend = Sperren
activate = Aktivieren
act-on = { $act }: { $name }

guard-self = Das ist Ihr eigenes Konto
guard-deleted = Gelöschtes Konto
guard-capability = Dazu fehlt Ihnen die Berechtigung
guard-administrator = Nur für die Administration

suspend-title = { $name } sperren?
suspend-what = { $username } wird sofort überall abgemeldet und kann sich nicht mehr anmelden. Einschreibungen, Abgaben und Mitteilungen bleiben erhalten.
suspend-no-login = Zusätzlich die Anmeldemethode auf „Keine Anmeldung“ setzen
suspend-no-login-help = Die aktuelle Methode ({ $method }) wird gemerkt und kehrt zurück, wenn das Konto aktiviert wird. Das Passwort bleibt erhalten.
suspend-reason = Grund (optional)
suspend-reason-help = Wird im Verlauf des Kontos festgehalten. Für die Person ist er nicht sichtbar.
suspend-until = Bis (optional)
suspend-until-help = Zu diesem Zeitpunkt wird das Konto wieder aktiviert. Lassen Sie das Feld leer, um ohne Ende zu sperren.
suspend-until-past = Wählen Sie einen Zeitpunkt in der Zukunft.
suspended-toast = { $name } ist gesperrt.

activate-title = { $name } aktivieren?
activate-what = { $username } kann sich sofort wieder anmelden.
activate-restore = Frühere Anmeldemethode wiederherstellen
activate-restore-help = Derzeit ist sie „{ $method }“. Die Methode von vor der Sperre kehrt zurück.
activated-toast = { $name } ist wieder aktiv.
undo-failed = Das konnte nicht rückgängig gemacht werden. { $reason }

field-full-name = Name
field-username = Anmeldename
field-email = E-Mail
field-first-name = Vorname
field-last-name = Nachname
field-id-number = ID-Nummer
field-status = Status
field-auth-method = Anmeldemethode
field-last-access-at = Letzter Zugriff
field-suspended = Gesperrt
field-suspension-reason = Sperrgrund
field-suspended-until = Gesperrt bis
field-institution = Institution
field-department = Abteilung
field-phone = Telefon
field-mobile-phone = Mobiltelefon
field-address = Adresse
field-city = Ort
field-country = Land
field-language = Sprache
field-timezone = Zeitzone
field-description = Beschreibung
field-set-auth-method = Anmeldemethode
field-reason = Grund
field-until = Bis
field-file = Datei
field-settings = Einstellungen

users-find = Personen suchen

selection = Auswahl
selection-count =
    { $count ->
        [one] 1 Person ausgewählt
       *[other] { $count } Personen ausgewählt
    }
selection-everybody =
    { $left ->
        [0] Alle { $count } passenden Personen sind ausgewählt
       *[other] { $count } von { $total } passenden Personen sind ausgewählt, { $left } ausgenommen
    }
selection-all =
    { $count ->
        [one] Die 1 passende Person auswählen
       *[other] Alle { $count } passenden Personen auswählen
    }
selection-clear = Auswahl aufheben
selection-review = Prüfen

review-title =
    { $count ->
        [one] 1 Person ausgewählt
       *[other] { $count } Personen ausgewählt
    }
review-picked = Entfernen Sie die Personen, die nicht ausgewählt sein sollen.
review-everybody = Alle passenden Personen sind ausgewählt. Suche: „{ $q }“, Filter: { $filter }
review-except =
    { $count ->
        [0] Niemand ist ausgenommen
        [one] 1 Person ist ausgenommen
       *[other] { $count } Personen sind ausgenommen
    }
review-remove = { $name } aus der Auswahl entfernen
review-put-back = { $name } wieder in die Auswahl aufnehmen
review-rest =
    { $count ->
        [one] und 1 weitere
       *[other] und { $count } weitere
    }

paste = Liste einfügen
paste-title = Anhand einer Liste auswählen
paste-label = Anmeldenamen, E-Mail-Adressen oder ID-Nummern
paste-help = Je Zeile ein Eintrag, höchstens 10.000. Zeilen, zu denen es kein Konto gibt, sind im Plan aufgeführt.
paste-select =
    { $count ->
        [0] Auswählen
        [one] 1 Person auswählen
       *[other] { $count } Personen auswählen
    }
paste-empty = Fügen Sie zuerst mindestens eine Zeile ein.
paste-too-many = Das sind mehr als { $most } Zeilen. Laden Sie stattdessen eine Datei hoch, oder teilen Sie die Liste auf.

bulk-more = Weitere Aktionen
bulk-title = { $action }?
bulk-plan = Planen
oneself = Es geht um Sie selbst
oneself-in-selection = Sie sind selbst dabei
oneself-force-password-change = Sobald es geschehen ist, müssen Sie selbst ein neues Passwort wählen. Das Formular dafür öffnet sich, und Sie kommen hierher zurück.
oneself-sign-out = Auch Sie werden hier abgemeldet, und Ihre eigenen Token enden.
oneself-leave-out = Mich auslassen
bulk-safe = Damit wird nur ein Plan erstellt. Sie sehen für jedes Konto, was geschehen würde, bevor etwas geändert wird.
bulk-method-help = Passwörter bleiben erhalten, sodass die Methode zurückgesetzt werden kann.
bulk-suspend =
    { $count ->
        [one] 1 Person sperren
       *[other] { $count } Personen sperren
    }
bulk-suspend-what = Diese Personen werden sofort überall abgemeldet und können sich nicht mehr anmelden. Einschreibungen, Abgaben und Mitteilungen bleiben erhalten.
bulk-activate =
    { $count ->
        [one] 1 Person aktivieren
       *[other] { $count } Personen aktivieren
    }
bulk-activate-what = Diese Personen können sich sofort wieder anmelden.
bulk-set-auth-method =
    { $count ->
        [one] Anmeldemethode von 1 Person ändern
       *[other] Anmeldemethode von { $count } Personen ändern
    }
bulk-set-auth-method-what = Diese Personen melden sich künftig mit der Methode an, die Sie wählen.
bulk-confirm =
    { $count ->
        [one] 1 Konto bestätigen
       *[other] { $count } Konten bestätigen
    }
bulk-confirm-what = Die E-Mail-Adressen gelten dann als bestätigt, ohne dass die Personen eine Mitteilung erhalten.
bulk-force-password-change =
    { $count ->
        [one] Passwortänderung für 1 Person erzwingen
       *[other] Passwortänderung für { $count } Personen erzwingen
    }
bulk-force-password-change-what = Diese Personen wählen bei der nächsten Anmeldung ein neues Passwort.
bulk-sign-out =
    { $count ->
        [one] 1 Person überall abmelden
       *[other] { $count } Personen überall abmelden
    }
bulk-sign-out-what = Alle Sitzungen und Token dieser Personen enden. Eine neue Anmeldung ist sofort möglich. Das lässt sich nicht rückgängig machen.
bulk-assign-role =
    { $count ->
        [one] 1 Person eine Rolle geben
       *[other] { $count } Personen eine Rolle geben
    }
bulk-assign-role-what = Diese Personen haben die Rolle dann auf Systemebene, zusätzlich zu ihren bisherigen.
bulk-role = Rolle
bulk-role-help = Sie können Rollen geben, deren Rechte Sie selbst haben.
bulk-role-choose = Rolle wählen
bulk-role-none = Es gibt keine Rolle, die Sie geben dürfen.
bulk-role-failed = Die Rollen konnten nicht geladen werden
bulk-role-missing = Wählen Sie die Rolle, die diese Personen haben sollen.
bulk-add-to-cohort =
    { $count ->
        [one] 1 Person zu einer globalen Gruppe hinzufügen
       *[other] { $count } Personen zu einer globalen Gruppe hinzufügen
    }
bulk-add-to-cohort-what = Diese Personen kommen in die Gruppe, die Sie wählen, und bleiben in allen anderen.
bulk-remove-from-cohort =
    { $count ->
        [one] 1 Person aus einer globalen Gruppe entfernen
       *[other] { $count } Personen aus einer globalen Gruppe entfernen
    }
bulk-remove-from-cohort-what = Diese Personen verlassen die Gruppe, die Sie wählen, und bleiben in allen anderen.
bulk-restore =
    { $count ->
        [one] 1 Konto wiederherstellen
       *[other] { $count } Konten wiederherstellen
    }
bulk-restore-what = Gelöschte Konten kehren so zurück, wie sie waren, solange sie nicht endgültig entfernt wurden.
bulk-delete =
    { $count ->
        [one] 1 Konto löschen
       *[other] { $count } Konten löschen
    }
bulk-delete-what = Die Konten verschwinden sofort. Bis zum Ende der Aufbewahrungsfrist können sie wiederhergestellt werden; danach werden die personenbezogenen Daten endgültig gelöscht.

field-system-roles = Rollen
field-cohorts = Globale Gruppen
field-created-at = Erstellt
field-confirmed = Bestätigt
field-must-change-password = Muss Passwort ändern

person = Person
person-profile = Profil
sessions = Wo diese Person angemeldet ist
sessions-none = Zurzeit nirgends.
session-began = Angemeldet
session-last = Zuletzt erneuert
session-address = Adresse
session-program = Browser oder Programm
history = Verlauf
history-when = Wann
history-what = Was
history-who = Von
history-batch = Zum Stapel
history-more = Mehr anzeigen
history-user-created = Angelegt
history-user-updated = Geändert
history-user-renamed = Umbenannt
history-user-suspended = Gesperrt
history-user-activated = Aktiviert
history-user-deleted = Gelöscht
history-user-restored = Wiederhergestellt
history-session-started = Angemeldet
history-session-ended = Abgemeldet
history-session-refused = Anmeldung abgelehnt
single-title = { $act }: { $name }?
single-done = { $act }: { $name }. Erledigt.
single-unlock = Blockierung aufheben
single-unlock-what = Die Wartezeit nach fehlgeschlagenen Anmeldungen endet, und die Person kann es sofort wieder versuchen.
single-confirm = E-Mail-Adresse bestätigen
single-confirm-what = Die Adresse gilt als bestätigt, ohne Nachricht an die Person.
single-resend-confirmation = Bestätigung erneut senden
single-resend-confirmation-what = Die Person erhält einen neuen Link zum Bestätigen der Adresse. Er gilt sieben Tage.
single-reset-password = Link für ein neues Passwort senden
single-reset-password-what = Die Person erhält einen Link, über den sie ein neues Passwort wählt. Niemand sonst sieht oder setzt es. Das alte gilt bis dahin.
single-force-password-change = Passwortänderung erzwingen
single-force-password-change-what = Die Person muss bei der nächsten Anmeldung ein neues Passwort wählen.
single-sign-out = Überall abmelden
single-sign-out-what = Alle Sitzungen und Token der Person enden sofort. Sie kann sich wieder anmelden.
single-delete = Löschen
single-delete-what = Das Konto verschwindet sofort aus jeder Liste, und die Person kann sich nicht anmelden. Es lässt sich bis zum Ende der Aufbewahrungszeit wiederherstellen; danach werden die personenbezogenen Daten endgültig gelöscht.
single-restore = Wiederherstellen
single-restore-what = Das Konto kommt zurück, wie es war.
field-external-id = Externe ID
field-last-ip = Letzte Adresse
field-deleted-at = Gelöscht
field-purge-at = Wiederherstellbar bis

views = Ansichten
view-save = Diese Ansicht speichern…
view-save-title = Diese Ansicht speichern
view-save-what = Suche, Filter, Reihenfolge, Spalten und Zeilenabstand werden unter einem Namen behalten.
view-name = Name
view-name-taken = Sie haben schon eine Ansicht mit diesem Namen.
view-share = Mit allen teilen, die Personen sehen dürfen
view-share-help = Ändern können nur Sie sie.
view-saved = Gespeichert als „{ $name }“.
view-shared = Geteilt
view-of = Geteilt von { $username }
view-changed = { $name } (geändert)
view-unchanged = Es ist nichts geändert
view-keep = Änderungen an „{ $name }“ speichern
view-kept = „{ $name }“ zeigt ab jetzt dies.
view-rename = „{ $name }“ umbenennen oder teilen…
view-rename-title = „{ $name }“ umbenennen oder teilen
view-delete = Löschen
view-delete-named = „{ $name }“ löschen…
view-delete-title = Ansicht „{ $name }“ löschen?
view-delete-what = Nur die Ansicht verschwindet; kein Konto wird geändert.
view-delete-shared = Auch andere, die sie benutzen, verlieren sie. Kein Konto wird geändert.
view-deleted = „{ $name }“ ist gelöscht.
views-failed = Ansichten noch einmal laden

download = Herunterladen
download-title = Profile herunterladen
download-whom = Wer
download-everybody =
    { $count ->
        [one] Die 1 gefundene Person
       *[other] Alle { $count } gefundenen Personen
    }
download-selected =
    { $count ->
        [one] Die 1 ausgewählte Person
       *[other] Die { $count } ausgewählten Personen
    }
download-format = Format
download-fields = Felder
download-all = Alle Felder
download-shown = Die Spalten der Liste
download-chosen = Ausgewählte Felder
download-nothing = Wählen Sie mindestens ein Feld.
download-busy = Die Datei wird zusammengestellt. Bei vielen Personen dauert das eine Weile.
download-audit = Filter, Felder und Anzahl werden im Protokoll festgehalten.
download-done = { $name } ist heruntergeladen.
format-csv = CSV
format-what-csv = Für Tabellenkalkulationen und Skripte. Kann unverändert wieder hochgeladen werden.
format-xlsx = Excel (XLSX)
format-what-xlsx = Für Microsoft Excel und andere Tabellenkalkulationen.
format-ods = OpenDocument (ODS)
format-what-ods = Für LibreOffice und andere Tabellenkalkulationen.
format-json = JSON
format-what-json = Für Programme: eine Liste.
format-ndjson = NDJSON
format-what-ndjson = Für Programme: eine Zeile je Person.
format-html = HTML
format-what-html = Eine Seite zum Ansehen oder Drucken.
format-pdf = PDF
format-what-pdf = Zum Drucken. Lange Listen werden gekürzt und sagen das.
field-updated-at = Geändert
field-first-access-at = Erster Zugriff
field-id = Konto-ID

deleted-users = Gelöschte Personen
deleted-lead = Sie können sich nicht anmelden und stehen in keiner anderen Liste. Bis zum angegebenen Tag lassen sie sich wiederherstellen; danach werden ihre persönlichen Daten endgültig gelöscht.
deleted-none = Keine gelöschten Personen
deleted-none-detail = Gelöschte Personen bleiben hier, bis die Aufbewahrungsfrist endet.

history-user-roles-changed = Rollen geändert
history-user-cohorts-changed = Globale Gruppen geändert
history-user-unlocked = Entsperrt
history-user-signed-out = Überall abgemeldet
history-user-confirmation-sent = Bestätigung gesendet
history-user-password-reset-sent = Link für ein neues Passwort gesendet
history-user-password-set = Neues Passwort
history-password-reset-requested = Neues Passwort angefordert
history-token-created = Token angelegt
history-token-deleted = Token gelöscht

row-more = Weitere Aktionen für { $name }
method-change = Anmeldemethode ändern…
method-title = Anmeldemethode von { $name }
method-done = { $name } meldet sich ab jetzt mit „{ $method }“ an.
download-one = Profil herunterladen…

# Columns of files.
field-oldusername = Alter Anmeldename
field-firstname = Vorname
field-lastname = Nachname
field-idnumber = ID-Nummer
field-sysrole1 = Rolle auf Systemebene
field-cohort-numbered = Globale Gruppe { $number }
field-course-numbered = Kurs { $number }
field-role-numbered = Rolle in Kurs { $number }
field-group-numbered = Gruppe in Kurs { $number }
field-enrolstatus-numbered = Status in Kurs { $number }
field-enroltimestart-numbered = Beginn in Kurs { $number }
field-enrolperiod-numbered = Tage in Kurs { $number }
field-enrolend-numbered = Ende in Kurs { $number }
field-phone1 = Telefon
field-phone2 = Mobiltelefon
field-lang = Sprache
field-auth = Anmeldung
field-deleted = Gelöscht
field-password = Passwort
field-names-freed = Namen für andere frei

download-way = Wie
way-now = Jetzt herunterladen
way-prepared = Im Hintergrund vorbereiten
way-now-what = Der Download beginnt sofort.
way-now-large = { $count } Personen dauern eine Weile. Lassen Sie diese Seite offen, bis die Datei vollständig ist.
way-prepared-what = Sie müssen nicht warten: Der Server stellt die Datei zusammen und bewahrt sie eine Zeit lang für Sie auf.
way-prepared-large = { $count } Personen dauern eine Weile, deshalb warten Sie besser nicht darauf: Der Server stellt die Datei zusammen und bewahrt sie eine Zeit lang für Sie auf.
way-prepared-only = Mehr als 100 einzeln ausgewählte Personen und eingefügte Listen werden immer vorbereitet: Der Server sucht sie heraus, stellt die Datei zusammen und bewahrt sie eine Zeit lang für Sie auf.
way-prepare = Datei vorbereiten
way-none = Dateien vorzubereiten gehört nicht zu Ihren Berechtigungen
bulk-failed = Die Aktionen konnten nicht geladen werden. Noch einmal versuchen
action-set-auth-method = { suspend-no-login }
action-set-auth-method-help = { setting-no-login-help }
action-reason = { suspend-reason }
action-reason-help = { suspend-reason-help }
action-until = { suspend-until }
action-until-help = { suspend-until-help }
action-restore-auth-method = { setting-restore }
action-restore-auth-method-help = { setting-restore-help }
action-auth-method = { field-auth-method }
action-auth-method-help = { bulk-method-help }
