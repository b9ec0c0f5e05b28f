//! Which fields of accounts somebody has written in between, from the audit: also where they hold again what they held.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use serde_json::Value;

use crate::Result;
use crate::db::Conn;
use crate::db::schema::audit_events::{self as e, dsl::audit_events};
use crate::id::{BatchId, UserId};
use crate::users::change::AccountChange;
use crate::users::refusal::{Code, Refusal};
use crate::users::{Field, rules};

/// Fields by account.
pub(super) type Written = HashMap<UserId, HashSet<Field>>;

type Event = (Option<UserId>, Option<BatchId>, Option<String>);

/// The fields that were written since the batch changed the accounts.
pub(super) fn since_applied(conn: &mut Conn, original: BatchId, touched: &[UserId]) -> Result<Written> {
    let mut written = Written::new();
    if touched.is_empty() {
        return Ok(written);
    }
    let began: Option<i64> =
        audit_events.filter(e::batch_id.eq(original)).select(diesel::dsl::min(e::seq)).first(conn)?;
    let events: Vec<Event> = audit_events
        .filter(e::target_id.eq_any(touched))
        .filter(e::seq.ge(began.unwrap_or(0)))
        .filter(e::action.like("user.%"))
        .order((e::target_id, e::seq))
        .select((e::target_id, e::batch_id, e::payload))
        .load(conn)?;
    for (user, batch, payload) in events {
        let Some(user) = user else { continue };
        if batch == Some(original) {
            // What came before the batch's own change does not count.
            written.insert(user, HashSet::new());
            continue;
        }
        if let Some(fields) = written.get_mut(&user) {
            fields.extend(fields_of(payload)?);
        }
    }
    Ok(written)
}

/// The fields that were written since rows of a batch were planned: of each account as many of the last changes as its
/// version has risen by, as far as they are younger than the plan.
pub(super) fn since_planned(conn: &mut Conn, batch: BatchId, risen: &HashMap<UserId, i64>) -> Result<Written> {
    let mut written = Written::new();
    if risen.is_empty() {
        return Ok(written);
    }
    // A batch notes that it is made, and that it is planned again, before it looks at any account.
    let planned: Option<i64> = audit_events
        .filter(e::batch_id.eq(batch))
        .filter(e::target_id.is_null())
        .filter(e::action.eq_any(["batch.created", "batch.planned_again"]))
        .select(diesel::dsl::max(e::seq))
        .first(conn)?;
    let events: Vec<Event> = audit_events
        .filter(e::target_id.eq_any(risen.keys()))
        .filter(e::seq.gt(planned.unwrap_or(0)))
        .filter(e::action.like("user.%"))
        .order(e::seq.desc())
        .select((e::target_id, e::batch_id, e::payload))
        .load(conn)?;
    let mut left = risen.clone();
    for (user, by, payload) in events {
        let Some(user) = user.filter(|_| by != Some(batch)) else { continue };
        match left.get_mut(&user) {
            Some(left) if *left > 0 => *left -= 1,
            _ => continue,
        }
        written.entry(user).or_default().extend(fields_of(payload)?);
    }
    Ok(written)
}

/// Whether nobody has written what the change would.
pub(super) fn untouched(written: &Written, user: UserId, change: &AccountChange, code: Code) -> Result<(), Refusal> {
    let Some(fields) = written.get(&user) else { return Ok(()) };
    let own: Vec<Field> = change.steps().keys().copied().filter(|field| fields.contains(field)).collect();
    let Some(first) = own.first() else { return Ok(()) };
    let labels: Vec<_> = own.iter().map(|field| field.label()).collect();
    Err(rules::overtaken_refusal(code, first.name(), &labels))
}

/// The fields that an entry says were written. An erased one no longer says it: take it to be all of them.
fn fields_of(payload: Option<String>) -> Result<Vec<Field>> {
    let Some(payload) = payload else { return Ok(Field::ALL.to_vec()) };
    let payload: Value = serde_json::from_str(&payload)?;
    let after = payload.get("after").and_then(Value::as_object);
    Ok(after.into_iter().flatten().filter_map(|(name, _)| Field::from_name(name)).collect())
}
