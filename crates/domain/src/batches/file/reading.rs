//! What a row of a file says: which account is meant, and what is asked for it (PRODUCT 4 to 6). Pure.

use std::collections::{BTreeSet, HashMap};

use jiff::tz::TimeZone;

use super::derived_names::Derivation;
use super::enrolments_of_rows::NamedCourses;
use super::request::{Password, PasswordText, RowRequest, UnlistedChoice};
use super::settings::{FileSettings, InvalidValues, MatchBy, Mode, Passwords, Preset};
use super::template::{self, Unfit};
use super::{cells, columns, secret_headings};
use crate::batches::engine::message::{Level, Message};
use crate::batches::engine::source::SourceColumn;
use crate::cohorts::CohortKey;
use crate::profile::{ProfileField, ValueKind};
use crate::refusal::{Code, Refusal};
use crate::roles::RoleKey;
use crate::tabular::{Delimiter, Record, failed_cell};
use crate::text::{canonical_username, show};
use crate::users::values::{self, Letters, standardise_username};
use crate::users::{Field, FieldValue};
use crate::{MessageValues, Millis, visible};

/// Stands for a password in the cells that are kept.
pub const HIDDEN: &str = "\u{2022}\u{2022}\u{2022}\u{2022}\u{2022}\u{2022}";

/// The code of the remark on a username that characters were removed from.
pub const STANDARDISED: &str = "standardised";

/// How many more things are said to be wrong with a row than the first.
pub(crate) const MOST_FURTHER: usize = 19;

/// What is needed to parse rows.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The file's columns.
    pub columns: &'a [SourceColumn],
    /// The settings in force.
    pub settings: &'a FileSettings,
    /// The custom fields that there are.
    pub custom: &'a [ProfileField],
    /// How usernames are made, where they are.
    pub template: Option<&'a [template::Piece]>,
    /// The cohorts that cells name, as they name them.
    pub cohorts: &'a HashMap<String, CohortKey>,
    /// Those that a rule fills.
    pub filled_cohorts: &'a BTreeSet<CohortKey>,
    /// The roles that can be held at site level, if there are columns for them.
    pub roles: &'a BTreeSet<RoleKey>,
    /// The courses that cells name, with what else they name of them.
    pub courses: &'a NamedCourses,
    /// The letters that usernames may hold.
    pub letters: Letters,
    /// Which columns hold passwords: see [`secret_columns`].
    pub secret: &'a [bool],
    /// What stands between the file's cells; `None` for a workbook, where nothing is quoted.
    pub delimiter: Option<Delimiter>,
    /// Where times without a zone are meant.
    pub timezone: &'a TimeZone,
    /// The time now.
    pub now: Millis,
}

/// A row as it was read: which account, and the requested changes, or why it cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub struct ParsedRow {
    /// What names the account, as it stands in the file.
    pub key: String,
    /// How the key was derived from the row, if it does not stand there as it is.
    pub derivation: Option<Derivation>,
    /// What is asked for.
    pub request: Result<RowRequest, Refusal>,
    /// What could be read of a row of which other values cannot be.
    pub partial: Option<RowRequest>,
    /// What else is wrong with it, where it cannot be understood, so that all can be corrected at once.
    pub further: Vec<Refusal>,
    /// Why its cells are not what they seem to be; it is said before anything else.
    pub damage: Option<Refusal>,
    /// What there is to say although the row can be understood.
    pub remarks: Vec<Message>,
    /// The password for a new account; also where the rest cannot be understood yet.
    pub password: Option<Password>,
}

impl ParsedRow {
    /// Refuses the row for cells that cannot be read; what else is wrong with it is said as well. `is_unnamed` is whether one
    /// of them names the account: then nothing is made of that name.
    pub fn refuse(&mut self, unreadable: Vec<Refusal>, is_unnamed: bool) {
        let Some(first) = unreadable.first().cloned() else { return };
        let mut others: Vec<Refusal> = Vec::new();
        match std::mem::replace(&mut self.request, Err(first)) {
            Ok(request) => self.partial = Some(request),
            Err(refusal) => others.push(refusal),
        }
        if is_unnamed {
            self.partial = None;
            self.remarks.retain(|remark| remark.code != STANDARDISED);
        }
        others.append(&mut self.further);
        let others = not_said(others, &unreadable);
        self.further = unreadable.into_iter().skip(1).chain(others).take(MOST_FURTHER).collect();
    }

    /// Those of the refusals that are about no cell of which something was said already.
    pub fn not_said_of(&self, refusals: Vec<Refusal>) -> Vec<Refusal> {
        not_said(refusals, self.request.as_ref().err().into_iter().chain(&self.further))
    }
}

impl Reading<'_> {
    /// Understands a row. `kept` is the hash of its password, where the cell no longer has it, and whether that is easy to
    /// guess.
    pub fn understand(&self, cells: &[String], kept: Option<(&str, bool)>) -> ParsedRow {
        let mut remarks = Vec::new();
        let mut key = self.cell(cells, self.settings.key_column()).unwrap_or_default().to_owned();
        let mut derivation = None;
        let mut wrong = Vec::new();
        let request = if cells.len() == self.columns.len() {
            self.request(cells, &mut key, &mut derivation, &mut remarks, &mut wrong)
        } else {
            Err(self.wrong_cell_count(cells))
        };
        let mut wrong = wrong.into_iter();
        let (request, partial) = match request {
            Ok(request) => match wrong.next() {
                Some(first) => (Err(first), Some(request)),
                None => (Ok(request), None),
            },
            Err(refusal) => (Err(refusal), None),
        };
        let further = wrong.take(MOST_FURTHER).collect();
        ParsedRow {
            key,
            derivation,
            request,
            partial,
            further,
            damage: None,
            remarks,
            password: self.password(cells, kept),
        }
    }

    /// Why cells of a row cannot be taken for what they say, whatever that is.
    pub fn unreadable(&self, record: &Record, longest_cell: usize) -> Vec<Refusal> {
        let cells = record.cells.iter().enumerate();
        cells.filter_map(|(at, cell)| self.unreadable_cell(at, cell, longest_cell)).take(MOST_FURTHER + 1).collect()
    }

    fn unreadable_cell(&self, at: usize, cell: &str, longest_cell: usize) -> Option<Refusal> {
        let column = self.columns.get(at);
        if let Some(column) = column.filter(|column| column.field.is_some())
            && let Some(failed) = failed_cell::of(cell)
        {
            let shown = if self.is_secret(at) { HIDDEN } else { cell };
            let repair = failed.repair(&show(shown));
            return Some(Refusal::of(Code::InvalidValue, &column.header, shown, "a value", repair));
        }
        if cell.len() <= longest_cell {
            return None;
        }
        let message = format!("The cell has {} bytes; at most {longest_cell} are allowed. Shorten it.", cell.len());
        let mut refusal = Refusal::new(Code::TooLong, message);
        refusal.field = column.map(|column| column.header.clone());
        refusal.expected = Some(format!("at most {longest_cell} bytes"));
        Some(refusal)
    }

    /// Whether a refusal is about a cell that names the account.
    pub fn names_the_account(&self, refusal: &Refusal) -> bool {
        let names = [self.settings.key_column(), "username", "oldusername"];
        refusal.field.as_deref().is_some_and(|field| names.iter().any(|name| is_column(field, name)))
    }

    fn is_secret(&self, at: usize) -> bool {
        self.secret.get(at).copied().unwrap_or(false)
    }

    /// What is asked for. What makes the whole row unreadable is an error; values that cannot be are `wrong`.
    fn request(
        &self,
        cells: &[String],
        key: &mut String,
        derivation: &mut Option<Derivation>,
        remarks: &mut Vec<Message>,
        wrong: &mut Vec<Refusal>,
    ) -> Result<RowRequest, Refusal> {
        for (at, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            if cell.contains('\u{FFFD}') {
                wrong.push(Refusal::of(
                    Code::InvalidValue,
                    &column.header,
                    if self.is_secret(at) { "" } else { cell },
                    "letters of the file's encoding",
                    "A letter in this row does not fit the file's encoding. Set the right encoding and plan again, or save the file as UTF-8.",
                ));
            }
            let name = column.field.as_deref().unwrap_or_default();
            let digits = match name {
                "username" | "oldusername" => cells::require_all_digits(name, Field::Username, cell.trim()),
                "idnumber" if name == self.settings.key_column() => {
                    cells::require_all_digits(name, Field::IdNumber, cell.trim())
                }
                _ => Ok(()),
            };
            wrong.extend(digits.err());
        }
        let unreadable = wrong.len();
        // No username is made from a name that cannot be read.
        let is_unnamed = wrong.iter().any(|refusal| self.names_the_account(refusal));
        let mut request = RowRequest::default();
        if matches!(self.settings.preset, Preset::Rename | Preset::Upsert) && !is_unnamed {
            self.name(cells, key, derivation, &mut request, remarks)?;
        }
        if key.is_empty() {
            return Err(self.nobody_named());
        }
        match self.settings.preset {
            Preset::Suspension => request.suspension = self.suspension(cells, wrong),
            Preset::Rename => {}
            Preset::Delete => {
                // Where there is a column for it, a blank cell leaves the account alone, as blank cells do.
                let asks = self.columns.iter().any(|column| column.field.as_deref() == Some("deleted"));
                request.deletes = or_wrong(self.deletes(cells), wrong).unwrap_or(!asks);
            }
            Preset::Upsert => {
                request.suspension = self.suspension(cells, wrong);
                request.deletes = or_wrong(self.deletes(cells), wrong).unwrap_or(false);
                self.details(cells, &mut request, wrong);
                request.roles = self.roles(cells, wrong);
                request.cohorts = self.cohorts(cells, wrong);
                request.enrolments = self.enrolments(cells, wrong);
            }
        }
        // Of a cell that cannot be read nothing else is said.
        let others = wrong.split_off(unreadable);
        let others = not_said(others, &*wrong);
        wrong.extend(others);
        if is_unnamed { Err(wrong.remove(0)) } else { Ok(request) }
    }

    /// The username that the row gives, and whom it names by it.
    fn name(
        &self,
        cells: &[String],
        key: &mut String,
        derivation: &mut Option<Derivation>,
        request: &mut RowRequest,
        remarks: &mut Vec<Message>,
    ) -> Result<(), Refusal> {
        let given = self.cell(cells, "username");
        let is_rename = self.settings.preset == Preset::Rename;
        let by_username = self.settings.match_by == MatchBy::Username;
        let old = if by_username && !is_rename { self.cell(cells, "oldusername") } else { None };
        request.renames = given.is_some() && (is_rename || old.is_some() || !by_username);
        request.username = match given {
            Some(text) => Some(self.username(text, remarks)),
            None => self.made_username(cells),
        };
        if is_rename && let Some(Err(refusal)) = &request.username {
            return Err(refusal.clone());
        }
        if let Some(old) = old {
            *key = old.to_owned();
        } else if (by_username && !is_rename) || self.settings.mode == Mode::CreateNumbered {
            *derivation = if given.is_none() {
                Some(Derivation::Template)
            } else {
                remarks.iter().any(|remark| remark.code == STANDARDISED).then_some(Derivation::Standardised)
            };
            // The account is known by the name as it would be stored; one that cannot be is shown as it stands.
            match &request.username {
                Some(Ok(name)) => key.clone_from(name),
                Some(Err(refusal)) if given.is_none() => return Err(refusal.clone()),
                _ => *key = given.unwrap_or_default().to_owned(),
            }
        }
        Ok(())
    }

    /// A username from its cell, in the form in which it is stored.
    fn username(&self, text: &str, remarks: &mut Vec<Message>) -> Result<String, Refusal> {
        let (standard, has_changed) = standardise_username(text, self.letters);
        let is_standardised = has_changed && self.settings.standardise_usernames && !standard.is_empty();
        // Invisible characters are no part of a name in a file, wherever it stands.
        let as_written = canonical_username(text);
        let name = match values::parse_with(
            Field::Username,
            if is_standardised { &standard } else { &as_written },
            self.letters,
        )? {
            FieldValue::Text(name) => name,
            _ => return Err(self.nobody_named()),
        };
        if is_standardised {
            remarks.push(Message {
                level: Level::Warning,
                code: STANDARDISED.to_owned(),
                field: Some("username".to_owned()),
                found: Some(text.chars().take(200).collect()),
                expected: Some(name.clone()),
                message: format!(
                    "\"{}\" has characters that usernames may not have; it becomes \"{name}\".",
                    show(text)
                ),
                values: MessageValues::new(),
            });
        }
        Ok(name)
    }

    /// A username from the template, if there is one.
    fn made_username(&self, cells: &[String]) -> Option<Result<String, Refusal>> {
        let cell = |column: &str| self.cell(cells, column);
        let made = template::fill(self.template?, self.letters, cell).map_err(|unfit| match unfit {
            Unfit::Blank(column) => {
                let message = format!(
                    "The username is made from \"{column}\", and the cell is empty. Fill it in, or write a username."
                );
                Refusal::of(Code::MissingValue, &column, "", "a value to make the username from", message)
            }
            Unfit::NoLetters(column) => {
                let text = cell(&column).unwrap_or_default();
                let message = format!(
                    "The username is made from \"{column}\", and \"{}\" has no letters that a username may have. Write a username.",
                    show(text)
                );
                Refusal::of(Code::UsernameInvalid, &column, text, "letters that a username may have", message)
            }
        });
        Some(made.and_then(|name| match values::parse_with(Field::Username, &name, self.letters)? {
            FieldValue::Text(name) => Ok(name),
            _ => Err(self.nobody_named()),
        }))
    }

    fn details(&self, cells: &[String], request: &mut RowRequest, wrong: &mut Vec<Refusal>) {
        for (column, cell) in self.columns.iter().zip(cells) {
            let (Some(name), text) = (column.field.as_deref(), visible::trim(cell)) else { continue };
            if text.is_empty() || name == self.settings.key_column() && self.settings.match_by == MatchBy::Username {
                continue;
            }
            match self.detail(name, text, request) {
                Err(refusal) if self.may_be_left_out(name) => request.left_out.push(refusal),
                taken => or_wrong(taken, wrong),
            }
        }
    }

    fn detail(&self, column: &str, text: &str, request: &mut RowRequest) -> Result<(), Refusal> {
        if let Some(field) = cells::field_of(column) {
            request.details.push((field, cells::detail(column, field, text)?));
        } else if column == "confirmed" {
            request.details.push((Field::Confirmed, FieldValue::Bool(cells::confirmed(text)?)));
        } else if let Some(field) = self.custom_field(column) {
            match cells::custom(field, text) {
                Err(refusal) if field.kind == ValueKind::Choice && !self.may_be_left_out(column) => {
                    let (field, text) = (field.name.clone(), text.to_owned());
                    request.unlisted.push(UnlistedChoice { field, text, refusal });
                }
                value => drop(request.members.insert(field.name.clone(), value?)),
            }
        }
        Ok(())
    }

    /// Whether a detail may be left out that is not valid: not where it names the account.
    fn may_be_left_out(&self, column: &str) -> bool {
        self.settings.invalid_values == InvalidValues::LeaveOut && column != self.settings.key_column()
    }

    fn custom_field(&self, column: &str) -> Option<&ProfileField> {
        let name = column.strip_prefix(cells::CUSTOM)?;
        self.custom.iter().find(|field| field.name.eq_ignore_ascii_case(name))
    }

    fn deletes(&self, cells: &[String]) -> Result<Option<bool>, Refusal> {
        let meaning = "Write 1 to delete the account, or leave the cell blank.";
        self.cell(cells, "deleted").map(|text| cells::yes_or_no("deleted", text, meaning)).transpose()
    }

    fn password(&self, cells: &[String], kept: Option<(&str, bool)>) -> Option<Password> {
        if self.settings.passwords != Passwords::File || cells.len() != self.columns.len() {
            return None;
        }
        // A password may begin or end with a space.
        let index = self.columns.iter().position(|known| known.field.as_deref() == Some("password"))?;
        let cell = cells.get(index).filter(|cell| !cell.is_empty())?;
        if cell == HIDDEN {
            let (hash, is_weak) = kept?;
            return Some(Password { text: PasswordText::Hashed(hash.to_owned()), is_weak });
        }
        let about = ["username", "email", "firstname", "lastname"].iter().filter_map(|name| self.cell(cells, name));
        let text = PasswordText::Plain { text: cell.clone(), about: about.map(str::to_owned).collect() };
        Some(Password { text, is_weak: false })
    }

    /// The row's cells without passwords, as they are kept and shown. In a row with too many or too few cells, or with damaged
    /// quotes, any of them may be one.
    pub fn without_password(&self, mut cells: Vec<String>, is_damaged: bool) -> Vec<String> {
        let is_askew = is_damaged || cells.len() != self.columns.len();
        let is_askew = is_askew && self.has_secret();
        let secret = |at: usize| is_askew || self.is_secret(at);
        for (_, cell) in cells.iter_mut().enumerate().filter(|(at, cell)| secret(*at) && !cell.is_empty()) {
            *cell = HIDDEN.to_owned();
        }
        cells
    }

    /// The key of a row with damaged quotes, as it is shown: other rows, and their passwords, may be a part of it.
    pub fn key_of_damaged(&self, key: &str) -> String {
        if self.has_secret() {
            return String::new();
        }
        key.lines().next().unwrap_or_default().to_owned()
    }

    fn has_secret(&self) -> bool {
        self.secret.contains(&true)
    }

    fn nobody_named(&self) -> Refusal {
        let column = self.settings.key_column();
        Refusal::of(
            Code::MissingValue,
            column,
            "",
            "the account's name",
            format!("The cell \"{column}\" is empty, so the row names no account. Fill it in, or remove the row."),
        )
    }

    /// The cell of a column; `None` if there is no such column or the cell is blank.
    pub(crate) fn cell<'c>(&self, cells: &'c [String], column: &str) -> Option<&'c str> {
        let index = self.columns.iter().position(|known| known.field.as_deref() == Some(column))?;
        cells.get(index).map(|cell| visible::trim(cell)).filter(|cell| !cell.is_empty())
    }

    fn wrong_cell_count(&self, cells: &[String]) -> Refusal {
        let (found, expected) = (cells.len(), self.columns.len());
        let has_secret = self.has_secret();
        let beyond: Vec<_> = cells.iter().skip(expected).filter(|_| !has_secret).map(|cell| show(cell)).collect();
        let which =
            if beyond.is_empty() { String::new() } else { format!(" Beyond the last column: {}.", beyond.join(" | ")) };
        let mut refusal = Refusal::new(
            Code::WrongCellCount,
            format!(
                "The row has {found} cells, the header {expected}.{which} Put cells that hold the delimiter in double quotes, and add the cells that are missing."
            ),
        );
        refusal.found = Some(found.to_string());
        refusal.expected = Some(expected.to_string());
        refusal
    }
}

/// The value that was read; `None` on an error.
pub(crate) fn or_wrong<T: Default>(read: Result<T, Refusal>, wrong: &mut Vec<Refusal>) -> T {
    read.unwrap_or_else(|refusal| {
        wrong.push(refusal);
        T::default()
    })
}

/// The refusals that are about no cell of which something was said already.
fn not_said<'s>(mut refusals: Vec<Refusal>, said: impl IntoIterator<Item = &'s Refusal>) -> Vec<Refusal> {
    let said: Vec<&str> = said.into_iter().filter_map(|refusal| refusal.field.as_deref()).collect();
    let is_said = |field: &str| said.iter().any(|column| is_column(column, field));
    refusals.retain(|refusal| !refusal.field.as_deref().is_some_and(is_said));
    refusals
}

/// Whether a column, named by heading or meaning, is this one.
fn is_column(named: &str, column: &str) -> bool {
    named == column || columns::canonical(named).as_deref() == Some(column)
}

/// Which columns hold passwords. Asked for once: a heading is looked up in many languages.
pub fn secret_columns(columns: &[SourceColumn]) -> Vec<bool> {
    columns.iter().map(is_secret).collect()
}

/// Whether a column holds passwords, be it read, ignored or taken for another. One that is taken for something else is what
/// a user says that it is, whatever it is called.
fn is_secret(column: &SourceColumn) -> bool {
    match column.field.as_deref() {
        Some("password") => true,
        Some(_) => columns::canonical(&column.header).as_deref() == Some("password"),
        None => secret_headings::looks_secret(&column.header),
    }
}

#[cfg(test)]
#[path = "reading_tests.rs"]
mod tests;
