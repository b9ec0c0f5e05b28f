# Das eigene Konto, und die Angaben zu jedem Konto.

account = Mein Konto
account-lead = Ihr Profil, und wie Sie und Ihre Programme sich anmelden.
account-details = Profil

details-edit = Bearbeiten
details-saved = Gespeichert.
save = Speichern
details-overtaken = Jemand anderes hat dieses Konto inzwischen geändert
details-overtaken-disputed = Noch ist nichts überschrieben. Neben Ihrem Wert sehen Sie, was jetzt eingetragen ist: Behalten Sie Ihren, oder übernehmen Sie den anderen, und speichern Sie dann.
details-overtaken-taken = Das wurde übernommen; Ihre Eingaben sind erhalten. Sehen Sie es sich an, und speichern Sie noch einmal.
details-overtaken-elsewhere = Was Sie hier sehen, hat sich nicht geändert. Speichern Sie noch einmal.
details-theirs = Aktueller Wert: { $value }
details-take = Übernehmen
details-take-named = Aktuellen Wert übernehmen: { $name }
value-none = –
value-missing = Bitte ausfüllen.

account-password = Passwort
account-password-what = Ein neues Passwort beendet alle Ihre anderen Anmeldungen und Ihre Tokens.
account-password-submit = Passwort ändern
account-password-changed = Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet.
account-password-elsewhere = Sie melden sich mit { $method } an. Dort ändern Sie auch Ihr Passwort.

account-sessions = Wo Sie angemeldet sind
session-current = Diese hier
session-end = Abmelden
session-end-named = Abmelden: { $program }
session-end-title = Dort abmelden?
session-end-what = Wer sie benutzt, muss sich neu anmelden. Ihre Tokens gelten weiter.
session-ended = Dort abgemeldet.
sessions-end = Überall sonst abmelden
sessions-end-title = Überall sonst abmelden?
sessions-end-what = Alle Ihre Anmeldungen außer dieser enden sofort. Ihre Tokens gelten weiter.
sessions-ended = Überall sonst abgemeldet.
program-on = { $program } auf { $system }

tokens = Tokens für Programme
tokens-what = Mit einem Token meldet sich ein Skript oder ein anderes System in Ihrem Namen an: für das, was Sie erlauben, und nicht länger, als Sie angeben.
tokens-none = Sie haben keine Tokens.
token-new = Neues Token
token-new-title = Neues Token
token-name = Name
token-name-help = Wofür es ist, zum Beispiel „Personalsystem“. An diesem Namen erkennen Sie es wieder.
token-scopes = Was es darf
token-scopes-help = So wenig, wie es braucht. Nie mehr, als Sie selbst dürfen.
token-scopes-missing = Wählen Sie, was es darf.
token-span-label = Gültig
token-span = { $days } Tage
token-span-other = Bis zu einem anderen Tag
token-day = Gültig bis
token-day-past = Wählen Sie einen Tag in der Zukunft.
token-make = Token anlegen
token-made-title = Token „{ $name }“
token-once = Kopieren Sie es jetzt: Es wird nicht noch einmal angezeigt
token-once-detail = Bewahren Sie es wie ein Passwort auf. Wer es hat, kann in Ihrem Namen tun, was es darf.
token-secret = Token
token-made-until = Gültig bis { $at }.
token-lost = Das Token wurde angelegt, aber sein Text kam nicht an
token-lost-detail = Löschen Sie es, und legen Sie ein neues an.
token-ends = Gültig bis
token-used = Zuletzt benutzt
token-delete = Löschen
token-delete-named = { $name } löschen
token-delete-title = „{ $name }“ löschen?
token-delete-what = Programme, die dieses Token benutzen, werden ab sofort abgewiesen. Das lässt sich nicht rückgängig machen.
token-deleted = { $name } ist gelöscht.

copy = Kopieren
copied = Kopiert.
copy-by-hand = Der Text ist markiert: Kopieren Sie ihn mit Strg+C.
