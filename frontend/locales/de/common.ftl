# What every page uses.

product = Rollcall
window-title = { $page } · Rollcall
loading = Wird geladen…
close = Schließen
cancel = Abbrechen
undo = Rückgängig machen
retry = Erneut versuchen
actions = Aktionen
never = Nie
skip-to-content = Zum Inhalt springen
navigation = Navigation
nav-users = Personen
nav-batches = Stapel
breadcrumb = Übergeordnete Seite
notices = Meldungen
close-notice = Diese Meldung schließen
clear-filters = Suche und Filter zurücksetzen

account-menu = Konto:
signed-in-as = Angemeldet als
theme = Darstellung
theme-system = Wie das System
theme-light = Hell
theme-dark = Dunkel

tone-info = Hinweis:
tone-success = Erledigt:
tone-warning = Warnung:
tone-danger = Fehler:

crash = In der Konsole selbst ist ein Fehler aufgetreten, und sie kann nicht weiterarbeiten. Was an den Server gesendet wurde, ist sicher.
crash-reload = Seite neu laden

offline = Sie sind offline
overdue = Diese Seite konnte nicht aktualisiert werden
overdue-detail = Der Server ist nicht erreichbar. Sie sehen den früheren Stand; die Seite versucht es von selbst wieder.
offline-detail = Nichts, was Sie hier tun, erreicht den Server, bis die Verbindung wieder da ist.

not-found = Seite nicht gefunden
not-found-detail = Unter { $path } gibt es nichts. Vielleicht ist die Adresse falsch geschrieben, oder die Seite gibt es nicht mehr.
to-start = Zur Startseite
forbidden = Sie können diese Seite nicht sehen
forbidden-detail = Ihre Rollen schließen sie nicht ein. Die Administration kann das ändern.

failure-unreachable = Der Server ist nicht erreichbar
failure-unreachable-detail = Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Hier ist nichts verloren gegangen.
failure-unreadable = Der Server hat eine unverständliche Antwort gegeben
failure-unreadable-detail = Etwas zwischen hier und Rollcall hat mit dem Status { $status } geantwortet. Versuchen Sie es in Kürze noch einmal; wenn es dabei bleibt, wenden Sie sich an die Personen, die den Server betreiben.
failure-too-large = Die Datei ist zu groß
failure-too-large-detail = Teilen Sie sie in kleinere Dateien auf, und laden Sie diese nacheinander hoch.
failure-cancelled = Abgebrochen
problem-point = { $field }: { $message }
request-id = Anfrage

pager-range = { $first }–{ $last }
pager-range-of = { $first }–{ $last } von { $total }
pager-size = Pro Seite
pager-previous = Zurück
pager-next = Weiter

download-failed = Die Datei konnte nicht heruntergeladen werden. { $reason }

size-bytes =
    { $count ->
        [one] 1 Byte
       *[other] { $count } Byte
    }
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
duration-moment = einen Augenblick
duration-seconds = { $count } Sekunden
duration-minutes =
    { $count ->
        [one] 1 Minute
       *[other] { $count } Minuten
    }
duration-hours =
    { $count ->
        [one] 1 Stunde
       *[other] { $count } Stunden
    }

drop-hint = oder hier ablegen
drop-chosen = Ausgewählt: { $name } ({ $size })

done = Fertig
language = Sprache

step-done = (erledigt)
wizard-next = Weiter
wizard-back = Zurück

pick-page = Alle auf dieser Seite auswählen
pick-row = { $name } auswählen
sort-hint = Klicken, um zu sortieren; mit Umschalttaste zusätzlich nach dieser Spalte sortieren
sorted-further =
    { $order ->
        [ascending] (an Stelle { $rank } hiernach sortiert, aufsteigend)
       *[descending] (an Stelle { $rank } hiernach sortiert, absteigend)
    }

columns = Spalten
columns-title = Spalten
columns-what = Die Ansicht ist Teil der Adresse: Sie können sie als Lesezeichen speichern und weitergeben.
columns-most = Höchstens { $count } eigene Profilfelder können zugleich angezeigt werden.
columns-too-many =
    { $count ->
        [one] 1 Profilfeld zu viel
       *[other] { $count } Profilfelder zu viel
    }
columns-save = Diese anzeigen
columns-usual = Übliche Spalten wiederherstellen
density = Zeilenabstand
density-compact = Kompakt
density-comfortable = Großzügig
language-failed = Die Texte dieser Sprache konnten nicht geladen werden. Prüfen Sie die Verbindung oder laden Sie die Seite neu.
part-failed = Diese Seite konnte nicht geladen werden
part-failed-detail = Prüfen Sie die Verbindung und versuchen Sie es noch einmal. Wenn die Konsole inzwischen aktualisiert wurde, laden Sie die Seite im Browser neu.
