//! Lists come in pages that are held together by opaque cursors.

use serde::{Deserialize, Serialize};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The things on this page, in the order asked for.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next page; `null` on the last one.
    pub next_cursor: Option<String>,
    /// How many there are in all, where `count=exact` or `count=estimate` asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}
