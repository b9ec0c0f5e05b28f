//! Who would come into a cohort, and who would go, by a rule that is not in force yet.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::{check, moves, store, swing};
use crate::cohorts::CohortKey;
use crate::db::Conn;
use crate::db::schema::{cohort_members as m, users};
use crate::filter::Filter;
use crate::settings::Settings;
use crate::users::Account;
use crate::{Actor, Millis, Result};

/// How many come, go and stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Who match and are not in the cohort.
    pub coming: i64,
    /// Who are in it and do not match.
    pub leaving: i64,
    /// Who are in it and match.
    pub staying: i64,
}

impl Counts {
    /// How many come or go.
    pub fn moves(&self) -> i64 {
        self.coming + self.leaving
    }

    /// How many are in the cohort.
    pub fn members(&self) -> i64 {
        self.leaving + self.staying
    }

    /// Whether the number has to be confirmed: so many move, or the rule waits for that.
    pub(super) fn ask(&self, conn: &mut Conn, is_held: bool) -> Result<bool> {
        Ok(is_held || swing::is_big(self.moves(), self.members(), &Settings::load(conn)?))
    }
}

/// What came of trying a rule.
#[derive(Debug, Clone)]
pub struct Tried {
    /// How many come, go and stay.
    pub counts: Counts,
    /// The first of those who come, by name.
    pub coming: Vec<Account>,
    /// The first of those who go.
    pub leaving: Vec<Account>,
    /// Whether the number is asked for.
    pub asks: bool,
}

/// So many of those who come or go are named.
const NAMED: i64 = 5;

/// Tries a rule for a cohort, or a new one; without a rule, that which the cohort has.
///
/// # Errors
/// As those of [`check::check`]; a cohort that has no rule to be tried.
pub fn tried(
    conn: &mut Conn,
    actor: &Actor,
    cohort: Option<&CohortKey>,
    rule: Option<&str>,
    now: Millis,
) -> Result<Tried> {
    let stored = cohort.map(|key| store::find(conn, key)).transpose()?.flatten().filter(|rule| !rule.is_ending());
    let filter = match (rule, &stored) {
        (None, Some(stored)) => check::stored(conn, stored)?.filter,
        (rule, _) => check::check(conn, actor, rule.unwrap_or_default())?.filter,
    };
    let counts = count(conn, cohort, &filter, now)?;
    let some = |conn: &mut Conn, comes, count| match count {
        0 => Ok(Vec::new()),
        _ => some(conn, cohort, &filter, comes, now),
    };
    let (coming, leaving) = (some(conn, true, counts.coming)?, some(conn, false, counts.leaving)?);
    let asks = counts.ask(conn, rule.is_none() && stored.is_some_and(|stored| stored.waits_for_a_look()))?;
    Ok(Tried { counts, coming, leaving, asks })
}

/// What no cohort is called: who would come into a new one is in none yet.
const NO_KEY: &str = "";

/// Counts who would come and go.
pub(super) fn count(conn: &mut Conn, cohort: Option<&CohortKey>, filter: &Filter, now: Millis) -> Result<Counts> {
    let members = cohort.map_or(Ok(0), |key| store::members(conn, key))?;
    let matches = moves::matching(conn, filter, now);
    let matching: i64 = users::table.filter(matches).count().get_result(conn)?;
    let matches = moves::matching(conn, filter, now);
    let key = cohort.map_or(NO_KEY, CohortKey::as_str);
    let are_members = m::table.filter(m::cohort.eq(key)).select(m::user_id);
    let staying: i64 = users::table.filter(users::id.eq_any(are_members)).filter(matches).count().get_result(conn)?;
    Ok(Counts { coming: matching - staying, leaving: members - staying, staying })
}

/// Some of those who come (true), or go, by their names.
fn some(
    conn: &mut Conn,
    cohort: Option<&CohortKey>,
    filter: &Filter,
    comes: bool,
    now: Millis,
) -> Result<Vec<Account>> {
    let matches = moves::matching(conn, filter, now);
    let key = cohort.map_or(NO_KEY, CohortKey::as_str).to_owned();
    let mut found = users::table.into_boxed();
    found = if comes {
        let is_member = m::table.filter(m::cohort.eq(key)).filter(m::user_id.eq(users::id));
        found.filter(matches).filter(not(exists(is_member)))
    } else {
        // Beginning with the members, who may be few among many.
        let members = m::table.filter(m::cohort.eq(key)).select(m::user_id);
        found.filter(users::id.eq_any(members)).filter(not(matches))
    };
    let order = (users::last_name_key, users::first_name_key, users::id);
    Ok(found.order(order).limit(NAMED).select(Account::as_select()).load(conn)?)
}
