//! Views in the database. Each change is noted in the audit, under the person who made it.

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as Diesel};
use serde_json::{Value, json};

use super::content::{self, Content};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::db::schema::{saved_views as v, users};
use crate::filter::Scope;
use crate::id::{UserId, ViewId};
use crate::text::fold;
use crate::{Actor, Error, Millis, Result};

/// The most views of one person.
const MOST: i64 = 200;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// Whose it is, and their username.
    pub owner: (UserId, String),
    /// Its name.
    pub name: String,
    /// What it shows.
    pub content: Content,
    /// Whether others see it.
    pub shared: bool,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
    /// Counts changes.
    pub version: i64,
}

type Columns = (ViewId, UserId, String, String, String, bool, Millis, Millis, i64);

impl View {
    fn read(row: Columns) -> Result<Self> {
        let (id, owner, username, name, content, shared, created_at, updated_at, version) = row;
        let content = serde_json::from_str(&content)?;
        Ok(Self { id, owner: (owner, username), name, content, shared, created_at, updated_at, version })
    }

    fn to_audit(&self) -> Result<Value> {
        Ok(json!({ "name": self.name, "shared": self.shared, "content": serde_json::to_value(&self.content)? }))
    }
}

/// Views that somebody sees, the oldest first, behind one of them. Those of people who were deleted rest with them.
fn seen_by(
    conn: &mut Conn,
    user: UserId,
    one: Option<ViewId>,
    behind: Option<ViewId>,
    limit: i64,
) -> Result<Vec<View>> {
    let mut query = v::table
        .inner_join(users::table.on(users::id.eq(v::owner_id)))
        .filter(users::deleted_at.is_null())
        .filter(v::owner_id.eq(user).or(v::shared.eq(true)))
        .order(v::id)
        .limit(limit)
        .select((
            v::id,
            v::owner_id,
            users::username,
            v::name,
            v::content,
            v::shared,
            v::created_at,
            v::updated_at,
            v::version,
        ))
        .into_boxed();
    if let Some(id) = one {
        query = query.filter(v::id.eq(id));
    }
    if let Some(id) = behind {
        query = query.filter(v::id.gt(id));
    }
    query.load::<Columns>(conn)?.into_iter().map(View::read).collect()
}

/// A page of one's own views and of those that others share.
pub fn list(conn: &mut Conn, user: UserId, behind: Option<ViewId>, limit: i64) -> Result<Vec<View>> {
    seen_by(conn, user, None, behind, limit)
}

/// One view that somebody sees.
pub fn find(conn: &mut Conn, user: UserId, id: ViewId) -> Result<View> {
    seen_by(conn, user, Some(id), None, 1)?.pop().ok_or(Error::NotFound("view"))
}

/// Makes a view.
pub fn create(conn: &mut Conn, actor: &Actor, now: Millis, name: &str, content: Content, shared: bool) -> Result<View> {
    let scope = Scope::of(conn, actor)?;
    let (user, name, content) = (person(actor)?, content::name(name)?, content.check(&scope)?);
    // Two that count at once may both find room; one view more does no harm.
    if v::table.filter(v::owner_id.eq(user)).count().get_result::<i64>(conn)? >= MOST {
        let message = format!("You have {MOST} views already. Delete one that you do not need.");
        return Err(Error::conflict("too_many_views", message));
    }
    let id = ViewId::new();
    diesel::insert_into(v::table)
        .values((
            v::id.eq(id),
            v::owner_id.eq(user),
            v::name.eq(&name),
            v::name_key.eq(fold(&name)),
            v::content.eq(serde_json::to_string(&content)?),
            v::shared.eq(shared),
            v::created_at.eq(now),
            v::updated_at.eq(now),
            v::version.eq(1),
        ))
        .execute(conn)
        .map_err(taken)?;
    let view = find(conn, user, id)?;
    note(conn, actor, now, "view.created", id, Value::Null, view.to_audit()?)?;
    Ok(view)
}

/// What changes of a view.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Another name.
    pub name: Option<String>,
    /// Whether others see it.
    pub shared: Option<bool>,
}

/// Changes one's own view; `edit` is given what it shows.
pub fn update(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: ViewId,
    if_version: Option<i64>,
    changes: Changes,
    edit: impl FnOnce(&mut Content),
) -> Result<View> {
    let before = own(conn, actor, id, if_version)?;
    let mut after = before.clone();
    edit(&mut after.content);
    after.content = after.content.check(&Scope::of(conn, actor)?)?;
    if let Some(text) = &changes.name {
        after.name = content::name(text)?;
    }
    after.shared = changes.shared.unwrap_or(after.shared);
    if after == before {
        return Ok(before);
    }
    let written = diesel::update(v::table.find(id).filter(v::version.eq(before.version)))
        .set((
            v::name.eq(&after.name),
            v::name_key.eq(fold(&after.name)),
            v::content.eq(serde_json::to_string(&after.content)?),
            v::shared.eq(after.shared),
            v::updated_at.eq(now),
            v::version.eq(v::version + 1),
        ))
        .execute(conn)
        .map_err(taken)?;
    overtaken_unless(written, before.version)?;
    note(conn, actor, now, "view.changed", id, before.to_audit()?, after.to_audit()?)?;
    find(conn, before.owner.0, id)
}

/// Deletes one's own view.
pub fn delete(conn: &mut Conn, actor: &Actor, now: Millis, id: ViewId, if_version: Option<i64>) -> Result<()> {
    let view = own(conn, actor, id, if_version)?;
    let gone = diesel::delete(v::table.find(id).filter(v::version.eq(view.version))).execute(conn)?;
    overtaken_unless(gone, view.version)?;
    note(conn, actor, now, "view.deleted", id, view.to_audit()?, Value::Null)
}

fn own(conn: &mut Conn, actor: &Actor, id: ViewId, if_version: Option<i64>) -> Result<View> {
    let user = person(actor)?;
    let view = find(conn, user, id)?;
    if view.owner.0 != user {
        let message = "This view belongs to somebody else. Save it under a name of your own to change it.";
        return Err(Error::forbidden("not_the_owner", message));
    }
    Error::require_version(if_version, view.version)?;
    Ok(view)
}

/// Another request may have been faster since the view was read.
fn overtaken_unless(written: usize, version: i64) -> Result<()> {
    if written == 1 { Ok(()) } else { Err(Error::Changed(version + 1)) }
}

fn person(actor: &Actor) -> Result<UserId> {
    actor.user_id.ok_or_else(|| Error::internal("the system itself has no views"))
}

fn taken(error: Diesel) -> Error {
    match error {
        Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Error::conflict(
            "name_taken",
            "You have a view of this name already. Choose another name, or change that view.",
        ),
        other => other.into(),
    }
}

fn note(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    id: ViewId,
    before: Value,
    after: Value,
) -> Result<()> {
    let details = json!({ "view": id });
    audit::record(conn, actor, now, [Entry { before, after, details, ..Entry::general(action) }])
}
