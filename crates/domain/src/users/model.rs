//! An account as it is stored.

use std::collections::BTreeSet;

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::field::{Field, FieldValue};
use crate::Millis;
use crate::cohorts::{self, CohortKey};
use crate::db::schema::{OWN_EMAIL, OWN_USERNAME, users};
use crate::id::UserId;
use crate::profile::Members;
use crate::roles::{self, RoleKey};
use crate::words::words;

/// A person's account.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = users)]
#[expect(missing_docs, reason = "the fields are those of the API document, one for one")]
pub struct Account {
    pub id: UserId,
    /// Also where it was freed and another name stands in its place.
    #[diesel(select_expression = sql::<Text>(OWN_USERNAME), select_expression_type = SqlLiteral<Text>)]
    pub username: String,
    /// The same.
    #[diesel(select_expression = sql::<Text>(OWN_EMAIL), select_expression_type = SqlLiteral<Text>)]
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub id_number: Option<String>,
    pub institution: Option<String>,
    pub department: Option<String>,
    pub phone: Option<String>,
    pub mobile_phone: Option<String>,
    pub address: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub language: Option<String>,
    pub timezone: Option<String>,
    pub description: Option<String>,
    pub auth_method: String,
    pub previous_auth_method: Option<String>,
    pub suspended: bool,
    pub suspended_until: Option<Millis>,
    pub suspension_reason: Option<String>,
    pub confirmed: bool,
    pub locked_until: Option<Millis>,
    pub must_change_password: bool,
    pub external_id: Option<String>,
    pub created_at: Millis,
    pub updated_at: Millis,
    pub deleted_at: Option<Millis>,
    pub first_access_at: Option<Millis>,
    /// 0 where the person was never seen: a column to sort by has no holes.
    pub last_access_at: Millis,
    pub last_ip: Option<String>,
    pub version: i64,
    /// Values of custom fields, as JSON by their names.
    pub profile: String,
    /// Names that it had before, folded, with spaces between.
    pub former_usernames: String,
    /// Whether username and e-mail address may be taken by others, while the account is deleted.
    pub names_freed: bool,
    /// The keys of its roles at site level, with spaces between.
    pub system_roles: String,
    /// The keys of the cohorts that it is in, the same way.
    pub cohorts: String,
}

/// Given and family name in one.
pub fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}")
}

words! {
    /// The state of an account in one word: the first that holds.
    #[expect(missing_docs, reason = "the states are those of the API document, one for one")]
    Status {
        Deleted "deleted",
        Suspended "suspended",
        Locked "locked",
        Unconfirmed "unconfirmed",
        Active "active",
    }
}

impl Status {
    /// The state of an account of which this holds.
    pub fn of(deleted: bool, suspended: bool, locked: bool, confirmed: bool) -> Self {
        match (deleted, suspended, locked, confirmed) {
            (true, ..) => Self::Deleted,
            (_, true, ..) => Self::Suspended,
            (_, _, true, _) => Self::Locked,
            (_, _, _, false) => Self::Unconfirmed,
            _ => Self::Active,
        }
    }
}

impl Account {
    /// The state in one word.
    pub fn status(&self, now: Millis) -> Status {
        Status::of(self.deleted_at.is_some(), self.suspended, self.is_locked(now), self.confirmed)
    }

    /// Whether failed sign-ins have locked the account for now.
    pub fn is_locked(&self, now: Millis) -> bool {
        self.locked_until.is_some_and(|until| until > now)
    }

    /// The values of custom fields.
    pub fn members(&self) -> Members {
        // Only this program writes the column; what it cannot read it did not write.
        serde_json::from_str(&self.profile).unwrap_or_default()
    }

    /// The roles that it holds at site level.
    pub fn roles(&self) -> BTreeSet<RoleKey> {
        roles::of_text(&self.system_roles)
    }

    /// The cohorts that it is in.
    pub fn cohorts(&self) -> BTreeSet<CohortKey> {
        cohorts::of_text(&self.cohorts)
    }

    /// Given and family name in one.
    pub fn full_name(&self) -> String {
        full_name(&self.first_name, &self.last_name)
    }

    /// The value of a field.
    pub fn get(&self, field: Field) -> FieldValue {
        let text = |value: &str| FieldValue::text(Some(value));
        let maybe = |value: &Option<String>| FieldValue::text(value.as_deref());
        match field {
            Field::Username => text(&self.username),
            Field::Email => text(&self.email),
            Field::FirstName => text(&self.first_name),
            Field::LastName => text(&self.last_name),
            Field::IdNumber => maybe(&self.id_number),
            Field::Institution => maybe(&self.institution),
            Field::Department => maybe(&self.department),
            Field::Phone => maybe(&self.phone),
            Field::MobilePhone => maybe(&self.mobile_phone),
            Field::Address => maybe(&self.address),
            Field::City => maybe(&self.city),
            Field::Country => maybe(&self.country),
            Field::Language => maybe(&self.language),
            Field::Timezone => maybe(&self.timezone),
            Field::Description => maybe(&self.description),
            Field::AuthMethod => text(&self.auth_method),
            Field::Suspended => FieldValue::Bool(self.suspended),
            Field::SuspendedUntil => FieldValue::time(self.suspended_until),
            Field::SuspensionReason => maybe(&self.suspension_reason),
            Field::Confirmed => FieldValue::Bool(self.confirmed),
            Field::MustChangePassword => FieldValue::Bool(self.must_change_password),
            Field::ExternalId => maybe(&self.external_id),
            Field::DeletedAt => FieldValue::time(self.deleted_at),
            Field::NamesFreed => FieldValue::Bool(self.names_freed),
            Field::Profile => FieldValue::Members(self.members()),
            Field::SystemRoles => FieldValue::Roles(self.roles()),
            Field::Cohorts => FieldValue::Cohorts(self.cohorts()),
        }
    }
}

#[cfg(test)]
impl Account {
    /// An account that is active, with nothing in particular about it.
    pub(crate) fn for_tests() -> Self {
        Self {
            names_freed: false,
            system_roles: String::new(),
            cohorts: String::new(),
            id: UserId::new(),
            username: "anna".to_owned(),
            email: "anna@example.org".to_owned(),
            first_name: "Anna".to_owned(),
            last_name: "Bauer".to_owned(),
            id_number: None,
            institution: None,
            department: None,
            phone: None,
            mobile_phone: None,
            address: None,
            city: None,
            country: None,
            language: None,
            timezone: None,
            description: None,
            auth_method: "manual".to_owned(),
            previous_auth_method: None,
            suspended: false,
            suspended_until: None,
            suspension_reason: None,
            confirmed: true,
            locked_until: None,
            must_change_password: false,
            external_id: None,
            created_at: 1,
            updated_at: 1,
            deleted_at: None,
            first_access_at: None,
            last_access_at: 0,
            last_ip: None,
            version: 1,
            profile: "{}".to_owned(),
            former_usernames: String::new(),
        }
    }
}
