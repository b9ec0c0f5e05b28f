//! Suspensions that come to their end.

use diesel::prelude::*;
use serde_json::json;

use super::model::Account;
use super::rules::{self, SuspensionRequest};
use super::store::{self as user_store, Occasion, PlannedChange};
use crate::db::Conn;
use crate::db::schema::users;
use crate::jobs::{Task, drain};
use crate::{Actor, Millis, Result};

/// Activates accounts whose suspension has come to its end.
pub const TASK: Task = Task::soon("suspensions that end", |db, now| drain(db, |conn| end_suspensions(conn, now)));

/// Activates some accounts whose suspension has come to its end; returns how many. Called until none is left.
pub fn end_suspensions(conn: &mut Conn, now: Millis) -> Result<usize> {
    let due = users::table
        .filter(users::suspended_until.le(now))
        .filter(users::suspended.eq(true))
        .filter(users::deleted_at.is_null())
        .order(users::id)
        .limit(500)
        .select(users::id)
        .load(conn)?;
    if due.is_empty() {
        return Ok(0);
    }
    user_store::lock(conn, &due)?;
    let accounts = user_store::by_ids(conn, &due)?;
    let request = SuspensionRequest { suspended: Some(false), restore: true, ..Default::default() };
    let is_due = |account: &&Account| account.suspended && account.suspended_until.is_some_and(|until| until <= now);
    let changes: Vec<_> =
        accounts.values().filter(is_due).map(|account| (account, rules::plan_suspension(account, &request))).collect();
    let details = json!({ "reason": "the suspension has come to its end" });
    let planned: Vec<_> = changes
        .iter()
        .filter(|(_, change)| !change.is_empty())
        .map(|(account, change)| PlannedChange { account, change, line: None, details: details.clone() })
        .collect();
    user_store::write(conn, &Actor::system(), now, Occasion::default(), &planned)?;
    Ok(planned.len())
}
