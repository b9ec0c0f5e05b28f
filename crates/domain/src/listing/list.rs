//! Who is in a list of accounts, by filter and quick search.
//!
//! Its pages are read by [`page`](crate::listing::page), in the order of [`sort`](crate::listing::sort).

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::db::schema::users;
use crate::db::{Condition, Conn, Engine, Number, SearchIndex, everything};
use crate::filter::{self, Filter};
use crate::text::{escape_like, fold};
use crate::{Millis, Result};

/// A condition on accounts; never null.
pub type Predicate = Condition<users::table>;

/// Where names, usernames, e-mail addresses and ID numbers are found by parts of them.
const SEARCH: SearchIndex =
    SearchIndex { table: "users", key: "search_key", rowid: "seq", search_table: "users_search", search_id: "user_id" };

/// Who is in a list, as one condition. The deleted are left out unless the filter asks for them.
/// Without `private`, ID numbers are not searched.
pub fn condition(conn: &Conn, filter: Option<&Filter>, search: Option<&str>, private: bool, now: Millis) -> Predicate {
    living(filter, joined(conn, filter, search, private, now, in_index))
}

/// The same condition to look at one account after the other: without the search index, which would be asked anew for
/// everybody that it finds.
pub fn condition_of_one(
    conn: &Conn,
    filter: Option<&Filter>,
    search: Option<&str>,
    private: bool,
    now: Millis,
) -> Predicate {
    living(filter, joined(conn, filter, search, private, now, holds_all))
}

/// The same condition, which the deleted meet too.
pub(super) fn condition_of_all(
    conn: &Conn,
    filter: Option<&Filter>,
    search: Option<&str>,
    private: bool,
    now: Millis,
) -> Predicate {
    joined(conn, filter, search, private, now, in_index)
}

/// Without the deleted, unless the filter asks for them.
fn living(filter: Option<&Filter>, condition: Predicate) -> Predicate {
    if filter.is_some_and(Filter::names_deleted) {
        return condition;
    }
    Box::new(users::deleted_at.is_null().and(condition))
}

fn joined(
    conn: &Conn,
    filter: Option<&Filter>,
    search: Option<&str>,
    private: bool,
    now: Millis,
    finds: fn(Engine, &[String]) -> Predicate,
) -> Predicate {
    let in_time = conn.engine().in_time();
    let filter = filter.map(|filter| filter::compile(filter, now, conn.engine().row_check()));
    let words = words(search);
    let found = (!words.is_empty()).then(|| finds(conn.engine(), &words));
    let public = words.iter().filter(|_| !private).map(|word| outside_of_the_id_number(word));
    let conditions = in_time.into_iter().chain(filter).chain(found).chain(public);
    conditions.reduce(|left, right| Box::new(left.and(right))).unwrap_or_else(everything)
}

/// The most words of a quick search.
const MOST_WORDS: usize = 8;

/// The words of a quick search, as search keys have them.
pub(super) fn words(search: Option<&str>) -> Vec<String> {
    let words = search.unwrap_or("").split_whitespace().take(MOST_WORDS).map(fold);
    words.filter(|word| !word.is_empty()).collect()
}

/// Accounts that hold all words, found by the index.
fn in_index(engine: Engine, words: &[String]) -> Predicate {
    engine.search(&SEARCH, words)
}

/// People whose names hold all words: other fields that are searched are not everybody's to ask for.
pub fn named(conn: &Conn, search: &str) -> Predicate {
    const NAME: &str = "(users.first_name_key || ' ' || users.last_name_key)";
    let words = words(Some(search));
    let in_name = words.iter().map(|word| -> Predicate {
        let pattern = format!("%{}%", escape_like(word));
        Box::new(sql::<Bool>(&format!("{NAME} LIKE ")).bind::<Text, _>(pattern).sql(" ESCAPE '\\'"))
    });
    in_name.fold(in_index(conn.engine(), &words), |all, one| Box::new(all.and(one)))
}

/// Whether the account at hand holds all words.
fn holds_all(engine: Engine, words: &[String]) -> Predicate {
    words.iter().fold(everything(), |found, word| Box::new(found.and(engine.holds(&SEARCH, word))))
}

/// Accounts that hold the needle before the last line of their search key, which is the ID number.
fn outside_of_the_id_number(needle: &str) -> Predicate {
    const BEFORE: &str = "substr(users.search_key, 1, length(users.search_key) - length(users.id_number_key) - 1)";
    let pattern = format!("%{}%", escape_like(needle));
    Box::new(sql::<Bool>(&format!("{BEFORE} LIKE ")).bind::<Text, _>(pattern).sql(" ESCAPE '\\'"))
}

/// About how many accounts there are.
pub fn estimate(conn: &mut Conn) -> Result<i64> {
    Ok(diesel::sql_query(conn.engine().estimate_rows("users", "seq")).get_result::<Number>(conn)?.n)
}
