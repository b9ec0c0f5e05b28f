//! What a single request does to one account. Each runs in the unit of work of its caller.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::change::AccountChange;
use super::field::{Field, FieldValue};
use super::model::Account;
use super::notices::Notices;
use super::rules::{self, Route, Subject, SuspensionRequest};
use super::store::{self, NewAccount, Occasion, PlannedChange};
use super::values::{self, Letters};
use crate::audit::{self, Entry};
use crate::cohorts::{self, CohortKey};
use crate::db::Conn;
use crate::deliveries::DeliveryKind;
use crate::id::{CohortId, UserId};
use crate::profile::value_check::{self, For};
use crate::profile::{Editor, Members};
use crate::refusal::Code;
use crate::roles::{self, Capability, RoleKey};
use crate::settings::Settings;
use crate::text::show;
use crate::{Actor, Error, Fault, Millis, Noun, Result, deliveries, field_rights};

/// Suspends or activates one account.
pub fn suspend_or_activate(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: UserId,
    if_version: Option<i64>,
    request: &SuspensionRequest,
) -> Result<Account> {
    if request.until.flatten().is_some_and(|until| until <= now) {
        return Err(Error::invalid(
            "until",
            "invalid_value",
            "\"until\" lies in the past. Name a time to come, or leave it out.",
        ));
    }
    if request.reason.as_ref().is_some_and(|reason| reason.chars().count() > values::max_chars(Field::SuspensionReason))
    {
        return Err(Error::invalid("reason", "too_long", "The reason may have at most 1,000 characters."));
    }
    let account = existing(conn, id, if_version)?;
    let change = rules::plan_suspension(&account, request);
    carry_out(conn, actor, now, &account, &change)
}

/// What is to change of one account.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Details; `None` empties.
    pub details: Vec<(Field, Option<String>)>,
    /// Custom fields; null empties.
    pub profile: Members,
    /// The keys of the roles to hold at site level, in place of those held.
    pub system_roles: Option<Vec<String>>,
    /// The cohorts to be in, in place of those that the account is in: each by its key, name or id.
    pub cohorts: Option<Vec<String>>,
    /// Whether staff asks, or the person.
    pub by: Editor,
}

/// Changes one account, all at once.
pub fn update(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: UserId,
    if_version: Option<i64>,
    edit: &Edit,
) -> Result<Account> {
    if edit.by == Editor::Staff {
        require_private(actor, &edit.details)?;
    }
    let account = existing(conn, id, if_version)?;
    let mut wanted = parse_all(&edit.details, Letters::of(&Settings::load(conn)?))?;
    let members = value_check::check(conn, &edit.profile, For::Existing(id), edit.by)?;
    wanted.push((Field::Profile, FieldValue::Members(members)));
    if let Some(keys) = &edit.system_roles {
        wanted.push((Field::SystemRoles, FieldValue::Roles(named_roles(conn, actor, keys)?)));
    }
    if let Some(names) = &edit.cohorts {
        wanted.push((Field::Cohorts, FieldValue::Cohorts(named_cohorts(conn, actor, id, names)?)));
    }
    let change = AccountChange::towards(&account, wanted);
    require_free(conn, actor, Some(id), |field| change.steps().get(&field).map(|step| step.after.clone()))?;
    let (given, _) = change.roles();
    carry_out(conn, actor, now, &account, &change).map_err(|error| match error {
        gone if gone.is_gone() => gone_meanwhile(&given),
        other => other,
    })
}

/// A cohort, or one of the roles that are given, was deleted while it was chosen.
fn gone_meanwhile(given: &BTreeSet<RoleKey>) -> Error {
    if given.iter().all(|role| role.is_shipped()) {
        return Error::invalid("cohorts", "unknown_cohort", "A cohort was deleted in the meantime. Choose again.");
    }
    let message = "A role or a cohort was deleted in the meantime. Choose again.";
    Error::invalid("system_roles", "unknown_role", message)
}

/// A caller who may not see a field may not write it either.
fn require_private(actor: &Actor, details: &[(Field, Option<String>)]) -> Result<()> {
    field_rights::require(
        actor,
        details.iter().map(|(field, _)| field.name()).filter(|name| field_rights::is_private(name)),
    )
}

/// The roles with these keys. Everybody holds the learner's without an assignment.
fn named_roles(conn: &mut Conn, actor: &Actor, keys: &[String]) -> Result<BTreeSet<RoleKey>> {
    if !actor.may(Capability::RolesAssign) {
        return Err(Error::forbidden("forbidden", "You may not change who holds which role. Ask an administrator."));
    }
    let known = roles::own::at_site(conn)?;
    let role = |key: &String| {
        let unknown = || Error::invalid("system_roles", "unknown_role", roles::unknown(key));
        RoleKey::from_key(key).filter(|role| known.contains(role)).ok_or_else(unknown)
    };
    let held = keys.iter().map(role).collect::<Result<BTreeSet<_>>>()?;
    Ok(held.into_iter().filter(|role| *role != RoleKey::Learner).collect())
}

/// The cohorts that are meant by keys, names or ids. Those that a rule fills are no part of the account; as the account is
/// shown with them, they may be named for somebody who is in them.
fn named_cohorts(conn: &mut Conn, actor: &Actor, user: UserId, names: &[String]) -> Result<BTreeSet<CohortKey>> {
    if !actor.may(Capability::CohortsManage) {
        return Err(Error::forbidden("forbidden", "You may not change who is in which cohort. Ask an administrator."));
    }
    let found = cohorts::store::named(conn, &names.iter().cloned().collect())?;
    let cohort = |name: &String| {
        let unknown = || Error::invalid("cohorts", "unknown_cohort", cohorts::unknown(name));
        found.get(name).cloned().ok_or_else(unknown)
    };
    let mut named = names.iter().map(cohort).collect::<Result<BTreeSet<_>>>()?;
    let unusable = cohorts::store::unusable(conn, &named)?;
    let held = if unusable.is_empty() { None } else { cohorts::store::of_people(conn, &[user])?.remove(&user) };
    for (key, _) in unusable {
        if !held.as_ref().is_some_and(|held| held.iter().any(|held| held == key.as_str())) {
            return Err(Error::invalid("cohorts", Code::Forbidden.name(), cohorts::filled(&key)));
        }
        named.remove(&key);
    }
    Ok(named)
}

/// Puts a user into a cohort, or takes them out.
pub fn move_in_cohort(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    id: UserId,
    cohort: CohortId,
    comes: bool,
) -> Result<Account> {
    let key = cohorts::store::key_of(conn, cohort)?;
    if cohorts::store::unusable(conn, &BTreeSet::from([key.clone()]))?.contains_key(&key) {
        return Err(Error::conflict("cohort_filled_by_rule", cohorts::filled(&key)));
    }
    let account = existing(conn, id, None)?;
    let wanted = cohorts::moved(account.cohorts(), [(&key, comes)]);
    let change = AccountChange::towards(&account, [(Field::Cohorts, FieldValue::Cohorts(wanted))]);
    // It can be deleted in the meantime.
    let gone = |error: Error| if error.is_gone() { Error::NotFound(Noun::Cohort) } else { error };
    carry_out(conn, actor, now, &account, &change).map_err(gone)
}

/// A new account as it is asked for.
#[derive(Debug, Clone, Default)]
pub struct Creation {
    /// Its details.
    pub details: Vec<(Field, Option<String>)>,
    /// The hash of its password, whose policy the caller has checked.
    pub password_hash: Option<String>,
    /// Whether an invitation is e-mailed.
    pub send_invitation: bool,
    /// Whether the first sign-in asks for a new password.
    pub must_change_password: bool,
    /// Values of custom fields.
    pub profile: Members,
}

/// Makes an account. Made by staff, it is confirmed and active.
pub fn create(conn: &mut Conn, actor: &Actor, now: Millis, creation: Creation) -> Result<Account> {
    require_private(actor, &creation.details)?;
    let mut fields: HashMap<Field, FieldValue> =
        parse_all(&creation.details, Letters::of(&Settings::load(conn)?))?.into_iter().collect();
    require_free(conn, actor, None, |field| fields.get(&field).cloned())?;
    let members = value_check::check(conn, &creation.profile, For::New, Editor::Staff)?;
    if !members.is_empty() {
        fields.insert(Field::Profile, FieldValue::Members(members));
    }
    if creation.must_change_password {
        fields.insert(Field::MustChangePassword, FieldValue::Bool(true));
    }
    let id = UserId::new();
    let shown = fields.iter().map(|(field, value)| (field.name().to_owned(), value.to_json()));
    let after = Value::Object(shown.collect());
    store::insert(
        conn,
        &[NewAccount { id, fields, password_hash: creation.password_hash, created_at: now, last_access_at: 0 }],
    )
    .map_err(taken_meanwhile)?;
    audit::record(conn, actor, now, [Entry { after, ..Entry::about("user.created", id) }])?;
    if creation.send_invitation {
        deliveries::put(conn, DeliveryKind::Invitation, id, now)?;
    }
    store::find(conn, id)
}

/// An account that is there, locked until the end of the unit of work.
pub(crate) fn existing(conn: &mut Conn, id: UserId, if_version: Option<i64>) -> Result<Account> {
    let account = store::find_for_change(conn, id)?;
    if account.deleted_at.is_some() {
        return Err(Error::NotFound(Noun::Account));
    }
    in_version(account, if_version)
}

pub(crate) fn in_version(account: Account, if_version: Option<i64>) -> Result<Account> {
    Error::require_version(if_version, account.version)?;
    Ok(account)
}

pub(crate) fn carry_out(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    account: &Account,
    change: &AccountChange,
) -> Result<Account> {
    write_single(conn, actor, now, account, change, Value::Null)?;
    if change.is_empty() { Ok(account.clone()) } else { store::find(conn, account.id) }
}

/// Writes a change of one account that the guard rails allow; the audit keeps `details` with it.
pub(crate) fn write_single(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    account: &Account,
    change: &AccountChange,
    details: Value,
) -> Result<()> {
    require_allowed(conn, actor, account, change)?;
    if change.is_empty() {
        return Ok(());
    }
    let occasion = Occasion { batch: None, notices: Notices::of(conn, None)? };
    store::write(conn, actor, now, occasion, &[PlannedChange { account, change, line: None, details }])
        .map_err(taken_meanwhile)
}

/// The guard rails let the actor change the account like this.
pub(crate) fn require_allowed(conn: &mut Conn, actor: &Actor, account: &Account, change: &AccountChange) -> Result<()> {
    let is_administrator = store::administrators_among(conn, &[account.id])?.contains(&account.id);
    Ok(rules::guard(Subject { account, is_administrator }, change, actor, Route::Single)?)
}

fn parse_all(details: &[(Field, Option<String>)], letters: Letters) -> Result<Vec<(Field, FieldValue)>> {
    let mut wanted = Vec::new();
    let mut faults = Vec::new();
    for (field, text) in details {
        match values::parse_with(*field, text.as_deref().unwrap_or(""), letters) {
            Ok(value) => wanted.push((*field, value)),
            Err(refusal) => faults.push(Fault::new(field.name(), refusal.code.name(), refusal.message)),
        }
    }
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    Ok(wanted)
}

fn require_free(
    conn: &mut Conn,
    actor: &Actor,
    id: Option<UserId>,
    value: impl Fn(Field) -> Option<FieldValue>,
) -> Result<()> {
    for (field, code) in [(Field::Username, Code::UsernameTaken), (Field::Email, Code::EmailTaken)] {
        if let Some(FieldValue::Text(text)) = value(field)
            && let Some(holder) = store::holder(conn, field, &text, id)?
        {
            let is_deleted = actor.may(Capability::UsersView) && store::find(conn, holder)?.deleted_at.is_some();
            return Err(if is_deleted { kept(field, code, &text) } else { taken(field, code) });
        }
    }
    Ok(())
}

fn taken(field: Field, code: Code) -> Error {
    let message = format!("Another account has this {} already. Choose another one.", field.label());
    Error::Conflict { code: code.name(), message }
}

/// A name is kept for a deleted account until that is purged.
fn kept(field: Field, code: Code, text: &str) -> Error {
    let message = format!(
        "The {} \"{}\" is kept for a deleted account until it is purged. Restore that account, or choose another one.",
        field.label(),
        show(text)
    );
    Error::Conflict { code: code.name(), message }
}

/// Two requests at once may find the same name free; the unique index lets only one have it.
fn taken_meanwhile(error: Error) -> Error {
    use diesel::result::{DatabaseErrorKind, Error as Diesel};
    match &error {
        Error::Database(Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, information)) => {
            let text = format!("{} {}", information.message(), information.constraint_name().unwrap_or(""));
            if text.contains("profile_values") {
                value_check::taken("a profile field")
            } else if text.contains("email") {
                taken(Field::Email, Code::EmailTaken)
            } else {
                taken(Field::Username, Code::UsernameTaken)
            }
        }
        _ => error,
    }
}
