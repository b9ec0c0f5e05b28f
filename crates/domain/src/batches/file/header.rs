//! The header of an uploaded file: found, mapped to columns and checked, before anything is planned.

use std::collections::HashSet;

use encoding_rs::{Encoding, UTF_8};

use super::cells::CUSTOM;
use super::enrolment_columns::EnrolmentColumn;
use super::settings::{FileSettings, Preset};
use super::{columns, guessed_encoding};
use crate::batches::engine::causes::{IGNORED_COLUMNS, Warning};
use crate::batches::engine::report::REPORT;
use crate::batches::engine::source::{Source, SourceColumn};
use crate::message_values::message_values;
use crate::tabular::reader::declared_delimiter;
use crate::tabular::{Delimiter, ReadError, Rows, Sniffed, formula};
use crate::text::show;
use crate::{FileFault, FoundColumn, MessageValues, Result, visible};

/// What is known about a file before its rows are read.
#[derive(Debug, Clone)]
pub struct Header {
    /// The encoding in force.
    pub encoding: &'static Encoding,
    /// The delimiter in force.
    pub delimiter: Delimiter,
    /// The columns.
    pub columns: Vec<SourceColumn>,
    /// About how many rows there are.
    pub rows_estimated: i64,
    /// Whether the encoding is a guess.
    pub is_encoding_guessed: bool,
    /// What is the matter with the header without being wrong.
    pub warnings: Vec<Warning>,
    /// The sheets, where the file is a workbook.
    pub sheets: Option<Sheets>,
}

/// The sheets of a workbook.
#[derive(Debug, Clone)]
pub struct Sheets {
    /// The one that is read.
    pub read: String,
    /// The visible ones with cells.
    pub all: Vec<String>,
}

/// So many headings stand in a message.
const MOST_NAMED: usize = 20;

/// The most columns that a file may have: many times what any table of people has.
const MOST_COLUMNS: usize = 1_000;

/// The beginnings of files that are no text; the names are for the message.
const OTHER_KINDS: [(&[u8], &str); 6] = [
    (b"\xD0\xCF\x11\xE0", "an old Excel or Word file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1F\x8B", "a compressed file"),
];

/// Finds and checks the header. What is wrong with the file as a whole is an error that names what was found.
///
/// `custom` are the names of the custom fields that there are; a heading that names another one is not known.
pub fn header(sniffed: &Sniffed, settings: &FileSettings, custom: &[String], longest_row: usize) -> Result<Header> {
    if sniffed.head.iter().all(u8::is_ascii_whitespace) && sniffed.size <= sniffed.head.len() as u64 {
        let message = format!(
            "The file is empty. It needs a header line such as \"{}\" and a line for each person.",
            settings.preset.example()
        );
        return Err(FileFault::new("empty_file", message).with(example(settings)).into());
    }
    if let Some((_, kind)) = OTHER_KINDS.iter().find(|(magic, _)| sniffed.head.starts_with(magic)) {
        let message = format!(
            "The file is {kind}, not a table in text. In a spreadsheet choose \"Save as\" and \"CSV UTF-8\", \"Excel workbook\" or \"OpenDocument\"."
        );
        return Err(FileFault::new("not_a_table", message).into());
    }
    let is_report = is_report(sniffed, longest_row);
    let named = Encoding::for_label(settings.encoding.as_bytes()).filter(|_| !is_report);
    let encoding = named.unwrap_or(sniffed.encoding);
    if let Some(place) = sniffed.stray_nul.filter(|_| settings.encoding == "auto") {
        let line = 1 + sniffed
            .head
            .iter()
            .take(usize::try_from(place).unwrap_or(usize::MAX))
            .filter(|byte| **byte == b'\n')
            .count();
        let (place, values) = if (place as usize) < sniffed.head.len() {
            (format!("on line {line}"), message_values([("line", line.into())]))
        } else {
            (format!("at byte {place}"), message_values([("byte", place.into())]))
        };
        let message = format!(
            "The file holds a NUL byte {place}: it is damaged, or not a table in text. Export it again as CSV."
        );
        return Err(FileFault::new("nul_bytes", message).with(values).into());
    }
    let forced = if is_report { Delimiter::from_name(",") } else { Delimiter::from_name(&settings.delimiter) };
    let (delimiter, headings) = headings(sniffed, settings, encoding, longest_row, forced)?;
    let mut columns = columns::map(&headings, &settings.columns);
    for column in &mut columns {
        let name = column.field.as_deref().and_then(|field| field.strip_prefix(CUSTOM));
        if name.is_some_and(|name| !custom.iter().any(|known| known.eq_ignore_ascii_case(name))) {
            column.field = None;
        }
    }
    if columns.len() > MOST_COLUMNS {
        let message = format!(
            "The header has {} columns, and at most {MOST_COLUMNS} can be read. Take out those that are not needed.",
            columns.len()
        );
        let values = message_values([("columns", columns.len().into()), ("most", MOST_COLUMNS.into())]);
        return Err(FileFault::new("too_many_columns", message).with(values).into());
    }
    require_usable(&columns, settings, delimiter)?;
    let first_row = read_row(sniffed, encoding, delimiter, longest_row, 1)?;
    if first_row.is_none() && sniffed.size <= sniffed.head.len() as u64 {
        let message = format!("The file has a header ({}) and no row below it.", headings.join(", "));
        let headings: Vec<_> = headings.iter().take(MOST_NAMED).map(|heading| show(heading)).collect();
        return Err(FileFault::new("no_rows", message).with(message_values([("headings", headings.into())])).into());
    }
    let is_encoding_guessed = settings.encoding == "auto" && sniffed.is_guess;
    let mut warnings = warnings(&columns, settings);
    if is_encoding_guessed {
        warnings.push(guessed_encoding::warning(sniffed, encoding, delimiter, &columns));
    }
    Ok(Header {
        encoding,
        delimiter,
        is_encoding_guessed,
        warnings,
        columns,
        rows_estimated: estimate_rows(sniffed),
        sheets: None,
    })
}

impl Header {
    /// Completes what is known about the source.
    pub fn describe(&self, source: &mut Source) {
        match &self.sheets {
            // A workbook has neither delimiter nor encoding, although the table that is made of it does.
            Some(sheets) => {
                source.sheet = Some(sheets.read.clone());
                source.sheets = Some(sheets.all.clone());
            }
            None => {
                source.delimiter = Some(self.delimiter.name().to_owned());
                source.encoding = Some(self.encoding.name().to_owned());
                source.encoding_guessed = Some(self.is_encoding_guessed);
            }
        }
        source.columns = Some(self.columns.clone());
    }
}

/// The delimiter under which most headings are known; where none is, the one that makes most headings.
fn headings(
    sniffed: &Sniffed,
    settings: &FileSettings,
    encoding: &'static Encoding,
    longest_row: usize,
    forced: Option<Delimiter>,
) -> Result<(Delimiter, Vec<String>)> {
    let declared = if forced.is_none() { declared(sniffed, encoding, longest_row)? } else { None };
    let candidates = match forced.or(declared) {
        Some(delimiter) => vec![delimiter],
        None => Delimiter::ALL.to_vec(),
    };
    let mapping = columns::mapped(&settings.columns);
    let mut best: Option<((usize, usize), Delimiter, Vec<String>)> = None;
    for delimiter in candidates {
        let Some(headings) = read_row(sniffed, encoding, delimiter, longest_row, 0)? else { continue };
        let mapped = headings.iter().filter(|heading| mapping.contains(&columns::comparable(heading))).count();
        let measure = (columns::known(&headings) + mapped, headings.len());
        if best.as_ref().is_none_or(|(known, _, _)| measure > *known) {
            best = Some((measure, delimiter, headings));
        }
    }
    let (_, delimiter, headings) = best.ok_or_else(|| {
        let message =
            format!("The file has no header line. It begins with one such as \"{}\".", settings.preset.example());
        FileFault::new("no_header", message).with(example(settings))
    })?;
    Ok((delimiter, headings))
}

/// Whether it is a report of ours, corrected to be uploaded again: those are in UTF-8 with commas, whatever the settings
/// say that the file before it was.
fn is_report(sniffed: &Sniffed, longest_row: usize) -> bool {
    if sniffed.encoding != UTF_8 {
        return false;
    }
    let comma = Delimiter::ALL[0];
    let headings = read_row(sniffed, UTF_8, comma, longest_row, 0).ok().flatten().unwrap_or_default();
    let last = headings.iter().rev().take(REPORT.len()).rev();
    headings.len() > REPORT.len() && last.map(|heading| columns::comparable(heading)).eq(REPORT)
}

/// The delimiter that a first line such as `sep=;` declares.
fn declared(sniffed: &Sniffed, encoding: &'static Encoding, longest_row: usize) -> Result<Option<Delimiter>> {
    let mut rows = Rows::new(sniffed.head.as_slice(), encoding, Delimiter::ALL[0], longest_row);
    match rows.first_line() {
        Ok(line) => Ok(declared_delimiter(&line).and_then(Delimiter::from_name)),
        Err(ReadError::TooLong { .. }) => Ok(None),
        Err(error) => Err(FileFault::new("unreadable_file", error.to_string()).into()),
    }
}

/// The row with this number (0 is the header) from the file's beginning.
fn read_row(
    sniffed: &Sniffed,
    encoding: &'static Encoding,
    delimiter: Delimiter,
    longest_row: usize,
    number: usize,
) -> Result<Option<Vec<String>>> {
    let mut rows = Rows::new(sniffed.head.as_slice(), encoding, delimiter, longest_row);
    let mut record = None;
    for _ in 0..=number {
        record = match rows.next_record() {
            Ok(record) => record,
            Err(ReadError::TooLong { .. }) => None,
            Err(error) => return Err(FileFault::new("unreadable_file", error.to_string()).into()),
        };
    }
    if let Some(record) = record.as_ref().filter(|record| number == 0 && record.damage.is_some()) {
        let message = format!(
            "The double quotes of the header are damaged: lines {} to {} were taken for it. Close quotes at the end of their heading, and upload the file again.",
            record.line, record.last_line
        );
        let values = message_values([("line", record.line.into()), ("last_line", record.last_line.into())]);
        return Err(FileFault::new("unreadable_file", message).with(values).into());
    }
    Ok(record.map(|record| {
        record.cells.into_iter().map(|cell| visible::trim(&formula::restore(&cell)).to_owned()).collect()
    }))
}

fn require_usable(columns: &[SourceColumn], settings: &FileSettings, delimiter: Delimiter) -> Result<()> {
    let has = |name: &str| columns.iter().any(|column| column.field.as_deref() == Some(name));
    let key = settings.key_column();
    let is_made = key == "username" && (settings.username_template.is_some() || has("oldusername"));
    if !has(key) && !is_made {
        let what = format!("The header has no column \"{key}\", which names the accounts (setting match_by).");
        return Err(unusable(columns, delimiter, &what, &[key]).into());
    }
    let used = settings.used_columns();
    let is_custom = |column: &SourceColumn| column.field.as_deref().is_some_and(is_of_any_number);
    let says_something = used.iter().any(|name| has(name))
        || (settings.preset == Preset::Upsert && columns.iter().any(is_custom))
        // Of a full sync it is enough to say who is there.
        || settings.full_sync.is_some()
        || settings.preset == Preset::Delete;
    if !says_something {
        let what = format!("The header has none of the columns that say what to do: {}.", used.join(", "));
        return Err(unusable(columns, delimiter, &what, &used).into());
    }
    Ok(())
}

/// A header without a column that is needed. It tells the columns that there are, so that one can be mapped.
fn unusable(columns: &[SourceColumn], delimiter: Delimiter, what: &str, missing: &[&str]) -> FileFault {
    let headings: Vec<_> = columns.iter().take(MOST_NAMED).map(|column| show(&column.header)).collect();
    let quoted: Vec<_> = headings.iter().map(|heading| format!("\"{heading}\"")).collect();
    let message = format!(
        "{what} Found, split at \"{}\": {}. Rename a heading, or map it with the setting \"columns\".",
        delimiter.name(),
        quoted.join(", ")
    );
    let found = |column: &SourceColumn| FoundColumn { header: column.header.clone(), field: column.field.clone() };
    FileFault {
        values: message_values([
            ("missing", missing.into()),
            ("delimiter", delimiter.name().into()),
            ("headings", headings.into()),
        ]),
        columns: columns.iter().map(found).collect(),
        ..FileFault::new("no_usable_column", message)
    }
}

/// Columns of which a file may have any number: custom fields, roles, cohorts and enrolments.
fn is_of_any_number(column: &str) -> bool {
    let is_numbered = columns::is_system_role(column) || columns::is_cohort(column) || EnrolmentColumn::is_one(column);
    is_numbered || column.starts_with(CUSTOM)
}

fn warnings(columns: &[SourceColumn], settings: &FileSettings) -> Vec<Warning> {
    let used = settings.used_columns();
    let reads_custom = settings.preset == Preset::Upsert;
    let is_used =
        |name: &str| name == settings.key_column() || used.contains(&name) || (reads_custom && is_of_any_number(name));
    let left_out = settings.columns.iter().filter(|(_, to)| to.is_none());
    let left_out: HashSet<String> = left_out.map(|(from, _)| columns::comparable(from)).collect();
    let is_expected = |header: &str| {
        let header = columns::comparable(header);
        REPORT.contains(&header.as_str()) || left_out.contains(&header)
    };
    let ignored: Vec<_> = columns
        .iter()
        .filter(|column| !column.field.as_deref().is_some_and(is_used) && !is_expected(&column.header))
        .map(|column| show(&column.header))
        .collect();
    if ignored.is_empty() {
        return Vec::new();
    }
    // A column that comes twice is read where it comes first.
    let mut read = HashSet::new();
    let repeated = columns.iter().any(|column| {
        read.extend(column.field.as_deref());
        column.field.is_none() && columns::canonical(&column.header).is_some_and(|field| read.contains(&*field))
    });
    let hint = if repeated { " One that comes twice is read where it comes first." } else { "" };
    let quoted: Vec<_> = ignored.iter().map(|heading| format!("\"{heading}\"")).collect();
    vec![Warning {
        code: IGNORED_COLUMNS.to_owned(),
        count: i64::try_from(ignored.len()).unwrap_or(i64::MAX),
        message: format!("These columns are not used: {}.{hint}", quoted.join(", ")),
        repair:
            "Nothing, if you do not need them. Otherwise rename the heading, or map it with the setting \"columns\"."
                .to_owned(),
        values: message_values([("headings", ignored.into())]),
    }]
}

/// About how many rows the file has, by how many its beginning has.
fn estimate_rows(sniffed: &Sniffed) -> i64 {
    let ends = sniffed.head.iter().filter(|byte| **byte == b'\n').count().max(1) as u64;
    let rows = ends * sniffed.size / (sniffed.head.len().max(1) as u64);
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// The heading line that a file of this kind could begin with, as a value of a message.
fn example(settings: &FileSettings) -> MessageValues {
    message_values([("example", settings.preset.example().into())])
}
