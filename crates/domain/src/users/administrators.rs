//! Administrators, and people as they act: what of roles hangs on whether an account can sign in.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::ability::can_sign_in;
use crate::actor::RoleKey;
use crate::db::Conn;
use crate::db::schema::{role_assignments as a, users};
use crate::id::UserId;
use crate::roles::store::{RoleChange, holder, of_user, with_own_roles, write};
use crate::{Actor, Millis, Origin, Result, roles};

/// The person as things are now, for work that goes on without a request. `None` if the account can no longer sign in:
/// then nothing is done in its name. Own roles are always read: one may have gone since the work was planned.
pub fn acting(conn: &mut Conn, id: UserId, now: Millis) -> Result<Option<Actor>> {
    let username: Option<String> =
        users::table.find(id).filter(can_sign_in()).select(users::username).first(conn).optional()?;
    let Some(username) = username else { return Ok(None) };
    let actor = holder(conn, Actor::person(id, username, Origin::default()), now)?;
    with_own_roles(conn, actor).map(Some)
}

/// Gives a role without a trace in the audit: the first administrator's. Nothing happens where it is held already.
pub fn assign(conn: &mut Conn, user: UserId, role: RoleKey, at: Millis) -> Result<()> {
    let mut held: BTreeSet<RoleKey> = of_user(conn, user)?.into_iter().collect();
    if held.insert(role) {
        let given = RoleChange { user, given: BTreeSet::from([role]), taken: BTreeSet::new(), by: None };
        write(conn, &[given], at)?;
        diesel::update(users::table.find(user)).set(users::system_roles.eq(roles::text(&held))).execute(conn)?;
    }
    Ok(())
}

/// The administrators' assignments with their accounts.
#[diesel::dsl::auto_type(no_type_alias)]
fn assignments() -> _ {
    let account = users::id.eq(a::user_id);
    let key: String = RoleKey::Administrator.to_string();
    a::table.inner_join(users::table.on(account)).filter(a::role.eq(key))
}

/// How many administrators can sign in.
pub fn active(conn: &mut Conn) -> Result<i64> {
    Ok(assignments().filter(can_sign_in()).count().get_result(conn)?)
}

/// The administrators who can sign in.
pub fn active_ids(conn: &mut Conn) -> Result<BTreeSet<UserId>> {
    Ok(assignments().filter(can_sign_in()).select(users::id).load(conn)?.into_iter().collect())
}

/// Whether anybody is an administrator, able to sign in or not.
pub fn any(conn: &mut Conn) -> Result<bool> {
    let one = a::table.filter(a::role.eq(RoleKey::Administrator.key()));
    Ok(one.select(a::user_id).limit(1).first::<UserId>(conn).optional()?.is_some())
}
