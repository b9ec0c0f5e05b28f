//! What a view holds, and what it may hold. Pure.

use serde::{Deserialize, Serialize};

use crate::filter::{self, Scope};
use crate::listing::sort::Sort;
use crate::text::show;
use crate::{Error, Fault, Result};

/// The longest quick search, in characters.
const LONGEST_SEARCH: usize = 1_000;
/// The most columns.
const MOST_COLUMNS: usize = 50;
/// How close the rows may stand.
const DENSITIES: [&str; 2] = ["compact", "comfortable"];

/// The parts of the list's address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The quick search.
    pub q: Option<String>,
    /// The filter, as text.
    pub filter: Option<String>,
    /// The order, as text.
    pub sort: Option<String>,
    /// The columns in order.
    pub columns: Vec<String>,
    /// How close the rows stand.
    pub density: Option<String>,
}

impl Content {
    /// Checks the parts; blank texts are none. A filter or order that cannot be used now is refused with its place.
    pub fn check(mut self, scope: &Scope) -> Result<Self> {
        for part in [&mut self.q, &mut self.filter, &mut self.sort] {
            *part = part.take().filter(|text| !text.trim().is_empty());
        }
        if self.q.as_ref().is_some_and(|text| text.chars().count() > LONGEST_SEARCH) {
            let message = format!("The search may have at most {LONGEST_SEARCH} characters.");
            return Err(Error::invalid("q", "too_long", message));
        }
        self.filter.as_deref().map(|text| filter::parse(text, scope)).transpose()?;
        self.sort.as_deref().map(|text| Sort::parse(Some(text))).transpose()?;
        if let Some(density) = self.density.as_deref().filter(|density| !DENSITIES.contains(density)) {
            let message = format!("There is no density \"{}\". Use {}.", show(density), DENSITIES.join(" or "));
            return Err(Error::invalid("density", "invalid_value", message));
        }
        if self.columns.len() > MOST_COLUMNS {
            let message = format!("A view has at most {MOST_COLUMNS} columns.");
            return Err(Error::invalid("columns", "too_many_values", message));
        }
        let faults: Vec<Fault> = self.columns.iter().enumerate().filter_map(wrong_column).collect();
        Error::require_none("invalid", "Some columns are not valid; see \"errors\".", faults)?;
        let mut seen = std::collections::HashSet::new();
        self.columns.retain(|column| seen.insert(column.clone()));
        Ok(self)
    }
}

/// Columns are members of `User` by their names. A view outlives fields, so that only the form is checked.
fn wrong_column((place, column): (usize, &String)) -> Option<Fault> {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.');
    let fits = (1..=100).contains(&column.len()) && column.chars().all(is_name);
    let message = format!("\"{}\" is no name of a member of an account, such as last_name.", show(column));
    (!fits).then(|| Fault::new(format!("columns[{place}]"), "invalid_value", message))
}
