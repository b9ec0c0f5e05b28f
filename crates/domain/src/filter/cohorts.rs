//! Cohorts in filters: named by key, name or id, and asked for by key.

use std::collections::BTreeSet;

use super::attribute::{self, Holding, Storage};
use super::{Filter, Operand, Operator};
use crate::Result;
use crate::cohorts::{CohortKey, store};
use crate::db::Conn;

/// Who is in a cohort.
pub fn in_cohort(key: &CohortKey) -> Filter {
    Filter::Compare(attribute::COHORTS, Operator::Eq, Operand::Text(key.to_string()))
}

impl Filter {
    /// The same with the keys of the cohorts and the ids of the courses that it names, as they are called now. Looked up beforehand
    /// and not within the statement, they tell the database how many people it is about. A text that names none stays, and matches no account.
    pub fn with_keys(mut self, conn: &mut Conn) -> Result<Self> {
        let mut named = BTreeSet::new();
        self.each_named(Holding::Cohorts, &mut |text| named.extend([text.clone()]));
        let keys = store::named(conn, &named)?;
        self.each_named(Holding::Cohorts, &mut |text| {
            if let Some(key) = keys.get(text) {
                *text = key.to_string();
            }
        });
        self.with_course_ids(conn)
    }

    pub(super) fn each_named(&mut self, what: Holding, act: &mut dyn FnMut(&mut String)) {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter_mut().for_each(|part| part.each_named(what, act)),
            Self::Not(part) | Self::Holds(_, part) => part.each_named(what, act),
            Self::Compare(attribute, _, Operand::Text(text)) => match attribute.storage {
                Storage::Held(held) | Storage::HeldKey(held) if held == what => act(text),
                _ => {}
            },
            Self::Compare(..) | Self::Present(_) | Self::ProfilePresent(_) | Self::Profile(..) => {}
        }
    }
}
