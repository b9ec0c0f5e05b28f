//! The one vocabulary of changes to accounts.
//!
//! A request, a button, a row of a file and an undo all turn into an [`AccountChange`]: the fields that
//! change, with their values before and after. What a change does to other columns and to sessions
//! follows from the fields and is derived in [`crate::users::store`], never said a second time.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::ability::METHOD;
use super::field::{Field, FieldValue};
use super::model::Account;
use crate::cohorts::CohortKey;
use crate::outcome::{Outcome, Outcomes};
use crate::profile::Members;
use crate::roles::RoleKey;
use crate::{Millis, Result};

/// A field's value before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChange {
    /// As it is.
    pub before: FieldValue,
    /// As it will be.
    pub after: FieldValue,
}

impl ValueChange {
    /// Of custom fields, roles and cohorts the step is about those that change, and no other: each counts for itself in conflicts, in the
    /// history and for undo.
    fn narrowed(self) -> Self {
        match (self.before, self.after) {
            (FieldValue::Members(before), FieldValue::Members(after)) => {
                let was = |name: &str| before.get(name).cloned().unwrap_or(Value::Null);
                let changed: Members = after.into_iter().filter(|(name, value)| was(name) != *value).collect();
                let before = changed.keys().map(|name| (name.clone(), was(name))).collect();
                Self { before: FieldValue::Members(before), after: FieldValue::Members(changed) }
            }
            (FieldValue::Roles(before), FieldValue::Roles(after)) => Self {
                before: FieldValue::Roles(before.difference(&after).copied().collect()),
                after: FieldValue::Roles(after.difference(&before).copied().collect()),
            },
            (FieldValue::Cohorts(before), FieldValue::Cohorts(after)) => Self {
                before: FieldValue::Cohorts(before.difference(&after).cloned().collect()),
                after: FieldValue::Cohorts(after.difference(&before).cloned().collect()),
            },
            (before, after) => Self { before, after },
        }
    }

    /// The value that the field of an account has after the step.
    fn carried_out(&self, account: &Account, field: Field) -> FieldValue {
        match (account.get(field), &self.after) {
            (FieldValue::Members(mut members), FieldValue::Members(after)) => {
                members.extend(after.clone());
                members.retain(|_, value| !value.is_null());
                FieldValue::Members(members)
            }
            (FieldValue::Roles(roles), FieldValue::Roles(given)) => {
                let taken = self.before.roles();
                FieldValue::Roles(roles.difference(&taken).chain(given).copied().collect())
            }
            (FieldValue::Cohorts(cohorts), FieldValue::Cohorts(added)) => {
                let removed = self.before.cohorts();
                FieldValue::Cohorts(cohorts.difference(&removed).chain(added).cloned().collect())
            }
            (_, after) => after.clone(),
        }
    }

    /// Whether an account has what the step starts from.
    fn starts_from(&self, account: &Account, field: Field) -> bool {
        match (account.get(field), &self.before) {
            (FieldValue::Members(members), FieldValue::Members(before)) => {
                before.iter().all(|(name, value)| members.get(name).unwrap_or(&Value::Null) == value)
            }
            (FieldValue::Roles(roles), FieldValue::Roles(taken)) => {
                taken.is_subset(&roles) && roles.is_disjoint(&self.after.roles())
            }
            (FieldValue::Cohorts(cohorts), FieldValue::Cohorts(removed)) => {
                removed.is_subset(&cohorts) && cohorts.is_disjoint(&self.after.cohorts())
            }
            // Of a deletion only counts that there is one: when it was planned and when it was done are two times.
            (now, before) if field == Field::DeletedAt => (now == FieldValue::Null) == (*before == FieldValue::Null),
            (now, before) => now == *before,
        }
    }
}

/// The fields of one account that change, and whether its sign-ins end besides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountChange {
    steps: BTreeMap<Field, ValueChange>,
    signs_out: bool,
}

/// What stands for signing a user out among the values of a change: sign-ins are no field of an account.
const SIGNED_OUT: &str = "signed_out";

impl AccountChange {
    /// What has to change for the account to have these values; those it has already fall away.
    pub fn towards(account: &Account, wanted: impl IntoIterator<Item = (Field, FieldValue)>) -> Self {
        let mut steps = BTreeMap::new();
        for (field, after) in wanted {
            let step = ValueChange { before: account.get(field), after }.narrowed();
            if step.before != step.after {
                steps.insert(field, step);
            }
        }
        Self { steps, signs_out: false }
    }

    /// This change and another one of the same account; where both are about a field, the other counts.
    pub fn and(mut self, other: Self) -> Self {
        self.steps.extend(other.steps);
        Self { steps: self.steps, signs_out: self.signs_out || other.signs_out }
    }

    /// Ends every sign-in of the person and changes nothing else.
    pub fn sign_out() -> Self {
        Self { steps: BTreeMap::new(), signs_out: true }
    }

    /// Reads back what [`before_json`](Self::before_json) and [`after_json`](Self::after_json) wrote.
    pub fn from_json(before: &Value, after: &Value) -> Result<Self> {
        let signs_out = after.get(SIGNED_OUT).and_then(Value::as_bool).unwrap_or(false);
        let mut steps = BTreeMap::new();
        for (name, value) in after.as_object().into_iter().flatten() {
            if let Some(field) = Field::from_name(name) {
                let before = FieldValue::from_json(field, before.get(name).unwrap_or(&Value::Null))?;
                steps.insert(field, ValueChange { before, after: FieldValue::from_json(field, value)? });
            }
        }
        Ok(Self { steps, signs_out })
    }

    /// The same change, carried out now: an account is deleted when it is, not when that was planned.
    pub fn dated(mut self, now: Millis) -> Self {
        if let Some(step) = self.steps.get_mut(&Field::DeletedAt).filter(|step| step.after != FieldValue::Null) {
            step.after = FieldValue::Time(now);
        }
        self
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && !self.signs_out
    }

    /// The fields that change.
    pub fn steps(&self) -> &BTreeMap<Field, ValueChange> {
        &self.steps
    }

    /// The value that a field has afterwards.
    pub fn value_after(&self, account: &Account, field: Field) -> FieldValue {
        self.steps.get(&field).map_or_else(|| account.get(field), |step| step.carried_out(account, field))
    }

    /// The text that the change gives to a field; `None` if it does not, or empties it.
    pub fn text_after(&self, field: Field) -> Option<&str> {
        match &self.steps.get(&field)?.after {
            FieldValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The change that undoes this one. It restores no session.
    pub fn reversed(&self) -> Self {
        let steps = self
            .steps
            .iter()
            .map(|(field, step)| (*field, ValueChange { before: step.after.clone(), after: step.before.clone() }));
        Self { steps: steps.collect(), signs_out: false }
    }

    /// The fields whose value is no longer what the change starts from.
    pub fn overtaken(&self, account: &Account) -> Vec<Field> {
        let differs = |(field, step): (&Field, &ValueChange)| (!step.starts_from(account, *field)).then_some(*field);
        self.steps.iter().filter_map(differs).collect()
    }

    /// What the change does, in words of the API; `unchanged` where it does nothing.
    pub fn outcomes(&self) -> Outcomes {
        if self.is_empty() {
            return Outcome::Unchanged.into();
        }
        let switches = self.switches_suspension();
        let of_steps = self.steps.iter().filter_map(|(field, step)| outcome_of(*field, step, switches));
        of_steps.chain(self.signs_out.then_some(Outcome::Update)).collect()
    }

    /// Whether sign-ins of the person end with the change: who may no longer sign in is out at once.
    pub fn ends_sessions(&self) -> bool {
        self.signs_out || self.blocks_sign_in()
    }

    /// Whether the change keeps the person from signing in ([`crate::users::ability`]).
    pub fn blocks_sign_in(&self) -> bool {
        self.steps.iter().any(|(field, step)| match field {
            Field::Suspended => step.after == FieldValue::Bool(true),
            Field::DeletedAt => step.after != FieldValue::Null,
            // Until other methods are set up, leaving the password is leaving for good.
            Field::AuthMethod => step.after != FieldValue::Text(METHOD.name().to_owned()),
            Field::Confirmed => step.after == FieldValue::Bool(false),
            _ => false,
        })
    }

    /// The roles that the change gives, and those that it takes away.
    pub fn roles(&self) -> (BTreeSet<RoleKey>, BTreeSet<RoleKey>) {
        let step = self.steps.get(&Field::SystemRoles);
        step.map(|step| (step.after.roles(), step.before.roles())).unwrap_or_default()
    }

    /// The cohorts that the account comes into, and those that it goes out of.
    pub fn cohorts(&self) -> (BTreeSet<CohortKey>, BTreeSet<CohortKey>) {
        let step = self.steps.get(&Field::Cohorts);
        step.map(|step| (step.after.cohorts(), step.before.cohorts())).unwrap_or_default()
    }

    /// Whether an administrator is none any more, or cannot sign in.
    pub fn ends_administration(&self) -> bool {
        self.blocks_sign_in() || self.roles().1.contains(&RoleKey::Administrator)
    }

    /// The audit's name for the change.
    pub fn action(&self) -> &'static str {
        if self.signs_out && self.steps.is_empty() {
            return "user.signed_out";
        }
        let outcomes = self.outcomes();
        [
            (Outcome::Delete, "user.deleted"),
            (Outcome::Restore, "user.restored"),
            (Outcome::Suspend, "user.suspended"),
            (Outcome::Activate, "user.activated"),
            (Outcome::Rename, "user.renamed"),
        ]
        .into_iter()
        .find(|(outcome, _)| outcomes.contains(*outcome))
        .map_or_else(|| self.action_of_details(), |(_, action)| action)
    }

    fn action_of_details(&self) -> &'static str {
        match self.steps.keys().collect::<Vec<_>>()[..] {
            [Field::SystemRoles] => "user.roles_changed",
            [Field::Cohorts] => "user.cohorts_changed",
            _ => "user.updated",
        }
    }

    /// The previous values of the fields, as the API shows them.
    pub fn before_json(&self) -> Value {
        self.to_json(|step| &step.before, false)
    }

    /// The fields as they will be, as the API shows them.
    pub fn after_json(&self) -> Value {
        self.to_json(|step| &step.after, true)
    }

    fn to_json(&self, side: impl Fn(&ValueChange) -> &FieldValue, is_after: bool) -> Value {
        let members = self.steps.iter().map(|(field, step)| (field.name().to_owned(), side(step).to_json()));
        let signed_out = self.signs_out.then(|| (SIGNED_OUT.to_owned(), Value::Bool(is_after)));
        Value::Object(members.chain(signed_out).collect::<Map<_, _>>())
    }

    fn switches_suspension(&self) -> bool {
        self.steps.contains_key(&Field::Suspended)
    }
}

/// What a step counts as. The method, reason and end of a suspension are a part of suspending and
/// activating; on their own they are an update.
fn outcome_of(field: Field, step: &ValueChange, switches_suspension: bool) -> Option<Outcome> {
    match field {
        Field::Suspended if step.after == FieldValue::Bool(true) => Some(Outcome::Suspend),
        Field::Suspended => Some(Outcome::Activate),
        Field::DeletedAt if step.after == FieldValue::Null => Some(Outcome::Restore),
        Field::DeletedAt => Some(Outcome::Delete),
        Field::NamesFreed => None,
        Field::Username => Some(Outcome::Rename),
        Field::AuthMethod | Field::SuspendedUntil | Field::SuspensionReason if switches_suspension => None,
        _ => Some(Outcome::Update),
    }
}
