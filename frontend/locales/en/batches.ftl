# The list of batches, and one batch in all its states.

batches = Batches
batch = Batch
batches-pages = Pages of batches
batches-none = No batches yet
batches-none-detail = A batch changes many accounts at once: you see what it would do before anything happens, and can undo it afterwards.
batch-new-button = Upload a file
batch-new-forbidden = You may not change accounts by file
batch-name = Name
batch-action = Action
batch-state = State
batch-affected = Accounts
batch-by = Created by
batch-when = Created
batch-finished = Ended
by-system = The system

batch-undo-of = Undo of { $name }
batch-undoes = Nothing is undone yet. Look through the rows, then apply this batch: it undoes
batch-undone = This batch has been undone
batch-undone-by = See the batch that undid it
batch-cancelled = Stopped before the end
batch-cancelled-detail = What was applied until then stays. Rows that were not reached count as skipped.
batch-discarded = Discarded
batch-discarded-detail = Nothing was changed.
batch-expired = Expired
batch-expired-detail = The plan became too old to be applied. Upload the file again.
batch-failed = The batch failed

source-rows = Rows
source-count = Selected
source-file = File
source-size = Size

progress-planning = Planning
progress-planning-note = Every row is checked against the accounts as they are. Nothing is changed yet.
progress-queued = Waiting its turn
progress-applying = Applying
progress-applying-note = You can leave this page; the work goes on. What is done until you stop it stays done.
progress-waiting = Waiting
progress-reading = Reading the file
progress-of = { $done } of { $total }
progress-pace = { $rate } rows a second, { $left } left

announce-planned =
    { $count ->
        [0] The plan is ready. No account would change.
        [one] The plan is ready. 1 account would change.
       *[other] The plan is ready. { $count } accounts would change.
    }
announce-queued = The batch waits its turn.
announce-scheduled = The batch will be applied on { $at }.
announce-export-planned =
    { $count ->
        [0] The plan is ready. Nobody would be in the file.
        [one] The plan is ready. 1 account would be in the file.
       *[other] The plan is ready. { $count } accounts would be in the file.
    }
announce-applying = The batch is being applied.
announce-applied =
    { $count ->
        [one] The batch is applied. 1 account changed.
       *[other] The batch is applied. { $count } accounts changed.
    }
announce-cancelled = The batch was stopped.
announce-failed = The batch failed.
announce-expired = The batch has expired.

batch-apply =
    { $count ->
        [one] Apply to 1 account
       *[other] Apply to { $count } accounts
    }
apply-nothing = No account would change
apply-forbidden = Not among your permissions
apply-title =
    { $count ->
        [one] Change 1 account?
       *[other] Change { $count } accounts?
    }
apply-what = Each account is checked again first; one that was changed since the plan is left alone and reported. You can undo the batch afterwards.
apply-outcome = { $outcome }: { $count }
apply-confirm = Type { $count } to confirm
apply-confirm-help = The number is large for this site, so please make sure that it is what you expect.
apply-confirm-wrong = The number to type is { $count }.

stop = Stop
stop-title = Stop this batch?
stop-what = What is applied already stays applied, and can be undone. The rest is left alone.
discard = Discard the plan
discard-title = Discard this batch?
discard-what = The plan is thrown away. No account was changed.
stop-not = Keep it

rows = Rows
rows-caption = Rows of { $name }
rows-pages = Pages of rows
rows-none = No rows with this outcome.
outcomes = Rows by outcome
outcome-all = All rows
row-line = Line
row-number = No.
row-key = Account
row-outcome = Outcome
row-changes = Changes
row-messages = Remarks
becomes = becomes
value-empty = (empty)
value-yes = Yes
value-no = No

warnings =
    { $count ->
        [one] One thing to look at before you go on
       *[other] { $count } things to look at before you go on
    }
warnings-done =
    { $count ->
        [one] One thing was noted while planning
       *[other] { $count } things were noted while planning
    }
warning-times =
    { $count ->
        [one] (once)
       *[other] ({ $count } times)
    }

repair = Repair
repair-row = Repair line { $line }
repair-title = Repair line { $line }
repair-ignored = This column is ignored.
repair-save = Check and save
repaired = Line { $line } is repaired: { $outcome }.

download-rejected =
    { $count ->
        [one] Download the rejected row
       *[other] Download { $count } rejected rows
    }
download-report = Download the report

report-clean =
    { $count ->
        [0] Applied. No account changed.
        [one] Applied. 1 account changed.
       *[other] Applied. { $count } accounts changed.
    }
report-mixed =
    { $count ->
        [one] 1 account changed, { $left ->
            [one] 1 row was left out
           *[other] { $left } rows were left out
        }
       *[other] { $count } accounts changed, { $left ->
            [one] 1 row was left out
           *[other] { $left } rows were left out
        }
    }
report-mixed-detail = The rows below say why. Rejected rows can be downloaded, corrected and uploaded again.
report-bars = Rows by outcome, as bars
undo-nothing = Nothing left to undo

batch-steps = Steps of this file
step-file = File
step-settings = Settings
step-review = Review
step-apply = Apply
step-report = Report

replan = Change settings
replan-title = Plan again with other settings
replan-what = The file is read again and every row is planned anew. Cells that were repaired keep their repair. Nothing is changed yet.
replan-submit = Plan again

undo-plan = Plan the undo
batch-undoes-done = This batch has undone another one
download-plan = Download the plan
batch-state-undone = Undone
batch-state-discarded = Discarded

batch-made =
    { $count ->
        [one] { $action }: 1 account
       *[other] { $action }: { $count } accounts
    }
batch-made-everybody = { $action }: all users who match
row-nobody = no account named

approve = Approve
approve-title =
    { $count ->
        [one] Approve changing 1 account?
       *[other] Approve changing { $count } accounts?
    }
approve-what = With your approval the plan, as it is now, can be applied by you or by another user. Your name and the time are kept with it.
approval-asked = This plan needs your approval
approval-asked-detail = You have not made it, so you can be the second person. Look through the rows first.
approval-waits = Waits for another user's approval
approval-waits-detail = You have made this plan, or were the last to change it, so it has to be another person. They need these permissions: { $permissions }.
approval-other-detail = The person who approves it needs these permissions: { $permissions }. You do not have all of them.
approval-why = It would change { $count } accounts. Where there are more than { $above }, this site asks for a second person.
approval-lapsed = { $name } had approved it, but may no longer do so.
approval-given = Approved by { $name } on { $at }
approval-given-detail = It can be applied. Repairing a row or changing the settings takes the approval away.
apply-unapproved = Another user has to approve it first
batch-approved-by = Approved by
batch-applied-by = Applied by
batch-state-unapproved = Waits for approval
batches-show = Show
batches-show-all = All batches
batches-show-unapproved = Waiting for approval
batches-find = Find batches
batches-search = Find by name or username
batches-show-planned = Planned, not applied yet
batches-show-under-way = Under way or scheduled
batches-show-applied = Applied
batches-show-ended = Failed, cancelled or expired
batches-total = { $count ->
    [one] 1 batch
   *[other] { $count } batches
}
batches-none-found = No batch matches
batches-none-found-detail = Try a part of the name of the file or of the batch, or the whole username of a person whose account it changed.
batches-none-waiting = Nothing waits for approval
batches-none-waiting-detail = Large plans that a second person has to approve are listed here until they are approved.

batch-export =
    { $count ->
        [one] Write 1 account into a file
       *[other] Write { $count } accounts into a file
    }
export-title =
    { $count ->
        [one] Write 1 account into a file?
       *[other] Write { $count } accounts into a file?
    }
export-what = Nothing about any account changes. The file is kept for a while, for you and for administrators.
export-file = File
export-kept = Kept until
export-take = Download the file
export-link = Make a link
export-link-another = Make another link
export-link-until = Link, works until { $at }
export-link-what = Anyone with the link can download the file without signing in. It ends earlier if you sign out everywhere.
export-not-yours = Only the person who made this export and administrators can download the file.
export-expired = The file is no longer kept
export-expired-detail = Its time has ended, or the data of a person in it was erased. Start the download again to have a new one.
outcome-export = In the file
outcome-exported = In the file
announce-exported = The file is ready.
row-username = {" "}({ $username })

apply-when = When
apply-now = Now
apply-later = At a set time
apply-at = Date and time
apply-at-help = On the clock of this computer, at most 30 days ahead. Accounts and permissions are checked again then.
apply-at-past = Choose a time in the future.
scheduled = Will be applied on { $at }
scheduled-detail = Each account, and whether you may still change it, is checked again then. Until then nothing is changed.
scheduled-detail-other = Each account, and whether { $name } may still change it, is checked again then. Until then nothing is changed.
scheduled-call-off = It can be cancelled until then.
batch-state-scheduled = Set for later
unschedule = Call off
unschedule-title = Call this batch off?
unschedule-what = It is not applied, and the plan is thrown away. No account was changed.
batch-state-exported = File ready
batch-state-export-gone = File no longer kept

row-not-in-file = not in the file
report-mixed-detail-sync = The rows below say why.
rejected-full-sync = Correct rejected rows in the whole file
rejected-full-sync-detail = The file counts as the whole list of certain people. Uploaded alone with the same settings, the rejected rows would suspend everybody else on that list.
fact-full-sync = Suspended unless in the file
fact-method-of-suspended = Suspended accounts get
fact-method-stays = No other method
fact-apply-at = To be applied
fact-apply-at-past = { $at } (this time has passed)
