//! What a list shows and where in it one is, as both stand in the address.

use crate::url::Query;

/// Items to a page where the address says nothing.
const USUAL: usize = 50;
/// The most that the API gives at once.
const MOST: usize = 500;

/// What a list is asked for: everything in its address but the place in the list.
pub trait ListQuery: Clone + PartialEq + Default + 'static {
    /// Reads an address; what makes no sense is left out.
    fn read(address: &Query) -> Self;

    /// Adds it to an address.
    fn write(&self, address: Query) -> Query;

    /// Adds it to the parameters of the API.
    fn ask(&self, parameters: Query) -> Query;

    /// Whether it can leave something out.
    fn is_narrowed(&self) -> bool {
        *self != Self::default()
    }
}

/// A list that shows all there is.
impl ListQuery for () {
    fn read(_: &Query) -> Self {}

    fn write(&self, address: Query) -> Query {
        address
    }

    fn ask(&self, parameters: Query) -> Query {
        parameters
    }
}

/// A list that is searched, and narrowed by nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// A part of what is looked for; empty for all.
    pub q: String,
}

impl ListQuery for SearchQuery {
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

/// A place in a list. A cursor belongs to one question: another one starts at its first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub page: usize,
    /// The page's cursor; empty on the first one.
    pub cursor: String,
    /// Items to a page.
    pub limit: usize,
}

impl Default for Position {
    fn default() -> Self {
        Self { page: 1, cursor: String::new(), limit: USUAL }
    }
}

impl Position {
    /// Reads an address; what makes no sense is left out.
    pub fn read(address: &Query) -> Self {
        let number = |name| address.get(name).and_then(|value| value.parse::<usize>().ok());
        let cursor = address.get("cursor").unwrap_or_default().to_owned();
        let page = if cursor.is_empty() { 1 } else { number("page").filter(|page| *page > 1).unwrap_or(2) };
        let limit = number("limit").filter(|limit| (1..=MOST).contains(limit)).unwrap_or(USUAL);
        Self { page, cursor, limit }
    }

    /// Adds it to an address.
    pub fn write(&self, address: Query) -> Query {
        address
            .with_some("limit", (self.limit != USUAL).then_some(self.limit))
            .with("cursor", &self.cursor)
            .with_some("page", (self.page > 1).then_some(self.page))
    }

    /// Adds it to the parameters of the API.
    pub fn ask(&self, parameters: Query) -> Query {
        parameters.with("limit", self.limit).with("cursor", &self.cursor).with("count", "exact")
    }

    /// The first page.
    pub fn first(&self) -> Self {
        self.at(1, String::new())
    }

    /// Another page.
    pub fn at(&self, page: usize, cursor: String) -> Self {
        Self { page, cursor, limit: self.limit }
    }

    /// The first page, with another number of items to a page.
    pub fn limited_to(&self, limit: &str) -> Self {
        Self { limit: limit.parse().unwrap_or(USUAL), ..self.first() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Position {
        Position::read(&Query::parse(address))
    }

    #[test]
    fn the_address_keeps_the_place() {
        let place = Position::default().limited_to("100").at(3, "abc=".to_owned());
        assert_eq!(Position::read(&place.write(Query::default())), place);
        assert_eq!(Position::default().write(Query::default()).on("/users"), "/users");
        assert_eq!(place.first(), Position { limit: 100, ..Position::default() });
    }

    #[test]
    fn nonsense_in_an_address_is_left_out() {
        for nonsense in ["limit=9999&page=0", "page=7", "limit=0", "limit=x"] {
            assert_eq!(read(nonsense), Position::default(), "{nonsense}");
        }
        assert_eq!((read("page=x&cursor=b").page, read("page=1&cursor=b").page), (2, 2));
        assert_eq!(Position::default().limited_to("many"), Position::default());
    }

    #[test]
    fn the_address_keeps_all_of_a_search() {
        let query = SearchQuery { q: "süd & more".to_owned() };
        assert_eq!(SearchQuery::read(&query.write(Query::default())), query);
        assert!(query.is_narrowed() && !SearchQuery::default().is_narrowed());
        assert_eq!(SearchQuery::default().write(Query::default()).on("/cohorts"), "/cohorts");
    }
}
