//! Filters as people build them, and the API's filter text (RFC 7644, section 3.4.2.2) that they stand for.
//!
//! A [`Group`] of conditions and groups is written to text ([`Group::text`]) and read back
//! ([`read::read`]). Not every filter that the API knows can be built here (value paths, for
//! instance); such a text is left as it is.

mod read;
mod write;

pub use read::read;
pub use write::quoted;

/// Whether all of a group must hold or one of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Join {
    /// Every part holds.
    #[default]
    All,
    /// At least one part holds.
    Any,
}

/// Parts that are joined in one way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// How they are joined.
    pub join: Join,
    /// The parts; a group without any lets everybody through.
    pub parts: Vec<Part>,
}

/// One part of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A condition.
    Is(Condition),
    /// A group within.
    Group(Group),
}

/// A field, an operator and what the operator needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The field's name in the API.
    pub field: String,
    /// How it is compared.
    pub operator: Operator,
    /// What it is compared with; as many as [`Operator::values`] says.
    pub values: Vec<String>,
    /// Holds of those too who have no such time; see [`Operator::leaves_out_absent`].
    pub or_absent: bool,
}

/// Whether a time can be absent, and what that says about how long ago it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// Every account has it.
    Impossible,
    /// It has never happened, so it has not happened lately either.
    Never,
    /// There is none, which is neither early nor late.
    Open,
}

/// What kind of value a field holds, which decides the operators that make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Free text.
    Text,
    /// Yes or no.
    Flag,
    /// A point in time, and what it means that there is none.
    Time(Absence),
    /// One of a few values.
    Choice,
    /// Any number of things out of very many, each found by typing.
    Found,
}

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// The same, whatever the case and the accents.
    Is,
    /// Not the same.
    IsNot,
    /// Holds the text somewhere.
    Contains,
    /// Does not hold the text.
    DoesNotContain,
    /// Begins with the text.
    StartsWith,
    /// Ends with the text.
    EndsWith,
    /// Has no value.
    IsEmpty,
    /// Has a value.
    IsNotEmpty,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Earlier than the day.
    Before,
    /// On the day or later.
    Since,
    /// From one day until another.
    Between,
    /// At most so long ago.
    InTheLast,
    /// Longer ago than that.
    NotInTheLast,
    /// Has not happened.
    Never,
    /// Has happened.
    Ever,
}

use Operator::{
    Before, Between, Contains, DoesNotContain, EndsWith, Ever, InTheLast, Is, IsEmpty, IsNot, IsNotEmpty, Never, No,
    NotInTheLast, Since, StartsWith, Yes,
};

impl ValueKind {
    /// The operators for fields of this kind, the usual one first.
    pub fn operators(self) -> &'static [Operator] {
        match self {
            Self::Text => &[Contains, DoesNotContain, Is, IsNot, StartsWith, EndsWith, IsEmpty, IsNotEmpty],
            Self::Flag => &[Yes, No],
            Self::Time(_) => &[InTheLast, NotInTheLast, Before, Since, Between, Never, Ever],
            Self::Choice => &[Is, IsNot],
            Self::Found => &[Is, IsNot, IsNotEmpty, IsEmpty],
        }
    }
}

impl Operator {
    /// How many values it needs.
    pub fn values(self) -> usize {
        match self {
            IsEmpty | IsNotEmpty | Yes | No | Never | Ever => 0,
            Between => 2,
            _ => 1,
        }
    }

    /// Whether it asks for early times, and so leaves out who has no time at all: the API finds nobody without a time
    /// by comparing it. Such a condition can take them in ([`Condition::or_absent`]).
    pub fn leaves_out_absent(self) -> bool {
        matches!(self, Before | NotInTheLast)
    }

    /// Its name in texts and in the page.
    pub fn code(self) -> &'static str {
        match self {
            Is => "is",
            IsNot => "is-not",
            Contains => "contains",
            DoesNotContain => "does-not-contain",
            StartsWith => "starts-with",
            EndsWith => "ends-with",
            IsEmpty => "is-empty",
            IsNotEmpty => "is-not-empty",
            Yes => "yes",
            No => "no",
            Before => "before",
            Since => "since",
            Between => "between",
            InTheLast => "in-the-last",
            NotInTheLast => "not-in-the-last",
            Never => "never",
            Ever => "ever",
        }
    }
}

/// A length of time as people say it: a number and a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

impl Unit {
    /// From short to long.
    pub const ALL: [Self; 6] = [Self::Minutes, Self::Hours, Self::Days, Self::Weeks, Self::Months, Self::Years];

    /// Its name in texts and in the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
        }
    }

    /// The unit with this name.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }
}

impl Span {
    /// What a fresh condition asks for.
    pub const USUAL: Self = Self { count: 30, unit: Unit::Days };

    /// As ISO 8601 writes it: `P30D`, `PT5M`.
    pub fn text(self) -> String {
        let count = self.count;
        match self.unit {
            Unit::Minutes => format!("PT{count}M"),
            Unit::Hours => format!("PT{count}H"),
            Unit::Days => format!("P{count}D"),
            Unit::Weeks => format!("P{count}W"),
            Unit::Months => format!("P{count}M"),
            Unit::Years => format!("P{count}Y"),
        }
    }

    /// Reads what [`Span::text`] writes.
    pub fn read(text: &str) -> Option<Self> {
        let (units, rest): (&[(char, Unit)], &str) = match text.strip_prefix("PT") {
            Some(rest) => (&[('M', Unit::Minutes), ('H', Unit::Hours)], rest),
            None => (
                &[('D', Unit::Days), ('W', Unit::Weeks), ('M', Unit::Months), ('Y', Unit::Years)],
                text.strip_prefix('P')?,
            ),
        };
        let letter = rest.chars().last()?;
        let (_, unit) = units.iter().find(|(known, _)| *known == letter)?;
        Some(Self { count: rest.strip_suffix(letter)?.parse().ok()?, unit: *unit })
    }
}

impl Condition {
    /// A condition on a field as one would begin it.
    pub fn begin(field: &str, kind: ValueKind) -> Self {
        let operator = kind.operators().first().copied().unwrap_or(Is);
        Self { field: field.to_owned(), operator, values: Vec::new(), or_absent: false }.with_operator(operator, kind)
    }

    /// The same with another operator for a field of this kind; values that still fit stay.
    #[must_use]
    pub fn with_operator(mut self, operator: Operator, kind: ValueKind) -> Self {
        // "Not in the last 90 days" means those who never came too. What one has chosen stays with the next such
        // operator.
        if !(self.operator.leaves_out_absent() && operator.leaves_out_absent()) {
            self.or_absent = operator.leaves_out_absent() && kind == ValueKind::Time(Absence::Never);
        }
        let spans = |operator| matches!(operator, InTheLast | NotInTheLast);
        if spans(self.operator) != spans(operator) || (spans(operator) && self.values.is_empty()) {
            self.values.clear();
        }
        let usual = if spans(operator) { Span::USUAL.text() } else { String::new() };
        self.values.resize(operator.values(), usual);
        self.operator = operator;
        self
    }

    /// Whether something is missing that the operator needs.
    pub fn is_unfinished(&self) -> bool {
        self.values.len() < self.operator.values() || self.values.iter().any(|value| value.trim().is_empty())
    }
}

impl Group {
    /// How many conditions there are at any depth.
    pub fn len(&self) -> usize {
        let count = |part: &Part| match part {
            Part::Is(_) => 1,
            Part::Group(group) => group.len(),
        };
        self.parts.iter().map(count).sum()
    }

    /// Whether something is missing anywhere; a group within that has no part is unfinished too.
    pub fn is_unfinished(&self) -> bool {
        self.parts.iter().any(|part| match part {
            Part::Is(condition) => condition.is_unfinished(),
            Part::Group(group) => group.parts.is_empty() || group.is_unfinished(),
        })
    }
}

#[cfg(test)]
mod tests;
