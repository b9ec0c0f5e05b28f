//! Which account holds which role.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::RoleKey;
use crate::db::Conn;
use crate::db::recordset::{Chunk, ColumnSpec, Kind, Statement};
use crate::db::schema::{role_assignments, users};
use crate::id::UserId;
use crate::users::ability::can_sign_in;
use crate::{Millis, Result};

/// The roles of each of the accounts, by account.
pub fn of_users(conn: &mut Conn, ids: &[UserId]) -> Result<HashMap<UserId, Vec<RoleKey>>> {
    let mut roles: HashMap<UserId, Vec<RoleKey>> = HashMap::new();
    if ids.is_empty() {
        return Ok(roles);
    }
    let rows = role_assignments::table
        .filter(role_assignments::user_id.eq_any(ids))
        .order((role_assignments::user_id, role_assignments::role))
        .select((role_assignments::user_id, role_assignments::role))
        .load::<(UserId, String)>(conn)?;
    for (user, role) in rows {
        roles.entry(user).or_default().extend(RoleKey::from_key(&role));
    }
    Ok(roles)
}

/// The roles of one account.
pub fn of_user(conn: &mut Conn, id: UserId) -> Result<Vec<RoleKey>> {
    Ok(of_users(conn, &[id])?.remove(&id).unwrap_or_default())
}

/// Gives a role without a trace in the audit: the first administrator's. Nothing happens where it is held already.
pub fn assign(conn: &mut Conn, user: UserId, role: RoleKey, at: Millis) -> Result<()> {
    let mut held: BTreeSet<RoleKey> = of_user(conn, user)?.into_iter().collect();
    if held.insert(role) {
        let given = Given { user, given: BTreeSet::from([role]), taken: BTreeSet::new() };
        write(conn, &[given], at)?;
        diesel::update(users::table.find(user)).set(users::system_roles.eq(super::text(&held))).execute(conn)?;
    }
    Ok(())
}

/// What changes about the roles of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The account.
    pub user: UserId,
    /// Those that it gets.
    pub given: BTreeSet<RoleKey>,
    /// Those that it loses.
    pub taken: BTreeSet<RoleKey>,
}

const COLUMNS: [ColumnSpec; 3] = [("user_id", Kind::Id), ("role", Kind::Text), ("assigned_at", Kind::Int)];

/// Lets the table follow the accounts: a statement for each role that somebody loses, and one for all that are given.
pub fn write(conn: &mut Conn, changes: &[Given], at: Millis) -> Result<()> {
    let mut chunk = Chunk::default();
    for role in RoleKey::ALL {
        let touched = |change: &&Given| change.taken.contains(&role) || change.given.contains(&role);
        let users: Vec<UserId> = changes.iter().filter(touched).map(|change| change.user).collect();
        if users.is_empty() {
            continue;
        }
        let held = role_assignments::table.filter(role_assignments::role.eq(role.key()));
        diesel::delete(held.filter(role_assignments::user_id.eq_any(users))).execute(conn)?;
        for change in changes.iter().filter(|change| change.given.contains(&role)) {
            chunk.push([change.user.0.into(), role.key().into(), at.into()]);
        }
    }
    conn.execute_chunk(Statement::Insert("role_assignments"), &COLUMNS, &chunk)?;
    Ok(())
}

/// How many administrators can sign in.
pub fn active_administrators(conn: &mut Conn) -> Result<i64> {
    Ok(role_assignments::table
        .inner_join(users::table.on(users::id.eq(role_assignments::user_id)))
        .filter(role_assignments::role.eq(RoleKey::Administrator.key()))
        .filter(can_sign_in())
        .count()
        .get_result(conn)?)
}

/// Whether anybody is an administrator, able to sign in or not.
pub fn any_administrator(conn: &mut Conn) -> Result<bool> {
    let one = role_assignments::table.filter(role_assignments::role.eq(RoleKey::Administrator.key()));
    Ok(one.select(role_assignments::user_id).limit(1).first::<UserId>(conn).optional()?.is_some())
}
