//! What a row of a batch does, or why it does nothing.

use crate::words::words;

words! {
    /// What happens, or why not. Rows store a bit for each, by its place here: what comes later stands behind.
    #[expect(missing_docs, reason = "the outcomes are those of the API document, one for one")]
    Outcome {
        Create "create",
        Update "update",
        Rename "rename",
        Suspend "suspend",
        Activate "activate",
        Delete "delete",
        Restore "restore",
        Send "send",
        Submit "submit",
        Enrol "enrol",
        Unchanged "unchanged",
        Skip "skip",
        Conflict "conflict",
        Error "error",
        Unenrol "unenrol",
        Withdraw "withdraw",
    }
}

impl Outcome {
    /// Whether something changes, or a person is reached.
    pub fn is_change(self) -> bool {
        !matches!(self, Self::Unchanged | Self::Skip | Self::Conflict | Self::Error)
    }
}

/// A set of outcomes, as a row has them; stored as a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Outcomes(i64);

impl Outcomes {
    /// The set with these bits.
    pub fn from_bits(bits: i64) -> Self {
        Self(bits)
    }

    /// A bit for each outcome.
    pub fn bits(self) -> i64 {
        self.0
    }

    /// The outcomes in the set, in order.
    pub fn iter(self) -> impl Iterator<Item = Outcome> {
        Outcome::ALL.into_iter().filter(move |outcome| self.contains(*outcome))
    }

    /// Whether the outcome is in the set.
    pub fn contains(self, outcome: Outcome) -> bool {
        self.0 & (1 << outcome as i64) != 0
    }

    /// Whether something would change, or a user be reached.
    pub fn changes_something(self) -> bool {
        self.iter().any(Outcome::is_change)
    }
}

impl From<Outcome> for Outcomes {
    fn from(outcome: Outcome) -> Self {
        Self(1 << outcome as i64)
    }
}

impl FromIterator<Outcome> for Outcomes {
    fn from_iter<I: IntoIterator<Item = Outcome>>(outcomes: I) -> Self {
        Self(outcomes.into_iter().fold(0, |bits, outcome| bits | (1 << outcome as i64)))
    }
}
