//! The definitions of custom fields in the database.

use std::borrow::Cow;

use diesel::prelude::*;
use diesel::result::Error as Diesel;
use serde_json::{Value, json};

use super::field::{Audience, Editor, ProfileField, ValueKind};
use crate::audit::{self, Entry, Subject};
use crate::db::Conn;
use crate::db::schema::{profile_fields as f, profile_values as v};
use crate::id::ProfileFieldId;
use crate::text::{fold, show};
use crate::{Actor, Error, Fault, Millis, Noun, Result, visible};

/// The most fields.
const MOST: usize = 100;
/// The most choices of a field.
const MOST_CHOICES: usize = 500;

type Columns = (ProfileFieldId, String, String, String, String, bool, bool, String, String, Millis, Millis, i64);

fn read(row: Columns) -> Result<ProfileField> {
    let (id, name, label, kind, choices, required, unique, visible_to, editable_by, created_at, updated_at, version) =
        row;
    let broken = || Error::internal("a stored profile field has an unknown word");
    Ok(ProfileField {
        id,
        name,
        label,
        kind: ValueKind::from_name(&kind).ok_or_else(broken)?,
        choices: serde_json::from_str(&choices)?,
        required,
        unique,
        visible_to: Audience::from_name(&visible_to).ok_or_else(broken)?,
        editable_by: Editor::from_name(&editable_by).ok_or_else(broken)?,
        created_at,
        updated_at,
        version,
    })
}

/// Every field, the oldest first. There are few.
pub fn all(conn: &mut Conn) -> Result<Vec<ProfileField>> {
    f::table.order(f::id).load::<Columns>(conn)?.into_iter().map(read).collect()
}

/// The names of all fields.
pub fn names(conn: &mut Conn) -> Result<Vec<String>> {
    Ok(f::table.order(f::id).select(f::name).load(conn)?)
}

/// One field.
pub fn find(conn: &mut Conn, id: ProfileFieldId) -> Result<ProfileField> {
    read(f::table.find(id).first::<Columns>(conn).optional()?.ok_or(Error::NotFound(Noun::ProfileField))?)
}

/// A field as it is asked for; what is missing is left alone, or has its default where the field is new.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the members are those of the API document, one for one")]
pub struct ProfileFieldPatch {
    pub label: Option<String>,
    pub choices: Option<Vec<String>>,
    pub required: Option<bool>,
    pub unique: Option<bool>,
    pub visible_to: Option<String>,
    pub editable_by: Option<String>,
}

impl ProfileFieldPatch {
    fn apply(self, field: &mut ProfileField) -> Result<()> {
        let mut faults = Vec::new();
        if let Some(label) = self.label {
            field.label = visible::name(&label).map_or(label.clone(), Cow::into_owned);
        }
        let length = field.label.chars().count();
        if !(1..=100).contains(&length) || visible::name(&field.label).is_none() {
            faults.push(Fault::new("label", "invalid_value", "A label is one line of 1 to 100 characters."));
        }
        field.required = self.required.unwrap_or(field.required);
        field.unique = self.unique.unwrap_or(field.unique);
        if let Some(word) = self.visible_to {
            match Audience::from_name(&word) {
                Some(audience) => field.visible_to = audience,
                None => faults.push(unknown_word("visible_to", &word, Audience::WORDS.iter().map(|(name, _)| *name))),
            }
        }
        if let Some(word) = self.editable_by {
            match Editor::from_name(&word) {
                Some(editor) => field.editable_by = editor,
                None => faults.push(unknown_word("editable_by", &word, Editor::WORDS.iter().map(|(name, _)| *name))),
            }
        }
        if field.editable_by == Editor::OneSelf && field.visible_to == Audience::Staff {
            let message = "Users can only change what they see. Set \"visible_to\" to self or everybody.";
            faults.push(Fault::new("editable_by", "invalid_value", message));
        }
        if let Some(choices) = self.choices {
            field.choices = choices.iter().map(|choice| choice.trim().to_owned()).collect();
        }
        faults.extend(wrong_choices(field));
        if field.unique && field.kind == ValueKind::YesNo {
            faults.push(Fault::new(
                "unique",
                "invalid_value",
                "Only two accounts could have different values of yes or no.",
            ));
        }
        Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)
    }
}

fn wrong_choices(field: &ProfileField) -> Option<Fault> {
    let fault = |message: String| Some(Fault::new("choices", "invalid_value", message));
    let mut seen = std::collections::HashSet::new();
    if field.kind != ValueKind::Choice {
        return if field.choices.is_empty() {
            None
        } else {
            fault("Only a field of the kind choice has choices.".to_owned())
        };
    }
    if field.choices.is_empty() || field.choices.len() > MOST_CHOICES {
        return fault(format!("Name 1 to {MOST_CHOICES} choices."));
    }
    for choice in &field.choices {
        if !(1..=100).contains(&choice.chars().count()) || choice.chars().any(visible::is_control) {
            return fault("A choice is one line of 1 to 100 characters.".to_owned());
        }
        if !seen.insert(fold(choice)) {
            return fault(format!("\"{}\" is there twice; case and accents make no difference.", show(choice)));
        }
    }
    None
}

fn unknown_word<'a>(member: &str, word: &str, known: impl Iterator<Item = &'a str>) -> Fault {
    let known: Vec<_> = known.collect();
    Fault::new(member, "invalid_value", format!("\"{}\" is not known. Use one of: {}.", show(word), known.join(", ")))
}

/// A short name: it stands in filters and in headers of files.
fn checked_name(name: &str) -> Result<String> {
    let fits = name.len() <= 50
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let message = "A name has 1 to 50 of a-z 0-9 _ and begins with a letter, such as cost_centre.";
    if fits { Ok(name.to_owned()) } else { Err(Error::invalid("name", "invalid_value", message)) }
}

/// Makes a field.
pub fn create(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    name: &str,
    kind: &str,
    given: ProfileFieldPatch,
) -> Result<ProfileField> {
    let kind = ValueKind::from_name(kind).ok_or_else(|| {
        let fault = unknown_word("kind", kind, ValueKind::WORDS.iter().map(|(name, _)| *name));
        Error::invalid("kind", fault.code, fault.message)
    })?;
    let mut field = ProfileField {
        id: ProfileFieldId::new(),
        name: checked_name(name)?,
        label: name.to_owned(),
        kind,
        choices: Vec::new(),
        required: false,
        unique: false,
        visible_to: Audience::Everybody,
        editable_by: Editor::Staff,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    given.apply(&mut field)?;
    if all(conn)?.len() >= MOST {
        return Err(Error::conflict("too_many_fields", format!("There are {MOST} profile fields already.")));
    }
    diesel::insert_into(f::table)
        .values((
            f::id.eq(field.id),
            f::name.eq(&field.name),
            f::label.eq(&field.label),
            f::kind.eq(field.kind.name()),
            f::choices.eq(serde_json::to_string(&field.choices)?),
            f::required.eq(field.required),
            f::is_unique.eq(field.unique),
            f::visible_to.eq(field.visible_to.name()),
            f::editable_by.eq(field.editable_by.name()),
            f::created_at.eq(now),
            f::updated_at.eq(now),
            f::version.eq(1),
        ))
        .execute(conn)
        .map_err(|error| {
            on_unique(error, || Error::conflict("name_taken", "There is a profile field of this name already."))
        })?;
    note(
        conn,
        actor,
        now,
        "profile_field.created",
        field.id,
        [Value::Null, shown(&field)],
        json!({ "field": field.id }),
    )?;
    Ok(field)
}

/// Changes a field. Values that are there stay, also those that could not be chosen any more.
pub fn update(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: ProfileFieldId,
    if_version: Option<i64>,
    given: ProfileFieldPatch,
) -> Result<ProfileField> {
    let before = in_version(find(conn, id)?, if_version)?;
    let mut after = before.clone();
    given.apply(&mut after)?;
    if after == before {
        return Ok(before);
    }
    let written = diesel::update(f::table.find(id).filter(f::version.eq(before.version)))
        .set((
            f::label.eq(&after.label),
            f::choices.eq(serde_json::to_string(&after.choices)?),
            f::required.eq(after.required),
            f::is_unique.eq(after.unique),
            f::visible_to.eq(after.visible_to.name()),
            f::editable_by.eq(after.editable_by.name()),
            f::updated_at.eq(now),
            f::version.eq(f::version + 1),
        ))
        .execute(conn)?;
    if written == 0 {
        return Err(Error::Changed(before.version + 1));
    }
    if after.unique != before.unique {
        let values = diesel::update(v::table.filter(v::field_id.eq(id)));
        let done = if after.unique {
            values.set(v::unique_key.eq(v::key.nullable())).execute(conn)
        } else {
            values.set(v::unique_key.eq(None::<String>)).execute(conn)
        };
        done.map_err(|error| {
            let message = "Some accounts have the same value of this field. Change those first; a filter finds them.";
            on_unique(error, || Error::conflict("values_not_unique", message))
        })?;
    }
    note(conn, actor, now, "profile_field.changed", id, [shown(&before), shown(&after)], json!({ "field": id }))?;
    find(conn, id)
}

/// Deletes a field with all its values. Where accounts have some, the caller names how many.
pub fn delete(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: ProfileFieldId,
    if_version: Option<i64>,
    confirmed: Option<i64>,
) -> Result<()> {
    let field = in_version(find(conn, id)?, if_version)?;
    let affected: i64 = v::table.filter(v::field_id.eq(id)).count().get_result(conn)?;
    if affected > 0 && confirmed != Some(affected) {
        return Err(Error::ConfirmationRequired { affected });
    }
    let without = conn.engine().without_member("profile", &field.name);
    diesel::sql_query(format!(
        "UPDATE users SET profile = {without}, version = version + 1, updated_at = {now} \
         WHERE id IN (SELECT v.user_id FROM profile_values v WHERE v.field_id = $1)"
    ))
    .bind::<crate::db::types::Id, _>(id)
    .execute(conn)?;
    diesel::delete(f::table.find(id)).execute(conn)?;
    let details = json!({ "field": id, "affected": affected });
    note(conn, actor, now, "profile_field.deleted", id, [shown(&field), Value::Null], details)
}

fn in_version(field: ProfileField, if_version: Option<i64>) -> Result<ProfileField> {
    Error::require_version(if_version, field.version)?;
    Ok(field)
}

fn on_unique(error: Diesel, otherwise: impl FnOnce() -> Error) -> Error {
    let error = Error::from(error);
    if error.is_taken() { otherwise() } else { error }
}

fn shown(field: &ProfileField) -> Value {
    json!({
        "name": field.name, "label": field.label, "kind": field.kind.name(), "choices": field.choices,
        "required": field.required, "unique": field.unique, "visible_to": field.visible_to.name(),
        "editable_by": field.editable_by.name(),
    })
}

fn note(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    id: ProfileFieldId,
    [before, after]: [Value; 2],
    details: Value,
) -> Result<()> {
    let subject = Subject::of("profile_field", id.0);
    audit::record(conn, actor, now, [Entry { before, after, details, ..Entry::on(action, subject) }])
}
