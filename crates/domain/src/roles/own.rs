//! The roles that a site has made for itself, in the database.

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::{Capabilities, Capability, Role, RoleKey, shipped_at_site};
use crate::actor::{SHIPPED, shipped};
use crate::context::ContextKind;
use crate::db::Conn;
use crate::db::schema::{enrolments as e, role_assignments as a, roles as r};
use crate::id::EnrolmentId;
use crate::text::escape_like;
use crate::{Error, Millis, Result};

type Columns = (String, String, Option<String>, String, String, String, Option<String>, Millis, Millis, i64);

fn read(row: Columns) -> Result<Role> {
    let (key, name, description, capabilities, contexts, may_assign, copied_from, created_at, updated_at, version) =
        row;
    let key = RoleKey::from_key(&key).ok_or_else(|| Error::internal("a stored role has an invalid key"))?;
    Ok(Role {
        key,
        name,
        description,
        capabilities: capabilities_of(&capabilities),
        contexts: contexts.split(' ').filter_map(ContextKind::from_name).collect(),
        may_assign: keys_of(&may_assign).collect(),
        copied_from: copied_from.as_deref().and_then(RoleKey::from_key),
        times: Some((created_at, updated_at)),
        version,
    })
}

/// The capabilities whose names the column holds.
pub(super) fn capabilities_of(text: &str) -> Capabilities {
    text.split(' ').filter_map(Capability::from_name).collect()
}

/// The roles whose keys the column holds.
pub(super) fn keys_of(text: &str) -> impl Iterator<Item = RoleKey> {
    text.split(' ').filter_map(RoleKey::from_key)
}

/// The key under which a role is in the table; `None` for a shipped one.
pub(crate) fn own_key(role: RoleKey) -> Option<String> {
    (!role.is_shipped()).then(|| role.to_string())
}

/// The site's own roles by their keys.
fn all(conn: &mut Conn) -> Result<Vec<Role>> {
    r::table.order(r::key).load::<Columns>(conn)?.into_iter().map(read).collect()
}

/// All roles: the shipped ones, then the site's own.
pub fn with_shipped(conn: &mut Conn) -> Result<Vec<Role>> {
    let own = all(conn)?;
    let keys: Vec<RoleKey> = own.iter().map(|role| role.key).collect();
    let shipped = SHIPPED.iter().map(|shipped| Role::of_shipped(shipped, keys.iter().copied()));
    Ok(shipped.chain(own).collect())
}

/// A role, shipped or own; `None` if absent.
pub fn find(conn: &mut Conn, key: RoleKey) -> Result<Option<Role>> {
    if let Some(shipped) = shipped(key) {
        let keys: Vec<String> = r::table.select(r::key).load(conn)?;
        return Ok(Some(Role::of_shipped(shipped, keys.iter().filter_map(|key| RoleKey::from_key(key)))));
    }
    r::table.find(key.key()).first::<Columns>(conn).optional()?.map(read).transpose()
}

/// What each of the site's own roles holds.
pub(super) fn capabilities(conn: &mut Conn) -> Result<BTreeMap<RoleKey, Capabilities>> {
    let rows = r::table.select((r::key, r::capabilities)).load::<(String, String)>(conn)?;
    Ok(rows.into_iter().filter_map(|(key, held)| Some((RoleKey::from_key(&key)?, capabilities_of(&held)))).collect())
}

/// Every role that can be held at site level.
pub fn at_site(conn: &mut Conn) -> Result<BTreeSet<RoleKey>> {
    let rows = r::table.select((r::key, r::contexts)).load::<(String, String)>(conn)?;
    let own = rows.into_iter().filter_map(|(key, contexts)| {
        let is_at_site = contexts.split(' ').any(|context| context == ContextKind::Site.name());
        RoleKey::from_key(&key).filter(|_| is_at_site)
    });
    Ok(shipped_at_site().chain(own).collect())
}

/// Every role that can be held in a course.
pub fn in_courses(conn: &mut Conn) -> Result<BTreeSet<RoleKey>> {
    let own = for_courses(conn)?.into_iter().map(|role| role.key);
    Ok(super::shipped_in_courses().chain(own).collect())
}

/// The site's own roles that can be held in a course.
pub(super) fn for_courses(conn: &mut Conn) -> Result<Vec<Role>> {
    Ok(all(conn)?.into_iter().filter(|role| role.contexts.contains(&ContextKind::Course)).collect())
}

/// Stores a new role.
pub(super) fn insert(conn: &mut Conn, role: &Role, now: Millis) -> Result<()> {
    diesel::insert_into(r::table)
        .values((
            r::key.eq(role.key.key()),
            r::name.eq(&role.name),
            r::description.eq(&role.description),
            r::capabilities.eq(role.capabilities.names().join(" ")),
            r::contexts.eq(contexts(role)),
            r::may_assign.eq(super::text(&role.may_assign)),
            r::copied_from.eq(role.copied_from.map(|role| role.to_string())),
            r::created_at.eq(now),
            r::updated_at.eq(now),
            r::version.eq(1),
        ))
        .execute(conn)?;
    Ok(())
}

/// Stores what changed about a role, if it still has the version before. False if it has not.
pub(super) fn update(conn: &mut Conn, role: &Role, now: Millis) -> Result<bool> {
    let changed = diesel::update(r::table.find(role.key.key()).filter(r::version.eq(role.version - 1)))
        .set((
            r::name.eq(&role.name),
            r::description.eq(&role.description),
            r::capabilities.eq(role.capabilities.names().join(" ")),
            r::contexts.eq(contexts(role)),
            r::may_assign.eq(super::text(&role.may_assign)),
            r::updated_at.eq(now),
            r::version.eq(role.version),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

fn contexts(role: &Role) -> String {
    role.contexts.iter().map(|context| context.name()).collect::<Vec<_>>().join(" ")
}

/// Removes a role, if it still has this version. False if it has not.
pub(super) fn remove(conn: &mut Conn, key: RoleKey, version: i64) -> Result<bool> {
    Ok(diesel::delete(r::table.find(key.key()).filter(r::version.eq(version))).execute(conn)? == 1)
}

/// The kinds of contexts in which a user holds the role.
pub(super) fn contexts_held(conn: &mut Conn, key: RoleKey) -> Result<BTreeSet<ContextKind>> {
    let kinds: Vec<String> =
        a::table.filter(a::own_role.eq(key.key())).select(a::context_kind).distinct().load(conn)?;
    let mut held: BTreeSet<ContextKind> = kinds.iter().filter_map(|kind| ContextKind::from_name(kind)).collect();
    let enrolled = sql::<Bool>("(' ' || enrolments.roles || ' ') LIKE ")
        .bind::<Text, _>(format!("% {} %", escape_like(key.key())))
        .sql(" ESCAPE '\\'");
    if e::table.filter(enrolled).select(e::id).limit(1).first::<EnrolmentId>(conn).optional()?.is_some() {
        held.insert(ContextKind::Course);
    }
    Ok(held)
}
