//! Lists that are short enough to be held: read whole, and shown in pages like any other.

use rollcall_domain::Result;
use rollcall_wire::Page;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::users::{count, foreign_cursor, limit};

/// Which page is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; 50 where it is missing.
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`.
    count: Option<String>,
}

impl Paging {
    /// The page of a list that is in the order of its ids.
    pub fn of<T>(&self, items: Vec<T>, id: impl Fn(&T) -> &str) -> Result<Page<T>> {
        let most = usize::try_from(limit(self.limit)?).unwrap_or(usize::MAX);
        let total = count(self.count.as_deref())?.map(|_| items.len() as i64);
        let behind = self.cursor.as_deref().unwrap_or_default();
        if !behind.is_empty() && behind.parse::<uuid::Uuid>().is_err() {
            return Err(foreign_cursor());
        }
        let mut items: Vec<T> = items.into_iter().filter(|item| id(item) > behind).collect();
        let more = items.len() > most;
        items.truncate(most);
        let next_cursor = items.last().filter(|_| more).map(|item| id(item).to_owned());
        Ok(Page { items, next_cursor, total })
    }
}
