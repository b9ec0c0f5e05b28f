//! Cohorts: groups of people at site level.

use serde::{Deserialize, Serialize};

use crate::Patch;
use crate::users::PersonRef;

/// A cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "id": "0199a000-0000-7000-8000-000000000009", "key": "apprentices-2026", "name": "Apprentices 2026",
    "description": "Everybody who began in autumn", "source": "rule",
    "rule": "department eq \"Training\" and created_at ge \"2026-09-01\"", "paused": false, "held": null, "settling": false,
    "members": 214, "created_at": "2026-03-01T09:30:00.000Z",
    "updated_at": "2026-03-01T09:30:00.000Z", "version": 1
})))]
pub struct Cohort {
    /// Its identity.
    pub id: String,
    /// What it is called in `User.cohorts`, filters, and the columns `cohort1`, ... of files; it stays.
    pub key: String,
    /// What people read.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What fills it: `manual` (people and files) or `rule`.
    pub source: String,
    /// Who is in it, as a filter of accounts; null where people fill it. Values of private fields are shown as `…` to those who
    /// may not see them.
    pub rule: Option<String>,
    /// Whether nobody comes or goes by the rule for now.
    pub paused: bool,
    /// Why the rule is not carried out until somebody looks at it.
    pub held: Option<HeldRule>,
    /// Whether the rule is being carried out for everybody at the moment.
    pub settling: bool,
    /// How many are in it, those included whose deleted account can still be restored.
    pub members: i64,
    /// When it was made.
    pub created_at: String,
    /// When its name, description or rule was last changed.
    pub updated_at: String,
    /// Counts those changes; the ETag.
    pub version: i64,
}

/// Why a rule waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "reason": "swing", "since": "2026-03-01T09:30:00.000Z" })))]
pub struct HeldRule {
    /// `swing`: many would come or go at once, and `confirm_affected` lets them. `unreadable`: a custom field that the rule names
    /// was deleted; another rule ends that.
    pub reason: String,
    /// Since when.
    pub since: String,
}

/// A new cohort.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "name": "Apprentices 2026", "key": "apprentices-2026" })))]
pub struct CreateCohort {
    /// 1 to 255 characters.
    pub name: String,
    /// 1 to 100 of `a-z 0-9 - _ .`; missing: made from the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// At most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who is in it, as a filter of accounts. It names neither cohorts nor deleted accounts, nor enrolments that the cohort brings
    /// about. Missing: people fill it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How many come by the rule, where they are so many that this is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm_affected: Option<i64>,
}

/// A merge patch on a cohort: missing members stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "name": "Apprentices, autumn 2026", "description": null })))]
pub struct UpdateCohort {
    /// As in `CreateCohort`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// As in `CreateCohort`; null empties it.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub description: Patch<String>,
    /// As in `CreateCohort`. Null takes the rule away: everybody leaves, and people fill the cohort again.
    #[serde(skip_serializing_if = "Patch::is_missing")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub rule: Patch<String>,
    /// Whether nobody comes or goes by the rule for now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused: Option<bool>,
    /// How many come and go, where they are so many that this is asked for; also lets a rule go on that was held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm_affected: Option<i64>,
}

/// A rule to be tried.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "rule": "department eq \"Training\"" })))]
pub struct PreviewRule {
    /// The cohort it is meant for; missing: a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort_id: Option<String>,
    /// The rule; missing: the one that the cohort has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// Who would come and go by a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "coming": { "count": 12, "people": [] }, "leaving": { "count": 0, "people": [] }, "staying": 214, "confirmation_required": false
})))]
pub struct RulePreview {
    /// Who match and are not in the cohort.
    pub coming: RuleMoves,
    /// Who are in it and do not match.
    pub leaving: RuleMoves,
    /// How many are in it and match.
    pub staying: i64,
    /// Whether `confirm_affected` is asked for, with the number of those who come and go.
    pub confirmation_required: bool,
}

/// How many move, and who some of them are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "count": 0, "people": [] })))]
pub struct RuleMoves {
    /// How many.
    pub count: i64,
    /// The first of them, by name.
    pub people: Vec<PersonRef>,
}

/// How somebody stands to a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "member": true, "since": "2026-03-01T09:30:00.000Z",
    "rule": { "joined": "one", "text": "department Training", "holds": true, "parts": [] }
})))]
pub struct Membership {
    /// Whether the person is in it.
    pub member: bool,
    /// Since when.
    pub since: Option<String>,
    /// What each part of the rule says of the person; null where people fill the cohort.
    pub rule: Option<RulePart>,
}

/// A part of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "joined": "one", "text": "department Training", "holds": true, "parts": [] })))]
pub struct RulePart {
    /// `all`: every part inside has to hold; `any`: one of them; `not`: none; `one`: it is a condition of its own.
    pub joined: String,
    /// The part in words.
    pub text: String,
    /// Whether it holds; null where that would tell what the caller may not see.
    pub holds: Option<bool>,
    /// The parts inside.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub parts: Vec<RulePart>,
}

/// Who comes into a cohort.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "user_id": "0199a000-0000-7000-8000-000000000001" })))]
pub struct AddMember {
    /// The account's id.
    pub user_id: String,
}
