//! What a single request does with cohorts. Who is in one is changed through the accounts: see [`crate::users::commands`].

use std::borrow::Cow;

use diesel::result::{DatabaseErrorKind, Error as Diesel};
use serde_json::{Value, json};

use super::store::{self, RemainingMembers};
use super::{Cohort, CohortKey, CohortSource};
use crate::audit::{self, Entry, Subject};
use crate::db::Conn;
use crate::id::CohortId;
use crate::{Actor, Error, Fault, Millis, Noun, Result, visible};

/// The longest name, in characters.
const LONGEST_NAME: usize = 255;
/// The longest description, in characters.
const LONGEST_DESCRIPTION: usize = 2_000;

/// The fields of a new cohort, or of a change.
#[derive(Debug, Clone, Default)]
pub struct CohortPatch {
    /// Its key; for a new one only. Derived from the name if absent.
    pub key: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its description; `Some(None)` empties it.
    pub description: Option<Option<String>>,
}

/// Makes a cohort.
pub fn create(conn: &mut Conn, actor: &Actor, now: Millis, given: CohortPatch) -> Result<Cohort> {
    let mut faults = Vec::new();
    let name = name(given.name.as_deref().unwrap_or_default(), &mut faults);
    let description = description(given.description.flatten(), &mut faults);
    let key = match given.key.as_deref().map(str::trim).filter(|key| !key.is_empty()) {
        Some(key) => CohortKey::parse(key),
        None => CohortKey::of_name(&name),
    };
    if key.is_none() && faults.is_empty() {
        let message = "A key has 1 to 100 of the letters a-z, digits, \"-\", \"_\" and \".\", and begins with a letter or a digit, such as \"staff-2026\".";
        faults.push(Fault::new("key", "invalid_value", message));
    }
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    let key = key.ok_or_else(|| Error::internal("a cohort without a key"))?;
    let id = CohortId::new();
    let (source, members) = (CohortSource::Manual, 0);
    let cohort = Cohort { id, key, name, description, source, members, created_at: now, updated_at: now, version: 1 };
    store::insert(conn, &cohort).map_err(|error| taken(error, &cohort.key))?;
    note(conn, actor, now, "cohort.created", id, &Value::Null, &shown(&cohort))?;
    Ok(cohort)
}

/// Changes name and description.
pub fn change(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: CohortId,
    if_version: Option<i64>,
    given: CohortPatch,
) -> Result<Cohort> {
    let before = store::find(conn, id)?;
    Error::require_version(if_version, before.version)?;
    let mut faults = Vec::new();
    let mut after = before.clone();
    if let Some(given) = given.name {
        after.name = name(&given, &mut faults);
    }
    if let Some(given) = given.description {
        after.description = description(given, &mut faults);
    }
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    if after == before {
        return Ok(before);
    }
    after.version += 1;
    after.updated_at = now;
    if !store::update(conn, &after)? {
        let now = store::find(conn, id)?;
        return Err(Error::require_version(Some(before.version), now.version)
            .err()
            .unwrap_or(Error::NotFound(Noun::Cohort)));
    }
    note(conn, actor, now, "cohort.changed", id, &shown(&before), &shown(&after))?;
    Ok(after)
}

/// Raises the version of a cohort, of which something has changed that is stored elsewhere.
pub fn raise_version(conn: &mut Conn, now: Millis, id: CohortId) -> Result<Cohort> {
    let before = store::find_uncounted(conn, id)?;
    let after = Cohort { version: before.version + 1, updated_at: now, ..before };
    if !store::update(conn, &after)? {
        return Err(overtaken(conn, &after));
    }
    store::find(conn, id)
}

/// Deletes a cohort without members: taking many people out is a batch, which can be undone.
pub fn delete(conn: &mut Conn, actor: &Actor, now: Millis, id: CohortId, if_version: Option<i64>) -> Result<()> {
    let cohort = store::find_uncounted(conn, id)?;
    Error::require_version(if_version, cohort.version)?;
    match store::left(conn, &cohort.key)? {
        RemainingMembers::Nobody => {}
        _ if cohort.source == CohortSource::Rule => return Err(filled_by_rule(&cohort.key)),
        left => return Err(not_empty(&cohort.key, left)),
    }
    // A member can be added, or the cohort changed, at this very moment.
    let taken = |error: Error| if error.is_gone() { not_empty(&cohort.key, RemainingMembers::People) } else { error };
    if !store::remove(conn, id, cohort.version).map_err(taken)? {
        return Err(overtaken(conn, &cohort));
    }
    note(conn, actor, now, "cohort.deleted", id, &shown(&cohort), &Value::Null)
}

/// Another user was faster: what there is to say of a cohort as it was seen.
fn overtaken(conn: &mut Conn, seen: &Cohort) -> Error {
    match store::find_uncounted(conn, seen.id) {
        Ok(now) => {
            Error::require_version(Some(seen.version), now.version).err().unwrap_or(Error::NotFound(Noun::Cohort))
        }
        Err(error) => error,
    }
}

fn filled_by_rule(key: &CohortKey) -> Error {
    let message = format!(
        "A rule fills the cohort \"{key}\". Take the rule away first (\"rule\": null): everybody leaves it then."
    );
    Error::conflict("cohort_not_empty", message)
}

fn not_empty(key: &CohortKey, left: RemainingMembers) -> Error {
    let message = match left {
        RemainingMembers::Deleted => format!(
            "Deleted accounts are in this cohort, and can still be restored (filter: status eq \"deleted\" and cohorts eq \"{key}\"). It can go once they are erased, or restored and taken out."
        ),
        _ => format!(
            "There are people in this cohort. Take them out first: select who matches cohorts eq \"{key}\", and remove them from it."
        ),
    };
    Error::conflict("cohort_not_empty", message)
}

fn note(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    id: CohortId,
    before: &Value,
    after: &Value,
) -> Result<()> {
    let subject = Subject::of("cohort", id.0);
    let entry = Entry { before: before.clone(), after: after.clone(), ..Entry::on(action, subject) };
    audit::record(conn, actor, now, [entry])
}

fn shown(cohort: &Cohort) -> Value {
    json!({ "key": cohort.key.as_str(), "name": cohort.name, "description": cohort.description })
}

fn name(text: &str, faults: &mut Vec<Fault>) -> String {
    let name = visible::name(text).unwrap_or(Cow::Borrowed(text));
    if visible::is_blank(text) {
        faults.push(Fault::new("name", "missing_value", "A cohort needs a name."));
    } else if name.chars().count() > LONGEST_NAME {
        faults.push(Fault::new("name", "too_long", format!("A name has at most {LONGEST_NAME} characters.")));
    } else if visible::name(text).is_none() {
        let message = "A name is one line of text, without control characters and marks that turn its direction.";
        faults.push(Fault::new("name", "invalid_value", message));
    }
    name.into_owned()
}

fn description(text: Option<String>, faults: &mut Vec<Fault>) -> Option<String> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_DESCRIPTION) {
        let message = format!("A description has at most {LONGEST_DESCRIPTION} characters.");
        faults.push(Fault::new("description", "too_long", message));
    }
    if text.as_ref().is_some_and(|text| text.contains('\0')) {
        faults.push(Fault::new("description", "invalid_value", "A description has no NUL characters in it."));
    }
    text
}

fn taken(error: Error, key: &CohortKey) -> Error {
    match error {
        Error::Database(Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Error::conflict(
            "cohort_exists",
            format!("There is a cohort with the key \"{key}\" already. Give this one another \"key\"."),
        ),
        other => other,
    }
}
