//! What a row of a file asks for. Pure.

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::enrolments_of_rows::RequestedEnrolment;
use crate::cohorts::CohortKey;
use crate::id::CourseId;
use crate::profile::Members;
use crate::refusal::Refusal;
use crate::roles::RoleKey;
use crate::users::rules::SuspensionRequest;
use crate::users::values::AuthMethod;
use crate::users::{Field, FieldValue};

/// The changes that a row requests; each part only if its cell is not blank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowRequest {
    /// The requested username; an invalid one matters only if it would be used.
    pub username: Option<Result<String, Refusal>>,
    /// Whether the row names another username by which the account is known so far.
    pub renames: bool,
    /// Details.
    pub details: Vec<(Field, FieldValue)>,
    /// Custom fields.
    pub members: Members,
    /// Values that are not valid and were left out, each with the reason; they are needed all the same for a new account
    /// that cannot be without.
    pub left_out: Vec<Refusal>,
    /// Words for custom fields that are not, or no longer, among their choices: only who has such a value already may keep it.
    pub unlisted: Vec<UnlistedChoice>,
    /// Suspending, activating, and the method.
    pub suspension: SuspensionRequest,
    /// Roles at site level that are given (true) or taken away.
    pub roles: BTreeMap<RoleKey, bool>,
    /// Cohorts that the account comes into (true) or goes out of.
    pub cohorts: BTreeMap<CohortKey, bool>,
    /// What is asked for in courses.
    pub enrolments: BTreeMap<CourseId, RequestedEnrolment>,
    /// Whether the account is to be deleted.
    pub deletes: bool,
}

/// A word that is not among the choices of a custom field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlistedChoice {
    /// The field's name.
    pub field: String,
    /// The word.
    pub text: String,
    /// Why no other user may choose it.
    pub refusal: Refusal,
}

/// A password from a file, for a new account. It is never shown, not even by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct Password {
    /// As it stands in the file, or as it was hashed when the row was planned the first time.
    pub text: PasswordText,
    /// Whether it is short, or easy to guess for a person who knows the account's owner. Not known of a plain one before it is
    /// looked at, which takes time.
    pub is_weak: bool,
}

impl Password {
    /// A plain password, and what is known of its owner.
    pub fn plain(&self) -> Option<(&str, Vec<&str>)> {
        match &self.text {
            PasswordText::Plain { text, about } => Some((text, about.iter().map(String::as_str).collect())),
            PasswordText::Hashed(_) => None,
        }
    }
}

/// The password itself.
#[derive(Clone, PartialEq, Eq)]
pub enum PasswordText {
    /// As it stands in the file, with what an attacker would try: names and addresses of its owner.
    Plain {
        /// The password.
        text: String,
        /// What to try.
        about: Vec<String>,
    },
    /// Its hash.
    Hashed(String),
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

/// A longer request than this is compared by its hash.
const LONGEST: usize = 64;

impl RowRequest {
    /// The request as text, to be compared with another row's; `None` if it is empty.
    pub fn comparable(&self) -> Option<String> {
        let SuspensionRequest { suspended, auth_method, reason, until, .. } = &self.suspension;
        let asks_for_suspension = suspended.is_some() || auth_method.is_some() || reason.is_some() || until.is_some();
        let mut asked = json!([suspended, auth_method.map(AuthMethod::name), reason, until]);
        let username = self.username.as_ref().and_then(|name| name.as_ref().ok());
        let asks_for_more = self.deletes
            || username.is_some()
            || !self.details.is_empty()
            || !self.members.is_empty()
            || !self.roles.is_empty()
            || !self.cohorts.is_empty()
            || !self.enrolments.is_empty();
        if !asks_for_suspension && !asks_for_more {
            return None;
        }
        if asks_for_more {
            let details: Vec<_> =
                self.details.iter().map(|(field, value)| json!([field.name(), value.to_json()])).collect();
            // Plans from before there were roles are compared with as well.
            let roles: Vec<_> = self.roles.iter().map(|(role, gives)| json!([role.key(), gives])).collect();
            let mut parts = vec![asked, json!(self.deletes), json!(username), json!(details), json!(self.members)];
            parts.extend((!roles.is_empty()).then(|| json!(roles)));
            let cohorts: Vec<_> = self.cohorts.iter().map(|(key, comes)| json!([key.as_str(), comes])).collect();
            parts.extend((!cohorts.is_empty()).then(|| json!({ "cohorts": cohorts })));
            let enrolments: Vec<_> =
                self.enrolments.iter().map(|(id, asked)| json!([id, asked.comparable()])).collect();
            parts.extend((!enrolments.is_empty()).then(|| json!({ "enrolments": enrolments })));
            asked = json!(parts);
        }
        let text = asked.to_string();
        if text.len() <= LONGEST {
            return Some(text);
        }
        Some(Sha256::digest(text.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }
}
