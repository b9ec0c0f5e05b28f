//! Assignments of roles in the database.

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};

use super::Assignment;
use crate::context::{Context, ContextKind};
use crate::db::schema::{role_assignments as a, users};
use crate::db::types::RawId;
use crate::db::{Conn, MultiBackend};
use crate::id::{RoleAssignmentId, UserId};
use crate::roles::{RoleKey, own};
use crate::{Error, Millis, Noun, Result};

/// Which assignments are asked for.
#[derive(Debug, Clone, Default)]
pub struct AssignmentFilter {
    /// Those of this account.
    pub user: Option<UserId>,
    /// Those of this role.
    pub role: Option<RoleKey>,
    /// Those in contexts of this kind.
    pub kind: Option<ContextKind>,
    /// Those in this context.
    pub context: Option<Context>,
}

type Row = (
    RoleAssignmentId,
    UserId,
    String,
    String,
    Option<RawId>,
    Option<Millis>,
    Option<String>,
    Millis,
    Option<UserId>,
    Option<String>,
);

/// The name of who gave it, of the deleted too.
const GIVER: &str =
    "(SELECT COALESCE(g.freed_username, g.username) FROM users g WHERE g.id = role_assignments.assigned_by)";

#[diesel::dsl::auto_type]
fn columns() -> _ {
    let giver: SqlLiteral<Nullable<Text>> = sql::<Nullable<Text>>(GIVER);
    (
        a::id,
        a::user_id,
        a::role,
        a::context_kind,
        a::context_id,
        a::until,
        a::reason,
        a::assigned_at,
        a::assigned_by,
        giver,
    )
}

/// The deleted hold their roles until they are purged, and are in no list.
fn query(asked: &AssignmentFilter) -> a::BoxedQuery<'static, MultiBackend> {
    let living = users::table.filter(users::deleted_at.is_null()).select(users::id);
    let mut found = a::table.filter(a::user_id.eq_any(living)).into_boxed();
    if let Some(user) = asked.user {
        found = found.filter(a::user_id.eq(user));
    }
    if let Some(role) = asked.role {
        found = found.filter(a::role.eq(role.to_string()));
    }
    if let Some(kind) = asked.kind.or(asked.context.map(Context::kind)) {
        found = found.filter(a::context_kind.eq(kind.name()));
    }
    if let Some(id) = asked.context.and_then(Context::id) {
        found = found.filter(a::context_id.eq(RawId(id)));
    }
    found
}

/// Assignments in the order of their ids, which is nearly that in which they were made.
pub fn page(
    conn: &mut Conn,
    asked: &AssignmentFilter,
    behind: Option<RoleAssignmentId>,
    limit: i64,
) -> Result<Vec<Assignment>> {
    let mut found = query(asked).order(a::id).limit(limit);
    if let Some(id) = behind {
        found = found.filter(a::id.gt(id));
    }
    found.select(columns()).load::<Row>(conn)?.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<Assignment> {
    let (id, user, role, kind, context, until, reason, assigned_at, by, by_name) = row;
    let context = ContextKind::from_name(&kind).and_then(|kind| Context::new(kind, context.map(|id| id.0)));
    Ok(Assignment {
        id,
        user,
        role: RoleKey::from_key(&role).ok_or_else(|| Error::internal("a stored role has an invalid key"))?,
        context: context.ok_or_else(|| Error::internal("a role is held in an invalid context"))?,
        until,
        reason,
        assigned_at,
        assigned_by: by.map(|by| (by, by_name)),
    })
}

/// How many assignments are asked for.
pub fn count(conn: &mut Conn, asked: &AssignmentFilter) -> Result<i64> {
    Ok(query(asked).count().get_result(conn)?)
}

/// All that a user holds.
pub fn of_user(conn: &mut Conn, user: UserId) -> Result<Vec<Assignment>> {
    page(conn, &AssignmentFilter { user: Some(user), ..AssignmentFilter::default() }, None, i64::MAX)
}

/// The assignment of a role in a context; `None` if the person does not hold it there.
pub fn held(conn: &mut Conn, user: UserId, role: RoleKey, context: Context) -> Result<Option<Assignment>> {
    let asked = AssignmentFilter { user: Some(user), role: Some(role), context: Some(context), kind: None };
    Ok(page(conn, &asked, None, 1)?.pop())
}

/// An assignment by its id.
pub fn find(conn: &mut Conn, id: RoleAssignmentId) -> Result<Assignment> {
    let user: Option<UserId> = a::table.find(id).select(a::user_id).first(conn).optional()?;
    let user = user.ok_or(Error::NotFound(Noun::RoleAssignment))?;
    of_user(conn, user)?.into_iter().find(|held| held.id == id).ok_or(Error::NotFound(Noun::RoleAssignment))
}

/// Stores an assignment in another context than the site's.
pub(super) fn insert(conn: &mut Conn, held: &Assignment) -> Result<()> {
    diesel::insert_into(a::table)
        .values((
            a::id.eq(held.id),
            a::user_id.eq(held.user),
            a::role.eq(held.role.to_string()),
            a::own_role.eq(own::own_key(held.role)),
            a::context_kind.eq(held.context.kind().name()),
            a::context_id.eq(held.context.id().map(RawId)),
            a::until.eq(held.until),
            a::reason.eq(&held.reason),
            a::assigned_at.eq(held.assigned_at),
            a::assigned_by.eq(held.assigned_by.as_ref().map(|(id, _)| *id)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Says of an assignment at site level when it ends, and why it was given.
pub(super) fn describe(
    conn: &mut Conn,
    user: UserId,
    role: RoleKey,
    until: Option<Millis>,
    reason: Option<&str>,
) -> Result<()> {
    let row = a::table.filter(a::user_id.eq(user)).filter(a::role.eq(role.to_string()));
    diesel::update(row.filter(a::context_kind.eq(ContextKind::Site.name())))
        .set((a::until.eq(until), a::reason.eq(reason)))
        .execute(conn)?;
    Ok(())
}

/// Removes assignments in other contexts than the site's.
pub(super) fn remove(conn: &mut Conn, ids: &[RoleAssignmentId]) -> Result<()> {
    diesel::delete(a::table.filter(a::id.eq_any(ids)).filter(a::context_kind.ne(ContextKind::Site.name())))
        .execute(conn)?;
    Ok(())
}

/// Assignments whose end has come, of accounts that are not deleted: some of all, or all of some accounts.
pub(super) fn due(conn: &mut Conn, now: Millis, of: Option<&[UserId]>, limit: i64) -> Result<Vec<Assignment>> {
    let mut found =
        query(&AssignmentFilter::default()).filter(a::until.le(now)).order((a::user_id, a::id)).limit(limit);
    if let Some(users) = of {
        found = found.filter(a::user_id.eq_any(users.to_vec()));
    }
    found.select(columns()).load::<Row>(conn)?.into_iter().map(read).collect()
}
