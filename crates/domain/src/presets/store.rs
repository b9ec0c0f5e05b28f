//! Presets in the database. Each change is noted in the audit, under the person who made it.

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as Diesel};
use serde_json::{Value, json};

use crate::audit::{self, Entry};
use crate::batches::FileSettings;
use crate::db::Conn;
use crate::db::schema::{batch_presets as p, users};
use crate::id::{BatchPresetId, UserId};
use crate::text::fold;
use crate::{Actor, Error, Millis, Result};

/// The most presets of one person.
const MOST: i64 = 200;
/// The longest name, in characters.
const LONGEST_NAME: usize = 100;
/// The longest settings, in bytes.
const LONGEST: usize = 20_000;
/// Settings of a single batch, which a preset does not hold.
const OF_A_BATCH: [&str; 4] = ["name", "apply", "apply_at", "confirm_affected"];

/// Settings for files under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPreset {
    /// Its id.
    pub id: BatchPresetId,
    /// Whose it is, and their username.
    pub owner: (UserId, String),
    /// Its name.
    pub name: String,
    /// The settings as they were given: what is missing is left to the defaults of the day.
    pub settings: Value,
    /// Whether others see it.
    pub shared: bool,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
    /// Counts changes.
    pub version: i64,
}

type Columns = (BatchPresetId, UserId, String, String, String, bool, Millis, Millis, i64);

impl NamedPreset {
    fn read(row: Columns) -> Result<Self> {
        let (id, owner, username, name, settings, shared, created_at, updated_at, version) = row;
        let settings = serde_json::from_str(&settings)?;
        Ok(Self { id, owner: (owner, username), name, settings, shared, created_at, updated_at, version })
    }

    fn to_audit(&self) -> Value {
        json!({ "name": self.name, "shared": self.shared, "settings": self.settings })
    }
}

/// Presets that somebody sees, the oldest first, behind one of them. Those of people who were deleted rest with them.
fn seen_by(
    conn: &mut Conn,
    user: UserId,
    one: Option<BatchPresetId>,
    behind: Option<BatchPresetId>,
    limit: i64,
) -> Result<Vec<NamedPreset>> {
    let mut query = p::table
        .inner_join(users::table.on(users::id.eq(p::owner_id)))
        .filter(users::deleted_at.is_null())
        .filter(p::owner_id.eq(user).or(p::shared.eq(true)))
        .order(p::id)
        .limit(limit)
        .select((
            p::id,
            p::owner_id,
            users::username,
            p::name,
            p::settings,
            p::shared,
            p::created_at,
            p::updated_at,
            p::version,
        ))
        .into_boxed();
    if let Some(id) = one {
        query = query.filter(p::id.eq(id));
    }
    if let Some(id) = behind {
        query = query.filter(p::id.gt(id));
    }
    query.load::<Columns>(conn)?.into_iter().map(NamedPreset::read).collect()
}

/// A page of one's own presets and of those that others share.
pub fn list(conn: &mut Conn, user: UserId, behind: Option<BatchPresetId>, limit: i64) -> Result<Vec<NamedPreset>> {
    seen_by(conn, user, None, behind, limit)
}

/// One preset that somebody sees.
pub fn find(conn: &mut Conn, user: UserId, id: BatchPresetId) -> Result<NamedPreset> {
    seen_by(conn, user, Some(id), None, 1)?.pop().ok_or(Error::NotFound("preset"))
}

/// Makes a preset.
pub fn create(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    name: &str,
    settings: Value,
    shared: bool,
) -> Result<NamedPreset> {
    let (user, name, settings) = (person(actor)?, checked_name(name)?, checked(settings)?);
    // Two that count at once may both find room; one preset more does no harm.
    if p::table.filter(p::owner_id.eq(user)).count().get_result::<i64>(conn)? >= MOST {
        let message = format!("You have {MOST} presets already. Delete one that you do not need.");
        return Err(Error::conflict("too_many_presets", message));
    }
    let id = BatchPresetId::new();
    diesel::insert_into(p::table)
        .values((
            p::id.eq(id),
            p::owner_id.eq(user),
            p::name.eq(&name),
            p::name_key.eq(fold(&name)),
            p::settings.eq(settings.to_string()),
            p::shared.eq(shared),
            p::created_at.eq(now),
            p::updated_at.eq(now),
            p::version.eq(1),
        ))
        .execute(conn)
        .map_err(taken)?;
    let preset = find(conn, user, id)?;
    note(conn, actor, now, "batch_preset.created", id, Value::Null, preset.to_audit())?;
    Ok(preset)
}

/// What changes of a preset.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Another name.
    pub name: Option<String>,
    /// Other settings.
    pub settings: Option<Value>,
    /// Whether others see it.
    pub shared: Option<bool>,
}

/// Changes one's own preset.
pub fn update(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: BatchPresetId,
    if_version: Option<i64>,
    changes: Changes,
) -> Result<NamedPreset> {
    let before = own(conn, actor, id, if_version)?;
    let mut after = before.clone();
    if let Some(settings) = changes.settings {
        after.settings = checked(settings)?;
    }
    if let Some(text) = &changes.name {
        after.name = checked_name(text)?;
    }
    after.shared = changes.shared.unwrap_or(after.shared);
    if after == before {
        return Ok(before);
    }
    let written = diesel::update(p::table.find(id).filter(p::version.eq(before.version)))
        .set((
            p::name.eq(&after.name),
            p::name_key.eq(fold(&after.name)),
            p::settings.eq(after.settings.to_string()),
            p::shared.eq(after.shared),
            p::updated_at.eq(now),
            p::version.eq(p::version + 1),
        ))
        .execute(conn)
        .map_err(taken)?;
    overtaken_unless(written, before.version)?;
    note(conn, actor, now, "batch_preset.changed", id, before.to_audit(), after.to_audit())?;
    find(conn, before.owner.0, id)
}

/// Deletes one's own preset.
pub fn delete(conn: &mut Conn, actor: &Actor, now: Millis, id: BatchPresetId, if_version: Option<i64>) -> Result<()> {
    let preset = own(conn, actor, id, if_version)?;
    let gone = diesel::delete(p::table.find(id).filter(p::version.eq(preset.version))).execute(conn)?;
    overtaken_unless(gone, preset.version)?;
    note(conn, actor, now, "batch_preset.deleted", id, preset.to_audit(), Value::Null)
}

fn own(conn: &mut Conn, actor: &Actor, id: BatchPresetId, if_version: Option<i64>) -> Result<NamedPreset> {
    let user = person(actor)?;
    let preset = find(conn, user, id)?;
    if preset.owner.0 != user {
        let message = "This preset belongs to somebody else. Save it under a name of your own to change it.";
        return Err(Error::forbidden("not_the_owner", message));
    }
    Error::require_version(if_version, preset.version)?;
    Ok(preset)
}

/// Another request may have been faster since the preset was read.
fn overtaken_unless(written: usize, version: i64) -> Result<()> {
    if written == 1 { Ok(()) } else { Err(Error::Changed(version + 1)) }
}

fn person(actor: &Actor) -> Result<UserId> {
    actor.user_id.ok_or_else(|| Error::internal("the system itself has no presets"))
}

fn taken(error: Diesel) -> Error {
    match error {
        Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Error::conflict(
            "name_taken",
            "You have a preset of this name already. Choose another name, or change that preset.",
        ),
        other => other.into(),
    }
}

fn note(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    id: BatchPresetId,
    before: Value,
    after: Value,
) -> Result<()> {
    let details = json!({ "preset": id });
    audit::record(conn, actor, now, [Entry { before, after, details, ..Entry::general(action) }])
}

fn checked_name(text: &str) -> Result<String> {
    let name = text.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", "missing_value", "A preset needs a name."));
    }
    if name.chars().count() > LONGEST_NAME {
        let message = format!("The name may have at most {LONGEST_NAME} characters.");
        return Err(Error::invalid("name", "too_long", message));
    }
    if name.chars().any(char::is_control) {
        return Err(Error::invalid("name", "invalid_value", "A name is one line of text, without control characters."));
    }
    Ok(name.to_owned())
}

/// The same checks as for a file with these settings. The kind of file is always named, so that a preset stays what it is.
fn checked(mut settings: Value) -> Result<Value> {
    if let Some(name) = OF_A_BATCH.into_iter().find(|name| !settings[*name].is_null()) {
        let message = format!("\"{name}\" is said of each batch anew; a preset cannot hold it.");
        return Err(Error::invalid(&format!("settings.{name}"), "invalid_value", message));
    }
    let resolved = FileSettings::resolve(&settings)?;
    settings["preset"] = json!(resolved.preset.name());
    if settings.to_string().len() > LONGEST {
        let message = format!("The settings may have at most {LONGEST} bytes.");
        return Err(Error::invalid("settings", "too_long", message));
    }
    Ok(settings)
}
