//! What to say to a question about accounts that takes too long: what would be narrower.

use std::time::Duration;

use super::list::words;
use super::page::Query;
use crate::Error;
use crate::db::too_broad;
use crate::filter::{Breadth, breadth};

/// Letters that a word of the quick search needs for the index to know it.
const SHORTEST_WORD: usize = 3;

/// The error of a page that takes too long.
pub(super) fn page(query: &Query, search: Option<&str>, limit: Duration) -> Error {
    let (field, advice) = advice(query, search);
    too_broad(field, limit, &advice)
}

/// The error of a count that takes too long.
pub(super) fn count(limit: Duration) -> Error {
    too_broad(
        "count",
        limit,
        "So many accounts match that counting them takes too long. Narrow the filter down, ask for count=estimate, or leave \
         \"count\" out: the page itself is found fast.",
    )
}

/// Which parameter it is, and what would be narrower.
fn advice(query: &Query, search: Option<&str>) -> (&'static str, String) {
    let words = words(search);
    if let Some(word) = words.iter().find(|word| word.chars().count() < SHORTEST_WORD) {
        let all_short = words.iter().all(|word| word.chars().count() < SHORTEST_WORD);
        if all_short {
            let text = format!(
                "\"{word}\" is too short to be searched for among so many accounts. Write three letters or more."
            );
            return ("q", text);
        }
    }
    match query.filter.as_ref().and_then(breadth) {
        Some(Breadth::Part(name)) => {
            let text = format!(
                "No index finds a part of {name}. Use \"eq\" or \"sw\" in the place of \"co\" and \"ew\" (the whole domain of \
                 an e-mail address is found fast: email ew \"@example.org\"), search with q=, or add a condition that few \
                 accounts meet, such as a department or a city."
            );
            return ("filter", text);
        }
        Some(Breadth::Unindexed(name)) => {
            let text = format!(
                "No index finds accounts by {name}. Add a condition that few accounts meet, such as a name, a department, a \
                 city or the domain of the e-mail address."
            );
            return ("filter", text);
        }
        _ => {}
    }
    if !query.sort.has_index() {
        let text = "No index has this order, so that everybody in the list is read and sorted. Sort by one field of: last_name, \
                    first_name, username, email, id_number, institution, department, city, created_at, last_access_at, country; \
                    or narrow the list down.";
        return ("sort", text.to_owned());
    }
    let text = "Very many accounts match a part of this, and few or none all of it. Add a condition that few accounts meet, \
                such as a name, a username, a department or a city.";
    (if words.is_empty() { "filter" } else { "q" }, text.to_owned())
}
