//! Carries a rule out for everybody: where it is new, and where time has passed. In steps, each a unit of work of its own, which
//! go on where a killed program stopped.

use std::time::Instant;

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::check::{self, ReadRule};
use super::follow::hold;
use super::store::{self, CohortRule};
use super::swing::Swing;
use super::{HeldFor, Phase, moves, preview};
use crate::cohorts::{self, CohortKey};
use crate::db::schema::{cohort_members as m, users};
use crate::db::{Conn, Db, Urgency};
use crate::id::UserId;
use crate::jobs::{Task, drain};
use crate::time::MINUTE;
use crate::{Error, Millis, Result};

/// People of one unit of work.
const STEP: i64 = 2_000;

/// How long at least between two looks at everybody.
const PAUSE: Millis = 10 * MINUTE;
/// The pause is at least so many times what a look takes.
const REST: Millis = 20;

/// Lets time move people, and carries on what was begun.
pub const TASK: Task = Task::soon("cohorts by rule", |db, now| {
    while begin_one(db, now)? {}
    drain(db, |conn| settle_some(conn, now))
});

/// Looks at a rule that is due: whether it means other people by now. False if none is due.
fn begin_one(db: &Db, now: Millis) -> Result<bool> {
    let Some(rule) = db.read(|conn| store::due(conn, now))? else { return Ok(false) };
    let began = Instant::now();
    // Counting takes a while, and keeps nobody waiting here.
    let counts = db.read(|conn| match check::read(conn, vec![rule.clone()])?.0.pop() {
        Some(read) => preview::count(conn, Some(&rule.cohort), &read.filter, now).map(Some),
        None => Ok(None),
    })?;
    let took = Millis::try_from(began.elapsed().as_millis()).unwrap_or(Millis::MAX);
    db.write(Urgency::Background, |conn| {
        cohorts::store::lock(conn, &rule.cohort)?;
        // Another node may have been faster, or somebody has changed the rule.
        if store::find(conn, &rule.cohort)?.as_ref() != Some(&rule) {
            return Ok(());
        }
        let due_at = rule.by_time.then(|| now + PAUSE.max(took.saturating_mul(REST)));
        let rule = CohortRule { took, due_at, ..rule };
        let Some(counts) = counts else { return hold(conn, now, rule, HeldFor::Unreadable) };
        if counts.moves() == 0 {
            return store::put(conn, &rule);
        }
        if counts.ask(conn, false)? {
            return hold(conn, now, rule, HeldFor::Swing);
        }
        store::put(conn, &CohortRule { phase: Some(Phase::Leaving), place: None, ..rule })
    })?;
    Ok(true)
}

/// What one at a time goes through people for.
const NAME: &str = "cohorts by rule";

/// Goes through some people for one rule; 0 if there is none to be gone through.
pub fn settle_some(conn: &mut Conn, now: Millis) -> Result<usize> {
    // Two nodes would go through the same people.
    conn.lock_name(NAME)?;
    let Some(rule) = store::settling(conn)? else { return Ok(0) };
    if rule.is_ending() {
        cohorts::store::lock(conn, &rule.cohort)?;
        if !end_some(conn, now, &rule.cohort)? {
            store::remove(conn, &rule.cohort)?;
        }
        return Ok(1);
    }
    let after = step(conn, now, rule)?;
    cohorts::store::lock(conn, &after.cohort)?;
    store::put(conn, &after)?;
    Ok(1)
}

/// Carries a new rule out in the call that writes it, at most so many steps; the rest is left to the task. The rule is stored last: a write
/// of accounts locks accounts before rules, and so does this. Accounts that are written in the meantime are found by the look at everybody
/// that is due from now.
pub(super) fn begin(conn: &mut Conn, now: Millis, rule: CohortRule, steps: usize) -> Result<CohortRule> {
    conn.lock_name(NAME)?;
    let mut rule = CohortRule { phase: Some(Phase::Leaving), place: None, held: None, due_at: Some(now), ..rule };
    for _ in 0..steps {
        if rule.phase.is_none() || !rule.is_active() {
            break;
        }
        rule = step(conn, now, rule)?;
    }
    cohorts::store::lock(conn, &rule.cohort)?;
    store::put(conn, &rule)?;
    Ok(rule)
}

/// Takes a rule away: everybody goes, at most so many steps at once.
pub(super) fn end(conn: &mut Conn, now: Millis, rule: CohortRule, steps: usize) -> Result<()> {
    conn.lock_name(NAME)?;
    cohorts::store::lock(conn, &rule.cohort)?;
    let rule = CohortRule { rule: String::new(), phase: Some(Phase::Leaving), held: None, ..rule };
    for _ in 0..steps {
        if !end_some(conn, now, &rule.cohort)? {
            return store::remove(conn, &rule.cohort);
        }
    }
    store::put(conn, &rule)
}

/// The rule after some people were gone through for it. It is not stored.
fn step(conn: &mut Conn, now: Millis, rule: CohortRule) -> Result<CohortRule> {
    let (read, unreadable) = check::read(conn, vec![rule])?;
    if let Some(rule) = unreadable.into_iter().next() {
        return Ok(CohortRule { held: Some((now, HeldFor::Unreadable)), ..rule });
    }
    let Some(ReadRule { rule, filter }) = read.first() else {
        return Err(Error::internal("a rule is read or it is not"));
    };
    let phase = rule.phase.unwrap_or(Phase::Leaving);
    let matches = moves::matching(conn, filter, now);
    let is_member = exists(m::table.filter(m::user_id.eq(users::id)).filter(m::cohort.eq(rule.cohort.as_str())));
    let mut found = users::table.order(users::id).limit(STEP).select(users::id).into_boxed();
    found = match phase {
        Phase::Leaving => {
            let members = m::table.filter(m::cohort.eq(rule.cohort.as_str())).select(m::user_id);
            found.filter(users::id.eq_any(members)).filter(not(matches))
        }
        Phase::Coming => found.filter(matches).filter(not(is_member)),
    };
    if let Some(place) = rule.place {
        found = found.filter(users::id.gt(place));
    }
    let people: Vec<UserId> = found.load(conn)?;
    // As they are once nobody else writes them.
    conn.lock_rows("users", &people)?;
    let moves = moves::of(conn, &read, &people, now)?;
    moves::write(conn, &moves, now)?;
    let is_through = i64::try_from(people.len()).is_ok_and(|found| found < STEP);
    let (phase, place) = match phase {
        _ if !is_through => (Some(phase), people.last().copied()),
        Phase::Leaving => (Some(Phase::Coming), None),
        Phase::Coming => (None, None),
    };
    // A day begins anew, with those who are in it by now.
    let swing = match phase {
        None => Swing { since: now, members: store::members(conn, &rule.cohort)?, moved: 0 },
        Some(_) => rule.swing,
    };
    Ok(CohortRule { phase, place, swing, ..rule.clone() })
}

/// Some of those go who are in a cohort; false once nobody is left.
fn end_some(conn: &mut Conn, now: Millis, cohort: &CohortKey) -> Result<bool> {
    let members = m::table.filter(m::cohort.eq(cohort.as_str())).order(m::user_id).limit(STEP);
    let people: Vec<UserId> = members.select(m::user_id).load(conn)?;
    let go = |user: &UserId| moves::Move { user: *user, cohort: cohort.clone(), comes: false, is_deleted: false };
    moves::write(conn, &people.iter().map(go).collect::<Vec<_>>(), now)?;
    Ok(!people.is_empty())
}
