//! Saved items in the database. Each change is noted in the audit, under the person who made it.

use diesel::prelude::*;
use diesel::result::Error as Diesel;
use diesel::sql_types::{BigInt, Bool, Text};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Changes, Content, SavedItem, name};
use crate::audit::{self, Entry, Subject};
use crate::db::types::Id;
use crate::db::{Conn, Number};
use crate::id::{SavedItemId, UserId};
use crate::text::fold;
use crate::{Actor, Error, Millis, Result};

/// The most items of a kind that one person can save.
const MOST: i64 = 200;

#[derive(QueryableByName)]
struct ItemRow {
    #[diesel(sql_type = Id)]
    id: SavedItemId,
    #[diesel(sql_type = Id)]
    owner_id: UserId,
    #[diesel(sql_type = Text)]
    username: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    content: String,
    #[diesel(sql_type = Bool)]
    shared: bool,
    #[diesel(sql_type = BigInt)]
    created_at: Millis,
    #[diesel(sql_type = BigInt)]
    updated_at: Millis,
    #[diesel(sql_type = BigInt)]
    version: i64,
}

impl<C: Content> TryFrom<ItemRow> for SavedItem<C> {
    type Error = Error;

    fn try_from(stored: ItemRow) -> Result<Self> {
        Ok(Self {
            id: stored.id,
            owner: (stored.owner_id, stored.username),
            name: stored.name,
            content: serde_json::from_str(&stored.content)?,
            shared: stored.shared,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            version: stored.version,
        })
    }
}

impl<C: Content> SavedItem<C> {
    fn to_audit(&self) -> Result<Value> {
        Ok(json!({ "name": self.name, "shared": self.shared, C::CONTENT: serde_json::to_value(&self.content)? }))
    }
}

/// What a user sees (`$1`), as far as it fits to an id (`$2`). Things of people who were deleted rest with them.
fn seen<C: Content>(columns: &str, fits: &str) -> String {
    format!(
        "SELECT {columns} FROM {} k JOIN users u ON u.id = k.owner_id \
         WHERE u.deleted_at IS NULL AND (k.owner_id = $1 OR k.shared) AND k.id {fits} $2",
        C::TABLE
    )
}

const COLUMNS: &str =
    "k.id, k.owner_id, u.username, k.name, k.content, k.shared, k.created_at, k.updated_at, k.version";

/// Before all ids.
const FIRST: SavedItemId = SavedItemId(Uuid::nil());

/// A page of one's own things and of those that others share, the oldest first.
pub fn list<C: Content>(
    conn: &mut Conn,
    user: UserId,
    behind: Option<SavedItemId>,
    limit: i64,
) -> Result<Vec<SavedItem<C>>> {
    let sql = format!("{} ORDER BY k.id LIMIT {limit}", seen::<C>(COLUMNS, ">"));
    let found = diesel::sql_query(sql).bind::<Id, _>(user).bind::<Id, _>(behind.unwrap_or(FIRST));
    found.load::<ItemRow>(conn)?.into_iter().map(SavedItem::try_from).collect()
}

/// How many there are on all pages.
pub fn count<C: Content>(conn: &mut Conn, user: UserId) -> Result<i64> {
    let all = diesel::sql_query(seen::<C>("count(*) AS n", ">")).bind::<Id, _>(user).bind::<Id, _>(FIRST);
    Ok(all.get_result::<Number>(conn)?.n)
}

/// One thing that a user sees.
pub fn find<C: Content>(conn: &mut Conn, user: UserId, id: SavedItemId) -> Result<SavedItem<C>> {
    let one = diesel::sql_query(seen::<C>(COLUMNS, "=")).bind::<Id, _>(user).bind::<Id, _>(id);
    one.get_result::<ItemRow>(conn).optional()?.ok_or(Error::NotFound(C::NOUN))?.try_into()
}

/// Keeps a thing, whose content the caller has checked.
pub fn create<C: Content>(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    text: &str,
    shared: bool,
    check: impl FnOnce(&mut Conn) -> Result<C>,
) -> Result<SavedItem<C>> {
    let (user, name, content) = (person::<C>(actor)?, name::<C>(text)?, check(conn)?);
    // Two that count at once may both find room; one more does no harm.
    let own = format!("SELECT count(*) AS n FROM {} WHERE owner_id = $1", C::TABLE);
    if diesel::sql_query(own).bind::<Id, _>(user).get_result::<Number>(conn)?.n >= MOST {
        let message = format!("You have {MOST} {}s already. Delete one that you do not need.", C::NOUN);
        return Err(Error::conflict(C::TOO_MANY, message));
    }
    let id = SavedItemId::new();
    let sql = format!(
        "INSERT INTO {} (id, owner_id, name, name_key, content, shared, created_at, updated_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 1)",
        C::TABLE
    );
    diesel::sql_query(sql)
        .bind::<Id, _>(id)
        .bind::<Id, _>(user)
        .bind::<Text, _>(&name)
        .bind::<Text, _>(fold(&name))
        .bind::<Text, _>(serde_json::to_string(&content)?)
        .bind::<Bool, _>(shared)
        .bind::<BigInt, _>(now)
        .execute(conn)
        .map_err(taken::<C>)?;
    let item = find(conn, user, id)?;
    note::<C>(conn, actor, now, C::CREATED, id, [Value::Null, item.to_audit()?])?;
    Ok(item)
}

/// Changes one's own thing; `edit` is given what it holds, and checks what it makes of that.
pub fn update<C: Content>(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: SavedItemId,
    if_version: Option<i64>,
    changes: Changes,
    edit: impl FnOnce(&mut Conn, C) -> Result<C>,
) -> Result<SavedItem<C>> {
    let before = own::<C>(conn, actor, id, if_version)?;
    let mut after = before.clone();
    after.content = edit(conn, after.content)?;
    if let Some(text) = &changes.name {
        after.name = name::<C>(text)?;
    }
    after.shared = changes.shared.unwrap_or(after.shared);
    if after == before {
        return Ok(before);
    }
    let sql = format!(
        "UPDATE {} SET name = $1, name_key = $2, content = $3, shared = $4, updated_at = $5, version = version + 1 \
         WHERE id = $6 AND version = $7",
        C::TABLE
    );
    let written = diesel::sql_query(sql)
        .bind::<Text, _>(&after.name)
        .bind::<Text, _>(fold(&after.name))
        .bind::<Text, _>(serde_json::to_string(&after.content)?)
        .bind::<Bool, _>(after.shared)
        .bind::<BigInt, _>(now)
        .bind::<Id, _>(id)
        .bind::<BigInt, _>(before.version)
        .execute(conn)
        .map_err(taken::<C>)?;
    overtaken_unless(written, before.version)?;
    note::<C>(conn, actor, now, C::CHANGED, id, [before.to_audit()?, after.to_audit()?])?;
    find(conn, before.owner.0, id)
}

/// Deletes one's own thing.
pub fn delete<C: Content>(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: SavedItemId,
    if_version: Option<i64>,
) -> Result<()> {
    let item = own::<C>(conn, actor, id, if_version)?;
    let gone = diesel::sql_query(format!("DELETE FROM {} WHERE id = $1 AND version = $2", C::TABLE))
        .bind::<Id, _>(id)
        .bind::<BigInt, _>(item.version)
        .execute(conn)?;
    overtaken_unless(gone, item.version)?;
    note::<C>(conn, actor, now, C::DELETED, id, [item.to_audit()?, Value::Null])
}

fn own<C: Content>(conn: &mut Conn, actor: &Actor, id: SavedItemId, if_version: Option<i64>) -> Result<SavedItem<C>> {
    let user = person::<C>(actor)?;
    let item = find::<C>(conn, user, id)?;
    if item.owner.0 != user {
        let message =
            format!("This {} belongs to another user. Save it under a name of your own to change it.", C::NOUN);
        return Err(Error::forbidden("not_the_owner", message));
    }
    Error::require_version(if_version, item.version)?;
    Ok(item)
}

/// Another request may have been faster since the thing was read.
fn overtaken_unless(written: usize, version: i64) -> Result<()> {
    if written == 1 { Ok(()) } else { Err(Error::Changed(version + 1)) }
}

fn person<C: Content>(actor: &Actor) -> Result<UserId> {
    actor.user_id.ok_or_else(|| Error::internal(format!("the system itself has no {}s", C::NOUN)))
}

fn taken<C: Content>(error: Diesel) -> Error {
    let (error, word) = (Error::from(error), C::NOUN);
    if !error.is_taken() {
        return error;
    }
    let message = format!("You have a {word} of this name already. Choose another name, or change that {word}.");
    Error::conflict("name_taken", message)
}

fn note<C: Content>(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    id: SavedItemId,
    [before, after]: [Value; 2],
) -> Result<()> {
    let details = json!({ C::NOUN.name(): id });
    let subject = Subject::of(C::NOUN.name(), id.0);
    audit::record(conn, actor, now, [Entry { before, after, details, ..Entry::on(action, subject) }])
}
