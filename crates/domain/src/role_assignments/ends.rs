//! The job that takes roles away whose end has come.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Assignment, store};
use crate::audit::{self, Entry};
use crate::context::Context;
use crate::db::Conn;
use crate::id::{RoleAssignmentId, UserId};
use crate::jobs::{Task, drain};
use crate::roles::RoleKey;
use crate::users::change::AccountChange;
use crate::users::store::{self as user_store, Occasion, PlannedChange};
use crate::users::{Field, FieldValue, administrators};
use crate::{Actor, Millis, Result};

/// Roles of one unit of work.
const STEP: i64 = 500;

/// Takes roles away whose end has come.
pub const TASK: Task = Task::soon("roles that end", |db, now| drain(db, |conn| end_due(conn, now)));

/// Takes some roles away whose end has come; returns how many. It is called until there are none. The last
/// administrator who can sign in stays one until there is another.
pub fn end_due(conn: &mut Conn, now: Millis) -> Result<usize> {
    let found = store::due(conn, now, None, STEP)?;
    let people: Vec<UserId> = found.iter().map(|held| held.user).collect::<BTreeSet<_>>().into_iter().collect();
    if people.is_empty() {
        return Ok(0);
    }
    user_store::lock(conn, &people)?;
    // A user may have given one of them for longer before the accounts were locked.
    let mut due = store::due(conn, now, Some(&people), i64::MAX)?;
    spare_the_last_administrator(conn, &mut due)?;
    end_at_site(conn, now, &due)?;
    let elsewhere: Vec<&Assignment> = due.iter().filter(|held| held.context != Context::Site).collect();
    store::remove(conn, &elsewhere.iter().map(|held| held.id).collect::<Vec<RoleAssignmentId>>())?;
    let ended = elsewhere.iter().map(|held| {
        let details = json!({ "role": held.role.key(), "reason": REASON });
        Entry { context: held.context, details, ..Entry::about("role.taken_away", held.user) }
    });
    audit::record(conn, &Actor::system(), now, ended)?;
    Ok(due.len())
}

const REASON: &str = "the role has come to its end";

/// At site level the roles are a field of the account.
fn end_at_site(conn: &mut Conn, now: Millis, due: &[Assignment]) -> Result<()> {
    let mut ending: BTreeMap<UserId, BTreeSet<RoleKey>> = BTreeMap::new();
    for held in due.iter().filter(|held| held.context == Context::Site) {
        ending.entry(held.user).or_default().insert(held.role);
    }
    let accounts = user_store::by_ids(conn, &ending.keys().copied().collect::<Vec<_>>())?;
    let changes = ending.iter().filter_map(|(user, ending)| {
        let account = accounts.get(user)?;
        let left = account.roles().difference(ending).copied().collect();
        Some((account, AccountChange::towards(account, [(Field::SystemRoles, FieldValue::Roles(left))])))
    });
    let changes: Vec<_> = changes.filter(|(_, change)| !change.is_empty()).collect();
    let details: Value = json!({ "reason": REASON });
    let planned: Vec<_> = changes
        .iter()
        .map(|(account, change)| PlannedChange { account, change, line: None, details: details.clone() })
        .collect();
    user_store::write(conn, &Actor::system(), now, Occasion::default(), &planned)
}

/// Takes an administrator out of what ends, if nobody else could administrate afterwards: the one whose end is the
/// latest.
fn spare_the_last_administrator(conn: &mut Conn, due: &mut Vec<Assignment>) -> Result<()> {
    let is_administrator = |held: &Assignment| held.role == RoleKey::Administrator;
    if !due.iter().any(is_administrator) {
        return Ok(());
    }
    conn.lock_name(user_store::ADMINISTRATORS)?;
    let active = administrators::active_ids(conn)?;
    let ending: BTreeSet<UserId> = due.iter().filter(|held| is_administrator(held)).map(|held| held.user).collect();
    if active.is_empty() {
        due.retain(|held| !is_administrator(held));
    } else if active.is_subset(&ending) {
        let of_active = due.iter().filter(|held| is_administrator(held) && active.contains(&held.user));
        let spared = of_active.max_by_key(|held| (held.until, held.id)).map(|held| held.id);
        due.retain(|held| Some(held.id) != spared);
    }
    Ok(())
}
