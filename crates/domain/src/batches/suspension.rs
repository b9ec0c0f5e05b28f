//! The preset `suspension`: what a row asks for (PRODUCT 4). Pure.

use jiff::tz::TimeZone;
use serde_json::json;

use super::model::SourceColumn;
use super::settings::FileSettings;
use crate::users::refusal::{Code, Refusal};
use crate::users::rules::SuspensionRequest;
use crate::users::values::{self, AuthMethod, show};
use crate::users::{Field, FieldValue};
use crate::{Millis, time};

/// What a row needs to be understood.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The file's columns.
    pub columns: &'a [SourceColumn],
    /// The settings in force.
    pub settings: &'a FileSettings,
    /// Where times without a zone are meant.
    pub timezone: &'a TimeZone,
    /// The time now.
    pub now: Millis,
}

/// What a row says: which account, and what to do to it, or why it cannot be understood.
#[derive(Debug, PartialEq, Eq)]
pub struct Understood {
    /// What names the account, as it stands in the file.
    pub key: String,
    /// What is asked for.
    pub request: Result<SuspensionRequest, Refusal>,
}

impl Reading<'_> {
    /// Understands a row.
    pub fn understand(&self, cells: &[String]) -> Understood {
        let key_column = self.settings.match_by.column();
        let key = self.cell(cells, key_column).unwrap_or_default().to_owned();
        let request = if cells.len() == self.columns.len() { self.request(cells, &key, key_column) } else { Err(self.wrong_cell_count(cells)) };
        Understood { key, request }
    }

    /// What is asked for, as text to be compared with another row's; nothing where nothing is asked for.
    pub fn comparable(request: &SuspensionRequest) -> Option<String> {
        let SuspensionRequest { suspended, auth_method, reason, until, .. } = request;
        if suspended.is_none() && auth_method.is_none() {
            return None;
        }
        Some(json!([suspended, auth_method.map(AuthMethod::name), reason, until]).to_string())
    }

    fn request(&self, cells: &[String], key: &str, key_column: &str) -> Result<SuspensionRequest, Refusal> {
        if let Some((column, cell)) = self.columns.iter().zip(cells).find(|(_, cell)| cell.contains('\u{FFFD}')) {
            return Err(Refusal::of(
                Code::InvalidValue,
                &column.header,
                cell,
                "letters of the file's encoding",
                "A letter in this row does not fit the file's encoding. Set the right encoding and plan again, or save the file as UTF-8.",
            ));
        }
        if key.is_empty() {
            return Err(Refusal::of(
                Code::MissingValue,
                key_column,
                "",
                "the account's name",
                format!("The cell \"{key_column}\" is empty: nobody is named. Fill it in, or take the row out."),
            ));
        }
        let suspended = self.cell(cells, "suspended").map(yes_or_no).transpose()?;
        let auth_method = self.cell(cells, "auth").map(|text| AuthMethod::parse("auth", text)).transpose()?;
        let reason = match self.cell(cells, "reason").map(|text| values::parse(Field::SuspensionReason, text)).transpose()? {
            Some(FieldValue::Text(reason)) => Some(reason),
            _ => None,
        };
        let until = self.cell(cells, "until").map(|text| self.until(text)).transpose()?;
        Ok(SuspensionRequest {
            suspended,
            auth_method,
            on_suspend: self.settings.on_suspend(),
            restore: self.settings.restore_auth_method,
            reason: reason.filter(|_| suspended == Some(true)),
            until: until.filter(|_| suspended == Some(true)),
        })
    }

    /// The cell of a column; nothing where there is no such column or the cell is blank.
    fn cell<'c>(&self, cells: &'c [String], column: &str) -> Option<&'c str> {
        let index = self.columns.iter().position(|known| known.field.as_deref() == Some(column))?;
        cells.get(index).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    fn until(&self, text: &str) -> Result<Millis, Refusal> {
        let expected = "a time to come such as 2026-03-01 or 2026-03-01T09:30:00Z";
        let refuse = |message: String| Refusal::of(Code::InvalidValue, "until", text, expected, message);
        match time::parse(text, self.timezone) {
            None => Err(refuse(format!("\"{}\" is not a time. Write it as 2026-03-01 or 2026-03-01T09:30:00Z.", show(text)))),
            Some(at) if at <= self.now => Err(refuse(format!("\"{}\" lies in the past: the suspension would end before it begins. Name a time to come, or leave the cell blank.", show(text)))),
            Some(at) => Ok(at),
        }
    }

    fn wrong_cell_count(&self, cells: &[String]) -> Refusal {
        let (found, expected) = (cells.len(), self.columns.len());
        let beyond: Vec<_> = cells.iter().skip(expected).map(|cell| show(cell)).collect();
        let which = if beyond.is_empty() { String::new() } else { format!(" Beyond the last column: {}.", beyond.join(" | ")) };
        let mut refusal = Refusal::new(
            Code::WrongCellCount,
            format!("The row has {found} cells, the header {expected}.{which} Put cells that hold the delimiter in double quotes, and add the cells that are missing."),
        );
        refusal.found = Some(found.to_string());
        refusal.expected = Some(expected.to_string());
        refusal
    }
}

fn yes_or_no(text: &str) -> Result<bool, Refusal> {
    match text.to_lowercase().as_str() {
        "1" | "true" | "yes" | "y" | "on" => Ok(true),
        "0" | "false" | "no" | "n" | "off" => Ok(false),
        _ => Err(Refusal::of(
            Code::InvalidValue,
            "suspended",
            text,
            "1 or 0 (also true/false, yes/no)",
            format!("\"{}\" is neither yes nor no. Write 1 to suspend, 0 to activate, or leave the cell blank.", show(text)),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batches::columns;

    fn understand(headings: &[&str], cells: &[&str]) -> Understood {
        let headings: Vec<_> = headings.iter().map(|heading| (*heading).to_owned()).collect();
        let cells: Vec<_> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let settings = FileSettings::resolve(&json!({ "preset": "suspension" })).ok();
        let columns = columns::map(&headings, &Default::default());
        match &settings {
            Some(settings) => Reading { columns: &columns, settings, timezone: &TimeZone::UTC, now: 1_000 }.understand(&cells),
            None => Understood { key: String::new(), request: Err(Refusal::new(Code::Forbidden, "the settings do not resolve")) },
        }
    }

    fn code(headings: &[&str], cells: &[&str]) -> Option<Code> {
        understand(headings, cells).request.err().map(|refusal| refusal.code)
    }

    #[test]
    fn yes_and_no_have_many_words_and_blank_means_neither() {
        for (word, meaning) in [("1", Some(true)), ("YES", Some(true)), ("false", Some(false)), ("0", Some(false)), (" ", None)] {
            let understood = understand(&["username", "suspended"], &["anna", word]);
            assert_eq!(understood.request.map(|request| request.suspended), Ok(meaning), "{word}");
        }
        assert_eq!(code(&["username", "suspended"], &["anna", "maybe"]), Some(Code::InvalidValue));
    }

    #[test]
    fn a_row_that_cannot_be_understood_says_why() {
        let headings = ["username", "suspended", "auth", "until"];
        assert_eq!(code(&headings, &["anna", "1", "magic", ""]), Some(Code::UnknownAuthMethod));
        assert_eq!(code(&headings, &["", "1", "", ""]), Some(Code::MissingValue));
        assert_eq!(code(&headings, &["anna", "1"]), Some(Code::WrongCellCount));
        assert_eq!(code(&headings, &["anna", "1", "", "1969-01-01"]), Some(Code::InvalidValue));
        assert_eq!(code(&headings, &["anna", "1", "", "2030-01-01"]), None);
    }

    #[test]
    fn reason_and_end_are_for_suspending_only() {
        let headings = ["username", "suspended", "reason"];
        let reason = |cells: &[&str]| understand(&headings, cells).request.ok().and_then(|request| request.reason);
        assert_eq!(reason(&["anna", "1", "left"]).as_deref(), Some("left"));
        assert_eq!(reason(&["anna", "0", "left"]), None);
    }
}
