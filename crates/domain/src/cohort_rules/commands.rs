//! What a single request does with the rule of a cohort.

use serde_json::{Value, json};

use super::preview::{self, Counts};
use super::store::{self, CohortRule};
use super::swing::Swing;
use super::{check, cycles, settle};
use crate::audit::{self, Entry, Subject};
use crate::cohorts::{self, Cohort};
use crate::db::Conn;
use crate::{Actor, Error, Millis, Result};

/// So many steps are done while the caller waits: enough for a site of some thousand people.
const STEPS: usize = 6;

/// What is to change about the rule of a cohort.
#[derive(Debug, Clone, Default)]
pub struct RulePatch {
    /// The filter; `Some(None)` takes the rule away, and with it everybody out.
    pub rule: Option<Option<String>>,
    /// Whether nobody comes or goes for now.
    pub paused: Option<bool>,
    /// How many come or go, as the caller has seen it.
    pub confirm_affected: Option<i64>,
}

impl RulePatch {
    fn is_empty(&self) -> bool {
        self.rule.is_none() && self.paused.is_none() && self.confirm_affected.is_none()
    }
}

/// Changes the rule of a cohort, and begins to carry it out.
///
/// # Errors
/// A rule that cannot be read or would feed itself; people who are in the cohort by hand; [`Error::ConfirmationRequired`] where
/// many would come or go, or where the rule waits for that.
pub fn change(conn: &mut Conn, actor: &Actor, now: Millis, cohort: Cohort, patch: &RulePatch) -> Result<Cohort> {
    if patch.is_empty() {
        return Ok(cohort);
    }
    let before = store::find(conn, &cohort.key)?;
    let rule = match (&patch.rule, &before) {
        (Some(Some(text)), _) => Some(text.clone()),
        (Some(None), Some(before)) if before.is_ending() => return Ok(cohort),
        (Some(None), Some(before)) => return take_away(conn, actor, now, cohort, before, patch),
        (None, Some(before)) if !before.is_ending() => Some(before.rule.clone()),
        _ => None,
    };
    let Some(text) = rule else {
        if patch.paused == Some(true) {
            return Err(Error::invalid("paused", "invalid_value", "Only a cohort with a rule can be paused."));
        }
        return Ok(cohort);
    };
    if before.is_none() {
        // Nobody is put there by hand from here on.
        cohorts::store::lock(conn, &cohort.key)?;
        if store::members(conn, &cohort.key)? > 0 {
            return Err(Error::conflict(
                "cohort_not_empty",
                "There are people in this cohort whom somebody has put there. Take them out first, or make another cohort for the rule.",
            ));
        }
    }
    let checked = match before.as_ref().filter(|before| before.rule == text) {
        // It was found good by somebody who may see what it is about.
        Some(before) => check::stored(conn, before)?,
        None => check::check(conn, actor, &text)?,
    };
    cycles::require_none(conn, &cohort.key, &checked.on)?;
    let paused = patch.paused.unwrap_or(before.as_ref().is_some_and(|before| before.paused));
    let is_same = before
        .as_ref()
        .is_some_and(|before| before.rule == checked.text && before.paused == paused && before.held.is_none());
    if is_same {
        return Ok(cohort);
    }
    if !paused {
        let counts = preview::count(conn, Some(&cohort.key), &checked.filter, now)?;
        // Another rule is judged for itself.
        let is_held = before.as_ref().is_some_and(|before| before.rule == checked.text && before.waits_for_a_look());
        require_confirmed(conn, counts, is_held, patch)?;
    }
    let rule = CohortRule {
        cohort: cohort.key.clone(),
        rule: checked.text.clone(),
        attributes: checked.on.attributes.iter().map(|name| (*name).to_owned()).collect(),
        by_time: checked.on.by_time,
        due_at: None,
        took: 0,
        paused,
        held: None,
        phase: None,
        place: None,
        swing: Swing::default(),
    };
    let rule = if paused {
        store::put(conn, &rule)?;
        rule
    } else {
        settle::begin(conn, now, rule, STEPS)?
    };
    note(conn, actor, now, &cohort, before.as_ref(), Some(&rule))?;
    cohorts::commands::raise_version(conn, now, cohort.id)
}

fn require_confirmed(conn: &mut Conn, counts: Counts, is_held: bool, patch: &RulePatch) -> Result<()> {
    let affected = counts.moves();
    if counts.ask(conn, is_held)? && patch.confirm_affected != Some(affected) {
        return Err(Error::ConfirmationRequired { affected });
    }
    Ok(())
}

/// Everybody goes, and people fill the cohort by hand again.
fn take_away(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    cohort: Cohort,
    before: &CohortRule,
    patch: &RulePatch,
) -> Result<Cohort> {
    let counts = Counts { leaving: store::members(conn, &cohort.key)?, ..Counts::default() };
    require_confirmed(conn, counts, false, patch)?;
    settle::end(conn, now, before.clone(), STEPS)?;
    note(conn, actor, now, &cohort, Some(before), None)?;
    cohorts::commands::raise_version(conn, now, cohort.id)
}

fn note(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    cohort: &Cohort,
    before: Option<&CohortRule>,
    after: Option<&CohortRule>,
) -> Result<()> {
    let said = |rule: Option<&CohortRule>| match rule {
        Some(rule) => json!({ "rule": rule.rule, "paused": rule.paused }),
        None => Value::Null,
    };
    let subject = Subject::of("cohort", cohort.id.0);
    let entry = Entry { before: said(before), after: said(after), ..Entry::on("cohort.rule_changed", subject) };
    audit::record(conn, actor, now, [entry])
}
