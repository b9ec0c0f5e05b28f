//! What the overview shows.

use serde::{Deserialize, Serialize};

/// All accounts by their status, and the sign-ins of the last days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "total": 5002, "by_status": { "active": 4870, "suspended": 120, "locked": 1, "unconfirmed": 11, "deleted": 3 },
    "sign_ins": [{ "date": "2026-02-28", "count": 212 }, { "date": "2026-03-01", "count": 340 }], "timezone": "Europe/Vienna"
})))]
pub struct AccountStats {
    /// Accounts that are not deleted.
    pub total: i64,
    /// The same by status, and the deleted besides.
    pub by_status: StatusCounts,
    /// Oldest first, today last; every day is there, also one without a sign-in.
    pub sign_ins: Vec<DayCount>,
    /// The zone in which the days begin, as an IANA name.
    #[cfg_attr(feature = "openapi", schema(example = "Europe/Vienna"))]
    pub timezone: String,
}

/// How many accounts have each status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusCounts {
    /// Can sign in.
    pub active: i64,
    /// Suspended.
    pub suspended: i64,
    /// Locked after failed sign-ins, for now.
    pub locked: i64,
    /// Their e-mail is not confirmed.
    pub unconfirmed: i64,
    /// Deleted, and not yet purged.
    pub deleted: i64,
}

/// A day and how often something happened on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayCount {
    /// The day, as `2026-03-01`.
    #[cfg_attr(feature = "openapi", schema(example = "2026-03-01"))]
    pub date: String,
    /// How often.
    pub count: i64,
}
