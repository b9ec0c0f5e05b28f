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
