//! Which account holds which role.

use std::collections::HashMap;

use diesel::prelude::*;

use super::RoleKey;
use crate::db::Conn;
use crate::db::schema::{role_assignments, users};
use crate::id::UserId;
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

/// Gives a role; nothing happens where it is held already.
pub fn assign(conn: &mut Conn, user: UserId, role: RoleKey, at: Millis) -> Result<()> {
    if !of_user(conn, user)?.contains(&role) {
        diesel::insert_into(role_assignments::table)
            .values((
                role_assignments::user_id.eq(user),
                role_assignments::role.eq(role.key()),
                role_assignments::assigned_at.eq(at),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Takes a role away.
pub fn remove(conn: &mut Conn, user: UserId, role: RoleKey) -> Result<()> {
    diesel::delete(role_assignments::table.find((user, role.key()))).execute(conn)?;
    Ok(())
}

/// How many administrators can sign in.
pub fn active_administrators(conn: &mut Conn) -> Result<i64> {
    Ok(role_assignments::table
        .inner_join(users::table.on(users::id.eq(role_assignments::user_id)))
        .filter(role_assignments::role.eq(RoleKey::Administrator.key()))
        .filter(users::deleted_at.is_null())
        .filter(users::suspended.eq(false))
        .filter(users::confirmed.eq(true))
        .filter(users::auth_method.eq("manual"))
        .count()
        .get_result(conn)?)
}

/// Whether anybody is an administrator, able to sign in or not.
pub fn any_administrator(conn: &mut Conn) -> Result<bool> {
    let one = role_assignments::table.filter(role_assignments::role.eq(RoleKey::Administrator.key()));
    Ok(one.select(role_assignments::user_id).limit(1).first::<UserId>(conn).optional()?.is_some())
}
