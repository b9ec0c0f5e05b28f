//! Lists of accounts: filtered, searched, sorted, a page at a time at any depth.
//!
//! In which order and from where on is told by [`sort`](super::sort).

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use sha2::{Digest, Sha256};

use super::model::Account;
use super::sort::{Row, Sort};
use crate::db::schema::users;
use crate::db::{Conn, Engine, Number};
use crate::filter::{self, Condition, Filter};
use crate::text::{escape_like, fold};
use crate::visible;
use crate::{Millis, Result};

/// A condition on accounts; never null.
pub type Predicate = Condition<users::table>;

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
        Some(filter) if filter.names_deleted() => filter::everything(),
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
        if word.is_empty() {
            continue;
        }
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

/// What tells the list from those of other filters and searches: a place in one is none in another.
fn asked(query: &Query, search: Option<&str>) -> String {
    if query.filter.is_none() && search.is_none() {
        return String::new();
    }
    let digest = Sha256::digest(format!("{:?} {search:?}", query.filter).as_bytes());
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a page.
pub fn page(conn: &mut Conn, query: &Query, now: Millis) -> Result<Found> {
    let search = query.search.as_deref().map(str::trim).filter(|text| !visible::is_blank(text));
    let asked = asked(query, search);
    let mut select = users::table.select(Row::as_select()).into_boxed();
    select = select.filter(condition(conn, query.filter.as_ref(), search, query.private, now));
    if let Some(cursor) = &query.cursor {
        select = select.filter(query.sort.behind(cursor, &asked, now)?);
    }
    let mut rows: Vec<Row> = select.order(sql::<Text>(&query.sort.order_by(now))).limit(query.limit + 1).load(conn)?;
    let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > query.limit;
    rows.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
    let next_cursor = rows.last().filter(|_| more).map(|last| query.sort.cursor(last, &asked, now)).transpose()?;
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
