//! What a row of a batch does, or why it does nothing.

/// What happens, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the outcomes are those of the API document, one for one")]
pub enum Outcome {
    Create,
    Update,
    Rename,
    Suspend,
    Activate,
    Delete,
    Restore,
    Send,
    Submit,
    Enrol,
    Unchanged,
    Skip,
    Conflict,
    Error,
    // Rows store a bit for each: what has come later stands behind.
    Unenrol,
    Withdraw,
}

impl Outcome {
    /// Every outcome, in the order of the API document.
    pub const ALL: [Self; 16] = [
        Self::Create,
        Self::Update,
        Self::Rename,
        Self::Suspend,
        Self::Activate,
        Self::Delete,
        Self::Restore,
        Self::Send,
        Self::Submit,
        Self::Enrol,
        Self::Unenrol,
        Self::Withdraw,
        Self::Unchanged,
        Self::Skip,
        Self::Conflict,
        Self::Error,
    ];

    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Rename => "rename",
            Self::Suspend => "suspend",
            Self::Activate => "activate",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Send => "send",
            Self::Submit => "submit",
            Self::Enrol => "enrol",
            Self::Unenrol => "unenrol",
            Self::Withdraw => "withdraw",
            Self::Unchanged => "unchanged",
            Self::Skip => "skip",
            Self::Conflict => "conflict",
            Self::Error => "error",
        }
    }

    /// Whether something changes, or somebody is reached.
    pub fn is_change(self) -> bool {
        !matches!(self, Self::Unchanged | Self::Skip | Self::Conflict | Self::Error)
    }

    /// The outcome with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
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

    /// Whether something would change, or somebody be reached.
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
