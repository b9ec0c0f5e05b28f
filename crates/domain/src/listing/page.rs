//! A page of a list of accounts, by whichever plan is quick.
//!
//! Two plans answer every question. Finding all who match, by an index of the filter if there is one, and sorting them is quick
//! as long as they are few. A walk along the order of the list looks at each account, and is quick as long as they are many. How
//! many they are nobody knows beforehand, so that the plans take turns, each longer than the one before: the answer takes a small
//! multiple of what the better one takes (docs/adr/0046).

use std::time::Duration;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use sha2::{Digest, Sha256};

use super::broad;
use super::list::{Predicate, condition, condition_of_all, condition_of_one, estimate};
use super::sort::{Row, Sort};
use crate::db::Conn;
use crate::db::schema::users;
use crate::filter::Filter;
use crate::users::model::Account;
use crate::users::store;
use crate::{Millis, Result, visible};

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
pub struct AccountPage {
    /// The accounts.
    pub accounts: Vec<Account>,
    /// Where to go on.
    pub next_cursor: Option<String>,
    /// How many there are in all.
    pub total: Option<i64>,
}

/// What tells the list from those of other filters and searches: a place in one is none in another.
fn asked(query: &Query, search: Option<&str>) -> String {
    if query.filter.is_none() && search.is_none() {
        return String::new();
    }
    let digest = Sha256::digest(format!("{:?} {search:?}", query.filter).as_bytes());
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// How the rows of a page are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plan {
    /// As the engine sees fit.
    Engine,
    /// All of them are found, and then sorted.
    Sort,
    /// Along the order of the list, with the condition hidden from the planner.
    Walk,
}

/// For how many milliseconds which plan is tried; at last [`Plan::Sort`] for the time that is left.
type Turns = &'static [(Plan, u64)];

/// The engine knows best if one index answers the filter and has the order too. Its second turn is for pages that were not in
/// memory the first time.
const TURNS_OF_FILTERS: Turns =
    &[(Plan::Engine, 15), (Plan::Walk, 30), (Plan::Sort, 300), (Plan::Engine, 700), (Plan::Walk, 700)];

/// If many accounts match, a walk finds the first of them at once; if few do, the search index is quicker.
const TURNS_OF_SEARCHES: Turns = &[(Plan::Walk, 10), (Plan::Sort, 200), (Plan::Walk, 400)];

/// Reads a page.
pub fn page(conn: &mut Conn, query: &Query, now: Millis) -> Result<AccountPage> {
    let search = query.search.as_deref().map(str::trim).filter(|text| !visible::is_blank(text));
    let asked = asked(query, search);
    let question = Question { query, search, asked: &asked, now };
    let mut rows = question.rows(conn)?;
    let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > query.limit;
    rows.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
    let next_cursor = rows.last().filter(|_| more).map(|last| query.sort.cursor(last, &asked, now)).transpose()?;
    let total = query.count.map(|count| question.total(conn, count)).transpose()?;
    Ok(AccountPage { accounts: rows.into_iter().map(|row| row.account).collect(), next_cursor, total })
}

/// A query on its way to the database.
struct Question<'a> {
    query: &'a Query,
    search: Option<&'a str>,
    asked: &'a str,
    now: Millis,
}

impl Question<'_> {
    /// The rows of the page, and one more if there is one.
    fn rows(&self, conn: &mut Conn) -> Result<Vec<Row>> {
        let Some(limit) = conn.time_left() else { return self.read(conn, Plan::Engine) };
        let (turns, last): (Turns, Plan) = match (self.search, &self.query.filter) {
            (Some(_), _) => (TURNS_OF_SEARCHES, Plan::Sort),
            (None, Some(_)) => (TURNS_OF_FILTERS, Plan::Sort),
            (None, None) => (&[], Plan::Engine),
        };
        for (plan, time) in turns {
            if let Some(rows) = conn.attempt(Duration::from_millis(*time), |conn| self.read(conn, *plan))? {
                return Ok(rows);
            }
        }
        let left = conn.time_left().unwrap_or(limit);
        let rows = conn.attempt(left, |conn| self.read(conn, last))?;
        rows.ok_or_else(|| broad::page(self.query, self.search, limit))
    }

    fn is_narrowed(&self) -> bool {
        self.query.filter.is_some() || self.search.is_some()
    }

    fn read(&self, conn: &mut Conn, plan: Plan) -> Result<Vec<Row>> {
        let found: Predicate = match plan {
            Plan::Engine | Plan::Sort => self.condition(conn),
            // Of what is not equal PostgreSQL expects that it is nearly everybody; SQLite has no index for it.
            Plan::Walk => {
                let (filter, private) = (self.query.filter.as_ref(), self.query.private);
                let one = condition_of_one(conn, filter, self.search, private, self.now);
                Box::new(sql::<Bool>("CASE WHEN ").bind::<Bool, _>(one).sql(" THEN 1 ELSE 0 END <> 0"))
            }
        };
        let sort = &self.query.sort;
        let mut select = users::table.select(Row::as_select()).into_boxed().filter(found);
        if let Some(cursor) = &self.query.cursor {
            select = select.filter(sort.behind(cursor, self.asked, self.now)?);
        }
        Ok(select
            .order(sql::<Text>(&sort.order_by(self.now, plan != Plan::Sort)))
            .limit(self.query.limit + 1)
            .load(conn)?)
    }

    fn condition(&self, conn: &Conn) -> Predicate {
        condition(conn, self.query.filter.as_ref(), self.search, self.query.private, self.now)
    }

    /// How many accounts the list has.
    fn total(&self, conn: &mut Conn, count: Count) -> Result<i64> {
        if !self.is_narrowed() {
            return if count == Count::Exact { store::count(conn) } else { estimate(conn) };
        }
        let Some(left) = conn.time_left() else { return self.count(conn) };
        conn.attempt(left, |conn| self.count(conn))?.ok_or_else(|| broad::count(left))
    }

    /// Who matches, less those among them who are deleted: an index alone can tell the first, while each account says for itself
    /// whether it is deleted.
    fn count(&self, conn: &mut Conn) -> Result<i64> {
        let (filter, private) = (self.query.filter.as_ref(), self.query.private);
        let all = condition_of_all(conn, filter, self.search, private, self.now);
        let matching: i64 = users::table.filter(all).count().get_result(conn)?;
        if filter.is_some_and(Filter::names_deleted) {
            return Ok(matching);
        }
        let all = condition_of_all(conn, filter, self.search, private, self.now);
        let deleted: i64 = users::table.filter(users::deleted_at.is_not_null()).filter(all).count().get_result(conn)?;
        Ok(matching - deleted)
    }
}
