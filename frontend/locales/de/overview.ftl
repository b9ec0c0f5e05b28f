# The overview, and what is under way.

nav-overview = Übersicht
overview = Übersicht
overview-hello = Hallo { $name }. Das ist der aktuelle Stand der Konten.
overview-accounts =
    { $count ->
        [one] 1 Konto
       *[other] { $count } Konten
    }
overview-sign-ins = Anmeldungen der letzten 30 Tage
overview-no-sign-ins = Keine Anmeldungen in den letzten 30 Tagen.
overview-zone = Tage in der Zeitzone { $zone }.
overview-batches = Stapel
overview-all-batches = Alle Stapel

day-count =
    { $count ->
        [one] { $day }: 1
       *[other] { $day }: { $count }
    }
day-summary = { $title }: insgesamt { $total }, höchstens { $most } an einem Tag
figures-as-table = Zahlen anzeigen

work = Laufende Vorgänge
work-button =
    { $count ->
        [0] Laufende Vorgänge: derzeit keine
        [one] Laufende Vorgänge: 1 Stapel
       *[other] Laufende Vorgänge: { $count } Stapel
    }
work-none = Derzeit läuft nichts.
work-before = Zuletzt beendet
work-ended = { $name }: { $state }
work-open = Öffnen

search-people = Person suchen
search-failed = Die Suche ist fehlgeschlagen. Drücken Sie die Eingabetaste, um die Liste zu öffnen.
search-found =
    { $count ->
        [one] 1 Person gefunden
       *[other] { $count } Personen gefunden
    }
search-all = Alle Treffer für „{ $text }“ anzeigen
