//! The job that erases accounts whose retention time has ended.

use diesel::prelude::*;
use serde_json::json;

use super::PersonalData;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::db::schema::users;
use crate::id::UserId;
use crate::settings::Settings;
use crate::{Actor, Millis, Result};

/// Accounts of one unit of work.
const STEP: i64 = 100;

/// Erases some accounts that were deleted long enough ago; returns how many. Each call is complete in itself, so that
/// a crash leaves nothing half-done; it is called until no account is left.
pub fn purge_some(conn: &mut Conn, data: PersonalData, now: Millis) -> Result<usize> {
    let retention = Settings::load(conn)?.retention;
    let due = || users::table.filter(users::deleted_at.le(now - retention)).select(users::id);
    let found: Vec<UserId> = due().order(users::deleted_at).limit(STEP).load(conn)?;
    if found.is_empty() {
        return Ok(0);
    }
    crate::users::store::lock(conn, &found)?;
    // A user may have restored one of them before it was locked.
    let people: Vec<UserId> = due().filter(users::id.eq_any(&found)).load(conn)?;
    super::erase(conn, data, &people)?;
    let details = json!({ "reason": "the retention time has ended" });
    let entry = |id: &UserId| Entry { details: details.clone(), ..Entry::about("user.purged", *id) };
    audit::record(conn, &Actor::system(), now, people.iter().map(entry))?;
    Ok(people.len())
}
