//! Where the people in a cohort are listed.

use crate::filter::{Condition, Group, Join, Operator, Part};
use crate::router::Route;
use crate::url::Query;

/// The address of the list of those who are in a cohort.
pub fn address(key: &str) -> String {
    narrowed(Query::default(), key)
}

/// The same of those whose account is deleted: they are in a list of their own.
pub fn deleted_address(key: &str) -> String {
    narrowed(Query::default().with("status", "deleted"), key)
}

fn narrowed(query: Query, key: &str) -> String {
    query.with("filter", filter(key)).on(&Route::Users.path())
}

/// The filter of those who are in a cohort.
pub fn filter(key: &str) -> String {
    let condition = Condition {
        field: "cohorts".to_owned(),
        operator: Operator::Is,
        values: vec![key.to_owned()],
        or_absent: false,
    };
    Group { join: Join::All, parts: vec![Part::Is(condition)] }.text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_reads_the_address_as_a_filter() {
        assert_eq!(address("staff-2026"), "/users?filter=cohorts%20eq%20%22staff-2026%22");
        assert_eq!(deleted_address("a.b"), "/users?status=deleted&filter=cohorts%20eq%20%22a.b%22");
    }
}
