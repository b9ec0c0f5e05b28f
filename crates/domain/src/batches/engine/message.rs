//! What there is to say about a row.

use serde::{Deserialize, Serialize};

use crate::MessageValues;
use crate::message_values::message_values;
use crate::refusal::Refusal;

/// One remark on a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// How grave it is.
    pub level: Level,
    /// One of the API document's row codes.
    pub code: String,
    /// The column it is about.
    pub field: Option<String>,
    /// The value found.
    pub found: Option<String>,
    /// What would have been right.
    pub expected: Option<String>,
    /// All of it in one sentence, with the repair.
    pub message: String,
    /// The values in the message that are neither found nor expected.
    #[serde(default, skip_serializing_if = "MessageValues::is_empty")]
    pub values: MessageValues,
}

/// How grave a remark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The row does nothing.
    Error,
    /// A user should look at it.
    Warning,
    /// Good to know.
    Info,
}

impl Level {
    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl Message {
    /// The remark of a row that an earlier one makes superfluous.
    pub fn same_as_before(line: i64) -> Self {
        let message = format!("Line {line} asks the same; this row adds nothing.");
        Self { values: message_values([("line", line.into())]), ..Self::info("same_as_before", message) }
    }

    /// The remark of a row that was not applied for no fault of its own.
    pub fn not_reached(message: String) -> Self {
        Self::info("not_reached", message)
    }

    /// The remark of a row that makes an account suspended.
    pub fn invited_later() -> Self {
        let message = "The account is made suspended. The invitation is sent when it is activated.";
        Self::info("invited_later", message.to_owned())
    }

    /// The remark of a row that gives a reason or an end of a suspension that there is not.
    pub fn without_suspension() -> Self {
        let message = "The row gives a reason or an end, and neither suspends the account nor is it suspended. Write 1 in \"suspended\", or leave those cells blank.";
        Self {
            level: Level::Warning,
            field: Some("suspended".to_owned()),
            expected: Some("1".to_owned()),
            ..Self::info("missing_value", message.to_owned())
        }
    }

    /// A remark that is good to know.
    pub(crate) fn info(code: &str, message: String) -> Self {
        let (code, values) = (code.to_owned(), MessageValues::new());
        Self { level: Level::Info, code, field: None, found: None, expected: None, message, values }
    }

    /// The remark of a row without a value that is not valid.
    pub fn left_out(mut refusal: Refusal) -> Self {
        refusal.message.push_str(" The value was left out.");
        Self::from_refusal(Level::Warning, refusal)
    }

    /// The remark of a refused row.
    pub fn from_refusal(level: Level, refusal: Refusal) -> Self {
        Self {
            level,
            code: refusal.code.name().to_owned(),
            field: refusal.field,
            found: refusal.found,
            expected: refusal.expected,
            message: refusal.message,
            values: refusal.line.map(|line| message_values([("line", line.into())])).unwrap_or_default(),
        }
    }
}
