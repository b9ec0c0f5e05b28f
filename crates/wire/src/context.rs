//! Where something counts: at site level, in a cohort, in a course.

use serde::{Deserialize, Serialize};

/// Where something counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({ "kind": "site" })))]
pub struct Context {
    /// `site`, `cohort` or `course`.
    pub kind: String,
    /// The cohort or course; there is one site, and it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// The whole installation.
impl Default for Context {
    fn default() -> Self {
        Self::site()
    }
}

impl Context {
    /// The whole installation.
    pub fn site() -> Self {
        Self { kind: "site".to_owned(), id: None }
    }
}
