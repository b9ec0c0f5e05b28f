//! How many rows of a batch have which outcome.

use serde_json::{Map, Value};

use crate::outcome::{Outcome, Outcomes};

/// Rows by outcome; a row that does several things counts for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([i64; Outcome::ALL.len()]);

impl Counts {
    /// How many rows have the outcome.
    pub fn get(&self, outcome: Outcome) -> i64 {
        self.0[outcome as usize]
    }

    /// Counts a row in.
    pub fn add(&mut self, outcomes: Outcomes) {
        outcomes.iter().for_each(|outcome| self.0[outcome as usize] += 1);
    }

    /// Counts a row out.
    pub fn remove(&mut self, outcomes: Outcomes) {
        outcomes.iter().for_each(|outcome| self.0[outcome as usize] -= 1);
    }

    /// An object with a member for each outcome.
    pub fn to_json(&self) -> Value {
        let members = Outcome::ALL.iter().map(|outcome| (outcome.name().to_owned(), Value::from(self.get(*outcome))));
        Value::Object(members.collect::<Map<_, _>>())
    }

    /// Reads back what [`to_json`](Self::to_json) wrote.
    pub(crate) fn from_json(value: &Value) -> Self {
        let mut counts = Self::default();
        for outcome in Outcome::ALL {
            counts.0[outcome as usize] = value.get(outcome.name()).and_then(Value::as_i64).unwrap_or(0);
        }
        counts
    }
}
