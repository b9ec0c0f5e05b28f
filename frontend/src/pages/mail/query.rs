//! Which suppressed addresses the list shows, as it stands in the address of the page.

use crate::ui::ListQuery;
use crate::url::Query;

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailQuery {
    /// A part of the address; empty for all.
    pub q: String,
}

impl ListQuery for MailQuery {
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
