//! Who is meant by a selection.

use serde::{Deserialize, Serialize};

use super::list;
use crate::filter::{self, Scope};
use crate::id::UserId;
use crate::{Error, Fault, Faults, Result};

/// The most people that can be named one by one; for more there are filters and files.
pub const MOST_NAMED: usize = 10_000;

/// The longest quick search, in characters.
const LONGEST_SEARCH: usize = 1_000;

/// The people, as the caller names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// These very accounts, each once.
    Ids(Vec<UserId>),
    /// All users who are in the list of accounts with this filter and this search, but for some.
    Matching {
        /// The filter; it was parsed before.
        filter: Option<String>,
        /// The quick search.
        q: Option<String>,
        /// Who is left out.
        exclude: Vec<UserId>,
        /// Whether the caller may search private fields; a token may be for less than its owner.
        #[serde(default)]
        private: bool,
    },
    /// Usernames or e-mail addresses, one a line.
    List(String),
    /// The same or ID numbers, for callers who may see these.
    ListOfAny(String),
}

/// The target of a request, not yet checked.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the members are those of the API document, one for one")]
pub struct TargetInput {
    pub ids: Option<Vec<String>>,
    pub filter: Option<String>,
    pub q: Option<String>,
    pub exclude: Vec<String>,
    pub list: Option<String>,
}

impl Target {
    /// Checks what was given. A filter that is wrong is an error with its place.
    pub fn resolve(given: TargetInput, scope: &Scope) -> Result<Self> {
        let by_filter = given.filter.is_some() || given.q.is_some();
        match (given.ids, by_filter, given.list) {
            (Some(ids), false, None) if given.exclude.is_empty() => Self::named(&ids),
            (None, false, Some(list)) if given.exclude.is_empty() => Self::pasted(list, scope),
            (None, true, None) => {
                let filter = given.filter.filter(|text| !text.trim().is_empty());
                filter.as_deref().map(|text| filter::parse(text, scope)).transpose()?;
                let q = given.q.filter(|text| !text.trim().is_empty());
                if q.as_ref().is_some_and(|text| text.chars().count() > LONGEST_SEARCH) {
                    let message = format!("The search may have at most {LONGEST_SEARCH} characters.");
                    return Err(Error::invalid("target.q", "too_long", message));
                }
                Ok(Self::Matching { filter, q, exclude: ids_of("exclude", &given.exclude)?, private: scope.private })
            }
            (None, false, None) => Err(Error::invalid(
                "target",
                "missing_value",
                "Name the accounts by \"ids\", \"list\", or \"filter\" and \"q\". An empty filter means all accounts.",
            )),
            _ => Err(Error::invalid(
                "target",
                "invalid_value",
                "A target has \"ids\", or \"list\", or \"filter\" and \"q\" with \"exclude\"; they do not go together.",
            )),
        }
    }

    fn named(ids: &[String]) -> Result<Self> {
        let mut ids = ids_of("ids", ids)?;
        if ids.is_empty() {
            return Err(Error::invalid("target.ids", "missing_value", "\"ids\" is empty. Name at least one account."));
        }
        let mut seen = std::collections::HashSet::new();
        ids.retain(|id| seen.insert(*id));
        Ok(Self::Ids(ids))
    }

    fn pasted(list: String, scope: &Scope) -> Result<Self> {
        let named = list::entries(&list).len();
        if named == 0 {
            return Err(Error::invalid(
                "target.list",
                "missing_value",
                "The list is empty. Name people one a line, or separated by commas, semicolons or tabs.",
            ));
        }
        if named > MOST_NAMED {
            return Err(too_many("list", named));
        }
        Ok(if scope.private { Self::ListOfAny(list) } else { Self::List(list) })
    }

    /// The number of people named one by one; `None` for a filter.
    pub fn named_count(&self) -> Option<usize> {
        match self {
            Self::Ids(ids) => Some(ids.len()),
            Self::List(list) | Self::ListOfAny(list) => Some(list::entries(list).len()),
            Self::Matching { .. } => None,
        }
    }
}

fn too_many(member: &str, found: usize) -> Error {
    Error::invalid(
        &format!("target.{member}"),
        "too_many_values",
        format!("\"{member}\" names {found} people; at most {MOST_NAMED} are allowed. Use a filter, or upload a file."),
    )
}

fn ids_of(member: &str, texts: &[String]) -> Result<Vec<UserId>> {
    if texts.len() > MOST_NAMED {
        return Err(too_many(member, texts.len()));
    }
    let mut ids = Vec::with_capacity(texts.len());
    let mut faults = Faults::default();
    for (place, text) in texts.iter().enumerate() {
        match text.parse() {
            Ok(id) => ids.push(id),
            Err(_) => faults.push(Fault::new(
                format!("target.{member}[{place}]"),
                "invalid_value",
                format!("\"{}\" is no id of an account.", crate::text::show(text)),
            )),
        }
    }
    Error::require_none("invalid", "Some ids are not valid; see \"errors\".", faults)?;
    Ok(ids)
}
