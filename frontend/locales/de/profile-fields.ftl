# Eigene Profilfelder.

customs = Profilfelder
customs-lead = Was Sie über Personen zusätzlich zu den üblichen Feldern festhalten. Es steht in Profilen, Filtern, Dateien und Downloads.
customs-none = Noch keine Profilfelder
customs-none-detail = Legen Sie eines für das an, was Ihre Organisation wissen muss, zum Beispiel eine Kostenstelle.
custom-new = Neues Feld
custom-edit-title = „{ $name }“ ändern
custom-saved = { $name } ist gespeichert.
custom-label = Beschriftung
custom-label-help = Was man liest.
custom-name = Kurzname
custom-name-help = Steht in Filtern und Kopfzeilen von Dateien. Er lässt sich später nicht ändern.
custom-name-taken = Es gibt schon ein Feld mit diesem Namen.
custom-kind = Art
custom-kind-help = Sie lässt sich später nicht ändern.
custom-kind-text = Text
custom-kind-number = Zahl
custom-kind-date = Datum
custom-kind-choice = Auswahl
custom-kind-yes-no = Ja oder nein
custom-choices = Auswahlwerte
custom-choices-help = Einer je Zeile.
custom-choices-fewer = Konten mit einem Wert, den Sie entfernen, behalten ihn, bis er geändert wird.
custom-choice-count =
    { $count ->
        [one] 1 Wert
       *[other] { $count } Werte
    }
custom-rules = Regeln
custom-required = Pflichtfeld
custom-required-help = Neue Konten brauchen einen Wert.
custom-required-now = Konten ohne Wert bleiben, wie sie sind; die nächste Änderung dieses Feldes muss es dort ausfüllen.
custom-unique = Eindeutig
custom-unique-help = Keine zwei Konten haben denselben Wert.
custom-visible-to = Sichtbar für
custom-visible-everybody = Alle
custom-visible-self = Die Person und Personal
custom-visible-staff = Nur Personal
custom-editable-by = Änderbar durch
custom-editable-self = Die Person und Personal
custom-editable-staff = Nur Personal
custom-delete = Löschen
custom-delete-title = „{ $name }“ löschen?
custom-delete-what = Das Feld verschwindet mit seinen Werten aus jedem Profil, und sie kommen nicht zurück. Nur der Verlauf jedes Kontos behält sie. Gespeicherte Filter, die danach fragen, gehen nicht mehr.
custom-delete-affected =
    { $count ->
        [one] 1 Konto hat einen Wert, der verloren ginge
       *[other] { $count } Konten haben einen Wert, der verloren ginge
    }
custom-deleted = { $name } ist gelöscht.
