//! Which cohorts the list shows, as it stands in the address.

use crate::router::Route;
use crate::url::Query;

/// How many to a page.
pub const LIMIT: usize = 50;

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// A part of the name or the key.
    pub q: String,
    /// From 1.
    pub page: usize,
    /// The page's cursor; empty on the first one.
    pub cursor: String,
}

impl Shown {
    /// What the address says; what makes no sense is left out.
    pub fn of(query: &Query) -> Self {
        let text = |name| query.get(name).unwrap_or_default().to_owned();
        let cursor = text("cursor");
        let page = query.get("page").and_then(|page| page.parse().ok()).filter(|page| *page > 1).unwrap_or(2);
        Self { q: text("q"), page: if cursor.is_empty() { 1 } else { page }, cursor }
    }

    /// All cohorts, from the first.
    pub fn all() -> Self {
        Self::searching(String::new())
    }

    /// Those that have a text in their name or key. A cursor belongs to one search; another one starts at its first page.
    pub fn searching(q: String) -> Self {
        Self { q, page: 1, cursor: String::new() }
    }

    /// The same on another page.
    pub fn at(&self, page: usize, cursor: String) -> Self {
        Self { q: self.q.clone(), page, cursor }
    }

    /// Whether it could show less than there is.
    pub fn is_narrowed(&self) -> bool {
        *self != Self::all()
    }

    /// The address that shows this.
    pub fn address(&self) -> String {
        let query = Query::default().with("q", &self.q).with("cursor", &self.cursor);
        query.with_some("page", (self.page > 1).then_some(self.page)).on(&Route::Cohorts.path())
    }

    /// The same as parameters of the API.
    pub fn for_api(&self) -> Query {
        Query::default().with("q", &self.q).with("cursor", &self.cursor).with("limit", LIMIT).with("count", "exact")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Shown {
        Shown::of(&Query::parse(address.split_once('?').unwrap_or_default().1))
    }

    #[test]
    fn the_address_keeps_all_of_it() {
        let shown = Shown::searching("süd & more".to_owned()).at(3, "abc=".to_owned());
        assert_eq!(read(&shown.address()), shown);
        assert_eq!(Shown::all().address(), "/cohorts");
        assert_eq!(read("/cohorts?page=7"), Shown::all());
        assert_eq!(read("/cohorts?page=x&cursor=b").page, 2);
    }

    #[test]
    fn what_is_narrowed_can_be_widened() {
        assert!(!Shown::all().is_narrowed());
        assert!(Shown::searching("a".to_owned()).is_narrowed());
        assert!(Shown::all().at(2, "b".to_owned()).is_narrowed());
    }
}
