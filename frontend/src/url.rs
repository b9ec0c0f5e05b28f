//! Query strings, read and written.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stays readable in an address: the unreserved characters of RFC 3986.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One segment of a path or one value of a query, safe to put into an address.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// Names and values of a query string, in order and without empty values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads a query string, with or without its question mark.
    pub fn parse(text: &str) -> Self {
        let pairs = text.trim_start_matches('?').split('&');
        let pairs = pairs.filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self(pairs.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// The value of a name, if it has one.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Adds a value; an empty one is left out.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        let value = value.to_string();
        if !value.is_empty() {
            self.0.push((name.to_owned(), value));
        }
        self
    }

    /// Adds a value if there is one.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The same with another value of a name, or without it for an empty one.
    #[must_use]
    pub fn replacing(mut self, name: &str, value: impl ToString) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.with(name, value)
    }

    /// The address of a path with this query.
    pub fn on(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        let pairs = self.0.iter();
        let pairs = pairs.map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
    }
}

fn decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let query =
            Query::default().with("q", "Łódź & co+").with("filter", "status eq \"suspended\"").with("empty", "");
        let address = query.on("/users");
        assert!(address.is_ascii());
        let (_, text) = address.split_once('?').unwrap_or_default();
        assert_eq!(Query::parse(text), query);
    }

    #[test]
    fn values_typed_by_hand_are_understood() {
        let query = Query::parse("?q=anna+m%C3%BCller&flag&=x");
        assert_eq!(query.get("q"), Some("anna müller"));
        assert_eq!(query.get("flag"), None);
    }

    #[test]
    fn no_values_no_question_mark() {
        assert_eq!(Query::default().with("q", "").on("/users"), "/users");
    }
}
