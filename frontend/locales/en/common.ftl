# What every page uses.

product = Rollcall
window-title = { $page } · Rollcall
loading = Loading…
close = Close
cancel = Cancel
undo = Undo
retry = Try again
actions = Actions
never = Never
skip-to-content = Skip to content
navigation = Navigation
nav-users = Users
nav-batches = Batches
breadcrumb = Page above
notices = Notices
close-notice = Close this notice
clear-filters = Clear search and filters

account-menu = Account:
signed-in-as = Signed in as
theme = Appearance
theme-system = Same as system
theme-light = Light
theme-dark = Dark

tone-info = Note:
tone-success = Done:
tone-warning = Warning:
tone-danger = Error:

crash = Something went wrong in the console itself, and it can't go on. What was sent to the server is safe.
crash-reload = Load the page again

offline = You are offline
overdue = This page could not be refreshed
overdue-detail = The server can't be reached. You see what was there before; the page tries again by itself.
offline-detail = Nothing you do here reaches the server until the connection is back.

not-found = Page not found
not-found-detail = There is nothing at { $path }. The address may be mistyped, or the page is gone.
to-start = Go to the start page
forbidden = You can't see this page
forbidden-detail = Your roles don't include it. An administrator can change that.

failure-unreachable = The server can't be reached
failure-unreachable-detail = Check your connection and try again. Nothing was lost here.
failure-unreadable = The server gave an answer that makes no sense
failure-unreadable-detail = Something between here and Rollcall answered with status { $status }. Try again in a moment; if it goes on, tell the people who run the server.
failure-too-large = The file is too large
failure-too-large-detail = Split it into smaller files and upload them one after the other.
failure-cancelled = Cancelled
problem-point = { $field }: { $message }
request-id = Request

pager-range = { $first }–{ $last }
pager-range-of = { $first }–{ $last } of { $total }
pager-size = Per page
pager-previous = Previous
pager-next = Next

download-failed = The file could not be downloaded. { $reason }

size-bytes =
    { $count ->
        [one] 1 byte
       *[other] { $count } bytes
    }
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
duration-moment = a moment
duration-seconds = { $count } seconds
duration-minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
duration-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }

drop-hint = or drop it here
drop-chosen = Chosen: { $name } ({ $size })

done = Done
language = Language

step-done = (done)
wizard-next = Next
wizard-back = Back

pick-page = Select all on this page
pick-row = Select { $name }
sort-hint = Click to sort; with Shift, sort by this column too
sorted-further = (sorted by this in place { $rank }, { $order })

columns = Columns
columns-title = Columns
columns-what = The view is part of the address, so you can bookmark and share it.
columns-most = At most { $count } of your own profile fields can be shown at a time.
columns-too-many =
    { $count ->
        [one] 1 profile field too many
       *[other] { $count } profile fields too many
    }
columns-save = Apply
columns-usual = Restore the usual columns
density = Density
density-compact = Compact
density-comfortable = Comfortable
language-failed = The texts of this language could not be loaded. Check the connection, or load the page again.
part-failed = This page could not be loaded
part-failed-detail = Check the connection and try again. If the console was updated in the meantime, reload the page in your browser.
