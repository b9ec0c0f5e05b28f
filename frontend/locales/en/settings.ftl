# The site's settings.

settings = Settings
settings-lead = What counts for the whole site. A change counts at once, and its history says who made it.
setting = Setting
setting-value = Value
setting-value-in = Value, in { $unit }
setting-source = Set
setting-from-default = Not set: the default
setting-from-here = Set here
setting-from-environment = Set by the server's environment
setting-default-is = The default is { $value }.
setting-change = Change
setting-reset = Use the default
setting-limits = A whole number from { $least } to { $most }.
setting-saved = { $name } is changed.
setting-history-of = History of { $name }
setting-history-none = Not changed yet
setting-history-none-detail = From the first change on, this says who made it, when, and what the value was before.
setting-before = Before
setting-after = After

setting-site-timezone = Time zone
setting-site-timezone-about = The time zone of times that are given without one, such as those in files.
setting-batches-confirm-above = Confirmation above
setting-batches-confirm-above-about = A bulk operation that touches more accounts than this asks for their number before it is applied.
setting-batches-confirm-share = Confirmation above a share
setting-batches-confirm-share-about = From 50 accounts up, a bulk operation that touches more than this share of all accounts asks for their number.
setting-batches-approve-above = Approval above
setting-batches-approve-above-about = A bulk operation that touches more accounts than this, together with what the same person has applied within a day, is approved by a second person before it is applied. 0: no approval is needed.
setting-batches-max-file-bytes = Largest file
setting-batches-max-file-bytes-about = The largest file that can be uploaded.
setting-batches-max-rows = Most rows of a file
setting-batches-max-rows-about = Files with more rows are refused.
setting-batches-max-cell-bytes = Longest cell
setting-batches-max-cell-bytes-about = Files with a longer cell are refused; a row may have four times that.
setting-exports-max-pdf-people = Most people in a PDF
setting-exports-max-pdf-people-about = A document that is laid out as a whole takes memory for all of them.
setting-exports-keep-hours = Exports are kept for
setting-exports-keep-hours-about = How long the file of an export can be taken.
setting-exports-link-minutes = Links to exports are good for
setting-exports-link-minutes-about = How long a link to the file of an export works without signing in.
setting-users-extended-usernames = Usernames in any script
setting-users-extended-usernames-about = Whether usernames may have letters and digits of any script. Switched off again, the names that are there stay.
setting-users-free-names = Free names of deleted accounts
setting-users-free-names-about = Whether others can take the username and e-mail address of a deleted account at once. A user who is restored then gets them back only if they are free.
setting-users-tell-suspended = Tell people that they are suspended
setting-users-tell-suspended-about = Whether people are told by e-mail that their account was suspended.
setting-users-retention-days = Deleted accounts are kept for
setting-users-retention-days-about = How long deleted accounts can be restored before they are purged for good.

amount-accounts =
    { $count ->
        [one] 1 account
       *[other] { $count } accounts
    }
amount-percent = { $count } %
amount-rows =
    { $count ->
        [one] 1 row
       *[other] { $count } rows
    }
amount-people =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
amount-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
amount-minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
amount-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
unit-name-accounts = accounts
unit-name-percent = percent
unit-name-rows = rows
unit-name-people = people
unit-name-hours = hours
unit-name-minutes = minutes
unit-name-days = days
unit-name-bytes = bytes
