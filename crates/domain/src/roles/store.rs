//! Which account holds which role.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::{Capabilities, Capability, RoleKey, of_text, own};
use crate::actor::HeldRole;
use crate::context::{Context, ContextKind};
use crate::db::Conn;
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::{enrolments as e, role_assignments as a, roles as r};
use crate::db::types::RawId;
use crate::id::{CourseId, RoleAssignmentId, UserId};
use crate::{Actor, Millis, Result};

/// The roles that each of the accounts holds at site level, by account.
pub fn of_users(conn: &mut Conn, ids: &[UserId]) -> Result<HashMap<UserId, Vec<RoleKey>>> {
    let mut roles: HashMap<UserId, Vec<RoleKey>> = HashMap::new();
    if ids.is_empty() {
        return Ok(roles);
    }
    let rows = a::table
        .filter(a::user_id.eq_any(ids))
        .filter(a::context_kind.eq(ContextKind::Site.name()))
        .order((a::user_id, a::role))
        .select((a::user_id, a::role))
        .load::<(UserId, String)>(conn)?;
    for (user, role) in rows {
        roles.entry(user).or_default().extend(RoleKey::from_key(&role));
    }
    Ok(roles)
}

/// The roles that one account holds at site level.
pub fn of_user(conn: &mut Conn, id: UserId) -> Result<Vec<RoleKey>> {
    Ok(of_users(conn, &[id])?.remove(&id).unwrap_or_default())
}

type Row = (String, String, Option<RawId>, Option<String>, Option<String>);

/// Every role that an account holds, wherever, with what it allows there: those that were assigned, those of enrolments that count at
/// this time, and the learner's, which everybody holds.
pub fn held_by(conn: &mut Conn, id: UserId, now: Millis) -> Result<Vec<HeldRole>> {
    let rows = a::table
        .left_join(r::table.on(a::own_role.eq(r::key.nullable())))
        .filter(a::user_id.eq(id))
        .order((a::role, a::id))
        .select((a::role, a::context_kind, a::context_id, r::capabilities.nullable(), r::may_assign.nullable()))
        .load::<Row>(conn)?;
    let held = rows.into_iter().filter_map(|(role, kind, context, capabilities, may_assign)| {
        let role = RoleKey::from_key(&role)?;
        let context = Context::new(ContextKind::from_name(&kind)?, context.map(|id| id.0))?;
        Some(match capabilities {
            None => HeldRole::shipped_in(role, context),
            Some(capabilities) => HeldRole {
                role,
                context,
                capabilities: own::capabilities_of(&capabilities),
                may_assign: own::keys_of(&may_assign.unwrap_or_default()).collect(),
            },
        })
    });
    let assigned: Vec<HeldRole> = held.chain([RoleKey::Learner.into()]).collect();
    Ok(assigned.into_iter().chain(of_enrolments(conn, id, now)?).collect())
}

/// The roles that an account holds by taking part in courses.
fn of_enrolments(conn: &mut Conn, id: UserId, now: Millis) -> Result<Vec<HeldRole>> {
    let counts = e::status
        .eq("active")
        .and(e::starts_at.is_null().or(e::starts_at.le(now)))
        .and(e::ends_at.is_null().or(e::ends_at.gt(now)));
    let enrolled: Vec<(CourseId, String)> =
        e::table.filter(e::user_id.eq(id)).filter(counts).select((e::course_id, e::roles)).load(conn)?;
    let roles: Vec<(CourseId, RoleKey)> =
        enrolled.iter().flat_map(|(course, roles)| of_text(roles).into_iter().map(|role| (*course, role))).collect();
    // Own roles are few, and rarely held by participants.
    let own = if roles.iter().any(|(_, role)| !role.is_shipped()) { own::for_courses(conn)? } else { Vec::new() };
    let held = roles.into_iter().filter_map(|(course, role)| {
        let context = Context::Course(course);
        if role.is_shipped() {
            return Some(HeldRole::shipped_in(role, context));
        }
        let own = own.iter().find(|own| own.key == role)?;
        let may_assign = own.may_assign.iter().copied().collect();
        Some(HeldRole { role, context, capabilities: own.capabilities, may_assign })
    });
    Ok(held.collect())
}

/// An actor with the roles that the person holds. The site's own roles are read for those who may need to know them to
/// hand them out; a person who holds everything gives any role.
pub fn with_roles(conn: &mut Conn, person: Actor, now: Millis) -> Result<Actor> {
    let actor = holder(conn, person, now)?;
    if actor.capabilities_in(Context::Site) == Capabilities::ALL { Ok(actor) } else { with_own_roles(conn, actor) }
}

pub(crate) fn holder(conn: &mut Conn, person: Actor, now: Millis) -> Result<Actor> {
    let roles = person.user_id.map(|id| held_by(conn, id, now)).transpose()?.unwrap_or_default();
    Ok(Actor { roles, ..person })
}

pub(crate) fn with_own_roles(conn: &mut Conn, actor: Actor) -> Result<Actor> {
    let hands_out = |held: &HeldRole| held.role == RoleKey::Administrator || !held.may_assign.is_empty();
    if !actor.roles.iter().any(hands_out) {
        return Ok(actor);
    }
    Ok(Actor { own_roles: Some(own::capabilities(conn)?), ..actor })
}

/// What a user may do at site level.
pub fn capabilities_of(conn: &mut Conn, id: UserId, now: Millis) -> Result<Vec<Capability>> {
    let held = held_by(conn, id, now)?;
    let at_site = held.iter().filter(|held| held.context == Context::Site);
    Ok(at_site.fold(Capabilities::default(), |all, held| all.or(held.capabilities)).iter().collect())
}

/// What changes about the roles that an account holds at site level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChange {
    /// The account.
    pub user: UserId,
    /// Those that it gets.
    pub given: BTreeSet<RoleKey>,
    /// Those that it loses.
    pub taken: BTreeSet<RoleKey>,
    /// Who changes it.
    pub by: Option<UserId>,
}

const COLUMNS: [ColumnSpec; 6] = [
    ("id", ColumnKind::Id),
    ("user_id", ColumnKind::Id),
    ("role", ColumnKind::Text),
    ("own_role", ColumnKind::Text),
    ("assigned_at", ColumnKind::Int),
    ("assigned_by", ColumnKind::Id),
];

/// Lets the table follow the accounts: a statement for each role that a user loses, and one for all that are given.
pub fn write(conn: &mut Conn, changes: &[RoleChange], at: Millis) -> Result<()> {
    let mut chunk = RecordSet::default();
    let touched: BTreeSet<RoleKey> =
        changes.iter().flat_map(|change| change.taken.union(&change.given)).copied().collect();
    for role in touched {
        let touched = |change: &&RoleChange| change.taken.contains(&role) || change.given.contains(&role);
        let users: Vec<UserId> = changes.iter().filter(touched).map(|change| change.user).collect();
        let held = a::table.filter(a::role.eq(role.key())).filter(a::context_kind.eq(ContextKind::Site.name()));
        diesel::delete(held.filter(a::user_id.eq_any(users))).execute(conn)?;
        for change in changes.iter().filter(|change| change.given.contains(&role)) {
            chunk.push([
                RoleAssignmentId::new().0.into(),
                change.user.0.into(),
                role.key().to_owned().into(),
                own::own_key(role).into(),
                at.into(),
                change.by.map(|id| id.0).into(),
            ]);
        }
    }
    conn.execute_chunk(Statement::Insert("role_assignments"), &COLUMNS, &chunk)?;
    Ok(())
}
