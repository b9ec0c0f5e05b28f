//! What there is to say about rows: a message for each, and the causes that rows share with their repair.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::model::Warning;
use crate::MessageValues;
use crate::message_values::message_values;
use crate::users::Refusal;

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
    /// Somebody should look at it.
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
    pub(super) fn info(code: &str, message: String) -> Self {
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

/// What rows with this code have in common, and the repair.
fn cause(code: &str) -> (&'static str, &'static str) {
    match code {
        "unknown_user" => ("No account matches.", "Correct the name, or make or restore the account first."),
        "ambiguous_user" => ("Several accounts have this value.", "Name these people by username instead."),
        "duplicate_in_file" => {
            ("Several rows are about the same person, or want what only one can have.", "Keep one of these rows.")
        }
        "wrong_cell_count" => (
            "The row has more or fewer cells than the header.",
            "Put cells that hold the delimiter in double quotes, and add the cells that are missing.",
        ),
        "damaged_quotes" => (
            "Double quotes are missing, or there are too many: several cells or lines were taken for one.",
            "Correct the quotes on the lines that the message names, and upload the file again.",
        ),
        "missing_value" => ("A value that is needed is missing.", "Fill in the cell."),
        "invalid_value" => ("A value cannot be read.", "Write it as the message says."),
        "unknown_auth_method" => {
            ("There is no such authentication method.", "Use manual, nologin, oidc or ldap, or leave the cell blank.")
        }
        "unknown_role" => ("There is no such role.", "Write the key of a role, such as account_manager."),
        "unknown_cohort" => {
            ("There is no such cohort.", "Write its key, as the page Cohorts has it, or make the cohort first.")
        }
        "role_not_grantable" => (
            "You may not hand out this role: nobody grants what they lack.",
            "Take the role out of these rows, or ask an administrator.",
        ),
        "too_long" => ("A value is too long.", "Shorten it."),
        "protected_administrator" => (
            "These are accounts of administrators: files never change those, and only administrators may.",
            "Leave these people out, or have an administrator change the accounts one by one.",
        ),
        "protected_staff" => (
            "These people hold a role at site level: only administrators change their e-mail address, method or password.",
            "Leave these columns blank for them, or ask an administrator.",
        ),
        "protected_self" => ("The row is about your own account.", "Ask another administrator to do it."),
        "last_administrator" => {
            ("No administrator would be left who can sign in.", "Make somebody else an administrator first.")
        }
        "suspensions_not_allowed" => {
            ("The settings do not allow suspensions.", "Switch \"allow_suspensions\" on, and plan again.")
        }
        "changed_since_plan" => {
            ("Somebody else changed the account after the plan.", "Look at these accounts, then plan again.")
        }
        "changed_since_batch" => (
            "Somebody else has written the same field since the batch.",
            "Look at these accounts; change them one by one where the old value should come back.",
        ),
        "renames_not_allowed" => ("The settings do not allow renames.", "Switch \"allow_renames\" on, and plan again."),
        "deletes_not_allowed" => {
            ("The settings do not allow deletions.", "Switch \"allow_deletes\" on, and plan again.")
        }
        "exists" => (
            "The account is there already, and the file only makes new ones.",
            "Nothing, or choose a mode that changes accounts.",
        ),
        "does_not_exist" => (
            "There is no such account, and the file only changes those that are there.",
            "Nothing, or choose a mode that makes accounts.",
        ),
        "username_taken" => ("The username belongs to another account.", "Choose another username."),
        "username_invalid" => (
            "A username has characters that it may not have.",
            "Use a-z, 0-9, and - _ . @ only, or switch \"standardise_usernames\" on.",
        ),
        "username_reserved" => ("A username is reserved.", "Choose another username."),
        "email_taken" => ("The e-mail address belongs to another account.", "Correct the address."),
        "email_invalid" => ("This is not a valid e-mail address.", "Write it as name@example.org."),
        "standardised" => (
            "Characters that usernames may not have were removed.",
            "Look at the new names. To refuse such rows instead, switch \"standardise_usernames\" off.",
        ),
        "confusable" => (
            "A new username looks like that of another account.",
            "Make sure that it is no mistake, and that nobody is to be taken for somebody else.",
        ),
        "numbered" => ("A username was taken and got a number.", "Look at the new names."),
        "weak_password" => (
            "A password is short or easy to guess.",
            "Set \"force_password_change\" to weak, or invite these people to choose a password.",
        ),
        "not_in_file" => (
            "These people match the filter of the full sync, and no row of the file names them: they are suspended.",
            "Look at who it is. To keep somebody as they are, add them to the file, or narrow the filter down.",
        ),
        "invited_later" => (
            "The accounts are made suspended; their invitations are sent when they are activated.",
            "Nothing. Activate the accounts when the people are to sign in.",
        ),
        "forbidden" => ("You may not change this account.", "Ask somebody who may."),
        "same_as_before" => {
            ("The same person is named more than once, with the same values.", "Nothing: the first row does it.")
        }
        _ => ("See the message of each row.", "See the message of each row."),
    }
}

/// Counts causes while rows are planned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Causes {
    file: Vec<Warning>,
    rows: BTreeMap<String, i64>,
}

impl Causes {
    /// Goes on counting where a batch's stored warnings are.
    pub fn resume(warnings: &[Warning]) -> Self {
        let (rows, file): (Vec<_>, Vec<_>) =
            warnings.iter().cloned().partition(|warning| !is_about_the_file(&warning.code));
        Self { file, rows: rows.into_iter().map(|warning| (warning.code, warning.count)).collect() }
    }

    /// Counts the remarks of a row in.
    pub fn add(&mut self, messages: &[Message]) {
        for code in codes(messages) {
            *self.rows.entry(code.to_owned()).or_default() += 1;
        }
    }

    /// Counts the remarks of a row out.
    pub fn remove(&mut self, messages: &[Message]) {
        for code in codes(messages) {
            *self.rows.entry(code.to_owned()).or_default() -= 1;
        }
    }

    /// What the header of the file gave occasion for.
    pub fn of_the_file(self) -> Vec<Warning> {
        self.file.into_iter().filter(|warning| warning.code != PERHAPS_MISSING).collect()
    }

    /// The causes, those about the file first, then the most frequent.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings: Vec<_> = self
            .rows
            .iter()
            .filter(|(_, count)| **count > 0)
            .map(|(code, count)| {
                let (message, repair) = cause(code);
                let (message, repair) = (message.to_owned(), repair.to_owned());
                Warning { code: code.clone(), count: *count, message, repair, values: MessageValues::new() }
            })
            .collect();
        warnings.sort_by_key(|warning| std::cmp::Reverse(warning.count));
        self.file.iter().cloned().chain(warnings).collect()
    }
}

/// What is said of a row, each once: rows are counted, not messages.
fn codes(messages: &[Message]) -> BTreeSet<&str> {
    messages.iter().map(|message| message.code.as_str()).collect()
}

/// Codes of warnings that are about the file as a whole, not about rows.
pub(super) const IGNORED_COLUMNS: &str = "ignored_columns";

/// The encoding of the file is a guess.
pub(super) const ENCODING_GUESSED: &str = "encoding_guessed";

/// The selection holds more or fewer people than the caller saw.
pub(super) const SELECTION_CHANGED: &str = "selection_changed";

/// Rows of a full sync name nobody, so that people who are in the file may be suspended.
pub(super) const PERHAPS_MISSING: &str = "full_sync_incomplete";

/// Other sheets of the workbook have cells, too.
pub(super) const OTHER_SHEETS: &str = "other_sheets";

/// Rows or columns of the sheet are hidden.
pub(super) const HIDDEN_CELLS: &str = "hidden_cells";

/// Rows lie under a merged cell.
pub(super) const MERGED_CELLS: &str = "merged_cells";

/// All of them.
const ABOUT_THE_FILE: [&str; 7] =
    [IGNORED_COLUMNS, ENCODING_GUESSED, SELECTION_CHANGED, PERHAPS_MISSING, OTHER_SHEETS, HIDDEN_CELLS, MERGED_CELLS];

fn is_about_the_file(code: &str) -> bool {
    ABOUT_THE_FILE.contains(&code)
}
