//! Whether a text can be the rule of a cohort.

use super::store::CohortRule;
use crate::db::Conn;
use crate::filter::{self, Dependencies, Filter, Scope};
use crate::{Actor, Error, Result, profile};

/// A rule that was found good.
#[derive(Debug, Clone)]
pub struct CheckedRule {
    /// As it was given, without the blanks around it.
    pub text: String,
    /// As it can be run.
    pub filter: Filter,
    /// What it depends on.
    pub on: Dependencies,
}

/// Reads the rule that a user gives.
///
/// # Errors
/// What is wrong with the filter, under `rule`: also cohorts, and the deleted, which are in none.
pub fn check(conn: &mut Conn, actor: &Actor, text: &str) -> Result<CheckedRule> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid("rule", "missing_value", "Say who is meant, such as department eq \"Sales\"."));
    }
    let scope = Scope::of(conn, actor)?;
    let filter = filter::parse(text, &scope).map_err(of_rule)?.with_keys(conn)?;
    let on = Dependencies::of(&filter);
    if on.cohorts {
        let message = "A rule can't ask for cohorts: it could ask for itself. Name what those have in common.";
        return Err(Error::invalid("rule", "invalid_value", message));
    }
    if filter.names_deleted() {
        let message = "Deleted accounts are in no cohort by rule. Leave them out.";
        return Err(Error::invalid("rule", "invalid_value", message));
    }
    Ok(CheckedRule { text: text.to_owned(), filter, on })
}

/// The fault of a filter, where a rule is what was asked for.
fn of_rule(error: Error) -> Error {
    match error {
        Error::Malformed { code, message, .. } => Error::invalid("rule", code, message),
        other => other,
    }
}

/// A rule that is in force, as [`check`] gives one.
pub(super) fn stored(conn: &mut Conn, rule: &CohortRule) -> Result<CheckedRule> {
    let (read, _) = read(conn, vec![rule.clone()])?;
    let Some(ReadRule { rule, filter }) = read.into_iter().next() else {
        let message = "The rule can't be read any more: a custom field that it names was deleted. Write another one.";
        return Err(Error::invalid("rule", "invalid_filter", message));
    };
    let on = Dependencies::of(&filter);
    Ok(CheckedRule { text: rule.rule, filter, on })
}

/// A stored rule that can be run.
#[derive(Debug, Clone)]
pub(super) struct ReadRule {
    pub(super) rule: CohortRule,
    pub(super) filter: Filter,
}

/// Reads stored rules; those that cannot be read any more are given back by themselves.
pub(super) fn read(conn: &mut Conn, rules: Vec<CohortRule>) -> Result<(Vec<ReadRule>, Vec<CohortRule>)> {
    let names_fields = rules.iter().any(|rule| rule.attributes.contains("profile"));
    let fields = if names_fields { profile::store::all(conn)? } else { Vec::new() };
    let scope = Scope { fields, private: true, ..Scope::default() };
    let (mut read, mut unreadable) = (Vec::new(), Vec::new());
    for rule in rules {
        match filter::parse(&rule.rule, &scope) {
            Ok(filter) => read.push(ReadRule { filter: filter.with_keys(conn)?, rule }),
            Err(_) => unreadable.push(rule),
        }
    }
    Ok((read, unreadable))
}
