# Courses, and who takes part in them.

courses = Courses
courses-find = Find courses
courses-search = Search name or code
courses-total =
    { $count ->
        [one] 1 course
       *[other] { $count } courses
    }
courses-pages = Pages of courses
courses-show-current = Not archived
courses-show-hidden = Hidden
courses-show-archived = Archived
courses-show-all = All
courses-none = No courses yet
courses-none-detail = Courses appear here as soon as they are made. Archived ones are under “Show”.
courses-none-found = No courses match
courses-none-found-detail = Try fewer letters, or look among the archived courses under “Show”.

course = Course
course-name = Name
course-code = Code
course-code-help = Files, filters and settings name the course by it. No other course has the same.
course-code-taken = Another course has this code.
course-category = Category
course-category-label = Category (optional)
course-category-help = Courses of one category belong together.
course-dates = Start and end
course-starts-label = First day (optional)
course-ends-label = Last day (optional)
course-ends-early = The last day is before the first one.
course-state = State
course-open = Open
course-not-begun = Not started
course-ended = Ended
course-archived = Archived
course-hidden = Hidden
course-visible = Learners see this course
course-visible-help = As long as it is hidden, only those who run it see it.
course-groups-mode = Groups
course-groups-mode-help = Whether participants of one group see those of another.
course-groups-none = No groups
course-groups-visible = Visible groups
course-groups-separate = Separate groups
course-new = New course
course-edit = Edit settings…
course-edit-title = Settings of “{ $name }”
course-saved = { $name } is saved.
course-stale = What you have typed is still below. If you save again, it takes the place of what they wrote.
course-copy = Copy
course-copy-open = Copy…
course-copy-title = Copy “{ $name }”
course-copy-what = The copy has the settings and groups of this course. Nobody is enrolled in it.
course-copy-name = { $name } (copy)
course-copied = { $name } is ready.
course-archive = Archive
course-reopen = Reopen
course-archived-toast = { $name } is archived.
course-reopened-toast = { $name } is open again.
course-is-archived = This course is archived
course-delete = Delete
course-delete-open = Delete…
course-delete-title = Delete “{ $name }”?
course-delete-what = Nobody is enrolled in it. Its settings and groups go with it, and it does not come back.
course-not-empty-title = “{ $name }” can't be deleted
course-not-empty-count =
    { $count ->
        [0] Somebody was enrolled in it in the meantime.
        [one] 1 person is enrolled in it.
       *[other] { $count } people are enrolled in it.
    }
course-not-empty-what = Only a course without participants can be deleted. Archive it instead: it stays with everything that was done in it, and nobody works in it any more. Deleted accounts count for as long as they can be restored.
course-not-empty-people = See the participants
course-more = More actions
course-tabs = Parts of the course
course-open-page = Open the course

# The field in which one chooses a course.
course-pick-help = Type a part of its name or code.
course-pick-clear = Choose another course
course-pick-missing = Choose a course from the list.
course-picked = Chosen: { $name } ({ $code })

# The field in which one chooses a user.
person-pick-help = Type a part of the name, username or email.
person-pick-clear = Choose another user
person-pick-missing = Choose a user from the list.
person-picked = Chosen: { $name } ({ $username })

# Participants.
participants = Participants
participants-total =
    { $count ->
        [one] 1 participant
       *[other] { $count } participants
    }
participants-add = Add participants
participants-add-title = Add to “{ $course }”
participants-by-list = Add many by a list of usernames or emails
course-nobody = Nobody is enrolled yet
course-nobody-detail = Add people one by one or by a list, or enrol a whole cohort.
course-role = Role
course-roles = Roles
course-status = Enrolment
course-group = Group
course-groups = Groups
field-course-roles = Roles
field-course-status = Enrolment
field-course-groups = Groups
field-course-dates = Start and end
field-course-source = Enrolled by
field-course-access = Last access to the course
dates-both = { $from } – { $to }
dates-from = from { $from }
dates-until = until { $to }

enrol = Enrol
enrolments = Courses
enrolment-active = Active
enrolment-suspended = Suspended
enrolment-not-begun = Not started
enrolment-ended = Ended
enrolment-source-manual = By hand
enrolment-source-file = By a file
enrolment-source-cohort = Cohort { $key }
enrolment-change = Change enrolment…
enrolment-suspend = Suspend enrolment
enrolment-activate = Activate enrolment
enrolment-end = Unenrol…
enrolment-end-do = Unenrol
enrolment-of-cohort = Enrolled by the cohort { $key }
enrolment-title = { $name } in “{ $course }”
enrolment-role-missing = Choose at least one role.
enrolment-role-fixed = { $role } (only others can take it away)
enrolment-changed = The enrolment of { $name } is changed.
enrolment-suspended-toast = The enrolment of { $name } is suspended.
enrolment-activated-toast = The enrolment of { $name } is active again.
enrolment-end-title = Unenrol { $name } from “{ $course }”?
enrolment-end-what = The person no longer sees the course. What they have done in it is kept.
enrolment-ended-toast = { $name } is no longer enrolled in “{ $course }”.
enrolled-toast = { $name } is enrolled in “{ $course }”.

# Groups of a course.
group-new = New group
group-name = Name
group-taken = Another group of this course has this name.
group-members = Participants
group-rename = Rename
group-rename-title = Rename “{ $name }”
group-delete-title = Delete the group “{ $name }”?
group-delete-what =
    { $count ->
        [0] Nobody is in it.
        [one] 1 participant is in it, and stays in the course.
       *[other] { $count } participants are in it, and stay in the course.
    }
groups-none = No groups yet
groups-none-detail = Groups divide the participants of this course, such as by day or by teacher.

# Cohorts that a course enrols as a whole.
course-cohort-add = Enrol a cohort
course-cohort-what = All members are enrolled within a few seconds. Who joins the cohort later is enrolled too.
course-cohort-leaving = Those who leave the cohort
course-cohort-leaving-unenrol = are unenrolled
course-cohort-leaving-suspend = are suspended in the course
course-cohort-added = The members of { $name } are being enrolled.
course-cohort-remove-title = Stop enrolling { $name }?
course-cohort-remove-unenrol = Its members are unenrolled within a few seconds, unless they are enrolled in another way too.
course-cohort-remove-suspend = The enrolments of its members are suspended within a few seconds.
course-cohort-removed = { $name } is no longer enrolled.
course-cohorts-none = No cohort is enrolled
course-cohorts-none-detail = Enrol a whole cohort, and the participants follow when people join it or leave it.

# A person's page.
person-enrolments-none = This person is in no course.
person-enrol = Enrol in a course
person-enrol-title = Enrol { $name } in a course

# One's own courses.
my-courses = My courses
my-courses-lead = The courses that you take part in.
my-courses-role = Your role
my-courses-staff = Not enrolled, but you have a role
my-courses-none = You are in no course
my-courses-none-detail = Courses appear here as soon as somebody enrols you.
my-courses-none-staff = Only courses in which you are enrolled yourself appear here. All others are under “Courses”.
own-part = Your enrolment
own-part-none = You are not enrolled in this course.

# Actions on a selection.
bulk-in-course = The course is “{ $name }”.
bulk-enrol =
    { $count ->
        [one] Enrol 1 user in a course
       *[other] Enrol { $count } users in a course
    }
bulk-enrol-what = They get the role that you choose. Who is enrolled already keeps what they have, and gets the role as well.
bulk-unenrol =
    { $count ->
        [one] Unenrol 1 user
       *[other] Unenrol { $count } users
    }
bulk-unenrol-what = They no longer see the course. What they have done in it is kept.
bulk-set-enrolment =
    { $count ->
        [one] Change the enrolment of 1 user
       *[other] Change the enrolment of { $count } users
    }
bulk-set-enrolment-what = Their enrolments are suspended, or become active again. The accounts stay as they are.
action-role = Role
action-group = Group (optional)
action-group-none = No group
action-starts-at = First day (optional)
action-starts-at-help = Leave it empty to let them begin at once.
action-ends-at = Last day (optional)
action-ends-at-help = Leave it empty for an enrolment without an end.
action-status = Enrolment
field-roles = Roles
field-groups = Groups
field-starts-at = Start
field-ends-at = End

# The history of a person.
history-enrolment-created = Enrolled in a course
history-enrolment-changed = Enrolment changed
history-enrolment-removed = Unenrolled from a course
change-in-course = { $field } in { $course }
identifier = Username or e-mail address
identifier-help = Exactly as the account has it.
identifier-missing = Say who it is.
identifier-unknown = No account has exactly this, or more than one has.
