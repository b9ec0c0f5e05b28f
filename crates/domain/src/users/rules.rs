//! What may be done to an account. Pure: no database, no clock; tested by properties.

use super::change::AccountChange;
use super::field::{Field, FieldValue};
use super::model::Account;
use super::values::AuthMethod;
use crate::refusal::{Code, Refusal};
use crate::roles::{Capability, RoleKey};
use crate::{Actor, Millis};

/// What is asked for one account's suspension; what is `None` is not asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SuspensionRequest {
    /// Suspend or activate.
    pub suspended: Option<bool>,
    /// A method named for this very account; it goes before the two that follow.
    pub auth_method: Option<AuthMethod>,
    /// The method to set on suspending.
    pub on_suspend: Option<AuthMethod>,
    /// Whether activating brings back the method from before the suspension.
    pub restore: bool,
    /// Why, empty for no reason; for suspending only.
    pub reason: Option<String>,
    /// When the suspension ends by itself, or that it does not; for suspending only.
    pub until: Option<Option<Millis>>,
}

impl SuspensionRequest {
    /// Whether it gives a reason or an end, and does not say what of.
    pub fn lacks_its_switch(&self) -> bool {
        self.suspended.is_none()
            && (self.reason.as_ref().is_some_and(|reason| !reason.is_empty()) || self.until.flatten().is_some())
    }
}

/// Where a change comes from; the guard rails know the difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// A person acts on one account.
    Single,
    /// A row of a file.
    File,
    /// A row of a selection, or of an undo.
    Batch,
}

/// An account and what the rules have to know besides.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The account.
    pub account: &'a Account,
    /// Whether it is an administrator's.
    pub is_administrator: bool,
}

/// Plans a suspension or activation (PRODUCT 3 and 4).
///
/// Suspending an account that is suspended already changes only what the request names anew: another
/// method, reason or end. Activating an active account changes nothing.
pub fn plan_suspension(account: &Account, request: &SuspensionRequest) -> AccountChange {
    let mut wanted = Vec::new();
    let method = |method: AuthMethod| (Field::AuthMethod, FieldValue::Text(method.name().to_owned()));
    match request.suspended {
        Some(true) => {
            wanted.push((Field::Suspended, FieldValue::Bool(true)));
            wanted.extend(request.auth_method.or(request.on_suspend).map(method));
            if let Some(reason) = &request.reason {
                wanted.push((Field::SuspensionReason, FieldValue::text(Some(reason))));
            }
            if let Some(until) = request.until {
                wanted.push((Field::SuspendedUntil, FieldValue::time(until)));
            }
        }
        Some(false) => {
            wanted.extend(request.auth_method.map(method));
            if account.suspended {
                wanted.push((Field::Suspended, FieldValue::Bool(false)));
                wanted.push((Field::SuspensionReason, FieldValue::Null));
                wanted.push((Field::SuspendedUntil, FieldValue::Null));
                if request.auth_method.is_none() && request.restore {
                    let previous = account.previous_auth_method.as_deref();
                    wanted.extend(previous.map(|name| (Field::AuthMethod, FieldValue::text(Some(name)))));
                }
            }
        }
        None => {
            wanted.extend(request.auth_method.map(method));
            // Who is suspended already stays so, for another reason or until another time.
            if account.suspended {
                wanted.extend(
                    request.reason.as_ref().map(|reason| (Field::SuspensionReason, FieldValue::text(Some(reason)))),
                );
                wanted.extend(request.until.map(|until| (Field::SuspendedUntil, FieldValue::time(until))));
            }
        }
    }
    AccountChange::towards(account, wanted)
}

/// Plans the deletion of an account: it goes out of every list at once, and can be restored until it is purged. Where names
/// are freed, others may take its username and e-mail address.
pub fn plan_deletion(account: &Account, now: Millis, frees_names: bool) -> AccountChange {
    if account.deleted_at.is_some() {
        return AccountChange::default();
    }
    let freed = (Field::NamesFreed, FieldValue::Bool(frees_names));
    AccountChange::towards(account, [(Field::DeletedAt, FieldValue::Time(now)), freed])
}

/// Plans the return of an account that was deleted, as it was.
pub fn plan_restoration(account: &Account) -> AccountChange {
    let freed = (Field::NamesFreed, FieldValue::Bool(false));
    AccountChange::towards(account, [(Field::DeletedAt, FieldValue::Null), freed])
}

/// The guard rails that one account alone decides (PRODUCT 0). That one administrator stays active
/// takes all accounts, and is held in [`super::store`].
pub fn guard(subject: Subject<'_>, change: &AccountChange, actor: &Actor, route: Route) -> Result<(), Refusal> {
    if change.is_empty() {
        return Ok(());
    }
    if actor.user_id == Some(subject.account.id) && endangers_oneself(change, route) {
        return Err(Refusal::new(
            Code::ProtectedSelf,
            "This is your own account. Ask another administrator to do this, so that nobody locks themselves out.",
        ));
    }
    let (given, taken) = change.roles();
    if let Some(role) = given.iter().chain(&taken).find(|role| !actor.may_grant(**role)) {
        return Err(role_not_grantable(*role));
    }
    if subject.is_administrator && route == Route::File {
        return Err(Refusal::new(
            Code::ProtectedAdministrator,
            "This is an administrator's account. Files never change those: take the row out, or change the account on its own page.",
        ));
    }
    if subject.is_administrator && !actor.is_administrator() {
        return Err(Refusal::new(
            Code::ProtectedAdministrator,
            "This is an administrator's account. Only administrators may change it.",
        ));
    }
    let locks_out = change.steps().get(&Field::Confirmed).is_some_and(|step| step.after == FieldValue::Bool(false));
    if locks_out && !actor.may(Capability::UsersSuspend) {
        let message = "Who is not confirmed cannot sign in: taking that back needs the capability users.suspend.";
        return Err(Refusal {
            field: Some(Field::Confirmed.name().to_owned()),
            ..Refusal::new(Code::Forbidden, message)
        });
    }
    guard_access(subject.account, change, actor)
}

/// Holds who may change how a user gets in: the address that links go to, the method, the password. Who could change it
/// for a colleague could be two persons. One's own address counts once it is confirmed from there.
fn guard_access(account: &Account, change: &AccountChange, actor: &Actor) -> Result<(), Refusal> {
    let field = change.steps().keys().copied().find(|field| changes_access(account, change, *field));
    let Some(field) = field else { return Ok(()) };
    if actor.user_id == Some(account.id) {
        let message = "This is your own account. A new e-mail address of your own counts once it is confirmed from there: change it on the page of your account (POST /me/email).";
        let refusal = Refusal { field: Some(field.name().to_owned()), ..Refusal::new(Code::ProtectedSelf, message) };
        return if field == Field::Email { Err(refusal) } else { Ok(()) };
    }
    if is_staff(account) && !actor.is_administrator() {
        return Err(protected_staff(field));
    }
    Ok(())
}

/// Whether a change of this field changes how the person gets in. The method that a suspension sets, and the one that comes
/// back after it, do not.
fn changes_access(account: &Account, change: &AccountChange, field: Field) -> bool {
    let Some(step) = change.steps().get(&field) else { return false };
    match field {
        Field::Email => true,
        Field::MustChangePassword => step.after == FieldValue::Bool(true),
        Field::Confirmed => step.after == FieldValue::Bool(false),
        Field::AuthMethod => {
            let is_of_a_suspension = match change.steps().get(&Field::Suspended).map(|step| &step.after) {
                Some(FieldValue::Bool(true)) => step.after == FieldValue::Text(AuthMethod::NoLogin.name().to_owned()),
                Some(_) => step.after == FieldValue::text(account.previous_auth_method.as_deref()),
                None => false,
            };
            !is_of_a_suspension
        }
        _ => false,
    }
}

/// Whether a user holds a role at site level other than the one that everybody holds.
pub fn is_staff(account: &Account) -> bool {
    account.roles().iter().any(|role| *role != RoleKey::Learner)
}

/// The refusal of what only administrators change of people who hold a role at site level.
pub fn protected_staff(field: Field) -> Refusal {
    let message = format!(
        "This person holds a role at site level. Only administrators change such a person's e-mail address, method and password (here: {}).",
        field.label()
    );
    Refusal { field: Some(field.name().to_owned()), ..Refusal::new(Code::ProtectedStaff, message) }
}

/// The refusal of a change that would leave no administrator who can sign in (PRODUCT 0).
pub fn last_administrator() -> Refusal {
    let message = "This is the last administrator who can sign in. Make another user an administrator first.";
    Refusal::new(Code::LastAdministrator, message)
}

/// The refusal of a role that the caller may not give.
pub fn role_not_grantable(role: RoleKey) -> Refusal {
    let message = format!(
        "You may not give or take away the role {}: you need its permissions yourself, and a role that may assign it. Ask an administrator.",
        role.key()
    );
    Refusal { field: Some(Field::SystemRoles.name().to_owned()), ..Refusal::new(Code::RoleNotGrantable, message) }
}

/// Nobody suspends, deletes, demotes or locks out themselves by any route, nor renames themselves through a batch.
fn endangers_oneself(change: &AccountChange, route: Route) -> bool {
    change.steps().iter().any(|(field, step)| match field {
        Field::Suspended => step.after == FieldValue::Bool(true),
        Field::DeletedAt => step.after != FieldValue::Null,
        Field::AuthMethod => step.after != FieldValue::Text(AuthMethod::Manual.name().to_owned()),
        Field::Confirmed => step.after == FieldValue::Bool(false),
        Field::Username => route != Route::Single,
        Field::SystemRoles => {
            let taken = step.before.roles();
            taken.contains(&RoleKey::Administrator) || (route != Route::Single && !taken.is_empty())
        }
        _ => false,
    })
}

/// Checks a planned change against the account as it is now: a field that was written in between is a
/// conflict, and the account is left alone (PRODUCT 0, Apply).
pub fn recheck(account: &Account, change: &AccountChange, code: Code) -> Result<(), Refusal> {
    if account.deleted_at.is_some() && !change.steps().contains_key(&Field::DeletedAt) {
        return Err(Refusal::new(code, "The account was deleted in the meantime. It was left alone."));
    }
    let overtaken = change.overtaken(account);
    let Some(first) = overtaken.first() else { return Ok(()) };
    let labels: Vec<_> = overtaken.iter().map(|field| field.label()).collect();
    Err(overtaken_refusal(code, first.name(), &labels))
}

/// The refusal for fields that another user wrote.
pub fn overtaken_refusal(code: Code, field: &str, labels: &[&str]) -> Refusal {
    let since = if code == Code::ChangedSinceBatch { "since the batch" } else { "since the plan" };
    let mut refusal = Refusal::new(
        code,
        format!(
            "Another user has changed this account's {} {since}. It was left alone; look at it, then plan again.",
            labels.join(", ")
        ),
    );
    refusal.field = Some(field.to_owned());
    refusal
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
