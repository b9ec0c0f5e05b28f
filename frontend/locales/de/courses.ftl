# Courses, and who takes part in them.

courses = Kurse
courses-find = Kurse suchen
courses-search = Name oder Kürzel suchen
courses-total =
    { $count ->
        [one] 1 Kurs
       *[other] { $count } Kurse
    }
courses-pages = Seiten der Kursliste
courses-show-current = Nicht archiviert
courses-show-hidden = Verborgen
courses-show-archived = Archiviert
courses-show-all = Alle
courses-none = Noch keine Kurse
courses-none-detail = Kurse stehen hier, sobald sie angelegt sind. Archivierte finden Sie über „Anzeigen“.
courses-none-found = Keine passenden Kurse
courses-none-found-detail = Versuchen Sie es mit weniger Buchstaben, oder suchen Sie über „Anzeigen“ unter den archivierten Kursen.

course = Kurs
course-name = Name
course-code = Kürzel
course-code-help = Bezeichnet den Kurs in Dateien, Filtern und Einstellungen. Kein anderer Kurs hat dasselbe.
course-code-taken = Ein anderer Kurs hat dieses Kürzel.
course-category = Bereich
course-category-label = Bereich (optional)
course-category-help = Kurse eines Bereichs gehören zusammen.
course-dates = Beginn und Ende
course-starts-label = Erster Tag (optional)
course-ends-label = Letzter Tag (optional)
course-ends-early = Der letzte Tag liegt vor dem ersten.
course-state = Zustand
course-open = Offen
course-not-begun = Noch nicht begonnen
course-ended = Beendet
course-archived = Archiviert
course-hidden = Verborgen
course-visible = Lernende sehen diesen Kurs
course-visible-help = Solange er verborgen ist, sehen ihn nur die, die ihn leiten.
course-groups-mode = Gruppen
course-groups-mode-help = Ob Teilnehmende einer Gruppe die einer anderen sehen.
course-groups-none = Keine Gruppen
course-groups-visible = Sichtbare Gruppen
course-groups-separate = Getrennte Gruppen
course-new = Neuer Kurs
course-edit = Einstellungen ändern…
course-edit-title = Einstellungen von „{ $name }“
course-saved = { $name } ist gespeichert.
course-stale = Was Sie eingegeben haben, steht noch unten. Wenn Sie noch einmal speichern, ersetzt es die andere Änderung.
course-copy = Kopieren
course-copy-open = Kopieren…
course-copy-title = „{ $name }“ kopieren
course-copy-what = Die Kopie hat die Einstellungen und Gruppen dieses Kurses. Niemand ist darin eingeschrieben.
course-copy-name = { $name } (Kopie)
course-copied = { $name } ist angelegt.
course-archive = Archivieren
course-reopen = Wieder öffnen
course-archived-toast = { $name } ist archiviert.
course-reopened-toast = { $name } ist wieder offen.
course-is-archived = Dieser Kurs ist archiviert
course-delete = Löschen
course-delete-open = Löschen…
course-delete-title = „{ $name }“ löschen?
course-delete-what = Niemand ist darin eingeschrieben. Einstellungen und Gruppen werden mit gelöscht, und der Kurs kommt nicht zurück.
course-not-empty-title = „{ $name }“ lässt sich nicht löschen
course-not-empty-count =
    { $count ->
        [0] In der Zwischenzeit wurde jemand eingeschrieben.
        [one] 1 Person ist darin eingeschrieben.
       *[other] { $count } Personen sind darin eingeschrieben.
    }
course-not-empty-what = Nur ein Kurs ohne Teilnehmende lässt sich löschen. Archivieren Sie ihn stattdessen: Er bleibt mit allem erhalten, was darin getan wurde, und niemand arbeitet mehr darin. Gelöschte Konten zählen mit, solange sie wiederhergestellt werden können.
course-not-empty-people = Teilnehmende ansehen
course-more = Weitere Aktionen
course-tabs = Teile des Kurses
course-open-page = Kurs öffnen

# The field in which one chooses a course.
course-pick-help = Geben Sie einen Teil des Namens oder Kürzels ein.
course-pick-clear = Anderen Kurs wählen
course-pick-missing = Wählen Sie einen Kurs aus der Liste.
course-picked = Gewählt: { $name } ({ $code })

# The field in which one chooses a user.
person-pick-help = Geben Sie einen Teil von Name, Anmeldename oder E-Mail ein.
person-pick-clear = Andere Person wählen
person-pick-missing = Wählen Sie eine Person aus der Liste.
person-picked = Gewählt: { $name } ({ $username })

# Participants.
participants = Teilnehmende
participants-total =
    { $count ->
        [one] 1 Teilnehmende/r
       *[other] { $count } Teilnehmende
    }
participants-add = Teilnehmende hinzufügen
participants-add-title = Zu „{ $course }“ hinzufügen
participants-by-list = Viele über eine Liste von Anmeldenamen oder E-Mail-Adressen hinzufügen
course-nobody = Noch ist niemand eingeschrieben
course-nobody-detail = Fügen Sie Personen einzeln oder über eine Liste hinzu, oder schreiben Sie eine ganze globale Gruppe ein.
course-role = Rolle
course-roles = Rollen
course-status = Einschreibung
course-group = Gruppe
course-groups = Gruppen
field-course-roles = Rollen
field-course-status = Einschreibung
field-course-groups = Gruppen
field-course-dates = Beginn und Ende
field-course-source = Eingeschrieben durch
field-course-access = Letzter Zugriff auf den Kurs
dates-both = { $from } – { $to }
dates-from = ab { $from }
dates-until = bis { $to }

enrol = Einschreiben
enrolments = Kurse
enrolment-active = Aktiv
enrolment-suspended = Ausgesetzt
enrolment-not-begun = Noch nicht begonnen
enrolment-ended = Beendet
enrolment-source-manual = Von Hand
enrolment-source-file = Eine Datei
enrolment-source-cohort = Globale Gruppe { $key }
enrolment-change = Einschreibung ändern…
enrolment-suspend = Einschreibung aussetzen
enrolment-activate = Einschreibung aktivieren
enrolment-end = Ausschreiben…
enrolment-end-do = Ausschreiben
enrolment-of-cohort = Eingeschrieben durch die globale Gruppe { $key }
enrolment-title = { $name } in „{ $course }“
enrolment-role-missing = Wählen Sie mindestens eine Rolle.
enrolment-role-fixed = { $role } (kann nur von anderen entzogen werden)
enrolment-changed = Die Einschreibung von { $name } ist geändert.
enrolment-suspended-toast = Die Einschreibung von { $name } ist ausgesetzt.
enrolment-activated-toast = Die Einschreibung von { $name } ist wieder aktiv.
enrolment-end-title = { $name } aus „{ $course }“ ausschreiben?
enrolment-end-what = Die Person sieht den Kurs nicht mehr. Was sie darin getan hat, bleibt erhalten.
enrolment-ended-toast = { $name } ist nicht mehr in „{ $course }“ eingeschrieben.
enrolled-toast = { $name } ist in „{ $course }“ eingeschrieben.

# Groups of a course.
group-new = Neue Gruppe
group-name = Name
group-taken = Eine andere Gruppe dieses Kurses heißt schon so.
group-members = Teilnehmende
group-rename = Umbenennen
group-rename-title = „{ $name }“ umbenennen
group-delete-title = Gruppe „{ $name }“ löschen?
group-delete-what =
    { $count ->
        [0] Niemand ist darin.
        [one] 1 Person ist darin und bleibt im Kurs.
       *[other] { $count } Personen sind darin und bleiben im Kurs.
    }
groups-none = Noch keine Gruppen
groups-none-detail = Gruppen teilen die Teilnehmenden dieses Kurses auf, zum Beispiel nach Tagen oder Lehrenden.

# Cohorts that a course enrols as a whole.
course-cohort-add = Globale Gruppe einschreiben
course-cohort-what = Alle Mitglieder werden in wenigen Sekunden eingeschrieben. Wer später in die Gruppe kommt, wird auch eingeschrieben.
course-cohort-leaving = Wer die Gruppe verlässt
course-cohort-leaving-unenrol = wird ausgeschrieben
course-cohort-leaving-suspend = wird im Kurs ausgesetzt
course-cohort-added = Die Mitglieder von { $name } werden eingeschrieben.
course-cohort-remove-title = { $name } nicht mehr einschreiben?
course-cohort-remove-unenrol = Die Mitglieder werden in wenigen Sekunden ausgeschrieben, wenn sie nicht auch auf andere Weise eingeschrieben sind.
course-cohort-remove-suspend = Die Einschreibungen der Mitglieder werden in wenigen Sekunden ausgesetzt.
course-cohort-removed = { $name } ist nicht mehr eingeschrieben.
course-cohorts-none = Keine globale Gruppe ist eingeschrieben
course-cohorts-none-detail = Schreiben Sie eine ganze globale Gruppe ein. Wer hineinkommt oder sie verlässt, folgt im Kurs.

# A person's page.
person-enrolments-none = Diese Person ist in keinem Kurs.
person-enrol = In einen Kurs einschreiben
person-enrol-title = { $name } in einen Kurs einschreiben

# One's own courses.
my-courses = Meine Kurse
my-courses-lead = Die Kurse, an denen Sie teilnehmen.
my-courses-role = Ihre Rolle
my-courses-staff = Nicht eingeschrieben, aber mit einer Rolle
my-courses-none = Sie sind in keinem Kurs
my-courses-none-detail = Kurse stehen hier, sobald jemand Sie einschreibt.
my-courses-none-staff = Hier stehen nur Kurse, in denen Sie selbst eingeschrieben sind. Alle anderen finden Sie unter „Kurse“.
own-part = Ihre Einschreibung
own-part-none = Sie sind in diesem Kurs nicht eingeschrieben.

# Actions on a selection.
bulk-in-course = Es geht um den Kurs „{ $name }“.
bulk-enrol =
    { $count ->
        [one] 1 Person in einen Kurs einschreiben
       *[other] { $count } Personen in einen Kurs einschreiben
    }
bulk-enrol-what = Sie bekommen die Rolle, die Sie wählen. Wer schon eingeschrieben ist, behält alles und bekommt die Rolle dazu.
bulk-unenrol =
    { $count ->
        [one] 1 Person ausschreiben
       *[other] { $count } Personen ausschreiben
    }
bulk-unenrol-what = Sie sehen den Kurs nicht mehr. Was sie darin getan haben, bleibt erhalten.
bulk-set-enrolment =
    { $count ->
        [one] Einschreibung von 1 Person ändern
       *[other] Einschreibungen von { $count } Personen ändern
    }
bulk-set-enrolment-what = Ihre Einschreibungen werden ausgesetzt oder wieder aktiv. Die Konten bleiben, wie sie sind.
action-role = Rolle
action-group = Gruppe (optional)
action-group-none = Keine Gruppe
action-starts-at = Erster Tag (optional)
action-starts-at-help = Lassen Sie das Feld leer, um sofort zu beginnen.
action-ends-at = Letzter Tag (optional)
action-ends-at-help = Lassen Sie das Feld leer für eine Einschreibung ohne Ende.
action-status = Einschreibung
field-roles = Rollen
field-groups = Gruppen
field-starts-at = Beginn
field-ends-at = Ende

# The history of a person.
history-enrolment-created = In einen Kurs eingeschrieben
history-enrolment-changed = Einschreibung geändert
history-enrolment-removed = Aus einem Kurs ausgeschrieben
change-in-course = { $field } in { $course }
identifier = Benutzername oder E-Mail-Adresse
identifier-help = Genau wie im Konto.
identifier-missing = Geben Sie an, wer es ist.
identifier-unknown = Kein Konto hat genau das, oder mehr als eines.
