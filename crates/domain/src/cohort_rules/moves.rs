//! Who comes into cohorts by rule, and who goes, of some people: two queries however many rules and people there are.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use diesel::dsl::sql;
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::check::ReadRule;
use crate::cohorts::CohortKey;
use crate::cohorts::store::{self, MembershipChange};
use crate::db::schema::{cohort_members as m, users};
use crate::db::{Condition, Conn, MultiBackend};
use crate::filter::{Filter, compile};
use crate::id::UserId;
use crate::{Millis, Result};

/// Somebody comes into a cohort, or goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) user: UserId,
    pub(super) cohort: CohortKey,
    pub(super) comes: bool,
    /// Whether the account is deleted, which is why it goes.
    pub(super) is_deleted: bool,
}

/// Rules of one query: each is an operand of an expression, whose depth the engines limit.
const RULES: usize = 200;
/// People of one query.
const PEOPLE: usize = 2_000;

/// Those who match a filter, and are there.
pub(super) fn matching(conn: &Conn, filter: &Filter, now: Millis) -> Condition<users::table> {
    Box::new(users::deleted_at.is_null().and(compile(filter, now, conn.engine().row_check())))
}

/// What the rules change about these people.
pub(super) fn of(conn: &mut Conn, rules: &[ReadRule], people: &[UserId], now: Millis) -> Result<Vec<Move>> {
    let mut moves = Vec::new();
    for rules in rules.chunks(RULES) {
        for people in people.chunks(PEOPLE) {
            of_some(conn, rules, people, now, &mut moves)?;
        }
    }
    Ok(moves)
}

fn of_some(conn: &mut Conn, rules: &[ReadRule], people: &[UserId], now: Millis, moves: &mut Vec<Move>) -> Result<()> {
    let keys = rules.iter().map(|rule| rule.rule.cohort.as_str());
    let members = m::table.filter(m::user_id.eq_any(people)).filter(m::cohort.eq_any(keys));
    let members: HashSet<(UserId, String)> = members.select((m::user_id, m::cohort)).load(conn)?.into_iter().collect();
    let answers = answers(conn, rules.iter().map(|rule| &rule.filter), now);
    let found: Vec<(UserId, String)> =
        users::table.filter(users::id.eq_any(people)).select((users::id, answers)).load(conn)?;
    for (user, answers) in found {
        let is_deleted = answers.starts_with('1');
        for (rule, answer) in rules.iter().zip(answers.chars().skip(1)) {
            let matches = answer == '1' && !is_deleted;
            let cohort = &rule.rule.cohort;
            if matches != members.contains(&(user, cohort.to_string())) {
                moves.push(Move { user, cohort: cohort.clone(), comes: matches, is_deleted });
            }
        }
    }
    Ok(())
}

/// Whether each of the filters holds of one user.
pub(super) fn answers_of(conn: &mut Conn, filters: &[Filter], user: UserId, now: Millis) -> Result<Vec<bool>> {
    let mut said = Vec::new();
    for filters in filters.chunks(RULES) {
        let answers = answers(conn, filters, now);
        let found: String = users::table.find(user).select(answers).first(conn)?;
        said.extend(found.chars().skip(1).map(|answer| answer == '1'));
    }
    Ok(said)
}

type Answers = Box<dyn BoxableExpression<users::table, MultiBackend, SqlType = Text>>;

/// What filters say of the account at hand, each by a 1 or a 0; whether it is deleted comes first.
fn answers<'f>(conn: &Conn, filters: impl IntoIterator<Item = &'f Filter>, now: Millis) -> Answers {
    let row_check = conn.engine().row_check();
    let deleted: Answers = Box::new(sql::<Text>("CASE WHEN users.deleted_at IS NULL THEN '0' ELSE '1' END"));
    filters.into_iter().fold(deleted, |answers, filter| {
        let matches: Condition<users::table> = compile(filter, now, row_check);
        let begun = sql::<Text>("").bind::<Text, _>(answers).sql(" || CASE WHEN ");
        Box::new(begun.bind::<Bool, _>(matches).sql(" THEN '1' ELSE '0' END"))
    })
}

/// Writes moves, as changes by hand are written: courses that enrol a cohort are told.
pub(super) fn write(conn: &mut Conn, moves: &[Move], now: Millis) -> Result<()> {
    let mut by_user: BTreeMap<UserId, MembershipChange> = BTreeMap::new();
    for Move { user, cohort, comes, .. } in moves {
        let change = by_user.entry(*user).or_insert_with(|| MembershipChange {
            user: *user,
            added: BTreeSet::new(),
            removed: BTreeSet::new(),
        });
        if *comes { &mut change.added } else { &mut change.removed }.insert(cohort.clone());
    }
    store::put(conn, &by_user.into_values().collect::<Vec<_>>(), now)
}

/// The moves of each cohort, in the order of their keys.
pub(super) fn by_cohort(moves: Vec<Move>) -> BTreeMap<CohortKey, Vec<Move>> {
    let mut found: BTreeMap<CohortKey, Vec<Move>> = BTreeMap::new();
    for one in moves {
        found.entry(one.cohort.clone()).or_default().push(one);
    }
    found
}
