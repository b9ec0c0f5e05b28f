//! Which cohorts the list shows, as it stands in the address.

use crate::ui::ListQuery;
use crate::url::Query;

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CohortsQuery {
    /// A part of the name or the key; empty for all.
    pub q: String,
}

impl ListQuery for CohortsQuery {
    fn read(address: &Query) -> Self {
        Self { q: address.get("q").unwrap_or_default().to_owned() }
    }

    fn write(&self, address: Query) -> Query {
        address.with("q", &self.q)
    }

    fn ask(&self, parameters: Query) -> Query {
        parameters.with("q", &self.q)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_keeps_all_of_it() {
        let query = CohortsQuery { q: "süd & more".to_owned() };
        assert_eq!(CohortsQuery::read(&query.write(Query::default())), query);
        assert!(query.is_narrowed() && !CohortsQuery::default().is_narrowed());
        assert_eq!(CohortsQuery::default().write(Query::default()).on("/cohorts"), "/cohorts");
    }
}
