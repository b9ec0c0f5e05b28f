//! Fields of accounts that were changed concurrently, from the audit: also if they have their earlier value again.
//! Each custom field and each role counts for itself.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

use crate::Result;
use crate::audit::{self, EventSince};
use crate::db::Conn;
use crate::id::{BatchId, UserId};
use crate::refusal::{Code, Refusal};
use crate::users::change::{AccountChange, ValueChange};
use crate::users::{Field, FieldValue, rules};

/// The fields that were written, by account.
pub(super) type ConcurrentChanges = HashMap<UserId, Names>;

/// What was written of an account.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Fields, and parts of fields, by name.
    some: HashSet<String>,
    /// An entry that was erased no longer says what: take it to be everything.
    all: bool,
}

/// Entries about an account that tell of no change of it.
const NO_CHANGES: [&str; 2] = ["user.password_reset_sent", "user.confirmation_sent"];

/// What was written since the batch changed the accounts.
pub(super) fn since_applied(conn: &mut Conn, original: BatchId, touched: &[UserId]) -> Result<ConcurrentChanges> {
    let mut written = ConcurrentChanges::new();
    for event in events(conn, original, touched)? {
        if event.batch_id == Some(original) {
            // What came before the batch's own change does not count.
            written.insert(event.target_id, Names::default());
        } else if let Some(names) = written.get_mut(&event.target_id) {
            names.note(event.payload.as_deref())?;
        }
    }
    Ok(written)
}

/// What was written since rows of a batch were planned: of each account as many of the last changes as its version has
/// risen by, as far as they are younger than the batch.
pub(super) fn since_planned(
    conn: &mut Conn,
    batch: BatchId,
    risen: &HashMap<UserId, i64>,
) -> Result<ConcurrentChanges> {
    let mut written = ConcurrentChanges::new();
    let mut left = risen.clone();
    let ids: Vec<UserId> = risen.keys().copied().collect();
    for event in events(conn, batch, &ids)?.into_iter().rev().filter(|event| event.batch_id != Some(batch)) {
        match left.get_mut(&event.target_id) {
            Some(left) if *left > 0 => *left -= 1,
            _ => continue,
        }
        written.entry(event.target_id).or_default().note(event.payload.as_deref())?;
    }
    Ok(written)
}

/// The changes of accounts since a batch came to be, the oldest first.
fn events(conn: &mut Conn, batch: BatchId, ids: &[UserId]) -> Result<Vec<EventSince>> {
    let mut events = audit::since(conn, batch, "user.%", ids)?;
    events.retain(|event| !NO_CHANGES.contains(&event.action.as_str()));
    Ok(events)
}

impl Names {
    /// Notes what an entry says was written.
    fn note(&mut self, payload: Option<&str>) -> Result<()> {
        let Some(payload) = payload else {
            self.all = true;
            return Ok(());
        };
        let payload: Value = serde_json::from_str(payload)?;
        for side in ["before", "after"] {
            for (name, value) in payload[side].as_object().into_iter().flatten() {
                match value {
                    Value::Object(members) => self.some.extend(members.keys().map(|member| part(name, member))),
                    Value::Array(held) => {
                        self.some.extend(held.iter().filter_map(Value::as_str).map(|held| part(name, held)));
                    }
                    _ => drop(self.some.insert(name.clone())),
                }
            }
        }
        Ok(())
    }
}

fn part(field: &str, of: &str) -> String {
    format!("{field}.{of}")
}

/// What a step writes, by the names that an entry about it would have.
fn names_of(field: Field, step: &ValueChange) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for value in [&step.before, &step.after] {
        match value {
            FieldValue::Members(members) => names.extend(members.keys().map(|member| part(field.name(), member))),
            FieldValue::Cohorts(cohorts) => names.extend(cohorts.iter().map(|key| part(field.name(), key.as_str()))),
            FieldValue::Roles(roles) => names.extend(roles.iter().map(|role| part(field.name(), role.key()))),
            _ => drop(names.insert(field.name().to_owned())),
        }
    }
    names
}

/// Whether the fields of the change were not written concurrently.
pub(super) fn untouched(
    written: &ConcurrentChanges,
    user: UserId,
    change: &AccountChange,
    code: Code,
) -> Result<(), Refusal> {
    let Some(names) = written.get(&user) else { return Ok(()) };
    let is_own = |field: &Field, step: &ValueChange| {
        names.all || names_of(*field, step).iter().any(|name| names.some.contains(name))
    };
    let own: Vec<Field> =
        change.steps().iter().filter(|(field, step)| is_own(field, step)).map(|(field, _)| *field).collect();
    let Some(first) = own.first() else { return Ok(()) };
    let labels: Vec<_> = own.iter().map(|field| field.label()).collect();
    Err(rules::overtaken_refusal(code, first.name(), &labels))
}
