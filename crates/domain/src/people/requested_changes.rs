//! The changes that a row requests of an existing account, or the account that it creates (PRODUCT 4 to 6). Pure.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::batches::file::cells;
use crate::batches::file::request::RowRequest;
use crate::batches::file::settings::{Existing, FileSettings, MatchBy, Mode, Preset};
use crate::cohorts::{self, CohortKey};
use crate::profile::{Members, ProfileField};
use crate::refusal::{Code, Refusal};
use crate::roles::{Capability, RoleKey};
use crate::users::change::AccountChange;
use crate::users::{Account, Field, FieldValue, rules};
use crate::{Actor, Millis};

/// Values for cells that are blank or not there.
#[derive(Debug, Default)]
pub struct Defaults {
    details: Vec<(Field, FieldValue)>,
    members: Members,
    /// What is wrong with a default: only the definitions of custom fields tell, so it is a matter of each row.
    fault: Option<Refusal>,
}

impl Defaults {
    /// The defaults of the settings.
    pub fn of(settings: &FileSettings, custom: &[ProfileField]) -> Self {
        let mut defaults = Self::default();
        for (column, text) in &settings.defaults {
            let field = column.strip_prefix(cells::CUSTOM).and_then(|name| find(custom, name));
            let taken = match field {
                Some(field) => {
                    cells::custom(field, text).map(|value| drop(defaults.members.insert(field.name.clone(), value)))
                }
                None => cells::default_value(column, text).map(|value| defaults.details.extend(value)),
            };
            defaults.fault = defaults.fault.or(taken.err());
        }
        defaults
    }
}

/// What a new account needs besides its username, and the columns that it stands in.
const REQUIRED: [(Field, &str); 3] =
    [(Field::Email, "email"), (Field::FirstName, "firstname"), (Field::LastName, "lastname")];

fn find<'f>(custom: &'f [ProfileField], name: &str) -> Option<&'f ProfileField> {
    custom.iter().find(|field| field.name.eq_ignore_ascii_case(name))
}

/// What a request is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// Who asks.
    pub actor: &'a Actor,
    /// The settings in force.
    pub settings: &'a FileSettings,
    /// Their defaults.
    pub defaults: &'a Defaults,
    /// The custom fields that there are.
    pub custom: &'a [ProfileField],
    /// The time now.
    pub now: Millis,
    /// Whether others may have the names of deleted accounts at once.
    pub frees_names: bool,
}

impl Judge<'_> {
    /// What the request changes of an account.
    pub fn change(&self, account: &Account, request: &RowRequest) -> Result<AccountChange, Refusal> {
        if self.settings.mode == Mode::Create {
            return Err(Refusal::new(
                Code::Exists,
                "There is such an account already, and this file only makes new ones. Choose another mode to change it.",
            ));
        }
        if request.deletes {
            if !self.settings.allow_deletes {
                return Err(switched_off(Code::DeletesNotAllowed, "deletions", "allow_deletes"));
            }
            return Ok(rules::plan_deletion(account, self.now, self.frees_names));
        }
        // A file that deletes does nothing else.
        if self.settings.preset == Preset::Delete {
            return Ok(AccountChange::default());
        }
        let suspension = self.suspension(account, request)?;
        if self.settings.preset == Preset::Suspension {
            return Ok(suspension);
        }
        let mut wanted =
            if self.settings.preset == Preset::Upsert { self.details(account, request)? } else { Vec::new() };
        if let Some(name) = request.username.as_ref().filter(|_| request.renames) {
            let name = FieldValue::Text(name.clone()?);
            if name != account.get(Field::Username) {
                if !self.settings.allow_renames {
                    return Err(switched_off(Code::RenamesNotAllowed, "renames", "allow_renames"));
                }
                wanted.push((Field::Username, name));
            }
        }
        if !request.roles.is_empty() {
            wanted.push((Field::SystemRoles, FieldValue::Roles(roles_after(account, request))));
        }
        if !request.cohorts.is_empty() {
            wanted.push((Field::Cohorts, FieldValue::Cohorts(cohorts_after(account.cohorts(), request))));
        }
        let change = AccountChange::towards(account, wanted);
        self.require_values(&change)?;
        Ok(change.and(suspension))
    }

    /// Words for custom fields that are not among their choices, unless the account has them already.
    pub fn unlisted<'r>(&self, account: &Account, request: &'r RowRequest) -> impl Iterator<Item = Refusal> + 'r {
        let held = account.members();
        let is_used = !request.deletes && self.settings.preset == Preset::Upsert;
        let others = request.unlisted.iter().filter(move |_| is_used);
        let others = others.filter(move |word| held.get(&word.field) != Some(&word.text.as_str().into()));
        others.map(|word| word.refusal.clone())
    }

    fn suspension(&self, account: &Account, request: &RowRequest) -> Result<AccountChange, Refusal> {
        let mut suspension = request.suspension.clone();
        if self.settings.preset != Preset::Suspension {
            // What is suspended already is not touched by a setting that the row does not name; the method of an account
            // that stays as it is is a detail like any other.
            if account.suspended {
                suspension.on_suspend = None;
            }
            let is_switched = suspension.suspended.is_some_and(|suspended| suspended != account.suspended);
            let keeps = matches!(self.settings.existing, Existing::Keep | Existing::FillMissing);
            if keeps && !is_switched {
                suspension.auth_method = None;
            }
        }
        let change = rules::plan_suspension(account, &suspension);
        if self.settings.preset == Preset::Suspension && request.suspension.suspended.is_some()
            || [Field::Suspended, Field::SuspendedUntil, Field::SuspensionReason]
                .iter()
                .any(|field| change.steps().contains_key(field))
        {
            if !self.settings.allow_suspensions {
                return Err(switched_off(Code::SuspensionsNotAllowed, "suspensions", "allow_suspensions"));
            }
            if !self.actor.may(Capability::UsersSuspend) {
                return Err(Refusal::new(
                    Code::Forbidden,
                    "You may not suspend or activate accounts: that needs the capability users.suspend.",
                ));
            }
        }
        Ok(change)
    }

    /// The requested details, by how existing ones are handled.
    fn details(&self, account: &Account, request: &RowRequest) -> Result<Vec<(Field, FieldValue)>, Refusal> {
        let held = account.members();
        let is_empty = |name: &str| held.get(name).is_none_or(Value::is_null);
        let (mut details, mut members) = (request.details.clone(), request.members.clone());
        match self.settings.existing {
            Existing::Keep => return Ok(Vec::new()),
            Existing::Overwrite => {}
            Existing::FillMissing => {
                details.retain(|(field, _)| account.get(*field) == FieldValue::Null);
                members.retain(|name, _| is_empty(name));
            }
            Existing::OverwriteWithDefaults => {
                if let Some(fault) = &self.defaults.fault {
                    return Err(fault.clone());
                }
                let named: Vec<Field> = details.iter().map(|(field, _)| *field).collect();
                let names_method = request.suspension.suspended.is_some() || request.suspension.auth_method.is_some();
                let blank = |field: Field| !(named.contains(&field) || (field == Field::AuthMethod && names_method));
                details.extend(self.defaults.details.iter().filter(|(field, _)| blank(*field)).cloned());
                for (name, value) in &self.defaults.members {
                    members.entry(name.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        if !members.is_empty() {
            details.push((Field::Profile, FieldValue::Members(members)));
        }
        Ok(details)
    }

    /// A change may not empty a custom field that everybody has to have.
    fn require_values(&self, change: &AccountChange) -> Result<(), Refusal> {
        let Some(FieldValue::Members(members)) = change.steps().get(&Field::Profile).map(|step| &step.after) else {
            return Ok(());
        };
        let emptied = self.custom.iter().find(|field| field.required && members.get(&field.name) == Some(&Value::Null));
        emptied.map_or(Ok(()), |field| Err(missing(&format!("{}{}", cells::CUSTOM, field.name))))
    }

    /// Whether the request makes sense only for an existing account: no account is created to be deleted.
    pub fn needs_account(&self, request: &RowRequest) -> bool {
        let is_about_a_person = !request.roles.is_empty()
            || !request.cohorts.is_empty()
            || !request.enrolments.is_empty()
            || !request.details.is_empty()
            || !request.members.is_empty();
        request.deletes
            || (request.renames && self.settings.match_by == MatchBy::Username)
            || (request.suspension.suspended.is_some() && !is_about_a_person)
    }

    /// The fields of the account that the request makes, and all that keeps it from being made.
    pub fn creation(&self, request: &RowRequest) -> (HashMap<Field, FieldValue>, Vec<Refusal>) {
        let mut refused: Vec<Refusal> = self.defaults.fault.iter().cloned().collect();
        let mut fields: HashMap<Field, FieldValue> = self.defaults.details.iter().cloned().collect();
        fields.extend(request.details.iter().cloned());
        match request.username.clone().unwrap_or_else(|| Err(missing("username"))) {
            Ok(username) => drop(fields.insert(Field::Username, FieldValue::Text(username))),
            Err(refusal) => refused.push(refusal),
        }
        refused.extend(request.unlisted.iter().map(|word| word.refusal.clone()));
        let needed = request.left_out.iter().filter(|refusal| self.is_needed(refusal.field.as_deref()));
        refused.extend(needed.cloned());
        refused.extend(self.missing(request));
        let members = self.members_of_new(request);
        if !members.is_empty() {
            fields.insert(Field::Profile, FieldValue::Members(members));
        }
        let roles: BTreeSet<RoleKey> =
            request.roles.iter().filter(|(_, gives)| **gives).map(|(role, _)| *role).collect();
        let ungrantable = roles.iter().filter(|role| !self.actor.may_grant(**role));
        refused.extend(ungrantable.map(|role| rules::role_not_grantable(*role)));
        if !roles.is_empty() {
            fields.insert(Field::SystemRoles, FieldValue::Roles(roles));
        }
        let cohorts = cohorts_after(BTreeSet::new(), request);
        if !cohorts.is_empty() {
            fields.insert(Field::Cohorts, FieldValue::Cohorts(cohorts));
        }
        refused.extend(self.begin_suspended(request, &mut fields).err());
        if let Some(method) = request.suspension.auth_method {
            fields.insert(Field::AuthMethod, FieldValue::Text(method.name().to_owned()));
        }
        (fields, refused)
    }

    fn members_of_new(&self, request: &RowRequest) -> Members {
        let mut members = self.defaults.members.clone();
        members.extend(request.members.clone());
        members.retain(|_, value| !value.is_null());
        members
    }

    /// What a new account cannot be without, and the row does not give.
    pub fn missing(&self, request: &RowRequest) -> Vec<Refusal> {
        let given = |field| {
            let mut details = self.defaults.details.iter().chain(&request.details);
            details.any(|(given, _)| *given == field)
        };
        let is_left_out = |column: &str| request.left_out.iter().any(|left| left.field.as_deref() == Some(column));
        let details = REQUIRED.into_iter().filter(|(field, _)| !given(*field)).map(|(_, column)| column.to_owned());
        let members = self.members_of_new(request);
        let custom = self.custom.iter().filter(|field| field.required && !members.contains_key(&field.name));
        let columns = details.chain(custom.map(|field| format!("{}{}", cells::CUSTOM, field.name)));
        // What was written and cannot be is said as such.
        columns.filter(|column| !is_left_out(column)).map(|column| missing(&column)).collect()
    }

    /// Whether a new account cannot be without a value in the column.
    pub fn is_needed(&self, column: Option<&str>) -> bool {
        let column = column.unwrap_or_default();
        let custom = column.strip_prefix(cells::CUSTOM).and_then(|name| find(self.custom, name));
        REQUIRED.iter().any(|(_, required)| *required == column) || custom.is_some_and(|field| field.required)
    }

    /// An account may be made ahead of its time: suspended, and activated later.
    fn begin_suspended(&self, request: &RowRequest, fields: &mut HashMap<Field, FieldValue>) -> Result<(), Refusal> {
        if request.suspension.suspended != Some(true) {
            return Ok(());
        }
        if !self.settings.allow_suspensions {
            return Err(switched_off(Code::SuspensionsNotAllowed, "suspensions", "allow_suspensions"));
        }
        fields.insert(Field::Suspended, FieldValue::Bool(true));
        fields.insert(Field::SuspensionReason, FieldValue::text(request.suspension.reason.as_deref()));
        fields.insert(Field::SuspendedUntil, FieldValue::time(request.suspension.until.flatten()));
        Ok(())
    }
}

/// The roles that an account has after a request.
fn roles_after(account: &Account, request: &RowRequest) -> BTreeSet<RoleKey> {
    let mut roles = account.roles();
    for (role, gives) in &request.roles {
        if *gives {
            roles.insert(*role)
        } else {
            roles.remove(role)
        };
    }
    roles
}

/// The cohorts that a user in these is in after a request.
fn cohorts_after(cohorts: BTreeSet<CohortKey>, request: &RowRequest) -> BTreeSet<CohortKey> {
    cohorts::moved(cohorts, request.cohorts.iter().map(|(key, comes)| (key, *comes)))
}

fn missing(column: &str) -> Refusal {
    let message = format!("A new account needs a value in \"{column}\". Fill in the cell, or set a default.");
    Refusal::of(Code::MissingValue, column, "", "a value", message)
}

fn switched_off(code: Code, what: &str, setting: &str) -> Refusal {
    let message = format!("The settings of this batch do not allow {what}. Switch \"{setting}\" on, and plan again.");
    Refusal::new(code, message)
}
