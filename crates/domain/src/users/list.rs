//! Lists of accounts: filtered, searched, sorted, a page at a time at any depth.
//!
//! Pages are held together by the sort values of their last row (keyset), so that the thousandth page
//! costs what the first does, and stays right while rows come and go.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use diesel::dsl::sql;
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use serde::{Deserialize, Serialize};

use super::model::Account;
use crate::db::schema::users;
use crate::db::{Conn, Engine, MultiBackend, Number};
use crate::filter::{self, Filter, PRIVATE};
use crate::id::UserId;
use crate::text::{escape_like, fold};
use crate::{Error, Millis, Result};

/// A condition on accounts; never null.
pub type Predicate = Box<dyn BoxableExpression<users::table, MultiBackend, SqlType = Bool>>;

/// What a list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SortColumn {
    Text(&'static str),
    Time(&'static str),
}

/// The names to sort by and their columns; each is indexed together with the id.
const SORTS: [(&str, SortColumn); 10] = [
    ("last_name", SortColumn::Text("last_name_key")),
    ("first_name", SortColumn::Text("first_name_key")),
    ("username", SortColumn::Text("username")),
    ("email", SortColumn::Text("email")),
    ("id_number", SortColumn::Text("id_number_key")),
    ("institution", SortColumn::Text("institution_key")),
    ("department", SortColumn::Text("department_key")),
    ("city", SortColumn::Text("city_key")),
    ("created_at", SortColumn::Time("created_at")),
    ("last_access_at", SortColumn::Time("last_access_at")),
];

/// The order of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    keys: Vec<(SortColumn, bool)>,
    text: String,
}

impl Sort {
    /// Reads `last_name,-created_at`; nothing means by last and first name.
    pub fn parse(text: Option<&str>) -> Result<Self> {
        let text = text.map(str::trim).filter(|text| !text.is_empty()).unwrap_or("last_name,first_name");
        let mut keys = Vec::new();
        for part in text.split(',').map(str::trim) {
            let (name, descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
            let Some((_, column)) = SORTS.iter().find(|(known, _)| *known == name) else {
                let known: Vec<_> = SORTS.iter().map(|(name, _)| *name).collect();
                return Err(Error::Malformed {
                    code: "unknown_sort",
                    message: format!("The list cannot be sorted by \"{name}\". Sort by: {}.", known.join(", ")),
                    position: None,
                });
            };
            if !keys.iter().any(|(known, _)| known == column) {
                keys.push((*column, descending));
            }
        }
        Ok(Self { keys, text: text.to_owned() })
    }

    /// Refuses an order by private fields, which would tell what they hold.
    pub fn require_public(&self) -> Result<()> {
        let private =
            self.text.split(',').map(|part| part.trim().trim_start_matches('-')).find(|n| PRIVATE.contains(n));
        let Some(name) = private else { return Ok(()) };
        let message = format!("Sorting by {name} needs the capability users.view_private.");
        Err(Error::Malformed { code: "unknown_sort", message, position: None })
    }

    fn order_by(&self) -> String {
        let mut parts: Vec<_> =
            self.keys.iter().map(|(column, descending)| direction(column.name(), *descending)).collect();
        parts.push(direction("id", self.id_descends()));
        parts.join(", ")
    }

    /// The id breaks ties in the direction of the last key, so that one index serves both ways.
    fn id_descends(&self) -> bool {
        self.keys.last().is_some_and(|(_, descending)| *descending)
    }

    /// The accounts behind a place in the list.
    fn behind(&self, place: &Place) -> Result<Predicate> {
        if place.sort != self.text || place.values.len() != self.keys.len() {
            return Err(foreign_cursor());
        }
        let mut behind: Option<Predicate> = None;
        for depth in (0..=self.keys.len()).rev() {
            let beyond: Predicate = match self.keys.get(depth) {
                Some((column, descending)) => {
                    column.compare(if *descending { "<" } else { ">" }, &place.values[depth])?
                }
                None if self.id_descends() => Box::new(users::id.lt(place.id)),
                None => Box::new(users::id.gt(place.id)),
            };
            behind = Some(match (behind, self.keys.get(depth)) {
                (Some(deeper), Some((column, _))) => {
                    let same = column.compare("=", &place.values[depth])?;
                    Box::new(beyond.or(same.and(deeper)))
                }
                _ => beyond,
            });
        }
        let behind = behind.ok_or_else(foreign_cursor)?;
        // The first key alone bounds the range that the index is read in.
        let Some((column, descending)) = self.keys.first() else { return Ok(behind) };
        let bound = column.compare(if *descending { "<=" } else { ">=" }, &place.values[0])?;
        Ok(Box::new(bound.and(behind)))
    }
}

impl SortColumn {
    fn name(self) -> &'static str {
        match self {
            Self::Text(name) | Self::Time(name) => name,
        }
    }

    fn compare(self, operator: &str, value: &serde_json::Value) -> Result<Predicate> {
        let left = sql::<Bool>(&format!("users.{} {operator} ", self.name()));
        Ok(match self {
            Self::Text(_) => Box::new(left.bind::<Text, _>(value.as_str().ok_or_else(foreign_cursor)?.to_owned())),
            Self::Time(_) => Box::new(left.bind::<BigInt, _>(value.as_i64().ok_or_else(foreign_cursor)?)),
        })
    }

    fn value_of(self, row: &Keys) -> serde_json::Value {
        match self.name() {
            "last_name_key" => row.last_name_key.clone().into(),
            "first_name_key" => row.first_name_key.clone().into(),
            "username" => row.username.clone().into(),
            "email" => row.email.clone().into(),
            "id_number_key" => row.id_number_key.clone().into(),
            "institution_key" => row.institution_key.clone().into(),
            "department_key" => row.department_key.clone().into(),
            "city_key" => row.city_key.clone().into(),
            "created_at" => row.account.created_at.into(),
            _ => row.account.last_access_at.into(),
        }
    }
}

fn direction(column: &str, descending: bool) -> String {
    format!("users.{column} {}", if descending { "DESC" } else { "ASC" })
}

/// A place in a list: the sort values of a row. Its text is opaque to callers.
#[derive(Debug, Serialize, Deserialize)]
struct Place {
    sort: String,
    values: Vec<serde_json::Value>,
    id: UserId,
}

impl Place {
    fn to_cursor(&self) -> Result<String> {
        Ok(BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self)?))
    }

    fn from_cursor(cursor: &str) -> Result<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| foreign_cursor())?;
        let place: Self = serde_json::from_slice(&bytes).map_err(|_| foreign_cursor())?;
        let is_text = |value: &serde_json::Value| !value.as_str().is_some_and(|text| text.contains('\0'));
        if place.values.iter().all(is_text) { Ok(place) } else { Err(foreign_cursor()) }
    }
}

fn foreign_cursor() -> Error {
    Error::Malformed {
        code: "invalid_cursor",
        message: "The cursor does not belong to this list. Take it from \"next_cursor\" of the page before, and keep \"sort\" as it was.".to_owned(),
        position: None,
    }
}

/// How the list is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Exactly.
    Exact,
    /// About, where that is cheaper.
    Estimate,
}

/// What is asked of the list.
#[derive(Debug)]
pub struct Query {
    /// Who is in it.
    pub filter: Option<Filter>,
    /// The quick search.
    pub search: Option<String>,
    /// Whether private fields may be searched.
    pub private: bool,
    /// In which order.
    pub sort: Sort,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many at most.
    pub limit: i64,
    /// Whether and how to count.
    pub count: Option<Count>,
}

/// A page of accounts.
#[derive(Debug)]
pub struct Found {
    /// The accounts.
    pub accounts: Vec<Account>,
    /// Where to go on.
    pub next_cursor: Option<String>,
    /// How many there are in all.
    pub total: Option<i64>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
struct Keys {
    #[diesel(embed)]
    account: Account,
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

/// Who is in a list, as one condition. The deleted are left out unless the filter asks for them.
/// Without `private`, ID numbers are not searched.
pub fn condition(conn: &Conn, filter: Option<&Filter>, search: Option<&str>, private: bool, now: Millis) -> Predicate {
    joined(conn, filter, search, private, now, Engine::search)
}

/// The same condition for whoever looks at one account after the other: without a search index, which would be asked for
/// everybody that it finds each time.
pub fn condition_of_one(
    conn: &Conn,
    filter: Option<&Filter>,
    search: Option<&str>,
    private: bool,
    now: Millis,
) -> Predicate {
    joined(conn, filter, search, private, now, Engine::holds)
}

fn joined(
    conn: &Conn,
    filter: Option<&Filter>,
    search: Option<&str>,
    private: bool,
    now: Millis,
    finds: fn(Engine, &str) -> Predicate,
) -> Predicate {
    let mut condition: Predicate = match filter {
        Some(filter) if filter.names_deleted() => Box::new(sql::<Bool>("1 = 1")),
        _ => Box::new(users::deleted_at.is_null()),
    };
    if let Some(in_time) = conn.engine().in_time().filter(|_| filter.is_some() || search.is_some()) {
        condition = Box::new(condition.and(in_time));
    }
    if let Some(filter) = filter {
        condition = Box::new(condition.and(filter::compile(filter, now)));
    }
    for word in search.unwrap_or("").split_whitespace().take(8) {
        let word = fold(word);
        condition = Box::new(condition.and(finds(conn.engine(), &word)));
        if !private {
            condition = Box::new(condition.and(outside_of_the_id_number(&word)));
        }
    }
    condition
}

/// Accounts that hold the needle before the last line of their search key, which is the ID number.
fn outside_of_the_id_number(needle: &str) -> Predicate {
    const BEFORE: &str = "substr(users.search_key, 1, length(users.search_key) - length(users.id_number_key) - 1)";
    let pattern = format!("%{}%", escape_like(needle));
    Box::new(sql::<Bool>(&format!("{BEFORE} LIKE ")).bind::<Text, _>(pattern).sql(" ESCAPE '\\'"))
}

/// About how many accounts there are.
pub fn estimate(conn: &mut Conn) -> Result<i64> {
    Ok(diesel::sql_query(conn.engine().estimate_users()).get_result::<Number>(conn)?.n)
}

/// Reads a page.
pub fn page(conn: &mut Conn, query: &Query, now: Millis) -> Result<Found> {
    let search = query.search.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let mut select = users::table.select(Keys::as_select()).into_boxed();
    select = select.filter(condition(conn, query.filter.as_ref(), search, query.private, now));
    if let Some(cursor) = &query.cursor {
        select = select.filter(query.sort.behind(&Place::from_cursor(cursor)?)?);
    }
    let mut rows: Vec<Keys> = select.order(sql::<Text>(&query.sort.order_by())).limit(query.limit + 1).load(conn)?;
    let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > query.limit;
    rows.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
    let next_cursor = match rows.last() {
        Some(last) if more => Some(
            Place {
                sort: query.sort.text.clone(),
                values: query.sort.keys.iter().map(|(column, _)| column.value_of(last)).collect(),
                id: last.account.id,
            }
            .to_cursor()?,
        ),
        _ => None,
    };
    let total = match query.count {
        None => None,
        Some(Count::Estimate) if query.filter.is_none() && search.is_none() => Some(estimate(conn)?),
        Some(_) => Some(
            users::table
                .filter(condition(conn, query.filter.as_ref(), search, query.private, now))
                .count()
                .get_result(conn)?,
        ),
    };
    Ok(Found { accounts: rows.into_iter().map(|row| row.account).collect(), next_cursor, total })
}
