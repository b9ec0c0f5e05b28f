# E-Mails auf Deutsch. Die Texte sind Markdown; Namen und andere Werte werden so eingesetzt, dass sie darin nichts bedeuten.

moment = %-d.%-m.%Y, %H:%M %Z
greeting = Guten Tag { $name },
your-username = Ihr Benutzername ist { $username }.

invitation-subject = Ihr Konto ist bereit
invitation-request = Für Sie wurde ein Konto angelegt. Wählen Sie ein Passwort, um sich zum ersten Mal anzumelden:
invitation-ends = Der Link gilt sieben Tage und kann einmal verwendet werden.

password_reset-subject = Wählen Sie ein neues Passwort
password_reset-request = Jemand hat ein neues Passwort für Ihr Konto verlangt. Hier wählen Sie es:
password_reset-ends = Der Link gilt eine Stunde und kann einmal verwendet werden. Wenn Sie das nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.

confirmation-subject = Bestätigen Sie Ihre E-Mail-Adresse
confirmation-request = Bitte bestätigen Sie, dass dies Ihre E-Mail-Adresse ist:
confirmation-ends = Der Link gilt sieben Tage.

email_change-subject = Bestätigen Sie Ihre neue E-Mail-Adresse
email_change-request = Sie möchten ab jetzt diese Adresse für Ihr Konto verwenden. Bestätigen Sie, dass sie Ihnen gehört:
email_change-ends = Der Link gilt einen Tag. Bis dahin behält Ihr Konto seine bisherige Adresse. Wenn Sie das nicht verlangt haben, tun Sie nichts.

suspended-subject = Ihr Konto wurde gesperrt
suspended-body = Ihr Konto { $username } wurde gesperrt. Sie können sich nicht anmelden. Nichts geht verloren: Ihre Kurse, Abgaben und Nachrichten bleiben, wie sie sind.
suspended-until-body = Ihr Konto { $username } wurde gesperrt. Sie können sich bis { $until } nicht anmelden. Nichts geht verloren: Ihre Kurse, Abgaben und Nachrichten bleiben, wie sie sind.
suspended-mistake = Wenn Sie das für einen Irrtum halten, wenden Sie sich an die Verwaltung.

renamed-subject = Ihr Benutzername hat sich geändert
renamed-body = Ihr Benutzername ist ab jetzt { $username }.
renamed-sign-in = Melden Sie sich damit an; Ihr Passwort bleibt gleich.

email_change_asked-subject = Eine andere E-Mail-Adresse wurde verlangt
email_change_asked-body = Jemand, der als { $username } angemeldet ist, möchte eine andere E-Mail-Adresse für das Konto verwenden. Sie gilt, sobald sie von dort bestätigt ist; bis dahin bleibt diese Adresse.
email_change_asked-mistake = Wenn Sie das nicht waren, ändern Sie Ihr Passwort. Das beendet den Antrag und alle Anmeldungen.

email_changed-subject = Ihre E-Mail-Adresse wurde geändert
email_changed-body = Die E-Mail-Adresse Ihres Kontos { $username } wurde geändert: Diese Adresse wird nicht mehr verwendet. Links, die an sie geschickt wurden, gelten nicht mehr.
email_changed-mistake = Wenn Sie das nicht erwartet haben, wenden Sie sich an die Verwaltung.

file-ready-subject = Die Datei „{ $name }“ ist fertig
file-ready-body = Die Datei „{ $name }“, die Sie verlangt haben, ist fertig. Sie wird bis { $until } aufbewahrt:

batch-applied-subject = Der Stapel „{ $name }“ ist ausgeführt
batch-failed-subject = Der Stapel „{ $name }“ ist fehlgeschlagen
batch-cancelled-subject = Der Stapel „{ $name }“ wurde abgebrochen
batch-applied-body = Der Stapel „{ $name }“ ist ausgeführt.
batch-failed-body = Der Stapel „{ $name }“ ist fehlgeschlagen. { $problem }
batch-cancelled-body = Der Stapel „{ $name }“ wurde abgebrochen.
batch-changed = { $count ->
    [one] { $count } Konto wurde geändert.
   *[other] { $count } Konten wurden geändert.
}
batch-changed-before = { $count ->
    [one] { $count } Konto wurde vorher geändert.
   *[other] { $count } Konten wurden vorher geändert.
}
batch-errors = { $count ->
    [one] { $count } Zeile konnte nicht ausgeführt werden.
   *[other] { $count } Zeilen konnten nicht ausgeführt werden.
}
batch-conflicts = { $count ->
    [one] { $count } Zeile blieb unverändert, weil jemand anderes das Konto geändert hat.
   *[other] { $count } Zeilen blieben unverändert, weil jemand anderes die Konten geändert hat.
}
batch-report = Der Bericht:

message-subject = Eine Nachricht von { $sender }
message-subject-nobody = Eine Nachricht für Sie
message-from = { $sender } hat Ihnen geschrieben:
message-from-nobody = Sie haben eine Nachricht bekommen:
message-answer = Zum Antworten öffnen Sie diese Seite:
message-answer-mail = Zum Antworten antworten Sie auf diese E-Mail, oder öffnen Sie diese Seite:

digest-subject = { $count ->
    [one] { $count } ungelesene Nachricht
   *[other] { $count } ungelesene Nachrichten
}
digest-body = { $count ->
    [one] Diese Nachricht haben Sie noch nicht gelesen:
   *[other] Diese Nachrichten haben Sie noch nicht gelesen:
}
digest-item = **{ $subject }**, von { $sender }
digest-item-nobody = **{ $subject }**
digest-inbox = Ihr Posteingang:

unsubscribe = E-Mails dieser Art beenden Sie mit einem Klick:
