//! The order of a list of accounts, and places in it.
//!
//! Pages are held together by the sort values of their last row (keyset), so that the thousandth page
//! costs what the first does, and stays right while rows come and go.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::list::Predicate;
use crate::db::schema::users;
use crate::id::UserId;
use crate::text::show;
use crate::users::model::{Account, Status};
use crate::{Error, Millis, Result, field_rights};

/// How a value is stored and compared. The texts are SQL; what may be null counts as empty, or as 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SortStorage {
    Text(&'static str),
    Number(&'static str),
    /// The name of the state, at this time.
    Status,
}

/// What a list can be sorted by.
#[derive(Debug)]
struct Column {
    name: &'static str,
    stored: SortStorage,
    /// What a row has there, as the database compares it.
    value: fn(&Row, Millis) -> Value,
}

/// The names to sort by. Those up to the country are indexed together with the id: a page costs the same however many
/// accounts there are. For the others every account of the list is read, which takes half a second for a million: see
/// [`Sort::has_index`].
const COLUMNS: [Column; 19] = [
    Column::new("last_name", SortStorage::Text("users.last_name_key"), |row, _| row.last_name_key.clone().into()),
    Column::new("first_name", SortStorage::Text("users.first_name_key"), |row, _| row.first_name_key.clone().into()),
    Column::new("username", SortStorage::Text("users.username"), |row, _| row.username.clone().into()),
    Column::new("email", SortStorage::Text("users.email"), |row, _| row.email.clone().into()),
    Column::new("id_number", SortStorage::Text("users.id_number_key"), |row, _| row.id_number_key.clone().into()),
    Column::new("institution", SortStorage::Text("users.institution_key"), |row, _| row.institution_key.clone().into()),
    Column::new("department", SortStorage::Text("users.department_key"), |row, _| row.department_key.clone().into()),
    Column::new("city", SortStorage::Text("users.city_key"), |row, _| row.city_key.clone().into()),
    Column::new("created_at", SortStorage::Number("users.created_at"), |row, _| row.account.created_at.into()),
    Column::new("last_access_at", SortStorage::Number("users.last_access_at"), |row, _| {
        row.account.last_access_at.into()
    }),
    Column::new("country", SortStorage::Text("COALESCE(users.country, '')"), |row, _| or_empty(&row.account.country)),
    Column::new("language", SortStorage::Text("COALESCE(users.language, '')"), |row, _| {
        or_empty(&row.account.language)
    }),
    Column::new("timezone", SortStorage::Text("COALESCE(users.timezone, '')"), |row, _| {
        or_empty(&row.account.timezone)
    }),
    Column::new("auth_method", SortStorage::Text("users.auth_method"), |row, _| row.account.auth_method.clone().into()),
    Column::new("status", SortStorage::Status, |row, now| row.account.status(now).name().into()),
    Column::new("updated_at", SortStorage::Number("users.updated_at"), |row, _| row.account.updated_at.into()),
    Column::new("first_access_at", SortStorage::Number("COALESCE(users.first_access_at, 0)"), |row, _| {
        row.account.first_access_at.unwrap_or(0).into()
    }),
    Column::new("suspended_until", SortStorage::Number("COALESCE(users.suspended_until, 0)"), |row, _| {
        row.account.suspended_until.unwrap_or(0).into()
    }),
    Column::new("deleted_at", SortStorage::Number("COALESCE(users.deleted_at, 0)"), |row, _| {
        row.account.deleted_at.unwrap_or(0).into()
    }),
];

/// How many of them have an index.
const INDEXED: usize = 11;

fn or_empty(text: &Option<String>) -> Value {
    text.clone().unwrap_or_default().into()
}

impl Column {
    const fn new(name: &'static str, stored: SortStorage, value: fn(&Row, Millis) -> Value) -> Self {
        Self { name, stored, value }
    }

    fn sql(&self, now: Millis) -> String {
        match self.stored {
            SortStorage::Text(sql) | SortStorage::Number(sql) => sql.to_owned(),
            SortStorage::Status => status_in_sql(now),
        }
    }

    fn compare(&self, operator: &str, value: &Value, now: Millis) -> Result<Predicate> {
        let left = sql::<Bool>(&format!("{} {operator} ", self.sql(now)));
        Ok(match self.stored {
            SortStorage::Number(_) => Box::new(left.bind::<BigInt, _>(value.as_i64().ok_or_else(foreign_cursor)?)),
            SortStorage::Text(_) | SortStorage::Status => {
                Box::new(left.bind::<Text, _>(value.as_str().ok_or_else(foreign_cursor)?.to_owned()))
            }
        })
    }
}

/// The name of the state, as `Account::status` tells it.
fn status_in_sql(now: Millis) -> String {
    let [deleted, suspended, locked, unconfirmed, active] = Status::ALL.map(Status::name);
    format!(
        "CASE WHEN users.deleted_at IS NOT NULL THEN '{deleted}' WHEN users.suspended THEN '{suspended}' \
         WHEN COALESCE(users.locked_until, 0) > {now} THEN '{locked}' WHEN NOT users.confirmed THEN '{unconfirmed}' \
         ELSE '{active}' END"
    )
}

/// An account of a list, with what it is sorted by.
#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
pub(super) struct Row {
    #[diesel(embed)]
    pub account: Account,
    /// As they are stored and sorted by: in the place of freed names stands what sorts as they do.
    username: String,
    email: String,
    first_name_key: String,
    last_name_key: String,
    id_number_key: String,
    institution_key: String,
    department_key: String,
    city_key: String,
}

/// The order of a list.
#[derive(Debug, Clone)]
pub struct Sort {
    /// Each with whether it goes downwards; never none.
    keys: Vec<(&'static Column, bool)>,
    text: String,
}

impl Sort {
    /// Reads `last_name,-created_at`; nothing means by last and first name.
    pub fn parse(text: Option<&str>) -> Result<Self> {
        let text = text.map(str::trim).filter(|text| !text.is_empty()).unwrap_or("last_name,first_name");
        let mut keys: Vec<(&'static Column, bool)> = Vec::new();
        for part in text.split(',').map(str::trim) {
            let (name, descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
            let Some(column) = COLUMNS.iter().find(|column| column.name == name) else {
                let known: Vec<_> = COLUMNS.iter().map(|column| column.name).collect();
                let message =
                    format!("The list cannot be sorted by \"{}\". Sort by: {}.", show(name), known.join(", "));
                return Err(Error::Malformed { code: "unknown_sort", message, position: None });
            };
            if !keys.iter().any(|(known, _)| known.name == name) {
                keys.push((column, descending));
            }
        }
        Ok(Self { keys, text: text.to_owned() })
    }

    /// Refuses an order by private fields, which would tell what they hold.
    pub fn require_public(&self) -> Result<()> {
        let Some((column, _)) = self.keys.iter().find(|(column, _)| field_rights::is_private(column.name)) else {
            return Ok(());
        };
        let message = format!("Sorting by {} needs the capability users.view_private.", column.name);
        Err(Error::Malformed { code: "unknown_sort", message, position: None })
    }

    /// Whether an index has this order.
    pub(super) fn has_index(&self) -> bool {
        let keys: Vec<(&str, bool)> = self.keys.iter().map(|(column, descending)| (column.name, *descending)).collect();
        match keys[..] {
            [(name, _)] => COLUMNS[..INDEXED].iter().any(|column| column.name == name),
            [("last_name", one), ("first_name", other)] => one == other,
            _ => false,
        }
    }

    /// The order in SQL; without `by_index` in a form that no index has, so that the engine sorts what it finds.
    pub(super) fn order_by(&self, now: Millis, by_index: bool) -> String {
        let keys = self.keys.iter().enumerate().map(|(at, (column, descending))| {
            let sql = column.sql(now);
            let sql = match column.stored {
                _ if by_index || at > 0 => sql,
                SortStorage::Text(_) | SortStorage::Status => format!("({sql} || '')"),
                SortStorage::Number(_) => format!("({sql} + 0)"),
            };
            (sql, *descending)
        });
        let with_id = keys.chain([("users.id".to_owned(), self.id_descends())]);
        let parts: Vec<_> =
            with_id.map(|(sql, descending)| format!("{sql} {}", if descending { "DESC" } else { "ASC" })).collect();
        parts.join(", ")
    }

    /// The id breaks ties in the direction of the last key, so that one index serves both ways.
    fn id_descends(&self) -> bool {
        self.keys.last().is_some_and(|(_, descending)| *descending)
    }

    /// The place of a row among those who were asked for, for the page behind it.
    pub(super) fn cursor(&self, row: &Row, asked: &str, now: Millis) -> Result<String> {
        let values = self.keys.iter().map(|(column, _)| (column.value)(row, now)).collect();
        SortPosition { sort: self.text.clone(), asked: asked.to_owned(), values, id: row.account.id }.to_cursor()
    }

    /// The accounts behind a place in the list of those who were asked for.
    pub(super) fn behind(&self, cursor: &str, asked: &str, now: Millis) -> Result<Predicate> {
        let place = SortPosition::from_cursor(cursor)?;
        if place.sort != self.text || place.asked != asked || place.values.len() != self.keys.len() {
            return Err(foreign_cursor());
        }
        let mut behind: Predicate =
            if self.id_descends() { Box::new(users::id.lt(place.id)) } else { Box::new(users::id.gt(place.id)) };
        for ((column, descending), value) in self.keys.iter().zip(&place.values).rev() {
            let beyond = column.compare(if *descending { "<" } else { ">" }, value, now)?;
            let same = column.compare("=", value, now)?;
            behind = Box::new(beyond.or(same.and(behind)));
        }
        // The first key alone bounds the range that the index is read in.
        let Some(((column, descending), value)) = self.keys.iter().zip(&place.values).next() else {
            return Ok(behind);
        };
        let bound = column.compare(if *descending { "<=" } else { ">=" }, value, now)?;
        Ok(Box::new(bound.and(behind)))
    }
}

/// A place in a list: the sort values of a row. Its text is opaque to callers.
#[derive(Debug, Serialize, Deserialize)]
struct SortPosition {
    sort: String,
    /// What tells the list from those of other filters and searches.
    #[serde(default)]
    asked: String,
    values: Vec<Value>,
    id: UserId,
}

impl SortPosition {
    fn to_cursor(&self) -> Result<String> {
        Ok(BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self)?))
    }

    fn from_cursor(cursor: &str) -> Result<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| foreign_cursor())?;
        let place: Self = serde_json::from_slice(&bytes).map_err(|_| foreign_cursor())?;
        let is_text = |value: &Value| !value.as_str().is_some_and(|text| text.contains('\0'));
        if place.values.iter().all(is_text) { Ok(place) } else { Err(foreign_cursor()) }
    }
}

fn foreign_cursor() -> Error {
    Error::Malformed {
        code: "invalid_cursor",
        message: "The cursor does not belong to this list. Take it from \"next_cursor\" of the page before, and keep \"filter\", \"q\" and \"sort\" as they were.".to_owned(),
        position: None,
    }
}
