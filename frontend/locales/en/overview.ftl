# The overview, and what is under way.

nav-overview = Overview
overview = Overview
overview-hello = Hello { $name }. This is how the accounts stand.
overview-accounts =
    { $count ->
        [one] 1 account
       *[other] { $count } accounts
    }
overview-sign-ins = Sign-ins of the last 30 days
overview-no-sign-ins = No sign-ins during the last 30 days.
overview-zone = Days in the time zone { $zone }.
overview-batches = Batches
overview-all-batches = All batches

day-count =
    { $count ->
        [one] { $day }: 1
       *[other] { $day }: { $count }
    }
day-summary = { $title }: { $total } in all, at most { $most } on one day
figures-as-table = Show the figures

work = Work under way
work-button =
    { $count ->
        [0] Work under way: nothing at the moment
        [one] Work under way: 1 batch
       *[other] Work under way: { $count } batches
    }
work-none = Nothing is under way at the moment.
work-before = Finished lately
work-ended = { $name }: { $state }
work-open = Open

search-people = Find a person
search-failed = The search did not work. Press Enter to open the list.
search-found =
    { $count ->
        [one] 1 person found
       *[other] { $count } people found
    }
search-all = Show all who match “{ $text }”
