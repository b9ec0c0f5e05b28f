//! Keeps cohorts by rule in step with what a unit of work has written, before it is committed.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::json;

use super::check::{self, ReadRule};
use super::store::{self, CohortRule};
use super::swing::Swing;
use super::{HeldFor, moves};
use crate::audit::{self, Entry, Subject};
use crate::cohorts::{self, CohortKey};
use crate::db::Conn;
use crate::db::followers::Written;
use crate::filter::Dependencies;
use crate::id::UserId;
use crate::settings::Settings;
use crate::{Actor, Millis, Result};

/// Lets the people who were written come and go by the rules that ask for what was written.
pub fn follow(conn: &mut Conn, notes: Vec<Written>) -> Result<()> {
    let Some(now) = notes.iter().map(|note| note.at).max() else { return Ok(()) };
    let mut rules = store::active(conn)?;
    rules.retain(|rule| notes.iter().any(|note| is_about(rule, note)));
    if rules.is_empty() {
        return Ok(());
    }
    let people: BTreeSet<UserId> = notes.iter().flat_map(|note| &note.people).copied().map(UserId).collect();
    let new: HashSet<UserId> =
        notes.iter().filter(|note| note.are_new).flat_map(|note| &note.people).copied().map(UserId).collect();
    let people: Vec<UserId> = people.into_iter().collect();
    conn.lock_rows("users", &people)?;
    let (rules, unreadable) = check::read(conn, rules)?;
    for rule in unreadable {
        hold(conn, now, rule, HeldFor::Unreadable)?;
    }
    let moves = moves::by_cohort(moves::of(conn, &rules, &people, now)?);
    if moves.is_empty() {
        return Ok(());
    }
    let asked: HashMap<CohortKey, CohortRule> =
        rules.into_iter().map(|ReadRule { rule, .. }| (rule.cohort.clone(), rule)).collect();
    let settings = Settings::load(conn)?;
    let mut written = Vec::new();
    for (cohort, moves) in moves {
        cohorts::store::lock(conn, &cohort)?;
        // Where another user was faster with another rule, everybody is looked at once more because of that.
        let Some(rule) = store::find(conn, &cohort)?.filter(|rule| is_as_asked(rule, asked.get(&cohort))) else {
            continue;
        };
        // New and deleted accounts do not count: the batch that made or deleted them was confirmed.
        let counted = moves.iter().filter(|one| !one.is_deleted && !new.contains(&one.user)).count();
        let counted = i64::try_from(counted).unwrap_or(i64::MAX);
        // Where everybody is gone through, the number was confirmed.
        if counted > 0 && rule.phase.is_none() {
            let swing = if rule.swing.is_over(now) {
                Swing { since: now, members: store::members(conn, &cohort)?, moved: 0 }
            } else {
                rule.swing
            };
            let rule = CohortRule { swing: swing.and(counted), ..rule };
            if rule.swing.is_big(&settings) {
                hold(conn, now, rule, HeldFor::Swing)?;
                continue;
            }
            store::put(conn, &rule)?;
        }
        written.extend(moves);
    }
    moves::write(conn, &written, now)
}

/// Whether a rule is still the one that people were asked by.
fn is_as_asked(rule: &CohortRule, asked: Option<&CohortRule>) -> bool {
    rule.is_active() && asked.is_some_and(|asked| asked.rule == rule.rule)
}

/// Whether a rule may mean other people after a write.
fn is_about(rule: &CohortRule, note: &Written) -> bool {
    note.are_new
        || rule.attributes.contains(Dependencies::ANY)
        || note.attributes.contains("deleted_at")
        || note.attributes.iter().any(|name| rule.attributes.contains(*name))
}

/// Has a rule wait for somebody to look at it.
pub(super) fn hold(conn: &mut Conn, now: Millis, rule: CohortRule, why: HeldFor) -> Result<()> {
    let cohort = cohorts::store::by_key(conn, &rule.cohort)?;
    store::put(conn, &CohortRule { held: Some((now, why)), ..rule })?;
    let entry = Entry {
        details: json!({ "reason": why.name() }),
        ..Entry::on("cohort.rule_held", Subject::of("cohort", cohort.0))
    };
    audit::record(conn, &Actor::system(), now, [entry])
}
