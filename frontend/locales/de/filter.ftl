# The filter builder.

filter = Filter
filter-button =
    { $count ->
        [0] Filter
        [one] Filter (1 Bedingung)
       *[other] Filter ({ $count } Bedingungen)
    }
filter-apply = Passende Personen anzeigen
filter-clear = Filter zurücksetzen
filter-group = Bedingungen
filter-join = Zutreffen muss
filter-all = alles davon
filter-any = mindestens eines davon
filter-add = Bedingung hinzufügen
filter-add-group = Gruppe hinzufügen
filter-remove-group = Diese Gruppe entfernen
filter-remove = Bedingung für „{ $field }“ entfernen
filter-field = Feld
filter-operator = Vergleich für „{ $field }“
filter-value = Wert für „{ $field }“
filter-until = Ende für „{ $field }“
filter-and = und
filter-count = Anzahl für „{ $field }“
filter-unit = Zeiteinheit
filter-choose = Auswählen…
filter-missing = Füllen Sie dies aus, oder entfernen Sie die Bedingung.
filter-or-never = oder noch nie angemeldet
filter-without-never = Wer sich noch nie angemeldet hat, fehlt in der Liste.
filter-or-open = oder ohne solches Datum
filter-without-open = Wer kein solches Datum hat, fehlt in der Liste.
filter-by-hand = Dieser Filter lässt sich nicht als Bedingungen darstellen
filter-by-hand-detail = Er verwendet Teile der Filtersprache, für die es hier kein Formular gibt. Sie können ihn als Text ändern oder zurücksetzen und neu beginnen.
filter-text = Filter als Text
filter-text-help = Zum Beispiel: department eq "Vertrieb" and last_access_at lt "2026-01-01"

operator-is = ist
operator-is-not = ist nicht
operator-contains = enthält
operator-does-not-contain = enthält nicht
operator-starts-with = beginnt mit
operator-ends-with = endet mit
operator-is-empty = ist leer
operator-is-not-empty = ist nicht leer
operator-yes = ja
operator-no = nein
operator-before = vor dem
operator-since = ab dem
operator-between = zwischen
operator-in-the-last = in den letzten
operator-not-in-the-last = nicht in den letzten
operator-never = nie
operator-ever = jemals

unit-minutes =
    { $count ->
        [one] Minute
       *[other] Minuten
    }
unit-hours =
    { $count ->
        [one] Stunde
       *[other] Stunden
    }
unit-days =
    { $count ->
        [one] Tag
       *[other] Tagen
    }
unit-weeks =
    { $count ->
        [one] Woche
       *[other] Wochen
    }
unit-months =
    { $count ->
        [one] Monat
       *[other] Monaten
    }
unit-years =
    { $count ->
        [one] Jahr
       *[other] Jahren
    }
