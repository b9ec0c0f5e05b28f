//! Why somebody is in a cohort by rule, or is not: what each part of the rule says of them.

use diesel::prelude::*;

use super::check::{self, ReadRule};
use super::moves;
use super::store;
use crate::cohorts::CohortKey;
use crate::db::Conn;
use crate::db::schema::cohort_members as m;
use crate::filter::private::is_private_filter;
use crate::filter::{Filter, Scope, describe};
use crate::id::UserId;
use crate::{Actor, Millis, Result, field_rights, profile};

/// How parts of a rule belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// All have to hold.
    All,
    /// One has to hold.
    Any,
    /// What is inside must not hold.
    Not,
    /// It is a condition of its own.
    One,
}

/// A part of a rule, and whether it holds of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// How the parts inside belong together.
    pub joined: Joined,
    /// The part in words.
    pub text: String,
    /// Whether it holds; `None` where that would tell what the caller may not see.
    pub holds: Option<bool>,
    /// The parts inside.
    pub parts: Vec<Part>,
}

/// How somebody stands to a cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Since when the person is in it.
    pub since: Option<Millis>,
    /// What the rule says, if the cohort has one that can be read.
    pub by_rule: Option<Part>,
}

/// Says why somebody is in a cohort or not.
pub fn why(conn: &mut Conn, actor: &Actor, cohort: &CohortKey, user: UserId, now: Millis) -> Result<Membership> {
    let since = m::table.find((user, cohort.as_str())).select(m::added_at).first(conn).optional()?;
    let rule = store::find(conn, cohort)?.filter(|rule| !rule.is_ending());
    let read = match rule {
        Some(rule) => check::read(conn, vec![rule])?.0.pop(),
        None => None,
    };
    let Some(ReadRule { rule, filter }) = read else { return Ok(Membership { since, by_rule: None }) };
    let scope = Scope { fields: profile::store::all(conn)?, private: true, ..Scope::default() };
    let hides = !field_rights::may_see(actor) && is_private_filter(&rule.rule);
    let mut conditions = Vec::new();
    let mut part = part(&filter, &scope, hides, &mut conditions);
    // Every part is asked for as if it were a rule of its own, all in one query.
    let mut answers = moves::answers_of(conn, &conditions, user, now)?.into_iter();
    answer(&mut part, &mut answers);
    Ok(Membership { since, by_rule: Some(part) })
}

/// The parts of a filter, and their conditions in the same order.
fn part(filter: &Filter, scope: &Scope, hides: bool, conditions: &mut Vec<Filter>) -> Part {
    let text = describe(filter, scope);
    conditions.push(filter.clone());
    let mut inside = |parts: &[Filter]| parts.iter().map(|one| part(one, scope, hides, conditions)).collect();
    let (joined, parts) = match filter {
        Filter::And(parts) => (Joined::All, inside(parts)),
        Filter::Or(parts) => (Joined::Any, inside(parts)),
        Filter::Not(one) if !matches!(**one, Filter::Present(_) | Filter::Compare(..)) => {
            (Joined::Not, inside(std::slice::from_ref(&**one)))
        }
        _ => (Joined::One, Vec::new()),
    };
    Part { joined, text, holds: (!hides).then_some(false), parts }
}

fn answer(part: &mut Part, answers: &mut impl Iterator<Item = bool>) {
    let holds = answers.next();
    part.holds = part.holds.and(holds);
    for inside in &mut part.parts {
        answer(inside, answers);
    }
}
