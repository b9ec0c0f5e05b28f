# Einstellungen der ganzen Website.

settings = Einstellungen
settings-lead = Was für die ganze Website gilt. Eine Änderung gilt sofort, und ihr Verlauf sagt, von wem sie ist.
setting = Einstellung
setting-value = Wert
setting-value-in = Wert in { $unit }
setting-source = Gesetzt
setting-from-default = Nicht gesetzt: Standardwert
setting-from-here = Hier gesetzt
setting-from-environment = Von der Umgebung des Servers gesetzt
setting-default-is = Der Standardwert ist { $value }.
setting-change = Ändern
setting-reset = Standardwert verwenden
setting-limits = Eine ganze Zahl von { $least } bis { $most }.
setting-saved = { $name } ist geändert.
setting-history-of = Verlauf von { $name }
setting-history-none = Noch nicht geändert
setting-history-none-detail = Ab der ersten Änderung steht hier, wer sie wann vorgenommen hat und welcher Wert vorher galt.
setting-before = Vorher
setting-after = Nachher

setting-site-timezone = Zeitzone
setting-site-timezone-about = Die Zeitzone von Zeiten, die ohne Zeitzone angegeben sind, zum Beispiel in Dateien.
setting-batches-confirm-above = Bestätigung ab
setting-batches-confirm-above-about = Ein Massenvorgang, der mehr Konten betrifft, fragt vor der Ausführung nach ihrer Zahl.
setting-batches-confirm-share = Bestätigung ab einem Anteil
setting-batches-confirm-share-about = Ab 50 Konten fragt ein Massenvorgang nach ihrer Zahl, der mehr als diesen Anteil aller Konten betrifft.
setting-batches-approve-above = Freigabe ab
setting-batches-approve-above-about = Ein Massenvorgang, der mehr Konten betrifft, wird vor der Ausführung von einer zweiten Person freigegeben; was dieselbe Person innerhalb eines Tages ausgeführt hat, zählt mit. 0: nie.
setting-batches-max-file-bytes = Größte Datei
setting-batches-max-file-bytes-about = Die größte Datei, die hochgeladen werden kann.
setting-batches-max-rows = Höchste Zahl von Zeilen
setting-batches-max-rows-about = Dateien mit mehr Zeilen werden abgelehnt.
setting-batches-max-cell-bytes = Längste Zelle
setting-batches-max-cell-bytes-about = Dateien mit einer längeren Zelle werden abgelehnt; eine Zeile darf viermal so lang sein.
setting-exports-max-pdf-people = Höchste Zahl von Personen in einem PDF
setting-exports-max-pdf-people-about = Ein Dokument, das als Ganzes gesetzt wird, braucht Speicher für alle.
setting-exports-keep-hours = Aufbewahrung von Exporten
setting-exports-keep-hours-about = Wie lange die Datei eines Exports abgeholt werden kann.
setting-exports-link-minutes = Gültigkeit von Links zu Exporten
setting-exports-link-minutes-about = Wie lange ein Link zur Datei eines Exports ohne Anmeldung gilt.
setting-users-extended-usernames = Anmeldenamen in jeder Schrift
setting-users-extended-usernames-about = Ob Anmeldenamen Buchstaben und Ziffern jeder Schrift haben dürfen. Wird es ausgeschaltet, bleiben vorhandene Namen.
setting-users-free-names = Namen gelöschter Konten freigeben
setting-users-free-names-about = Ob andere den Anmeldenamen und die E-Mail-Adresse eines gelöschten Kontos sofort bekommen können. Wer wiederhergestellt wird, bekommt sie dann nur zurück, wenn sie frei sind.
setting-users-tell-suspended = Über Sperren benachrichtigen
setting-users-tell-suspended-about = Ob Personen per E-Mail erfahren, dass ihr Konto gesperrt wurde.
setting-users-retention-days = Aufbewahrung gelöschter Konten
setting-users-retention-days-about = Wie lange gelöschte Konten wiederhergestellt werden können, bevor sie endgültig entfernt werden.

amount-accounts =
    { $count ->
        [one] 1 Konto
       *[other] { $count } Konten
    }
amount-percent = { $count } %
amount-rows =
    { $count ->
        [one] 1 Zeile
       *[other] { $count } Zeilen
    }
amount-people =
    { $count ->
        [one] 1 Person
       *[other] { $count } Personen
    }
amount-hours =
    { $count ->
        [one] 1 Stunde
       *[other] { $count } Stunden
    }
amount-minutes =
    { $count ->
        [one] 1 Minute
       *[other] { $count } Minuten
    }
amount-days =
    { $count ->
        [one] 1 Tag
       *[other] { $count } Tage
    }
unit-name-accounts = Konten
unit-name-percent = Prozent
unit-name-rows = Zeilen
unit-name-people = Personen
unit-name-hours = Stunden
unit-name-minutes = Minuten
unit-name-days = Tagen
unit-name-bytes = Bytes
