# The filter builder.

filter = Filter
filter-button =
    { $count ->
        [0] Filter
        [one] Filter (1 condition)
       *[other] Filter ({ $count } conditions)
    }
filter-apply = Show matching users
filter-clear = Clear the filter
filter-group = Conditions
filter-join = Match
filter-all = all of these
filter-any = any of these
filter-add = Add a condition
filter-add-group = Add a group
filter-remove-group = Remove this group
filter-remove = Remove the condition on { $field }
filter-field = Field
filter-operator = How { $field } is compared
filter-value = Value for { $field }
filter-until = Until, for { $field }
filter-and = and
filter-count = How many, for { $field }
filter-unit = Unit of time
filter-choose = Choose…
filter-missing = Fill this in, or remove the condition.
filter-or-never = or never signed in
filter-without-never = Users who have never signed in are left out.
filter-or-open = or no such date
filter-without-open = Users without such a date are left out.
filter-by-hand = This filter can't be shown as conditions
filter-by-hand-detail = It uses parts of the filter language that have no form here. You can change it as text, or clear it and begin anew.
filter-text = Filter as text
filter-text-help = For example: department eq "Sales" and last_access_at lt "2026-01-01"

operator-is = is
operator-is-not = is not
operator-contains = contains
operator-does-not-contain = does not contain
operator-starts-with = starts with
operator-ends-with = ends with
operator-is-empty = is empty
operator-is-not-empty = is not empty
operator-yes = yes
operator-no = no
operator-before = before
operator-since = on or after
operator-between = between
operator-in-the-last = in the last
operator-not-in-the-last = not in the last
operator-never = never
operator-ever = at any time

unit-minutes =
    { $count ->
        [one] minute
       *[other] minutes
    }
unit-hours =
    { $count ->
        [one] hour
       *[other] hours
    }
unit-days =
    { $count ->
        [one] day
       *[other] days
    }
unit-weeks =
    { $count ->
        [one] week
       *[other] weeks
    }
unit-months =
    { $count ->
        [one] month
       *[other] months
    }
unit-years =
    { $count ->
        [one] year
       *[other] years
    }
