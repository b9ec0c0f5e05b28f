# Nachrichten: an viele, an eine Person, wie man benachrichtigt wird; und die E-Mails der Plattform.

bulk-message =
    { $count ->
        [one] 1 Person schreiben
       *[other] { $count } Personen schreiben
    }
bulk-message-what = Jede Person erhält die Nachricht einmal, in einer eigenen Unterhaltung. Niemand sieht, wer sie noch erhalten hat.
batch-action-message = Nachricht
action-subject = Betreff
action-body = Nachricht
action-body-help = Markdown. Ein Platzhalter wie {"{"}first_name{"}"} wird durch den Wert der jeweiligen Person ersetzt; {"{"}department|Ihre Abteilung{"}"} enthält Worte für Personen ohne einen solchen.
action-email = Kopie per E-Mail
action-email-help = Wer solche E-Mails nicht möchte, erhält keine.
action-include-inactive = Auch an gesperrte Personen
action-include-inactive-help = Auch an Personen, deren Einschreibung gesperrt oder beendet ist oder noch nicht begonnen hat. Sie lesen sie, sobald sie sich anmelden können.
placeholders = Platzhalter
placeholder-insert = Einfügen: { $name }
placeholder-course-name = Name des Kurses
placeholder-course-code = Kürzel des Kurses
message-preview = Vorschau
message-previewed =
    { $count ->
        [one] So gezeigt, wie 1 Person sie liest.
       *[other] So gezeigt, wie { $count } Personen sie lesen.
    }
message-preview-for = So liest es { $name }
message-blanks = Bei dieser Person leer: { $names }
message-test = Test an mich senden
message-test-sent = Der Test steht in Ihren Nachrichten.
message-trial-blank = Schreiben Sie zuerst Betreff und Nachricht.
draft-found = Ihr Entwurf vom { $when } ist wieder da.
draft-saved = Der Entwurf ist gespeichert.
draft-saving = Der Entwurf wird gespeichert…
draft-failed = Der Entwurf ist nicht gespeichert. Sobald Sie weiterschreiben, wird es wieder versucht.
draft-unknown = Ihr Entwurf kann nicht geladen werden. Was Sie hier schreiben, wird nicht aufbewahrt.
draft-discard = Entwurf verwerfen
templates = Vorlage
template-none = Keine
template-of = { $name } (geteilt von { $username })
template-changed = Der Text unten weicht von der Vorlage ab.
template-keep = Änderungen speichern
template-save = Als Vorlage speichern…
template-delete = Löschen
template-save-title = Diesen Text als Vorlage speichern
template-save-what = Betreff, Nachricht und die Wahl einer Kopie per E-Mail werden unter einem Namen aufbewahrt, für die nächste Nachricht.
template-name = Name
template-name-missing = Geben Sie einen Namen an.
template-name-taken = Unter diesem Namen haben Sie schon eine Vorlage.
template-share = Mit allen teilen, die an viele schreiben dürfen
template-share-help = Nur Sie können sie ändern.
template-submit = Speichern
template-saved = Als „{ $name }“ gespeichert.
template-replace-title = Das Geschriebene ersetzen?
template-replace = Vorlage verwenden
template-replace-what = Der Text von „{ $name }“ tritt an die Stelle dessen, was in den Feldern steht.
template-delete-title = Die Vorlage „{ $name }“ löschen?
template-delete-what = Nur die Vorlage wird gelöscht; gesendete Nachrichten bleiben, wie sie sind.
template-delete-shared = Auch andere, die sie benutzen, verlieren sie. Gesendete Nachrichten bleiben, wie sie sind.
template-deleted = „{ $name }“ ist gelöscht.
narrowing = Wer davon
narrowing-everybody = Alle Ausgewählten
narrowing-never = Nur wer den Kurs noch nie geöffnet hat
narrowing-since = Nur wer den Kurs seit einem Tag nicht geöffnet hat
narrowing-day = Seit
narrowing-day-missing = Wählen Sie einen Tag.
audience-loading = Es wird gezählt, wen sie erreicht…
audience-reached =
    { $count ->
        [0] Sie erreicht niemanden.
        [one] Sie erreicht 1 Person.
       *[other] Sie erreicht { $count } Personen.
    }
audience-inactive =
    { $count ->
        [one] 1 weitere bekommt sie nicht: gesperrt, oder die Einschreibung zählt nicht.
       *[other] { $count } weitere bekommen sie nicht: gesperrt, oder die Einschreibung zählt nicht.
    }
results = Was aus den Nachrichten wurde
results-none = Niemand hat sie bekommen.
results-what = Wer andere nicht wissen lässt, was gelesen ist, zählt als „im Posteingang“.
row-results = Was daraus wurde
result-delivered = im Posteingang
result-read = gelesen
result-withdrawn = zurückgezogen
result-email-waiting = wird noch gemailt
result-email-in-digest = in der nächsten Zusammenfassung
result-emailed = gemailt
result-bounced = unzustellbar
result-email-refused = vom Mailserver abgelehnt
result-email-suppressed = nicht gemailt: Adresse gesperrt
result-opted-out = nicht gemailt: nicht erwünscht
result-no-address = nicht gemailt: keine Adresse
result-email-not-needed = nicht gemailt: vorher gelesen oder zurückgezogen

inbox-button =
    { $count ->
        [0] Nachrichten
        [one] Nachrichten, 1 ungelesen
       *[other] Nachrichten, { $count } ungelesen
    }
messages = Nachrichten
messages-pages = Seiten der Nachrichten
messages-show-all = Alle
messages-show-unread = Ungelesene
messages-show-starred = Markierte
messages-show-archived = Archivierte
messages-none = Noch keine Nachrichten
messages-none-detail = Hier steht, was Sie schreiben und was andere Ihnen schreiben.
messages-none-found = Keine solchen Nachrichten
messages-off = Nachrichten sind ausgeschaltet
messages-off-detail = Auf dieser Plattform gibt es zurzeit keine Nachrichten.
messages-earlier = Frühere Nachrichten zeigen
message-conversation = Unterhaltung
message-latest = Letzte Nachricht
message-when = Wann
message-marks = Merkmale
mark-unread = { $count } ungelesen
mark-starred = Markiert
mark-muted = Stumm
mark-archived = Archiviert
conversation-star = Markieren
conversation-unstar = Nicht mehr markieren
conversation-mute = Stumm schalten
conversation-unmute = Nicht mehr stumm schalten
conversation-archive = Archivieren
conversation-unarchive = Aus dem Archiv holen
conversation-remove = Für mich löschen
conversation-remove-title = „{ $name }“ für Sie löschen?
conversation-remove-what = Alles bisher Geschriebene ist für Sie endgültig weg. Die andere Person behält es. Eine neue Nachricht bringt die Unterhaltung zurück.
conversation-removed = Die Unterhaltung ist für Sie gelöscht.
conversation-with = Mit { $names }
conversation-bare = Hier stehen keine Nachrichten.
message-new = Neue Nachricht
message-to = An
message-text = Nachricht
message-text-help = Sie können Markdown verwenden: *betont*, **wichtig**, Listen und Links.
message-send = Senden
message-sent = Die Nachricht ist gesendet.
message-own = Sie
message-to-many = An viele
message-withdrawn = Diese Nachricht wurde zurückgezogen.
message-read = Gelesen: { $at }
answer = Antwort
answer-none = Antworten auf diese Nachricht liest niemand.
answer-to-sender = Ihre Antwort geht nur an die Person, die geschrieben hat.
recipient-help = Tippen Sie einen Teil des Namens.
recipient-picked = Gewählt: { $name }
recipient-missing = Wählen Sie eine Person.
recipients-none = Unter diesem Namen gibt es niemanden, dem Sie schreiben dürfen.
recipients-found =
    { $count ->
        [one] 1 Person
       *[other] { $count } Personen
    }
report = Melden
report-named = Nachricht von { $name } melden
report-title = Diese Nachricht melden?
report-what = Die Personen, die sich auf dieser Plattform um Nachrichten kümmern, lesen sie und sehen, dass Sie sie gemeldet haben. Wer sie geschrieben hat, erfährt davon nichts.
report-reason = Was ist daran nicht in Ordnung?
reported = Die Nachricht ist gemeldet.
block = Blockieren
block-person = { $name } blockieren
block-title = { $name } blockieren?
block-what = Sie können einander nicht mehr schreiben. Nachrichten des Personals an viele erreichen Sie weiterhin. Unter „Mein Konto“ nehmen Sie das zurück.
blocked = { $name } ist blockiert.

notifications = Benachrichtigungen
notifications-lead = Wie Sie von Neuem erfahren.
notify-direct-message = Jemand schreibt Ihnen
notify-bulk-message = Das Personal schreibt Ihnen und anderen
notify-batch-ended = Ein Stapel von Ihnen ist zu Ende
notify-in-app = Nur hier
notify-email = Sofort per E-Mail
notify-daily = Einmal am Tag per E-Mail
notify-weekly = Einmal in der Woche per E-Mail
notify-off = Gar nicht
notify-locked = Diese Plattform hat es festgelegt.
notify-default = Wie die Plattform es vorsieht: { $choice }
notify-courses = In einzelnen Kursen
notify-in-course = { $kind }, in { $course }
notify-as-elsewhere = Wie in anderen Kursen
notify-suppressed = Keine E-Mail erreicht Sie
notify-suppressed-detail = E-Mails an Ihre Adresse sind zurückgekommen. Ändern Sie Ihre Adresse, oder wenden Sie sich an die Betreuung dieser Plattform.
notify-unconfirmed = Ihre Adresse ist nicht bestätigt
notify-unconfirmed-detail = Bis dahin erhalten Sie nur E-Mails zu Ihrem Konto selbst.
notifications-saved = Gespeichert.
contact-preferences = Wer Ihnen schreiben darf
who-may-message = Personen, die Ihnen schreiben dürfen
who-may-message-help = Nachrichten des Personals an viele erreichen Sie in jedem Fall.
who-may-message-limited = Diese Plattform erlaubt höchstens: { $choice }.
who-everybody = Alle
who-course-mates = Personen meiner Kurse und meine Kontakte
who-contacts = Nur meine Kontakte
read-receipts = Zeigen, wann Nachrichten gelesen wurden
read-receipts-help = Ohne das sehen andere nicht, wann Sie ihre Nachrichten gelesen haben, und Sie sehen es bei Ihren auch nicht.
blocks = Blockierte Personen
blocks-none = Sie haben niemanden blockiert.
unblock = Freigeben
unblock-named = { $name } freigeben
unblocked = { $name } ist nicht mehr blockiert.
contacts = Kontakte
contacts-none = Sie haben noch keine Kontakte.
contact-person = Kontakt hinzufügen
contact-add = Anfragen
contact-added = { $name } ist angefragt.
contact-accept = Annehmen
contact-accept-named = { $name } annehmen
contact-accepted-now = { $name } ist Ihr Kontakt.
contact-remove = Entfernen
contact-remove-named = { $name } entfernen
contact-removed = { $name } steht nicht mehr hier.
contact-accepted = Kontakt
contact-asked = Von Ihnen angefragt
contact-asking = Fragt Sie an
contact-since = Seit
contact-state = Stand

mail = E-Mail
mail-lead = Was auf den Versand wartet, und die Adressen, die keine E-Mails erhalten.
mail-counts = Wie es um die E-Mails steht
mail-counts-help = Erledigte E-Mails werden 30 Tage lang gezählt.
mail-due = Jetzt zu senden
mail-later = Später zu senden
mail-sent = Gesendet
mail-bounced = Zurückgekommen
mail-refused = Vom Mailserver abgelehnt
mail-suppressed = Nicht gesendet: E-Mails an die Adresse kamen zurück
mail-opted-out = Nicht gesendet: nicht erwünscht
mail-no-address = Nicht gesendet: keine eigene Adresse
mail-outdated = Nicht gesendet: nicht mehr neu
mail-unknown-ends = Vielleicht doppelt gesendet: Die Verbindung brach am Ende ab
suppressions = Adressen ohne E-Mails
suppressions-lead = E-Mails an diese Adressen sind zurückgekommen, deshalb wird ihnen nichts mehr gesendet. Ein Konto mit einer anderen Adresse erhält von selbst wieder E-Mails.
suppressions-find = Adressen suchen
suppressions-search = Teil einer Adresse suchen
suppressions-pages = Seiten der Adressen
suppressions-none = Jede Adresse erhält E-Mails
suppressions-none-detail = Eine Adresse steht hier, sobald E-Mails an sie zurückgekommen sind.
suppressions-none-found = Keine solche Adresse
suppression-address = Adresse
suppression-reason = Warum
suppression-since = Seit
suppression-users = Konten
suppression-hard-bounce = Das Postfach ist nicht erreichbar
suppression-soft-bounces = E-Mails konnten dreimal innerhalb einer Woche nicht zugestellt werden
suppression-lift = Wieder senden
suppression-lift-named = Wieder senden: { $address }
suppression-lift-title = Wieder E-Mails an { $address } senden?
suppression-lift-what = Tun Sie das, wenn Sie wissen, dass das Postfach wieder erreichbar ist. Kommt auch die nächste E-Mail zurück, erhält die Adresse wieder keine mehr.
suppression-lifted = E-Mails gehen wieder an { $address }.

announce-planned-send =
    { $count ->
        [0] Der Plan ist fertig. Niemand würde die Nachricht erhalten.
        [one] Der Plan ist fertig. 1 Person würde die Nachricht erhalten.
       *[other] Der Plan ist fertig. { $count } Personen würden die Nachricht erhalten.
    }
announce-planned-withdraw =
    { $count ->
        [one] Der Plan ist fertig. 1 Nachricht würde zurückgezogen.
       *[other] Der Plan ist fertig. { $count } Nachrichten würden zurückgezogen.
    }
announce-applied-send =
    { $count ->
        [one] Die Nachricht ist an 1 Person gesendet.
       *[other] Die Nachricht ist an { $count } Personen gesendet.
    }
announce-applied-withdraw =
    { $count ->
        [one] 1 Nachricht ist zurückgezogen.
       *[other] { $count } Nachrichten sind zurückgezogen.
    }
batch-apply-send =
    { $count ->
        [one] An 1 Person senden
       *[other] An { $count } Personen senden
    }
batch-apply-withdraw =
    { $count ->
        [one] 1 Nachricht zurückziehen
       *[other] { $count } Nachrichten zurückziehen
    }
apply-title-send =
    { $count ->
        [one] An 1 Person senden?
       *[other] An { $count } Personen senden?
    }
apply-title-withdraw =
    { $count ->
        [one] 1 Nachricht zurückziehen?
       *[other] { $count } Nachrichten zurückziehen?
    }
apply-what-send = Jede Person erhält die Nachricht einmal. Sie können den Stapel danach rückgängig machen: Das zieht zurück, was noch niemand gelesen hat, aber keine E-Mails.
apply-what-withdraw = Was inzwischen gelesen wurde, bleibt. An die Stelle des Textes tritt ein Hinweis, dass die Nachricht zurückgezogen wurde.
report-clean-send =
    { $count ->
        [0] Angewendet. Niemand hat die Nachricht erhalten.
        [one] An 1 Person gesendet.
       *[other] An { $count } Personen gesendet.
    }
report-clean-withdraw =
    { $count ->
        [one] 1 Nachricht zurückgezogen.
       *[other] { $count } Nachrichten zurückgezogen.
    }
report-mixed-send =
    { $count ->
        [one] An 1 Person gesendet, { $left ->
            [one] 1 Person wurde ausgelassen
           *[other] { $left } Personen wurden ausgelassen
        }
       *[other] An { $count } Personen gesendet, { $left ->
            [one] 1 Person wurde ausgelassen
           *[other] { $left } Personen wurden ausgelassen
        }
    }
report-mixed-withdraw =
    { $count ->
        [one] 1 Nachricht zurückgezogen, { $left ->
            [one] 1 bleibt
           *[other] { $left } bleiben
        }
       *[other] { $count } Nachrichten zurückgezogen, { $left ->
            [one] 1 bleibt
           *[other] { $left } bleiben
        }
    }
