//! What can go wrong, free of any transport; `rollcall-http` turns it into problem+json.

use std::fmt;

use crate::MessageValues;

/// The result of a command.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One field that is not valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field's name in the API.
    pub field: String,
    /// A stable name in snake_case.
    pub code: &'static str,
    /// What was expected, for a person.
    pub message: String,
}

impl Fault {
    /// A fault of `field`.
    pub fn new(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

/// Why an uploaded file cannot be taken as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// A stable name in snake_case.
    pub code: &'static str,
    /// What is wrong, and what to do about it.
    pub message: String,
    /// The values in the message.
    pub values: MessageValues,
    /// The setting that does not fit the file; otherwise the file itself is wrong.
    pub setting: Option<&'static str>,
    /// The columns that were found in the file.
    pub columns: Vec<FoundColumn>,
}

impl FileFault {
    /// A fault of the file itself.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), values: MessageValues::new(), setting: None, columns: Vec::new() }
    }

    /// The same with the values of its message.
    #[must_use]
    pub fn with(self, values: MessageValues) -> Self {
        Self { values, ..self }
    }

    /// The one field that is not valid.
    pub fn fault(&self) -> Fault {
        match self.setting {
            Some(setting) => Fault::new(format!("settings.{setting}"), "invalid_value", self.message.clone()),
            None => Fault::new("file", self.code, self.message.clone()),
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Invalid { code: fault.code, message: fault.message.clone(), faults: vec![fault] }
    }
}

impl From<FileFault> for Error {
    fn from(fault: FileFault) -> Self {
        Self::File(Box::new(fault))
    }
}

/// A column of an uploaded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundColumn {
    /// Its heading.
    pub header: String,
    /// The column that it is read as; `None` if it is not read.
    pub field: Option<String>,
}

/// Faults as they are found, up to as many as a person reads: a body of megabytes can hold a hundred thousand.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    const MOST: usize = 100;

    /// Takes note of a fault.
    pub fn push(&mut self, fault: Fault) {
        if !self.is_full() {
            self.0.push(fault);
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether more are not worth looking for.
    pub fn is_full(&self) -> bool {
        self.0.len() >= Self::MOST
    }
}

impl From<Faults> for Vec<Fault> {
    fn from(faults: Faults) -> Self {
        faults.0
    }
}

/// What a user can look for and not find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the thing that it is called by")]
pub enum Noun {
    Account,
    Address,
    Batch,
    Cohort,
    Conversation,
    Course,
    Enrolment,
    Group,
    Message,
    MessageTemplate,
    Preset,
    ProfileField,
    Role,
    RoleAssignment,
    Row,
    Setting,
    SignIn,
    Suppression,
    Template,
    Thing,
    Token,
    View,
}

impl Noun {
    /// What people call one, in the middle of a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Address => "address",
            Self::Batch => "batch",
            Self::Cohort => "cohort",
            Self::Conversation => "conversation",
            Self::Course => "course",
            Self::Enrolment => "enrolment",
            Self::Group => "group",
            Self::Message => "message",
            Self::MessageTemplate => "message template",
            Self::Preset => "preset",
            Self::ProfileField => "profile field",
            Self::Role => "role",
            Self::RoleAssignment => "role assignment",
            Self::Row => "row",
            Self::Setting => "setting",
            Self::SignIn => "sign-in",
            Self::Suppression => "suppressed address",
            Self::Template => "template",
            Self::Thing => "thing",
            Self::Token => "token",
            Self::View => "view",
        }
    }
}

impl fmt::Display for Noun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a command was not carried out. The texts are for the caller; nothing in them is internal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be read at all (400).
    #[error("{message}")]
    Malformed {
        /// A stable name in snake_case.
        code: &'static str,
        /// What is wrong, and what would be right.
        message: String,
        /// Where in the text, in characters from 0.
        position: Option<usize>,
    },
    /// The caller is not, or no longer, signed in (401).
    #[error("{0}")]
    Unauthenticated(&'static str),
    /// The caller may not do this (403).
    #[error("{message}")]
    Forbidden {
        /// A stable name in snake_case.
        code: &'static str,
        /// Why not.
        message: String,
    },
    /// There is no such thing, or the caller may not know of it (404).
    #[error("There is no such {0}.")]
    NotFound(Noun),
    /// It does not fit the state that things are in (409).
    #[error("{message}")]
    Conflict {
        /// A stable name in snake_case.
        code: &'static str,
        /// What is in the way.
        message: String,
    },
    /// The thing was changed since the caller read it (412).
    #[error("It was changed in the meantime: it is now at version {0}. Read it again, then decide.")]
    Changed(i64),
    /// What was sent is too large (413).
    #[error("{0}")]
    TooLarge(String),
    /// The values are not valid (422).
    #[error("{message}")]
    Invalid {
        /// A stable name in snake_case.
        code: &'static str,
        /// What is wrong as a whole.
        message: String,
        /// Each field that is not valid.
        faults: Vec<Fault>,
    },
    /// An uploaded file cannot be taken as a whole (422).
    #[error("{}", .0.message)]
    File(Box<FileFault>),
    /// Work that takes long was broken off, since it is no longer asked for.
    #[error("The work was broken off.")]
    Interrupted,
    /// The caller has to confirm how many accounts change (428).
    #[error(
        "This would change {affected} accounts. Send \"confirm_affected\": {affected} to confirm that this is what you want."
    )]
    ConfirmationRequired {
        /// How many.
        affected: i64,
    },
    /// Too much too fast (429).
    #[error("Too many requests. Try again in {retry_after} seconds.")]
    TooMany {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// The database refused or is not there (500, 503).
    #[error("the database did not do as asked")]
    Database(#[from] diesel::result::Error),
    /// Something that should not happen (500); the text is for the log.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// Whether the database refused a value that another row has, and only one may have.
    pub fn is_taken(&self) -> bool {
        use diesel::result::{DatabaseErrorKind, Error as Diesel};
        matches!(self, Self::Database(Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _)))
    }

    /// Whether the database refused a value that names what is not there any more.
    pub fn is_gone(&self) -> bool {
        use diesel::result::{DatabaseErrorKind, Error as Diesel};
        matches!(self, Self::Database(Diesel::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _)))
    }

    /// The value, or `None` if it is absent.
    pub fn or_none<T>(found: Result<T, Self>) -> Result<Option<T>, Self> {
        match found {
            Err(Self::NotFound(_)) => Ok(None),
            other => other.map(Some),
        }
    }

    /// One field that is not valid.
    pub fn invalid(field: &str, code: &'static str, message: impl Into<String>) -> Self {
        Fault::new(field, code, message).into()
    }

    /// Refuses what has faults, all of them at once.
    pub fn require_none(code: &'static str, message: &str, faults: impl Into<Vec<Fault>>) -> Result<(), Self> {
        let faults = faults.into();
        if faults.is_empty() { Ok(()) } else { Err(Self::Invalid { code, message: message.to_owned(), faults }) }
    }

    /// Refuses a change to a thing that is no longer as the caller has seen it.
    pub fn require_version(seen: Option<i64>, version: i64) -> Result<(), Self> {
        if seen.is_none_or(|seen| seen == version) { Ok(()) } else { Err(Self::Changed(version)) }
    }

    /// Something that should not happen, for the log.
    pub fn internal(context: impl std::fmt::Display) -> Self {
        Self::Internal(context.to_string())
    }

    /// Something in the way.
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::Conflict { code, message: message.into() }
    }

    /// Not allowed.
    pub fn forbidden(code: &'static str, message: impl Into<String>) -> Self {
        Self::Forbidden { code, message: message.into() }
    }
}

impl From<rollcall_tabular::Error> for Error {
    fn from(error: rollcall_tabular::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(format!("stored JSON does not fit its type: {error}"))
    }
}
