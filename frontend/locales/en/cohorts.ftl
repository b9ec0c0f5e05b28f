# Cohorts: groups of people for the whole site.

cohorts = Cohorts
cohorts-lead = Groups of people for the whole site, whatever they are enrolled in. Use them in filters and files, and to act on many people at once.
cohorts-find = Find cohorts
cohorts-search = Search name or key
cohorts-total =
    { $count ->
        [one] 1 cohort
       *[other] { $count } cohorts
    }
cohorts-pages = Pages of cohorts
cohorts-none = No cohorts yet
cohorts-none-detail = Make one for people you often look for or act on together, such as all who began this autumn.
cohorts-none-found = No cohorts match
cohorts-none-found-detail = Try fewer letters, or another part of the name.
cohorts-show-all = Show all cohorts
cohorts-type-on = These are the first { $count }. Type more to find others.
cohort = Cohort
cohort-nobody = This cohort has no members
cohort-nobody-detail = Select people in the list of users, and add them to it.
cohort-new = New cohort
cohort-edit-title = Change “{ $name }”
cohort-saved = { $name } is saved.
cohort-name = Name
cohort-name-long = At most { $most } characters.
cohort-key = Key
cohort-key-help = Names the cohort in filters and files. It can't be changed later.
cohort-key-taken = There is a cohort with this key already.
cohort-key-invalid = Begin with a letter or digit, and use a–z, 0–9, hyphens, underscores and dots, at most { $most } of them.
cohort-description = Description
cohort-description-label = Description (optional)
cohort-stale = What you have typed is still below. If you save again, it takes the place of what they wrote.
cohort-stale-name = The name is now: { $name }
cohort-stale-description = The description is now: { $description }
cohort-delete = Delete
cohort-delete-title = Delete “{ $name }”?
cohort-delete-what = It has no members. Saved views that filter by it find no users from then on, and rows of files that name it can't be applied. It does not come back.
cohort-deleted = { $name } is deleted.
cohort-not-empty-title = “{ $name }” can't be deleted yet
cohort-not-empty-count =
    { $count ->
        [one] 1 user is in it.
       *[other] { $count } users are in it.
    }
cohort-not-empty-now = A user was added to it in the meantime.
cohort-not-empty-what = Remove all members first: select them in the list, and remove them from the cohort under “More actions”.
cohort-not-empty-people = Users in this cohort
cohort-not-empty-deleted = Deleted users in this cohort
cohort-not-empty-deleted-what = They count for as long as they can be restored.

# The field in which one chooses a cohort.
cohort-pick-help = Type a part of its name or key.
cohort-pick-clear = Choose another cohort
cohort-pick-missing = Choose a cohort from the list.
cohort-pick-failed = The cohorts could not be loaded
cohort-pick-none = There are no cohorts yet.
cohort-pick-make = Make a cohort
cohort-pick-search-failed = The search did not work. Type on to try again.
cohort-picked =
    { $count ->
        [one] Chosen: { $name } ({ $key }), 1 user
       *[other] Chosen: { $name } ({ $key }), { $count } users
    }

# A person's page.
cohorts-none-joined = This person is in no cohort.
cohort-join = Add to a cohort
cohort-join-title = Add { $name } to a cohort
cohort-join-do = Add
cohort-joined = { $name } is in “{ $cohort }” now.
cohort-leave = Remove
cohort-leave-named = Remove from { $cohort }
cohort-left = { $name } is no longer in “{ $cohort }”.

# What a change does to what people are in, and to what they hold.
change-cohorts-come = Added to cohorts
change-cohorts-go = Removed from cohorts
change-roles-come = Roles given
change-roles-go = Roles taken away

# A rule that fills a cohort.
rule = Rule
rule-active = By rule
rule-paused = Rule paused
rule-held = Rule waits
rule-settling = Being filled
rule-says = In this cohort are all who match
rule-nobody = nobody: it is being emptied
rule-none = People are added to this cohort by hand.
rule-begin = Fill it by a rule
rule-change = Change the rule
rule-pause = Pause
rule-resume = Resume
rule-pause-done = Nobody is added to “{ $name }” or leaves it for now.
rule-resume-done = “{ $name }” follows its rule again.
rule-take-away = Remove the rule
rule-take-away-title = Remove the rule of “{ $name }”?
rule-take-away-what =
    { $count ->
        [0] The cohort has no members. From then on, people are added by hand.
        [one] The one member leaves, and courses that enrol this cohort let them go. From then on, people are added by hand.
       *[other] All { $count } members leave, and courses that enrol this cohort let them go. From then on, people are added by hand.
    }
rule-taken-away = “{ $name }” has no rule any more.
rule-title = Who is in “{ $name }”?
rule-help = All who match are in the cohort, as soon as they match and for as long as they do. Try the rule to see who is added and who leaves.
rule-try = Try the rule
rule-try-first = Try the rule first.
rule-try-wait = Wait until it is known who is added and who leaves.
rule-save = Save the rule
rule-saved = “{ $name }” follows its rule.
rule-coming =
    { $count ->
        [0] Nobody is added.
        [one] 1 person is added:
       *[other] { $count } people are added:
    }
rule-leaving =
    { $count ->
        [0] Nobody leaves.
        [one] 1 person leaves:
       *[other] { $count } people leave:
    }
rule-staying =
    { $count ->
        [0] Nobody stays.
        [one] 1 person stays.
       *[other] { $count } people stay.
    }
rule-and-more = {" "}and { $count } more
rule-swing = The rule waits for you
rule-swing-detail = Many people would be added or leave at once, as many accounts have changed. Nobody has moved since. Look at who it is about, and let them, or change the rule.
rule-go-on =
    { $count ->
        [one] Let 1 person move
       *[other] Let { $count } people move
    }
rule-goes-on = “{ $name }” follows its rule again.
rule-unreadable = The rule can't be read any more
rule-unreadable-detail = A profile field that it asks for was deleted. Members stay as they are until the rule is changed.
why = Why?
why-named = Why in { $cohort }?
why-title = Why is { $name } in “{ $cohort }”?
why-none = People are added to this cohort by hand.
why-holds = Yes
why-holds-not = No
why-hidden = Hidden
why-all = All of these:
why-any = At least one of these:
why-not = None of these:
