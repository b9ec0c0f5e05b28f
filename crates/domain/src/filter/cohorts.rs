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
    /// The same with the keys of the cohorts that it names, as they are called now. Looked up beforehand and not within the
    /// statement, a key tells the database how many people it is about. A text that is no cohort's key or name stays, and matches no account.
    pub fn with_keys(mut self, conn: &mut Conn) -> Result<Self> {
        let mut named = BTreeSet::new();
        self.each_cohort(&mut |text| named.extend([text.clone()]));
        let keys = store::named(conn, &named)?;
        self.each_cohort(&mut |text| {
            if let Some(key) = keys.get(text) {
                *text = key.to_string();
            }
        });
        Ok(self)
    }

    fn each_cohort(&mut self, act: &mut dyn FnMut(&mut String)) {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter_mut().for_each(|part| part.each_cohort(act)),
            Self::Not(part) | Self::Holds(_, part) => part.each_cohort(act),
            Self::Compare(attribute, _, Operand::Text(text)) => {
                if matches!(attribute.storage, Storage::Held(Holding::Cohorts) | Storage::HeldKey(Holding::Cohorts)) {
                    act(text);
                }
            }
            Self::Compare(..) | Self::Present(_) | Self::ProfilePresent(_) | Self::Profile(..) => {}
        }
    }
}
