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
use crate::cohorts::CohortKey;
use crate::db::schema::{cohort_members as m, users};
use crate::db::{Conn, Db, Urgency};
use crate::id::UserId;
use crate::jobs::{Task, drain};
use crate::time::MINUTE;
use crate::{Millis, Result};

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
        // Another node may have been faster, or somebody has changed the rule.
        let now_stored = store::find(conn, &rule.cohort)?;
        if now_stored.as_ref() != Some(&rule) {
            return Ok(());
        }
        let rule = CohortRule { took, due_at: Some(now + PAUSE.max(took.saturating_mul(REST))), ..rule };
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

/// The rule as it is carried out for everybody, from the beginning. What comes of it was confirmed.
pub(super) fn begun(rule: CohortRule) -> CohortRule {
    CohortRule { phase: Some(Phase::Leaving), place: None, held: None, ..rule }
}

/// Goes through some people for one rule; 0 if there is none to be gone through.
pub fn settle_some(conn: &mut Conn, now: Millis) -> Result<usize> {
    // Two nodes would go through the same people.
    conn.lock_name("cohorts by rule")?;
    let Some(rule) = store::settling(conn)? else { return Ok(0) };
    step(conn, now, rule)?;
    Ok(1)
}

/// The same for this rule and so many steps, for those who wait for it. The rest is left to the task.
pub(super) fn settle_now(conn: &mut Conn, now: Millis, cohort: &CohortKey, steps: usize) -> Result<()> {
    conn.lock_name("cohorts by rule")?;
    for _ in 0..steps {
        match store::find(conn, cohort)?.filter(|rule| rule.phase.is_some() && rule.is_active()) {
            Some(rule) => step(conn, now, rule)?,
            None => return Ok(()),
        }
    }
    Ok(())
}

fn step(conn: &mut Conn, now: Millis, rule: CohortRule) -> Result<()> {
    if rule.is_ending() {
        return end(conn, now, &rule);
    }
    let (read, unreadable) = check::read(conn, vec![rule])?;
    if let Some(rule) = unreadable.into_iter().next() {
        return hold(conn, now, rule, HeldFor::Unreadable);
    }
    let Some(ReadRule { rule, filter }) = read.first() else { return Ok(()) };
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
    let due_at = match phase {
        None if rule.by_time => Some(rule.due_at.filter(|due| *due > now).unwrap_or(now + PAUSE)),
        _ => rule.due_at,
    };
    // A day begins anew, with those who are in it by now.
    let swing = match phase {
        None => Swing { since: now, members: store::members(conn, &rule.cohort)?, moved: 0 },
        Some(_) => rule.swing,
    };
    store::put(conn, &CohortRule { phase, place, due_at, swing, ..rule.clone() })
}

/// Everybody goes, and then the rule.
fn end(conn: &mut Conn, now: Millis, rule: &CohortRule) -> Result<()> {
    let members = m::table.filter(m::cohort.eq(rule.cohort.as_str())).order(m::user_id).limit(STEP);
    let people: Vec<UserId> = members.select(m::user_id).load(conn)?;
    let moves: Vec<moves::Move> = people
        .iter()
        .map(|user| moves::Move { user: *user, cohort: rule.cohort.clone(), comes: false, is_deleted: false })
        .collect();
    moves::write(conn, &moves, now)?;
    if people.is_empty() { store::remove(conn, &rule.cohort) } else { Ok(()) }
}
