//! The filter grammar of RFC 7644, section 3.4.2.2: text to a typed tree ([`parse`](fn@parse)), the tree to a
//! condition on the rows of a list ([`compile`]). What a filter may be about is its [`Scope`].
//!
//! Everything about a filter that can be wrong is found while it is parsed, with the place in the text;
//! a [`Filter`] that exists can be run.

mod attribute;
mod breadth;
mod cohorts;
mod compile;
mod courses;
mod dependencies;
mod describe;
mod lexer;
mod parse;
pub mod private;
mod profile;
mod scope;

pub use attribute::{ACCOUNTS, Attribute, BATCHES, COURSES, Holding};
pub use breadth::{Breadth, breadth};
pub use cohorts::in_cohort;
pub use compile::compile;
pub use courses::in_course;
pub use dependencies::Dependencies;
pub use describe::describe;
pub(crate) use lexer::{masked, names};
pub use parse::{parse, parse_given};
pub use scope::Scope;

use crate::Millis;
use crate::id::ProfileFieldId;
use crate::time::Ago;
use crate::users::Status;

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the operators are those of RFC 7644, one for one")]
pub enum Operator {
    Eq,
    Ne,
    Co,
    Sw,
    Ew,
    Gt,
    Ge,
    Lt,
    Le,
}

/// A value of the type that its attribute has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// Text, as written.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A point in time.
    Time(Millis),
    /// A point in time that is meant from now.
    Ago(Ago),
    /// A state of an account.
    Status(Status),
}

/// A filter that can be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// All of them hold.
    And(Vec<Filter>),
    /// One of them holds.
    Or(Vec<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
    /// The attribute has a value.
    Present(Attribute),
    /// The attribute compares with the operand.
    Compare(Attribute, Operator, Operand),
    /// The account holds something of this kind of which all of this is true.
    Holds(Holding, Box<Filter>),
    /// The custom field has a value.
    ProfilePresent(ProfileFieldId),
    /// The custom field compares with the operand.
    Profile(ProfileFieldId, Operator, ProfileOperand),
}

/// A value that a custom field is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileOperand {
    /// What stands in the table for such a value.
    Key(String),
    /// A day that is meant from now.
    Ago(Ago),
}

impl Filter {
    /// Whether it names `status eq "deleted"`, or when a user was: only then are the deleted in a list.
    pub fn names_deleted(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::names_deleted),
            Self::Not(part) => part.names_deleted(),
            Self::Compare(_, _, Operand::Status(status)) => *status == Status::Deleted,
            Self::Compare(attribute, ..) | Self::Present(attribute) => attribute.name() == "deleted_at",
            Self::Holds(..) | Self::ProfilePresent(_) | Self::Profile(..) => false,
        }
    }
}
