//! Rules of cohorts in the database.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::swing::Swing;
use super::{HeldFor, Phase};
use crate::cohorts::{CohortKey, CohortSource};
use crate::db::Conn;
use crate::db::schema::{cohort_members as m, cohort_rules as r, cohorts as c};
use crate::id::UserId;
use crate::{Error, Millis, Result};

/// A rule as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortRule {
    /// The cohort that it fills.
    pub cohort: CohortKey,
    /// The filter; empty where the rule was taken away and its people are about to go.
    pub rule: String,
    /// The attributes that it is about: see [`crate::filter::Dependencies`].
    pub attributes: BTreeSet<String>,
    /// Whether time alone makes people match.
    pub by_time: bool,
    /// When it is looked at for everybody the next time.
    pub due_at: Option<Millis>,
    /// How long that took the last time, in milliseconds.
    pub took: Millis,
    /// Whether nobody comes or goes for now.
    pub paused: bool,
    /// Since when, and why, it waits for a user.
    pub held: Option<(Millis, HeldFor)>,
    /// What is gone through at the moment.
    pub phase: Option<Phase>,
    /// Up to whom.
    pub place: Option<UserId>,
    /// What has moved lately.
    pub swing: Swing,
}

impl CohortRule {
    /// Whether people come and go by it.
    pub fn is_active(&self) -> bool {
        !self.paused && self.held.is_none()
    }

    /// Whether so many would move that the number has to be confirmed.
    pub(super) fn waits_for_a_look(&self) -> bool {
        self.held.is_some_and(|(_, why)| why == HeldFor::Swing)
    }

    /// Whether it was taken away.
    pub fn is_ending(&self) -> bool {
        self.rule.is_empty()
    }
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = r, treat_none_as_null = true)]
struct Row {
    cohort: String,
    rule: String,
    attributes: String,
    by_time: bool,
    due_at: Option<Millis>,
    took: Millis,
    paused: bool,
    held_at: Option<Millis>,
    held_for: Option<String>,
    phase: Option<String>,
    place: Option<UserId>,
    swing_since: Millis,
    swing_of: i64,
    swing: i64,
}

impl Row {
    fn read(self) -> Result<CohortRule> {
        let unreadable = || Error::internal("a stored rule of a cohort cannot be read");
        let held_for = self.held_for.as_deref().and_then(HeldFor::from_name);
        Ok(CohortRule {
            cohort: CohortKey::parse(&self.cohort).ok_or_else(unreadable)?,
            rule: self.rule,
            attributes: self.attributes.split(' ').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            by_time: self.by_time,
            due_at: self.due_at,
            took: self.took,
            paused: self.paused,
            held: self.held_at.map(|at| held_for.map(|why| (at, why)).ok_or_else(unreadable)).transpose()?,
            phase: self.phase.map(|name| Phase::from_name(&name).ok_or_else(unreadable)).transpose()?,
            place: self.place,
            swing: Swing { since: self.swing_since, members: self.swing_of, moved: self.swing },
        })
    }

    fn of(rule: &CohortRule) -> Self {
        Self {
            cohort: rule.cohort.to_string(),
            rule: rule.rule.clone(),
            attributes: rule.attributes.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
            by_time: rule.by_time,
            due_at: rule.due_at,
            took: rule.took,
            paused: rule.paused,
            held_at: rule.held.map(|(at, _)| at),
            held_for: rule.held.map(|(_, why)| why.name().to_owned()),
            phase: rule.phase.map(|phase| phase.name().to_owned()),
            place: rule.place,
            swing_since: rule.swing.since,
            swing_of: rule.swing.members,
            swing: rule.swing.moved,
        }
    }
}

fn read(rows: Vec<Row>) -> Result<Vec<CohortRule>> {
    rows.into_iter().map(Row::read).collect()
}

/// The rule of a cohort.
pub fn find(conn: &mut Conn, cohort: &CohortKey) -> Result<Option<CohortRule>> {
    r::table.find(cohort.as_str()).select(Row::as_select()).first(conn).optional()?.map(Row::read).transpose()
}

/// The rules of some cohorts, by key; those that have none are not among them.
pub fn of(conn: &mut Conn, cohorts: &[&CohortKey]) -> Result<HashMap<CohortKey, CohortRule>> {
    let found = r::table.filter(r::cohort.eq_any(cohorts.iter().map(|key| key.as_str())));
    let rules = read(found.select(Row::as_select()).load(conn)?)?;
    Ok(rules.into_iter().map(|rule| (rule.cohort.clone(), rule)).collect())
}

/// All rules, by the keys of their cohorts.
pub(super) fn all(conn: &mut Conn) -> Result<Vec<CohortRule>> {
    read(r::table.order(r::cohort).select(Row::as_select()).load(conn)?)
}

/// The rules by which people come and go, by the keys of their cohorts.
pub(super) fn active(conn: &mut Conn) -> Result<Vec<CohortRule>> {
    let found = r::table.filter(r::paused.eq(false)).filter(r::held_at.is_null()).filter(r::rule.ne(""));
    read(found.order(r::cohort).select(Row::as_select()).load(conn)?)
}

/// A rule that is due to be looked at for everybody.
pub(super) fn due(conn: &mut Conn, now: Millis) -> Result<Option<CohortRule>> {
    let found = r::table.filter(r::due_at.le(now)).filter(r::paused.eq(false)).filter(r::held_at.is_null());
    let found = found.filter(r::phase.is_null()).order(r::due_at).select(Row::as_select());
    found.first(conn).optional()?.map(Row::read).transpose()
}

/// A rule that is being carried out for everybody.
pub(super) fn settling(conn: &mut Conn) -> Result<Option<CohortRule>> {
    let found = r::table.filter(r::phase.is_not_null()).filter(r::paused.eq(false)).filter(r::held_at.is_null());
    found.order(r::cohort).select(Row::as_select()).first(conn).optional()?.map(Row::read).transpose()
}

/// Stores a rule, whether the cohort had one or not.
pub(super) fn put(conn: &mut Conn, rule: &CohortRule) -> Result<()> {
    let row = Row::of(rule);
    if diesel::update(r::table.find(rule.cohort.as_str())).set(&row).execute(conn)? == 0 {
        diesel::insert_into(r::table).values(&row).execute(conn)?;
        diesel::update(c::table.filter(c::key.eq(rule.cohort.as_str())))
            .set(c::source.eq(CohortSource::Rule.name()))
            .execute(conn)?;
    }
    Ok(())
}

/// Takes the rule of a cohort away, which people fill by hand again.
pub(super) fn remove(conn: &mut Conn, cohort: &CohortKey) -> Result<()> {
    diesel::delete(r::table.find(cohort.as_str())).execute(conn)?;
    diesel::update(c::table.filter(c::key.eq(cohort.as_str())))
        .set(c::source.eq(CohortSource::Manual.name()))
        .execute(conn)?;
    Ok(())
}

/// How many are in a cohort.
pub(super) fn members(conn: &mut Conn, cohort: &CohortKey) -> Result<i64> {
    Ok(m::table.filter(m::cohort.eq(cohort.as_str())).count().get_result(conn)?)
}
