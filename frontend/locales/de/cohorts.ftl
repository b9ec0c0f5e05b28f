# Cohorts: groups of people for the whole site.

cohorts = Globale Gruppen
cohorts-lead = Gruppen von Personen für das ganze System, unabhängig davon, wo diese eingeschrieben sind. Verwenden Sie sie in Filtern und Dateien, oder um viele Personen auf einmal zu bearbeiten.
cohorts-find = Globale Gruppen suchen
cohorts-search = Name oder Schlüssel suchen
cohorts-total =
    { $count ->
        [one] 1 globale Gruppe
       *[other] { $count } globale Gruppen
    }
cohorts-pages = Seiten der globalen Gruppen
cohorts-none = Noch keine globalen Gruppen
cohorts-none-detail = Legen Sie eine für Personen an, die Sie oft gemeinsam suchen oder bearbeiten, zum Beispiel für alle, die diesen Herbst begonnen haben.
cohorts-none-found = Keine passenden globalen Gruppen
cohorts-none-found-detail = Versuchen Sie es mit weniger Buchstaben oder einem anderen Teil des Namens.
cohorts-show-all = Alle globalen Gruppen anzeigen
cohorts-type-on = Das sind die ersten { $count }. Geben Sie mehr ein, um andere zu finden.
cohort = Globale Gruppe
cohort-nobody = Diese globale Gruppe hat keine Mitglieder
cohort-nobody-detail = Wählen Sie Personen in der Liste aller Personen aus, und fügen Sie sie hinzu.
cohort-new = Neue globale Gruppe
cohort-edit-title = „{ $name }“ ändern
cohort-saved = { $name } ist gespeichert.
cohort-name = Name
cohort-name-long = Höchstens { $most } Zeichen.
cohort-key = Schlüssel
cohort-key-help = Bezeichnet die Gruppe in Filtern und Dateien. Er lässt sich später nicht ändern.
cohort-key-taken = Es gibt schon eine globale Gruppe mit diesem Schlüssel.
cohort-key-invalid = Beginnen Sie mit einem Buchstaben oder einer Ziffer, und verwenden Sie a–z, 0–9, Bindestriche, Unterstriche und Punkte, höchstens { $most } Zeichen.
cohort-description = Beschreibung
cohort-description-label = Beschreibung (optional)
cohort-stale = Was Sie eingegeben haben, steht noch unten. Wenn Sie noch einmal speichern, ersetzt es die andere Änderung.
cohort-stale-name = Der Name ist jetzt: { $name }
cohort-stale-description = Die Beschreibung ist jetzt: { $description }
cohort-delete = Löschen
cohort-delete-title = „{ $name }“ löschen?
cohort-delete-what = Die Gruppe ist leer und kommt nicht zurück. Gespeicherte Ansichten, die nach ihr fragen, finden dann niemanden mehr, und Zeilen in Dateien, die sie nennen, lassen sich nicht anwenden.
cohort-deleted = { $name } ist gelöscht.
cohort-not-empty-title = „{ $name }“ lässt sich noch nicht löschen
cohort-not-empty-count =
    { $count ->
        [one] 1 Person ist darin.
       *[other] { $count } Personen sind darin.
    }
cohort-not-empty-now = In der Zwischenzeit ist jemand hinzugekommen.
cohort-not-empty-what = Entfernen Sie zuerst alle Mitglieder: Wählen Sie sie in der Liste aus, und entfernen Sie sie über „Weitere Aktionen“ aus der Gruppe.
cohort-not-empty-people = Personen in dieser globalen Gruppe
cohort-not-empty-deleted = Gelöschte Personen in dieser globalen Gruppe
cohort-not-empty-deleted-what = Sie zählen mit, solange sie wiederhergestellt werden können.

# The field in which one chooses a cohort.
cohort-pick-help = Geben Sie einen Teil des Namens oder Schlüssels ein.
cohort-pick-clear = Andere globale Gruppe wählen
cohort-pick-missing = Wählen Sie eine globale Gruppe aus der Liste.
cohort-pick-failed = Die globalen Gruppen konnten nicht geladen werden
cohort-pick-none = Es gibt noch keine globalen Gruppen.
cohort-pick-make = Globale Gruppe anlegen
cohort-pick-search-failed = Die Suche ist fehlgeschlagen. Tippen Sie weiter, um es noch einmal zu versuchen.
cohort-picked =
    { $count ->
        [one] Gewählt: { $name } ({ $key }), 1 Person
       *[other] Gewählt: { $name } ({ $key }), { $count } Personen
    }

# A person's page.
cohorts-none-joined = Diese Person ist in keiner globalen Gruppe.
cohort-join = Zu globaler Gruppe hinzufügen
cohort-join-title = { $name } zu einer globalen Gruppe hinzufügen
cohort-join-do = Hinzufügen
cohort-joined = { $name } ist jetzt in „{ $cohort }“.
cohort-leave = Entfernen
cohort-leave-named = Aus { $cohort } entfernen
cohort-left = { $name } ist nicht mehr in „{ $cohort }“.

# What a change does to what people are in, and to what they hold.
change-cohorts-come = Zu globalen Gruppen hinzugefügt
change-cohorts-go = Aus globalen Gruppen entfernt
change-roles-come = Rollen gegeben
change-roles-go = Rollen entzogen

# Eine Regel, nach der eine globale Gruppe gefüllt wird.
rule = Regel
rule-active = Nach Regel
rule-paused = Regel ruht
rule-held = Regel wartet
rule-settling = Wird gefüllt
rule-says = In dieser Gruppe ist, wer hierauf passt:
rule-nobody = niemand: Sie wird geleert
rule-none = In diese Gruppe werden Personen von Hand aufgenommen.
rule-begin = Nach einer Regel füllen
rule-change = Regel ändern
rule-pause = Ruhen lassen
rule-resume = Fortsetzen
rule-pause-done = In „{ $name }“ kommt vorerst niemand hinein und niemand heraus.
rule-resume-done = „{ $name }“ folgt wieder ihrer Regel.
rule-take-away = Regel entfernen
rule-take-away-title = Regel von „{ $name }“ entfernen?
rule-take-away-what =
    { $count ->
        [0] Die Gruppe ist leer. Danach werden Personen von Hand aufgenommen.
        [one] Das eine Mitglied verlässt die Gruppe, und Kurse, die sie einschreiben, entlassen es. Danach werden Personen von Hand aufgenommen.
       *[other] Alle { $count } Mitglieder verlassen die Gruppe, und Kurse, die sie einschreiben, entlassen sie. Danach werden Personen von Hand aufgenommen.
    }
rule-taken-away = „{ $name }“ hat keine Regel mehr.
rule-title = Wer ist in „{ $name }“?
rule-help = Wer passt, ist in der Gruppe, sobald und solange das so ist. Probieren Sie die Regel aus, um zu sehen, wer hinzukommt und wer sie verlässt.
rule-try = Regel ausprobieren
rule-try-first = Probieren Sie die Regel zuerst aus.
rule-try-wait = Warten Sie, bis feststeht, wer hinzukommt und wer die Gruppe verlässt.
rule-save = Regel speichern
rule-saved = „{ $name }“ folgt ihrer Regel.
rule-coming =
    { $count ->
        [0] Niemand kommt hinzu.
        [one] 1 Person kommt hinzu:
       *[other] { $count } Personen kommen hinzu:
    }
rule-leaving =
    { $count ->
        [0] Niemand verlässt die Gruppe.
        [one] 1 Person verlässt die Gruppe:
       *[other] { $count } Personen verlassen die Gruppe:
    }
rule-staying =
    { $count ->
        [0] Niemand bleibt.
        [one] 1 Person bleibt.
       *[other] { $count } Personen bleiben.
    }
rule-and-more = {" "}und { $count } weitere
rule-swing = Die Regel wartet auf Sie
rule-swing-detail = Viele Personen kämen auf einmal hinzu oder verließen die Gruppe, da sich viele Konten geändert haben. Seither hat sich nichts bewegt. Sehen Sie nach, um wen es geht, und stimmen Sie zu, oder ändern Sie die Regel.
rule-go-on =
    { $count ->
        [one] 1 Person wechseln lassen
       *[other] { $count } Personen wechseln lassen
    }
rule-goes-on = „{ $name }“ folgt wieder ihrer Regel.
rule-unreadable = Die Regel lässt sich nicht mehr lesen
rule-unreadable-detail = Ein Profilfeld, nach dem sie fragt, wurde gelöscht. Bis zu einer anderen Regel bleiben die Mitglieder, wie sie sind.
why = Warum?
why-named = Warum in { $cohort }?
why-title = Warum ist { $name } in „{ $cohort }“?
why-none = In diese Gruppe werden Personen von Hand aufgenommen.
why-holds = Ja
why-holds-not = Nein
why-hidden = Verborgen
why-all = Alles davon:
why-any = Mindestens eines davon:
why-not = Nichts davon:
