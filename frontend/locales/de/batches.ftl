# The list of batches, and one batch in all its states.

batches = Stapel
batch = Stapel
batches-pages = Seiten der Stapelliste
batches-none = Noch keine Stapel
batches-none-detail = Ein Stapel ändert viele Konten auf einmal: Sie sehen, was er tun würde, bevor etwas geschieht, und können ihn danach rückgängig machen.
batch-new-button = Datei hochladen
batch-new-forbidden = Sie dürfen Konten nicht per Datei ändern
batch-name = Name
batch-action = Aktion
batch-state = Status
batch-affected = Konten
batch-by = Erstellt von
batch-when = Erstellt
batch-finished = Beendet
by-system = System

batch-undo-of = Rücknahme von { $name }
batch-undoes = Noch ist nichts rückgängig gemacht. Sehen Sie die Zeilen durch und wenden Sie diesen Stapel an. Er macht rückgängig
batch-undone = Dieser Stapel wurde rückgängig gemacht
batch-undone-by = Stapel anzeigen, der ihn rückgängig gemacht hat
batch-cancelled = Vorzeitig gestoppt
batch-cancelled-detail = Was bis dahin angewendet wurde, bleibt. Nicht erreichte Zeilen gelten als übersprungen.
batch-discarded = Verworfen
batch-discarded-detail = Es wurde nichts geändert.
batch-expired = Abgelaufen
batch-expired-detail = Der Plan ist zu alt, um noch angewendet zu werden. Laden Sie die Datei erneut hoch.
batch-failed = Der Stapel ist fehlgeschlagen

source-rows = Zeilen
source-count = Ausgewählt
source-file = Datei
source-size = Größe

progress-planning = Wird geplant
progress-planning-note = Jede Zeile wird mit dem aktuellen Stand der Konten abgeglichen. Noch wird nichts geändert.
progress-queued = In Warteschlange
progress-applying = Wird angewendet
progress-applying-note = Sie können diese Seite verlassen; der Vorgang läuft weiter. Was bis zu einem Stopp angewendet ist, bleibt.
progress-waiting = Wartet
progress-reading = Datei wird gelesen
progress-of = { $done } von { $total }
progress-pace = { $rate } Zeilen pro Sekunde, noch { $left }

announce-planned =
    { $count ->
        [0] Der Plan ist fertig. Kein Konto würde geändert.
        [one] Der Plan ist fertig. 1 Konto würde geändert.
       *[other] Der Plan ist fertig. { $count } Konten würden geändert.
    }
announce-queued = Der Stapel ist in der Warteschlange.
announce-scheduled = Der Stapel wird am { $at } angewendet.
announce-export-planned =
    { $count ->
        [0] Der Plan ist fertig. Niemand stünde in der Datei.
        [one] Der Plan ist fertig. 1 Konto stünde in der Datei.
       *[other] Der Plan ist fertig. { $count } Konten stünden in der Datei.
    }
announce-applying = Der Stapel wird angewendet.
announce-applied =
    { $count ->
        [one] Der Stapel ist angewendet. 1 Konto wurde geändert.
       *[other] Der Stapel ist angewendet. { $count } Konten wurden geändert.
    }
announce-cancelled = Der Stapel wurde gestoppt.
announce-failed = Der Stapel ist fehlgeschlagen.
announce-expired = Der Stapel ist abgelaufen.

batch-apply =
    { $count ->
        [one] Auf 1 Konto anwenden
       *[other] Auf { $count } Konten anwenden
    }
apply-nothing = Kein Konto würde geändert
apply-forbidden = Dazu fehlt Ihnen die Berechtigung
apply-title =
    { $count ->
        [one] 1 Konto ändern?
       *[other] { $count } Konten ändern?
    }
apply-what = Jedes Konto wird zuvor noch einmal geprüft; wurde es seit der Planung geändert, bleibt es unberührt und wird gemeldet. Sie können den Stapel danach rückgängig machen.
apply-outcome = { $outcome }: { $count }
apply-confirm = Geben Sie zur Bestätigung { $count } ein
apply-confirm-help = Für diese Installation ist das eine große Zahl. Bitte vergewissern Sie sich, dass sie Ihren Erwartungen entspricht.
apply-confirm-wrong = Einzugeben ist die Zahl { $count }.

stop = Stoppen
stop-title = Diesen Stapel stoppen?
stop-what = Was schon angewendet ist, bleibt angewendet und kann rückgängig gemacht werden. Der Rest bleibt unberührt.
discard = Plan verwerfen
discard-title = Diesen Stapel verwerfen?
discard-what = Der Plan wird verworfen. Es wurde kein Konto geändert.
stop-not = Beibehalten

rows = Zeilen
rows-caption = Zeilen von { $name }
rows-pages = Seiten der Zeilen
rows-none = Keine Zeilen mit diesem Ergebnis.
outcomes = Zeilen nach Ergebnis
outcome-all = Alle Zeilen
row-line = Zeile
row-number = Nr.
row-key = Konto
row-outcome = Ergebnis
row-changes = Änderungen
row-messages = Bemerkungen
becomes = wird zu
value-empty = (leer)
value-yes = Ja
value-no = Nein

warnings =
    { $count ->
        [one] Sehen Sie sich einen Punkt an, bevor Sie fortfahren
       *[other] Sehen Sie sich { $count } Punkte an, bevor Sie fortfahren
    }
warnings-done =
    { $count ->
        [one] Beim Planen ist ein Punkt aufgefallen
       *[other] Beim Planen sind { $count } Punkte aufgefallen
    }
warning-times =
    { $count ->
        [one] (einmal)
       *[other] ({ $count }-mal)
    }

repair = Korrigieren
repair-row = Zeile { $line } korrigieren
repair-title = Zeile { $line } korrigieren
repair-ignored = Diese Spalte wird ignoriert.
repair-save = Prüfen und speichern
repaired = Zeile { $line } ist korrigiert: { $outcome }.

download-rejected =
    { $count ->
        [one] Abgelehnte Zeile herunterladen
       *[other] { $count } abgelehnte Zeilen herunterladen
    }
download-report = Bericht herunterladen

report-clean =
    { $count ->
        [0] Angewendet. Kein Konto wurde geändert.
        [one] Angewendet. 1 Konto wurde geändert.
       *[other] Angewendet. { $count } Konten wurden geändert.
    }
report-mixed =
    { $count ->
        [one] 1 Konto wurde geändert, { $left ->
            [one] 1 Zeile wurde ausgelassen
           *[other] { $left } Zeilen wurden ausgelassen
        }
       *[other] { $count } Konten wurden geändert, { $left ->
            [one] 1 Zeile wurde ausgelassen
           *[other] { $left } Zeilen wurden ausgelassen
        }
    }
report-mixed-detail = Die Zeilen unten zeigen, warum. Abgelehnte Zeilen können heruntergeladen, korrigiert und erneut hochgeladen werden.
report-bars = Zeilen nach Ergebnis, als Balken
undo-nothing = Nichts mehr rückgängig zu machen

batch-steps = Ablauf für diese Datei
step-file = Datei
step-settings = Einstellungen
step-review = Prüfen
step-apply = Anwenden
step-report = Bericht

replan = Einstellungen ändern
replan-title = Mit anderen Einstellungen neu planen
replan-what = Die Datei wird noch einmal gelesen und jede Zeile neu geplant. Korrigierte Zellen behalten ihre Korrektur. Noch wird nichts geändert.
replan-submit = Neu planen

undo-plan = Rücknahme planen
batch-undoes-done = Dieser Stapel hat einen anderen rückgängig gemacht
download-plan = Plan herunterladen
batch-state-undone = Rückgängig gemacht
batch-state-discarded = Verworfen

batch-made =
    { $count ->
        [one] { $action }: 1 Konto
       *[other] { $action }: { $count } Konten
    }
batch-made-everybody = { $action }: alle Gefundenen
row-nobody = kein Konto genannt

approve = Genehmigen
approve-title =
    { $count ->
        [one] Änderung von 1 Konto genehmigen?
       *[other] Änderung von { $count } Konten genehmigen?
    }
approve-what = Mit Ihrer Genehmigung kann der Plan, so wie er jetzt ist, von Ihnen oder von jemand anderem angewendet werden. Ihr Name und der Zeitpunkt werden dazu festgehalten.
approval-asked = Dieser Plan braucht Ihre Genehmigung
approval-asked-detail = Sie haben ihn nicht erstellt und können deshalb die zweite Person sein. Sehen Sie zuerst die Zeilen durch.
approval-waits = Wartet auf die Genehmigung einer zweiten Person
approval-waits-detail = Sie haben diesen Plan erstellt oder zuletzt geändert, deshalb muss es jemand anderes sein. Nötig sind diese Berechtigungen: { $permissions }.
approval-other-detail = Wer ihn genehmigt, braucht diese Berechtigungen: { $permissions }. Sie haben nicht alle davon.
approval-why = Er würde { $count } Konten ändern. Bei mehr als { $above } verlangt diese Website eine zweite Person.
approval-lapsed = { $name } hatte ihn genehmigt, darf das aber nicht mehr.
approval-given = Genehmigt von { $name } am { $at }
approval-given-detail = Er kann angewendet werden. Wer eine Zeile berichtigt oder die Einstellungen ändert, hebt die Genehmigung auf.
apply-unapproved = Zuerst muss jemand anderes genehmigen
batch-approved-by = Genehmigt von
batch-applied-by = Angewendet von
batch-state-unapproved = Wartet auf Genehmigung
batches-show = Anzeigen
batches-show-all = Alle Stapel
batches-show-unapproved = Warten auf Genehmigung
batches-find = Stapel finden
batches-search = Nach Name oder Anmeldename suchen
batches-show-planned = Geplant, noch nicht angewendet
batches-show-under-way = In Arbeit oder vorgesehen
batches-show-applied = Angewendet
batches-show-ended = Fehlgeschlagen, abgebrochen oder verfallen
batches-total = { $count ->
    [one] 1 Stapel
   *[other] { $count } Stapel
}
batches-none-found = Kein passender Stapel
batches-none-found-detail = Suchen Sie nach einem Teil des Namens der Datei oder des Stapels, oder nach dem ganzen Anmeldenamen einer Person, die er geändert hat.
batches-none-waiting = Nichts wartet auf Genehmigung
batches-none-waiting-detail = Große Pläne, die eine zweite Person genehmigen muss, stehen hier, bis das geschehen ist.

batch-export =
    { $count ->
        [one] 1 Konto in eine Datei schreiben
       *[other] { $count } Konten in eine Datei schreiben
    }
export-title =
    { $count ->
        [one] 1 Konto in eine Datei schreiben?
       *[other] { $count } Konten in eine Datei schreiben?
    }
export-what = An keinem Konto ändert sich etwas. Die Datei wird eine Zeit lang aufbewahrt, für Sie und für die Administration.
export-file = Datei
export-kept = Aufbewahrt bis
export-take = Datei herunterladen
export-link = Link erzeugen
export-link-another = Weiteren Link erzeugen
export-link-until = Link, gültig bis { $at }
export-link-what = Wer den Link hat, kann die Datei ohne Anmeldung herunterladen. Er endet früher, wenn Sie sich überall abmelden.
export-not-yours = Nur wer diesen Export erstellt hat und die Administration können die Datei herunterladen.
export-expired = Die Datei wird nicht mehr aufbewahrt
export-expired-detail = Ihre Zeit ist abgelaufen, oder jemand darin wurde endgültig gelöscht. Starten Sie den Download neu, um eine neue zu bekommen.
outcome-export = In der Datei
outcome-exported = In der Datei
announce-exported = Die Datei ist fertig.
row-username = {" "}({ $username })

apply-when = Wann
apply-now = Jetzt
apply-later = Zu einem bestimmten Zeitpunkt
apply-at = Datum und Uhrzeit
apply-at-help = Nach der Uhr dieses Computers, höchstens 30 Tage im Voraus. Konten und Berechtigungen werden dann noch einmal geprüft.
apply-at-past = Wählen Sie einen künftigen Zeitpunkt.
scheduled = Wird am { $at } angewendet
scheduled-detail = Jedes Konto, und ob Sie es noch ändern dürfen, wird dann noch einmal geprüft. Bis dahin wird nichts geändert.
scheduled-detail-other = Jedes Konto, und ob { $name } es noch ändern darf, wird dann noch einmal geprüft. Bis dahin wird nichts geändert.
scheduled-call-off = Bis dahin kann der Stapel abgesagt werden.
batch-state-scheduled = Für später vorgesehen
unschedule = Absagen
unschedule-title = Diesen Stapel absagen?
unschedule-what = Er wird nicht angewendet, und der Plan wird verworfen. Kein Konto wurde geändert.
batch-state-exported = Datei bereit
batch-state-export-gone = Datei nicht mehr aufbewahrt

row-not-in-file = nicht in der Datei
report-mixed-detail-sync = Die Zeilen unten zeigen, warum.
rejected-full-sync = Korrigieren Sie abgelehnte Zeilen in der ganzen Datei
rejected-full-sync-detail = Die Datei gilt als ganze Liste bestimmter Personen. Allein und mit denselben Einstellungen hochgeladen, würden die abgelehnten Zeilen alle anderen auf dieser Liste sperren.
fact-full-sync = Gesperrt, wenn nicht in der Datei
fact-method-of-suspended = Gesperrte Konten bekommen
fact-method-stays = Keine andere Methode
fact-apply-at = Soll angewendet werden
fact-apply-at-past = { $at } (dieser Zeitpunkt ist vorbei)
