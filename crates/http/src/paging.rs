//! Pages of lists: which one is asked for, and how one is cut.

use std::collections::HashSet;
use std::str::FromStr;

use rollcall_domain::listing::page::Count;
use rollcall_domain::{Error, Result};
use rollcall_wire::Page;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::IntoParams;

/// The page of a list without further parameters.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; default 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`.
    #[param(pattern = "^(exact|estimate)$")]
    count: Option<String>,
}

impl Paging {
    /// How many.
    pub fn limit(&self) -> Result<i64> {
        limit(self.limit)
    }

    /// Whether the total is asked for. Lists like these are counted exactly.
    pub fn counted(&self) -> Result<bool> {
        Ok(count(self.count.as_deref())?.is_some())
    }

    /// What the page comes behind; nothing for the first one.
    pub fn behind<T: FromStr>(&self) -> Result<Option<T>> {
        self.cursor.as_deref().map(str::parse).transpose().map_err(|_| foreign_cursor())
    }

    /// The page of a list that is short enough to be held, in the order of its ids.
    pub fn of<T>(&self, all: Vec<T>, id: impl Fn(&T) -> &str) -> Result<Page<T>> {
        let limit = self.limit()?;
        let total = self.counted()?.then_some(all.len() as i64);
        let behind = self.cursor.as_deref().unwrap_or_default();
        if !behind.is_empty() && behind.parse::<uuid::Uuid>().is_err() {
            return Err(foreign_cursor());
        }
        let rest = all.into_iter().filter(|item| id(item) > behind).collect();
        Ok(page(rest, limit, total, |item| id(item).to_owned(), |item| item))
    }
}

/// A page of what was found behind the one before, which was asked for with one more than `limit`: that one tells
/// whether there is another page.
pub fn page<T, S>(
    mut found: Vec<T>,
    limit: i64,
    total: Option<i64>,
    cursor: impl Fn(&T) -> String,
    show: impl FnMut(T) -> S,
) -> Page<S> {
    let next_cursor = cut(&mut found, limit, cursor);
    Page { items: found.into_iter().map(show).collect(), next_cursor, total }
}

/// Cuts what was found to a page; the cursor of the next one, if there is one.
pub fn cut<T>(found: &mut Vec<T>, limit: i64, cursor: impl Fn(&T) -> String) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    found.truncate(limit);
    found.last().filter(|_| more).map(cursor)
}

/// A page with the members asked for of each item, the id always among them. `what` is what an item is called in messages.
pub fn narrowed<T: Serialize>(page: Page<T>, what: &str, fields: &str) -> Result<Page<Value>> {
    let members: HashSet<&str> = fields.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let mut items = Vec::with_capacity(page.items.len());
    for item in page.items {
        let mut value = serde_json::to_value(item)?;
        if let Some(all) = value.as_object_mut() {
            if items.is_empty()
                && let Some(unknown) = members.iter().find(|name| !all.contains_key(**name))
            {
                return Err(malformed(&format!("{what} has no member \"{unknown}\" (parameter \"fields\").")));
            }
            all.retain(|name, _| name == "id" || members.contains(name.as_str()));
        }
        items.push(value);
    }
    Ok(Page { items, next_cursor: page.next_cursor, total: page.total })
}

/// Whether and how to count.
pub fn count(count: Option<&str>) -> Result<Option<Count>> {
    match count {
        None => Ok(None),
        Some("exact") => Ok(Some(Count::Exact)),
        Some("estimate") => Ok(Some(Count::Estimate)),
        Some(_) => Err(malformed("\"count\" is exact or estimate.")),
    }
}

/// How many, where the caller says so.
pub fn limit(limit: Option<i64>) -> Result<i64> {
    match limit.unwrap_or(50) {
        limit @ 1..=500 => Ok(limit),
        _ => Err(malformed("\"limit\" is 1 to 500.")),
    }
}

/// The answer to a cursor that cannot be read.
pub fn foreign_cursor() -> Error {
    Error::Malformed {
        code: "invalid_cursor",
        message: "The cursor does not belong to this list. Take it from \"next_cursor\" of the page before.".to_owned(),
        position: None,
    }
}

/// The answer to a parameter that cannot be read.
pub fn malformed(message: &str) -> Error {
    Error::Malformed { code: "invalid_parameter", message: message.to_owned(), position: None }
}
