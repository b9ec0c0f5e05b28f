# Names for the server's codes: <family>-<code>, with hyphens for underscores.

account-status-active = Active
account-status-suspended = Suspended
account-status-locked = Locked
account-status-unconfirmed = Unconfirmed
account-status-deleted = Deleted

auth-method-manual = Manual
auth-method-nologin = No login
auth-method-oidc = OpenID Connect
auth-method-ldap = LDAP

batch-state-planning = Planning
batch-state-planned = Planned
batch-state-queued = Queued
batch-state-applying = Applying
batch-state-applied = Applied
batch-state-failed = Failed
batch-state-cancelled = Cancelled
batch-state-expired = Expired

batch-action-suspension = Suspend or activate
batch-action-rename = Change usernames
batch-action-upsert = Create or update
batch-action-delete = Delete
batch-action-suspend = Suspend
batch-action-activate = Activate
batch-action-undo = Undo
batch-action-enrol = Enrol in a course
batch-action-unenrol = Unenrol
batch-action-set-enrolment = Change enrolment

outcome-create = Create
outcome-update = Update
outcome-rename = Rename
outcome-suspend = Suspend
outcome-activate = Activate
outcome-delete = Delete
outcome-restore = Restore
outcome-send = Send
outcome-submit = Submit
outcome-enrol = Enrol
outcome-unenrol = Unenrol
outcome-withdraw = Withdraw
outcome-unchanged = Unchanged
outcome-skip = Skip
outcome-conflict = Conflict
outcome-error = Error

delimiter-comma = Comma
delimiter-semicolon = Semicolon
delimiter-colon = Colon
delimiter-pipe = Vertical bar
delimiter-tab = Tab

encoding-utf-8 = UTF-8
encoding-utf-16le = UTF-16 (little endian)
encoding-utf-16be = UTF-16 (big endian)
encoding-windows-1252 = Windows-1252 (Western European)
encoding-iso-8859-2 = ISO 8859-2 (Central European)
encoding-iso-8859-15 = ISO 8859-15 (Western European)
encoding-shift-jis = Shift JIS (Japanese)

# Problems whose title says more here than in general.
problem-version-mismatch = Another user has changed this in the meantime
problem-too-many-requests = Too many requests at once
problem-internal = The server failed
problem-cohort-exists = This cohort exists already
problem-cohort-not-empty = People are in this cohort
problem-unknown-cohort = No such cohort

outcome-done-create = Created
outcome-done-update = Updated
outcome-done-rename = Renamed
outcome-done-suspend = Suspended
outcome-done-activate = Activated
outcome-done-delete = Deleted
outcome-done-restore = Restored
outcome-done-send = Sent
outcome-done-submit = Submitted
outcome-done-enrol = Enrolled
outcome-done-unenrol = Unenrolled
outcome-done-withdraw = Withdrawn
outcome-done-unchanged = Unchanged
outcome-done-skip = Skipped
outcome-done-conflict = Conflict
outcome-done-error = Error

problem-status-400 = The request could not be read
problem-status-403 = You may not do that
problem-status-404 = Not found
problem-status-409 = That is not possible any more
problem-status-413 = That is too large
problem-status-415 = That kind of file can't be read
problem-status-422 = That can't be used as it is
problem-status-428 = Please confirm the number

role-administrator = Administrator
role-account-manager = Account manager
role-helpdesk = Helpdesk
role-auditor = Auditor
role-privacy-officer = Privacy officer
role-course-creator = Course creator
role-instructor = Instructor
role-course-manager = Course manager
role-learner = Learner

batch-action-set-auth-method = Change authentication
batch-action-assign-role = Give a role
batch-action-add-to-cohort = Add to a cohort
batch-action-remove-from-cohort = Remove from a cohort
batch-action-confirm = Confirm
batch-action-force-password-change = Force password change
batch-action-sign-out = Sign out everywhere
batch-action-export = Download profiles
batch-action-restore = Restore

capability-users-view = See accounts
capability-users-view-private = See phone, address and ID number
capability-users-create = Make accounts
capability-users-update = Change accounts
capability-users-suspend = Suspend and activate
capability-users-delete = Delete and restore
capability-roles-assign = Hand out roles
capability-profile-fields-manage = Set up profile fields
capability-cohorts-manage = Manage cohorts
capability-batches-view = See batches
capability-batches-create = Plan batches
capability-batches-apply = Apply and undo batches
capability-audit-view = Read the audit log
capability-exports-create = Download profiles
capability-users-support = Help people to sign in
capability-roles-manage = Set up roles
capability-settings-manage = Change settings of the site
capability-auth-methods-manage = Set up how people sign in
capability-clients-manage = Set up OAuth clients
capability-tokens-manage = See and end tokens of others
capability-webhooks-manage = Set up webhooks
capability-mail-manage = Look after mail
capability-messages-send = Send messages
capability-messages-moderate = Look into reported messages
capability-messages-bulk-site = Write to many people of the site
capability-messages-bulk-course = Write to many people of a course
capability-courses-create = Make courses
capability-courses-manage = Change courses
capability-enrolments-manage = Change all enrolments
capability-participants-view = See participants
capability-participants-manage = Change participants
capability-assignments-manage = Set up assignments
capability-assignments-submit-on-behalf = Submit for others
capability-submissions-view = Read submissions
capability-deletion-requests-manage = Decide on deletion requests
capability-me-read = Read your own account
capability-me-write = Change your own account
