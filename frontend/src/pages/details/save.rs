//! Whose details they are, and so how they are asked for and changed.

use rollcall_wire::users::User;
use serde_json::{Map, Value};

use crate::api::{self, Failure};

/// Whose details they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// One's own.
    Oneself,
    /// A user's, by staff's permissions.
    Somebody,
}

impl Owner {
    /// Changes the account, if it is still as it was seen.
    pub async fn save(self, seen: &User, changes: &Map<String, Value>) -> Result<User, Failure> {
        match self {
            Self::Oneself => api::me::update(seen.version, changes).await.map(|me| me.user),
            Self::Somebody => api::users::update(seen, changes).await,
        }
    }

    /// The account as it is by now.
    pub async fn newest(self, id: &str) -> Result<User, Failure> {
        match self {
            Self::Oneself => api::me::get(None).await.map(|me| me.user),
            Self::Somebody => api::users::get(id, None).await,
        }
    }
}
