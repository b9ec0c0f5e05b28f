//! Making, changing and deleting the roles that a site has for itself. The shipped ones stay as they are.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Capabilities, Capability, Role, RoleKey, own};
use crate::actor::LONGEST_KEY;
use crate::audit::{self, Entry, Subject};
use crate::context::ContextKind;
use crate::db::Conn;
use crate::text::{fold, show};
use crate::{Actor, Error, Fault, Faults, Millis, Noun, Result, visible};

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;
/// The longest description, in characters.
const LONGEST_DESCRIPTION: usize = 1_000;
/// The most roles that a site makes for itself: each request of a user who hands out roles may read them all.
const MOST: usize = 200;

/// What is asked of a role. What is `None` is taken from the role that it copies, or stays as it is.
#[derive(Debug, Clone, Default)]
pub struct RoleDraft {
    /// Its key; for a new role only. Made from the name if absent.
    pub key: Option<String>,
    /// The role to begin as a copy of; for a new role only.
    pub copied_from: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its description; `Some(None)` empties it.
    pub description: Option<Option<String>>,
    /// The names of what it allows.
    pub capabilities: Option<Vec<String>>,
    /// The names of the kinds of contexts in which it can be held.
    pub contexts: Option<Vec<String>>,
    /// The keys of the roles that its holder may give and take away.
    pub may_assign: Option<Vec<String>>,
}

/// Makes a role.
pub fn create(conn: &mut Conn, actor: &Actor, now: Millis, draft: &RoleDraft) -> Result<Role> {
    let mut faults = Faults::default();
    let known = own::with_shipped(conn)?;
    let source = draft.copied_from.as_deref().map(|key| known.iter().find(|role| role.key.key() == key));
    if let Some(None) = source {
        let key = draft.copied_from.as_deref().unwrap_or_default();
        faults.push(unknown_role("copied_from", key));
    }
    let source = source.flatten();
    let name = draft.name.clone().unwrap_or_default();
    let key = match draft.key.as_deref().map(str::trim).filter(|key| !key.is_empty()) {
        Some(key) => RoleKey::from_key(key),
        None => RoleKey::from_key(&key_of_name(&name)),
    };
    if key.is_none() {
        let message = format!(
            "A key has 1 to {LONGEST_KEY} of the letters a-z, digits and \"_\", and begins with a letter, such as \"training_lead\"."
        );
        faults.push(Fault::new("key", "invalid_value", message));
    }
    let mut role = Role {
        key: key.unwrap_or(RoleKey::Learner),
        name: String::new(),
        description: None,
        capabilities: source.map(|source| source.capabilities).unwrap_or_default(),
        contexts: source.map_or_else(|| BTreeSet::from([ContextKind::Site]), |source| source.contexts.clone()),
        may_assign: source.map(|source| source.may_assign.clone()).unwrap_or_default(),
        copied_from: source.map(|source| source.key),
        times: Some((now, now)),
        version: 1,
    };
    fill_in(&mut role, &RoleDraft { name: Some(name), ..draft.clone() }, &known, &mut faults);
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    if known.iter().any(|other| other.key == role.key) {
        return Err(key_taken(role.key));
    }
    if known.iter().filter(|role| !role.key.is_shipped()).count() >= MOST {
        let message =
            format!("There are {MOST} roles besides the shipped ones already. Delete one that is not needed.");
        return Err(Error::conflict("too_many_roles", message));
    }
    require_no_more_than_own(actor, &role)?;
    own::insert(conn, &role, now).map_err(|error| if error.is_taken() { key_taken(role.key) } else { error })?;
    note(conn, actor, now, "role.created", role.key, [Value::Null, described(&role)])?;
    Ok(role)
}

/// Changes a role. Who holds it may do what it then allows with their next request.
pub fn change(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    key: RoleKey,
    if_version: Option<i64>,
    draft: &RoleDraft,
) -> Result<Role> {
    let before = changeable(conn, actor, key, if_version)?;
    let known = own::with_shipped(conn)?;
    let (mut after, mut faults) = (before.clone(), Faults::default());
    fill_in(&mut after, draft, &known, &mut faults);
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    if after == before {
        return Ok(before);
    }
    require_no_more_than_own(actor, &after)?;
    if let Some(held) = own::contexts_held(conn, key)?.difference(&after.contexts).next() {
        let message = format!("An account holds the role {key} {}. Take it away there first.", held.place());
        return Err(Error::conflict("in_use", message));
    }
    after.version += 1;
    after.times = before.times.map(|(created_at, _)| (created_at, now));
    if !own::update(conn, &after, now)? {
        return Err(overtaken(conn, &before));
    }
    note(conn, actor, now, "role.changed", key, [described(&before), described(&after)])?;
    Ok(after)
}

/// Deletes a role that no account holds.
pub fn delete(conn: &mut Conn, actor: &Actor, now: Millis, key: RoleKey, if_version: Option<i64>) -> Result<()> {
    let role = changeable(conn, actor, key, if_version)?;
    if !own::contexts_held(conn, key)?.is_empty() {
        return Err(in_use(key));
    }
    let names_it = |other: &Role| !other.key.is_shipped() && other.key != key && other.may_assign.contains(&key);
    if let Some(other) = own::with_shipped(conn)?.into_iter().find(names_it) {
        let message = format!(
            "Who holds the role {} may assign the role {key}. Take it out of \"may_assign\" there first.",
            other.key
        );
        return Err(Error::conflict("in_use", message));
    }
    // It can be given, or changed, at this very moment.
    let held = |error: Error| if error.is_gone() { in_use(key) } else { error };
    if !own::remove(conn, key, role.version).map_err(held)? {
        return Err(overtaken(conn, &role));
    }
    note(conn, actor, now, "role.deleted", key, [described(&role), Value::Null])
}

/// An own role that the actor may change: it holds nothing that they lack.
fn changeable(conn: &mut Conn, actor: &Actor, key: RoleKey, if_version: Option<i64>) -> Result<Role> {
    let role = own::find(conn, key)?.ok_or(Error::NotFound(Noun::Role))?;
    if key.is_shipped() {
        let message = format!(
            "The role {key} is shipped, and stays as it is. Copy it, and change the copy: POST /roles with \"copied_from\"."
        );
        return Err(Error::conflict("shipped_role", message));
    }
    Error::require_version(if_version, role.version)?;
    require_no_more_than_own(actor, &role)?;
    Ok(role)
}

/// Refuses a role that holds, or hands out, more than the actor.
fn require_no_more_than_own(actor: &Actor, role: &Role) -> Result<()> {
    let own = actor.capabilities_in(crate::Context::Site);
    let lacking = role.capabilities.without(Capabilities::OWN_ACCOUNT).without(own).names();
    if !lacking.is_empty() {
        let message = format!(
            "The role {} allows what you, or this token, may not do yourself: {}.",
            role.key,
            lacking.join(", ")
        );
        return Err(Error::forbidden("role_not_grantable", message));
    }
    let beyond = role.may_assign.iter().find(|other| **other != role.key && !actor.may_grant(**other));
    beyond.map_or(Ok(()), |other| {
        let message = format!("You may not give the role {other} yourself, so no role that you make may assign it.");
        Err(Error::forbidden("role_not_grantable", message))
    })
}

fn fill_in(role: &mut Role, draft: &RoleDraft, known: &[Role], faults: &mut Faults) {
    if let Some(name) = &draft.name {
        role.name = checked_name(name, faults);
    }
    if let Some(description) = &draft.description {
        role.description = checked_description(description.as_deref(), faults);
    }
    if let Some(names) = &draft.capabilities {
        role.capabilities = each(names, "capabilities", faults, |name| {
            Capability::from_name(name).ok_or_else(|| format!("There is no capability \"{}\".", show(name)))
        });
    }
    if let Some(names) = &draft.contexts {
        role.contexts = each(names, "contexts", faults, |name| {
            ContextKind::from_name(name).ok_or_else(|| ContextKind::unknown(name))
        });
    }
    if role.contexts.is_empty() {
        faults.push(Fault::new("contexts", "missing_value", "Say where the role can be held: site, cohort, course."));
    }
    if let Some(keys) = &draft.may_assign {
        let (mut may_assign, own) = (BTreeSet::new(), role.key);
        for (place, key) in keys.iter().enumerate() {
            let is_known = |found: &RoleKey| *found == own || known.iter().any(|role| role.key == *found);
            match RoleKey::from_key(key).filter(is_known) {
                Some(found) => drop(may_assign.insert(found)),
                None => faults.push(unknown_role(format!("may_assign[{place}]"), key)),
            }
        }
        role.may_assign = may_assign;
    }
}

/// Reads each of some names; what is none is a fault at its place.
fn each<T, All: FromIterator<T>>(
    names: &[String],
    field: &str,
    faults: &mut Faults,
    read: impl Fn(&str) -> Result<T, String>,
) -> All {
    let mut found = Vec::new();
    for (place, name) in names.iter().enumerate() {
        match read(name) {
            Ok(value) => found.push(value),
            Err(message) => faults.push(Fault::new(format!("{field}[{place}]"), "invalid_value", message)),
        }
    }
    found.into_iter().collect()
}

fn checked_name(text: &str, faults: &mut Faults) -> String {
    let name = visible::name(text);
    if visible::is_blank(text) {
        faults.push(Fault::new("name", "missing_value", "A role needs a name."));
    } else if text.chars().count() > LONGEST_NAME {
        faults.push(Fault::new("name", "too_long", format!("A name has at most {LONGEST_NAME} characters.")));
    } else if name.is_none() {
        let message = "A name is one line of text, without control characters and marks that turn its direction.";
        faults.push(Fault::new("name", "invalid_value", message));
    }
    name.unwrap_or(Cow::Borrowed(text)).into_owned()
}

fn checked_description(text: Option<&str>, faults: &mut Faults) -> Option<String> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    if text.chars().count() > LONGEST_DESCRIPTION {
        let message = format!("A description has at most {LONGEST_DESCRIPTION} characters.");
        faults.push(Fault::new("description", "too_long", message));
    } else if text.chars().any(|letter| visible::is_control(letter) && letter != '\n') {
        faults.push(Fault::new("description", "invalid_value", "A description has no control characters."));
    }
    Some(text.to_owned())
}

/// The words of a name as a key.
fn key_of_name(name: &str) -> String {
    let plain = fold(name);
    let words = plain.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_").chars().take(LONGEST_KEY).collect()
}

/// What is wrong with a field that names a role which there is not.
pub(crate) fn unknown_role(field: impl Into<String>, key: &str) -> Fault {
    Fault::new(field, "unknown_role", format!("There is no role \"{}\". GET /roles lists them.", show(key)))
}

fn key_taken(key: RoleKey) -> Error {
    Error::conflict("key_taken", format!("There is a role with the key {key} already. Choose another key."))
}

fn in_use(key: RoleKey) -> Error {
    let message = format!(
        "An account holds the role {key}, perhaps a deleted one that can still be restored (GET /role-assignments?role={key}). Take it away first."
    );
    Error::conflict("in_use", message)
}

/// Another user was faster.
fn overtaken(conn: &mut Conn, seen: &Role) -> Error {
    match own::find(conn, seen.key) {
        Ok(Some(now)) => Error::Changed(now.version),
        Ok(None) => Error::NotFound(Noun::Role),
        Err(error) => error,
    }
}

fn note(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    action: &'static str,
    key: RoleKey,
    [before, after]: [Value; 2],
) -> Result<()> {
    let subject = Subject::named("role", key.key());
    audit::record(conn, actor, now, [Entry { before, after, ..Entry::on(action, subject) }])
}

fn described(role: &Role) -> Value {
    json!({
        "name": role.name,
        "description": role.description,
        "capabilities": role.capabilities.names(),
        "contexts": role.contexts.iter().map(|context| context.name()).collect::<Vec<_>>(),
        "may_assign": role.may_assign.iter().map(RoleKey::key).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_a_key() {
        assert_eq!(key_of_name("Training lead (Süd)"), "training_lead_sud");
        assert_eq!(RoleKey::from_key(&key_of_name("人事")), None);
    }
}
