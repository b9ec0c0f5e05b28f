//! Planning a selection: the people in it become rows, and stay them, whatever the filter would find later.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::Read;
use std::time::Instant;

use super::list;
use super::pasted::{Named, Reach};
use super::request::Request;
use super::target::Target;
use crate::batches::action::Action;
use crate::batches::causes::{Level, Message, SELECTION_CHANGED};
use crate::batches::chunk::Pace;
use crate::batches::lease::Lease;
use crate::batches::model::{Batch, Failure, Row, State, Warning};
use crate::batches::planning::{self, Progress};
use crate::batches::store::{self, Update};
use crate::batches::worker::Worker;
use crate::batches::{cohorts_of_rows, rows, stage};
use crate::cohorts::{self, CohortKey};
use crate::db::{Conn, Urgency};
use crate::exports::{self, Wanted};
use crate::filter::{self, Scope};
use crate::id::UserId;
use crate::message_values::message_values;
use crate::roles::Capability;
use crate::settings::Settings;
use crate::users::change::Outcome;
use crate::users::refusal::{Code, Refusal};
use crate::users::rules::{self, Route, Subject};
use crate::users::walk::Walk;
use crate::users::{Account, freed, store as user_store};
use crate::{Actor, Error, Millis, Result};

/// Plans a selection from where the last worker stopped.
pub(in crate::batches) fn plan(worker: &Worker, lease: &Lease, batch: &Batch) -> Result<()> {
    let site = worker.db.read(Settings::load)?;
    let Some(actor) = worker.db.read(|conn| Actor::load(conn, batch.starter()))? else {
        return planning::fail(worker, lease, "forbidden", "Whoever selected the people may no longer sign in.");
    };
    let action = Action::from_name(&batch.action).ok_or_else(|| Error::internal("a selection has no action"))?;
    let request = Request::read(action, &batch.settings).map_err(|fault| Error::internal(fault.message))?;
    if batch.place == 0 {
        planning::remove_old_plan(worker, lease)?;
    }
    let mut people = match People::open(worker, batch, action, &actor) {
        // A custom field, or the right to ask for one, may have gone since the filter was given.
        Err(Error::Malformed { code, message, .. }) => return planning::fail(worker, lease, code, &message),
        opened => opened?,
    };
    let pace = Pace::default();
    loop {
        // Read outside of the unit of work: however long the filter looks, nobody waits for the writer.
        let (chosen, is_last) = worker.db.read(|conn| people.next(conn, pace.rows()))?;
        let taken = chosen.len();
        let may_repeat = matches!(people, People::List { .. });
        let step = Chunk { request: &request, actor: &actor, site: &site, now: worker.clock.now(), may_repeat };
        let began = Instant::now();
        let progress = worker.db.write(Urgency::Background, |conn| step.plan(conn, lease, chosen, is_last))?;
        pace.end(taken, began.elapsed(), worker.db.is_quiet());
        if matches!(progress, Progress::Done) || worker.is_stopping() {
            return Ok(());
        }
    }
}

/// Somebody who was selected, or the reason why nobody is meant.
struct Chosen {
    line: i64,
    key: String,
    account: Result<Account, Refusal>,
}

/// The people of a target, a few at a time.
enum People {
    Ids { ids: Vec<UserId>, next: usize },
    Matching { walk: Box<Walk>, exclude: HashSet<UserId>, behind: Option<UserId>, line: i64 },
    List { lines: Vec<(i64, String)>, next: usize, reach: Reach },
}

impl People {
    fn open(worker: &Worker, batch: &Batch, action: Action, actor: &Actor) -> Result<Self> {
        let staged = batch.staged.ok_or_else(|| Error::internal("a selection has no target"))?;
        let mut text = Vec::new();
        stage::open(&worker.db, staged).read_to_end(&mut text).map_err(Error::internal)?;
        let target = serde_json::from_slice(&text)?;
        let reach = Reach {
            deleted: action == Action::Restore,
            hints: actor.may(Capability::UsersView) && !batch.source.hides_deleted,
            numbers: matches!(target, Target::ListOfAny(_)),
        };
        Ok(match target {
            Target::Ids(ids) => Self::Ids { ids, next: usize::try_from(batch.place).unwrap_or(0) },
            Target::Matching { filter, q, exclude, private } => {
                let (filter, may_private) = worker.db.read(|conn| {
                    let scope = Scope::of(conn, actor)?;
                    let filter =
                        filter.as_deref().map(|text| filter::parse(text, &scope)?.with_keys(conn)).transpose()?;
                    Ok((filter, scope.private))
                })?;
                let private = private && may_private;
                let walk = Walk { filter, search: q, private, at: batch.created_at, ..Walk::default() };
                let last = worker.db.read(|conn| rows::find(conn, batch.id, batch.place))?;
                Self::Matching {
                    walk: Box::new(walk),
                    exclude: exclude.into_iter().collect(),
                    behind: last.and_then(|row| row.user),
                    line: batch.place,
                }
            }
            Target::List(list) | Target::ListOfAny(list) => {
                let mut lines = list::entries(&list);
                lines.retain(|(line, _)| *line > batch.place);
                Self::List { lines, next: 0, reach }
            }
        })
    }

    /// The next of them, and whether they are the last.
    fn next(&mut self, conn: &mut Conn, most: usize) -> Result<(Vec<Chosen>, bool)> {
        match self {
            Self::Ids { ids, next } => {
                let (first, some) = (*next, &ids[*next..ids.len().min(*next + most)]);
                let mut accounts = user_store::by_ids(conn, some)?;
                let chosen = (first + 1..).zip(some).map(|(line, id)| Chosen {
                    line: i64::try_from(line).unwrap_or(i64::MAX),
                    key: accounts.get(id).map_or_else(|| id.to_string(), |account| account.username.clone()),
                    account: accounts.remove(id).ok_or_else(|| {
                        Refusal::new(Code::UnknownUser, format!("No account has the id {id}. It may have been purged."))
                    }),
                });
                let chosen: Vec<Chosen> = chosen.collect();
                *next += chosen.len();
                Ok((chosen, *next == ids.len()))
            }
            Self::Matching { walk, exclude, behind, line } => {
                let found = walk.step(conn, *behind, i64::try_from(most).unwrap_or(i64::MAX))?;
                let is_last = found.len() < most;
                *behind = found.last().map(|account| account.id).or(*behind);
                let kept = found.into_iter().filter(|account| !exclude.contains(&account.id));
                let chosen = kept.map(|account| {
                    *line += 1;
                    Chosen { line: *line, key: account.username.clone(), account: Ok(account) }
                });
                Ok((chosen.collect(), is_last))
            }
            Self::List { lines, next, reach } => {
                let some = &lines[*next..lines.len().min(*next + most)];
                let named = Named::find(conn, some, *reach)?;
                let chosen: Vec<Chosen> = some
                    .iter()
                    .map(|(line, text)| Chosen { line: *line, key: text.clone(), account: named.one(text).cloned() })
                    .collect();
                *next += chosen.len();
                Ok((chosen, *next == lines.len()))
            }
        }
    }
}

/// What one chunk is planned with.
struct Chunk<'a> {
    request: &'a Request,
    actor: &'a Actor,
    site: &'a Settings,
    now: Millis,
    /// Only a pasted list can name somebody twice, and it says where.
    may_repeat: bool,
}

impl Chunk<'_> {
    fn plan(&self, conn: &mut Conn, lease: &Lease, chosen: Vec<Chosen>, is_last: bool) -> Result<Progress> {
        let Some(mut batch) = planning::begin(conn, lease, self.now)? else { return Ok(Progress::Done) };
        let planned = self.rows(conn, &batch, chosen)?;
        rows::insert(conn, batch.id, &planned)?;
        planning::note_planned(&mut batch, &planned);
        if !is_last {
            store::advance(conn, lease, Update::counters(&batch)?)?;
            return Ok(Progress::More);
        }
        batch.source.count = Some(batch.done);
        let format = (self.request == &Request::Export).then(|| Wanted::format_of(&batch.settings)).flatten();
        if let Some(message) = format.and_then(|format| exports::too_many(format, batch.done, self.site)) {
            let failure = Failure::new(exports::TOO_MANY, message);
            store::end(conn, lease, &batch, State::Failed, Some(&failure), self.now)?;
            return Ok(Progress::Done);
        }
        batch.warnings.extend(selection_changed(&batch));
        planning::finish(conn, lease, &mut batch, self.site)?;
        Ok(Progress::Done)
    }

    fn rows(&self, conn: &mut Conn, batch: &Batch, chosen: Vec<Chosen>) -> Result<Vec<Row>> {
        let ids: Vec<UserId> = chosen.iter().filter_map(|one| Some(one.account.as_ref().ok()?.id)).collect();
        let administrators = user_store::administrators_among(conn, &ids)?;
        let earlier = if self.may_repeat { rows::asked(conn, batch.id, &ids)? } else { Vec::new() };
        let returns = *self.request == Request::Restoration;
        let taken = freed::taken(conn, chosen.iter().filter_map(|one| one.account.as_ref().ok()).filter(|_| returns))?;
        let gone = self.request.cohort().into_iter().cloned().collect();
        let gone = cohorts::store::missing(conn, &gone)?;
        let mut seen: HashMap<UserId, i64> = earlier.into_iter().map(|(user, line, _)| (user, line)).collect();
        let rows = chosen.into_iter().map(|one| self.row(one, &administrators, &taken, &mut seen));
        Ok(rows.map(|row| without(row, &gone)).collect())
    }

    fn row(
        &self,
        one: Chosen,
        administrators: &BTreeSet<UserId>,
        taken: &HashMap<UserId, Refusal>,
        seen: &mut HashMap<UserId, i64>,
    ) -> Row {
        let mut row = Row {
            user: one.account.as_ref().ok().map(|account| account.id),
            settled: true,
            ..Row::blank(one.line, &one.key)
        };
        let decided = one.account.and_then(|account| {
            row.version_planned = Some(account.version);
            if let Some(first) = seen.get(&account.id) {
                row.messages.push(named_before(*first));
                return Ok(());
            }
            seen.insert(account.id, one.line);
            row.asked = Some("selected".to_owned());
            let change = self.request.change(&account, self.site, self.now)?;
            if let Some(refusal) = taken.get(&account.id).filter(|_| freed::takes_back(&change)) {
                return Err(refusal.clone());
            }
            let subject = Subject { account: &account, is_administrator: administrators.contains(&account.id) };
            rules::guard(subject, &change, self.actor, Route::Batch)?;
            row.outcomes = change.outcomes();
            (row.before, row.after) = (change.before_json(), change.after_json());
            Ok(())
        });
        if let Err(refusal) = decided {
            row.outcomes = Outcome::Error.into();
            row.messages.push(Message::from_refusal(Level::Error, refusal));
        }
        row.settled = !row.outcomes.changes_something();
        row
    }
}

/// A row whose cohort was deleted before it could be planned does nothing.
fn without(mut row: Row, gone: &BTreeSet<CohortKey>) -> Row {
    if let Err(refusal) = cohorts_of_rows::refused(&row, gone) {
        row.outcomes = Outcome::Error.into();
        (row.before, row.after) = Default::default();
        row.messages.push(Message::from_refusal(Level::Error, refusal));
        row.settled = true;
    }
    row
}

fn named_before(line: i64) -> Message {
    Message {
        message: format!("Line {line} names the same person; this row adds nothing."),
        ..Message::same_as_before(line)
    }
}

/// What to say where there are more or fewer people than the caller saw.
fn selection_changed(batch: &Batch) -> Option<Warning> {
    let expected = batch.source.expected_count.filter(|expected| *expected != batch.done)?;
    Some(Warning {
        code: SELECTION_CHANGED.to_owned(),
        count: (batch.done - expected).abs(),
        message: format!("{} people are selected; {expected} were when you looked.", batch.done),
        repair: "Look at the rows before you apply, or select again.".to_owned(),
        values: message_values([("selected", batch.done.into()), ("expected", expected.into())]),
    })
}
