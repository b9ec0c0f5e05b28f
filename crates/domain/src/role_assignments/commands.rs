//! Giving a user a role somewhere, and taking it away.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Assignment, store};
use crate::audit::{self, Entry};
use crate::context::{Context, ContextKind};
use crate::db::Conn;
use crate::id::{CourseId, RoleAssignmentId, UserId};
use crate::roles::commands::unknown_role;
use crate::roles::{Capability, Role, RoleKey, own};
use crate::users::change::AccountChange;
use crate::users::commands::{existing, write_single};
use crate::users::rules::role_not_grantable;
use crate::users::values::max_chars;
use crate::users::{Account, Field, FieldValue};
use crate::{Actor, Error, Millis, Result, courses, time};

/// An assignment as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAssignment {
    /// Who gets the role.
    pub user: UserId,
    /// Its key.
    pub role: String,
    /// The kind of the context, by its name, and its id.
    pub context: (String, Option<String>),
    /// When it ends by itself.
    pub until: Option<Millis>,
    /// Why it is given.
    pub reason: Option<String>,
}

/// Gives a user a role.
pub fn assign(conn: &mut Conn, actor: &Actor, now: Millis, new: &NewAssignment) -> Result<Assignment> {
    let context = context_of(&new.context)?;
    let key = RoleKey::from_key(&new.role);
    let role = key
        .map(|key| own::find(conn, key))
        .transpose()?
        .flatten()
        .ok_or_else(|| Error::from(unknown_role("role", &new.role)))?;
    require_holdable(&role, context)?;
    if !actor.may_grant_in(role.key, context) {
        return Err(role_not_grantable(role.key).into());
    }
    require_context(conn, context)?;
    if new.until.is_some_and(|until| until <= now) {
        let message = "\"until\" lies in the past. Name a time to come, or leave it out.";
        return Err(Error::invalid("until", "invalid_value", message));
    }
    let reason = new.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > max_chars(Field::SuspensionReason)) {
        return Err(Error::invalid("reason", "too_long", "The reason may have at most 1,000 characters."));
    }
    let account = existing(conn, new.user, None)?;
    let is_everybodys = role.key == RoleKey::Learner && context == Context::Site;
    if is_everybodys || store::held(conn, new.user, role.key, context)?.is_some() {
        return Err(already_assigned(role.key, is_everybodys));
    }
    let details = details(role.key, context, new.until, reason);
    if context == Context::Site {
        let roles = account.roles().into_iter().chain([role.key]).collect();
        set_roles(conn, actor, now, &account, roles, details).map_err(|error| gone_meanwhile(error, role.key))?;
        store::describe(conn, new.user, role.key, new.until, reason)?;
    } else {
        let by = actor.user_id.map(|id| (id, None));
        let held = Assignment {
            id: RoleAssignmentId::new(),
            user: new.user,
            role: role.key,
            context,
            until: new.until,
            reason: reason.map(str::to_owned),
            assigned_at: now,
            assigned_by: by,
        };
        store::insert(conn, &held).map_err(|error| match error {
            taken if taken.is_taken() => already_assigned(role.key, false),
            other => gone_meanwhile(other, role.key),
        })?;
        audit::record(conn, actor, now, [Entry { context, details, ..Entry::about("role.assigned", new.user) }])?;
    }
    store::held(conn, new.user, role.key, context)?.ok_or_else(|| Error::internal("a role that was given is not held"))
}

/// Makes a user the instructor of a course that they have made, unless they manage all courses anyway.
pub fn grant_to_creator(conn: &mut Conn, actor: &Actor, now: Millis, course: CourseId) -> Result<()> {
    let Some(user) = actor.user_id.filter(|_| !actor.may(Capability::CoursesManage)) else { return Ok(()) };
    let (role, context) = (RoleKey::Instructor, Context::Course(course));
    let reason = "has made the course";
    let held = Assignment {
        id: RoleAssignmentId::new(),
        user,
        role,
        context,
        until: None,
        reason: Some(reason.to_owned()),
        assigned_at: now,
        assigned_by: None,
    };
    store::insert(conn, &held)?;
    let details = details(role, context, None, Some(reason));
    audit::record(conn, actor, now, [Entry { context, details, ..Entry::about("role.assigned", user) }])
}

/// Takes a role away from a user.
pub fn end(conn: &mut Conn, actor: &Actor, now: Millis, id: RoleAssignmentId) -> Result<()> {
    let held = store::find(conn, id)?;
    if !actor.may_grant_in(held.role, held.context) {
        return Err(role_not_grantable(held.role).into());
    }
    let account = existing(conn, held.user, None)?;
    let details = details(held.role, held.context, held.until, held.reason.as_deref());
    if held.context == Context::Site {
        let roles = account.roles().into_iter().filter(|role| *role != held.role).collect();
        return set_roles(conn, actor, now, &account, roles, details);
    }
    store::remove(conn, &[id])?;
    audit::record(
        conn,
        actor,
        now,
        [Entry { context: held.context, details, ..Entry::about("role.taken_away", held.user) }],
    )
}

fn set_roles(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    account: &Account,
    roles: std::collections::BTreeSet<RoleKey>,
    details: Value,
) -> Result<()> {
    let change = AccountChange::towards(account, [(Field::SystemRoles, FieldValue::Roles(roles))]);
    write_single(conn, actor, now, account, &change, details)
}

/// The context that is named.
fn context_of((kind, id): &(String, Option<String>)) -> Result<Context> {
    let Some(found) = ContextKind::from_name(kind) else {
        return Err(Error::invalid("context.kind", "invalid_value", ContextKind::unknown(kind)));
    };
    let id = id.as_deref().map(Uuid::parse_str).transpose().ok();
    id.and_then(|id| Context::new(found, id)).ok_or_else(|| {
        let message = match found {
            ContextKind::Site => "There is one site, and it has no id. Leave \"id\" out.".to_owned(),
            kind => format!("Say which {} it is, by its id.", kind.name()),
        };
        Error::invalid("context.id", "invalid_value", message)
    })
}

/// Whether a role may be held in a context at all.
fn require_holdable(role: &Role, context: Context) -> Result<()> {
    let kind = context.kind();
    if role.contexts.contains(&kind) {
        return Ok(());
    }
    let places: Vec<&str> = role.contexts.iter().map(|kind| kind.place()).collect();
    let message = format!("The role {} is held {}, and not {}.", role.key, places.join(" or "), kind.place());
    Err(Error::invalid("context.kind", "invalid_context", message))
}

/// Whether the context is there, and roles that are held in it are enforced. The one place that looks contexts up.
fn require_context(conn: &mut Conn, context: Context) -> Result<()> {
    match context {
        Context::Site => Ok(()),
        Context::Cohort(_) => {
            let message =
                "Roles cannot be held in cohorts yet: nothing would keep their holders to the people of the cohort.";
            Err(Error::invalid("context.kind", "context_not_supported", message))
        }
        Context::Course(id) => match Error::or_none(courses::store::find(conn, id))? {
            Some(_) => Ok(()),
            None => {
                Err(Error::invalid("context.id", "unknown_course", format!("There is no course with the id {id}.")))
            }
        },
    }
}

/// What the audit keeps besides the change of the account.
fn details(role: RoleKey, context: Context, until: Option<Millis>, reason: Option<&str>) -> Value {
    let mut details = Map::from_iter([("role".to_owned(), json!(role.key()))]);
    let more = [
        ("context", (context != Context::Site).then(|| json!(context.to_string()))),
        ("until", until.map(|until| json!(time::format(until)))),
        ("reason", reason.map(Value::from)),
    ];
    details.extend(more.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    Value::Object(details)
}

fn already_assigned(role: RoleKey, is_everybodys: bool) -> Error {
    let message = if is_everybodys {
        format!("Everybody holds the role {role} at site level.")
    } else {
        format!("The person holds the role {role} there already. To change its end or reason, take it away first.")
    };
    Error::conflict("already_assigned", message)
}

/// An own role can be deleted at the very moment at which it is given.
fn gone_meanwhile(error: Error, role: RoleKey) -> Error {
    if error.is_gone() {
        return Error::invalid("role", "unknown_role", format!("The role {role} was deleted in the meantime."));
    }
    error
}
