//! Carrying rows out in the transaction that writes them: each is checked once more against its account as it is now.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::concurrent_changes::{self, ConcurrentChanges};
use super::creation::{self, Creations};
use super::enrolling::checked::{CheckedEnrolment, CurrentEnrolments};
use super::rename_chains;
use crate::batches::engine::batch::{Batch, BatchKind};
use crate::batches::engine::operation::{Applying, CarriedOut};
use crate::batches::engine::row::{AppliedRow, Row};
use crate::batches::engine::stop::Stop;
use crate::batches::file::cohorts_of_rows;
use crate::cohorts::{CohortKey, Unusable};
use crate::db::Conn;
use crate::enrolments::store::PlannedEnrolment;
use crate::id::UserId;
use crate::refusal::{Code, Refusal};
use crate::users::change::AccountChange;
use crate::users::notices::Notices;
use crate::users::rules::{self, Route, Subject};
use crate::users::store::{self as user_store, Occasion, PlannedChange};
use crate::users::{Account, administrators, freed};
use crate::{Actor, Millis, Result};

/// Which route the changes of the batch take.
pub(super) fn route(batch: &Batch) -> Route {
    if batch.kind == BatchKind::File { Route::File } else { Route::Batch }
}

/// A row that may be applied: with the change of its account, or none where it makes one.
pub(super) struct CheckedRow<'a> {
    at: usize,
    pub(super) row: &'a Row,
    pub(super) change: Option<(&'a Account, AccountChange)>,
    /// What it changes in courses.
    enrolments: Vec<CheckedEnrolment>,
}

/// Carries rows out, with all that hang together with them.
pub(super) fn carry_out(
    conn: &mut Conn,
    applying: Applying<'_>,
    next: Vec<Row>,
    last: i64,
    stop: &mut Stop,
) -> Result<CarriedOut> {
    let Applying { batch, actor, now } = applying;
    let (taken, last) = rename_chains::complete(conn, batch, next, last)?;
    let ids: Vec<UserId> = taken.iter().filter_map(|row| row.user).collect();
    user_store::lock(conn, &ids)?;
    let accounts = user_store::by_ids(conn, &ids)?;
    let current = CurrentEnrolments::of(conn, &taken)?;
    let mut guard = Guard::of(conn, applying, &taken, &accounts)?;
    let (mut checked, mut refused, mut unreached) = (Vec::new(), Vec::new(), Vec::new());
    for (at, row) in taken.iter().enumerate() {
        if !stop.reaches(row.line) {
            unreached.push(at);
            continue;
        }
        let allowed = match guard.check(conn, row, &accounts)? {
            Ok(change) => current.check(actor, row)?.map(|enrolments| (change, enrolments)),
            Err(refusal) => Err(refusal),
        };
        match allowed {
            Ok((change, enrolments)) => checked.push(CheckedRow { at, row, change, enrolments }),
            Err(refusal) => {
                stop.note_refused(row.line);
                refused.push((at, refusal));
            }
        }
    }
    // Names are looked at last: who was refused keeps theirs, and who waited for it does not get it.
    loop {
        let lost = rename_chains::names_lost(conn, &checked)?;
        if lost.is_empty() {
            break;
        }
        lost.keys().for_each(|line| stop.note_refused(*line));
        checked.retain(|checked| {
            match lost.get(&checked.row.line) {
                // Rows behind the first that fails are not reached, even though they were looked at.
                _ if !stop.reaches(checked.row.line) => unreached.push(checked.at),
                Some(refusal) => refused.push((checked.at, refusal.clone())),
                None => return true,
            }
            false
        });
    }
    let in_courses: Vec<(i64, Option<UserId>, CheckedEnrolment)> = checked
        .iter_mut()
        .flat_map(|checked| {
            let (line, user) = (checked.row.line, checked.row.user);
            std::mem::take(&mut checked.enrolments).into_iter().map(move |enrolment| (line, user, enrolment))
        })
        .collect();
    let planned: Vec<PlannedChange<'_>> = checked
        .iter()
        .filter_map(|checked| {
            let (account, change) = checked.change.as_ref().filter(|(_, change)| !change.is_empty())?;
            Some(PlannedChange { account, change, line: Some(checked.row.line), details: Value::Null })
        })
        .collect();
    let new = checked.iter().filter(|checked| checked.change.is_none()).map(|checked| checked.row);
    let creations = Creations::prepare(batch, actor.user_id, &actor.origin, now, new)?;
    let occasion = Occasion { batch: Some(batch.id), notices: Notices::of(conn, Some(&batch.settings))? };
    user_store::write(conn, actor, now, occasion, &planned)?;
    // New accounts come behind: a name that was freed just now may be theirs.
    creations.write(conn)?;
    current.write(conn, applying, &of_people(in_courses, &creations))?;
    let changed = checked.iter().filter_map(|checked| {
        let (account, change) = checked.change.as_ref()?;
        Some(AppliedRow { line: checked.row.line, version: version_after(account, change), created: None })
    });
    let applied = changed.chain(creations.applied()).collect();
    drop(planned);
    drop(checked);
    Ok(CarriedOut { taken, last, applied, refused, unreached })
}

/// The version that an account has after a change. Enrolments are no part of it.
pub(super) fn version_after(account: &Account, change: &AccountChange) -> i64 {
    account.version + i64::from(!change.is_empty())
}

/// What changes in courses, with the people, of whom some have their accounts only now.
pub(super) fn of_people(
    in_courses: Vec<(i64, Option<UserId>, CheckedEnrolment)>,
    creations: &Creations,
) -> Vec<PlannedEnrolment> {
    if in_courses.is_empty() {
        return Vec::new();
    }
    let new = creations.users();
    let of = |(line, user, enrolment): (i64, Option<UserId>, CheckedEnrolment)| {
        Some(enrolment.of(user.or_else(|| new.get(&line).copied())?, line))
    };
    in_courses.into_iter().filter_map(of).collect()
}

/// Checks rows once more, against the accounts as they are now.
struct Guard<'a> {
    actor: &'a Actor,
    route: Route,
    administrators: BTreeSet<UserId>,
    /// Names that deleted accounts would take back and another user has.
    taken_names: HashMap<UserId, Refusal>,
    /// Cohorts that take nobody by hand any more.
    unusable: BTreeMap<CohortKey, Unusable>,
    /// What was written since the plan, also where it is as it was then.
    written: ConcurrentChanges,
    now: Millis,
    /// How many administrators can sign in, once that matters.
    active: Option<i64>,
}

impl<'a> Guard<'a> {
    /// What rows are checked against: a few queries for all of them.
    fn of(conn: &mut Conn, applying: Applying<'a>, taken: &[Row], accounts: &HashMap<UserId, Account>) -> Result<Self> {
        let Applying { batch, actor, now } = applying;
        let ids: Vec<UserId> = accounts.keys().copied().collect();
        let risen = taken.iter().filter_map(|row| {
            let account = accounts.get(&row.user?)?;
            let by = account.version - row.version_planned?;
            (by > 0).then_some((account.id, by))
        });
        Ok(Self {
            actor,
            route: route(batch),
            administrators: user_store::administrators_among(conn, &ids)?,
            taken_names: freed::taken(conn, taken.iter().filter_map(|row| accounts.get(&row.user?)))?,
            unusable: cohorts_of_rows::unusable(conn, taken)?,
            written: concurrent_changes::since_planned(conn, batch.id, &risen.collect())?,
            now,
            active: None,
        })
    }

    /// The change of a row's account; none if the row makes one.
    fn check<'b>(
        &mut self,
        conn: &mut Conn,
        row: &Row,
        accounts: &'b HashMap<UserId, Account>,
    ) -> Result<Result<Option<(&'b Account, AccountChange)>, Refusal>> {
        let checked = match row.creates() {
            true => creation::check(row, self.actor)?.map(|()| None),
            false => self.check_change(conn, row, accounts)?.and_then(|(account, change)| {
                let refusal = self.taken_names.get(&account.id).filter(|_| freed::takes_back(&change));
                refusal.map_or(Ok(Some((account, change))), |refusal| Err(refusal.clone()))
            }),
        };
        Ok(checked.and_then(|change| cohorts_of_rows::refused(row, &self.unusable).map(|()| change)))
    }

    fn check_change<'b>(
        &mut self,
        conn: &mut Conn,
        row: &Row,
        accounts: &'b HashMap<UserId, Account>,
    ) -> Result<Result<(&'b Account, AccountChange), Refusal>> {
        let change = AccountChange::from_json(&row.before, &row.after)?.dated(self.now);
        let Some(account) = row.user.and_then(|id| accounts.get(&id)) else {
            return Ok(Err(Refusal::new(Code::ChangedSincePlan, "The account is gone.")));
        };
        let is_administrator = self.administrators.contains(&account.id);
        let checked = rules::recheck(account, &change, Code::ChangedSincePlan)
            .and_then(|()| concurrent_changes::untouched(&self.written, account.id, &change, Code::ChangedSincePlan))
            .and_then(|()| rules::guard(Subject { account, is_administrator }, &change, self.actor, self.route));
        if let Err(refusal) = checked {
            return Ok(Err(refusal));
        }
        if is_administrator && account.can_sign_in() && change.ends_administration() {
            conn.lock_name(user_store::ADMINISTRATORS)?;
            let active = match self.active {
                Some(active) => active,
                None => administrators::active(conn)?,
            };
            if active <= 1 {
                return Ok(Err(rules::last_administrator()));
            }
            self.active = Some(active - 1);
        }
        Ok(Ok((account, change)))
    }
}
