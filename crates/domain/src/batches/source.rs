//! The header of an uploaded file: found, mapped to columns and checked, before anything is planned.

use std::collections::HashSet;

use encoding_rs::{Encoding, UTF_8};

use super::causes::IGNORED_COLUMNS;
use super::cells::CUSTOM;
use super::columns;
use super::guessed_encoding;
use super::model::{Source, SourceColumn, Warning};
use super::settings::{FileSettings, Preset};
use crate::tabular::formula;
use crate::tabular::reader::declared_delimiter;
use crate::tabular::{Delimiter, ReadError, Rows, Sniffed};
use crate::{Error, Fault, Result, visible};

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
        return Err(fault(
            "empty_file",
            format!(
                "The file is empty. It needs a header line such as \"{}\" and a line for each person.",
                settings.preset.example()
            ),
        ));
    }
    if let Some((_, kind)) = OTHER_KINDS.iter().find(|(magic, _)| sniffed.head.starts_with(magic)) {
        return Err(fault(
            "not_a_table",
            format!(
                "The file is {kind}, not a table in text. In a spreadsheet choose \"Save as\" and \"CSV UTF-8\", \"Excel workbook\" or \"OpenDocument\"."
            ),
        ));
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
        let place =
            if (place as usize) < sniffed.head.len() { format!("on line {line}") } else { format!("at byte {place}") };
        return Err(fault(
            "nul_bytes",
            format!(
                "The file holds a NUL byte {place}: it is damaged, or not a table in text. Export it again as CSV."
            ),
        ));
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
        return Err(fault(
            "too_many_columns",
            format!(
                "The header has {} columns, and at most {MOST_COLUMNS} can be read. Take out those that are not needed.",
                columns.len()
            ),
        ));
    }
    require_usable(&columns, settings, delimiter)?;
    let first_row = read_row(sniffed, encoding, delimiter, longest_row, 1)?;
    if first_row.is_none() && sniffed.size <= sniffed.head.len() as u64 {
        return Err(fault("no_rows", format!("The file has a header ({}) and no row below it.", headings.join(", "))));
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
        fault(
            "no_header",
            format!("The file has no header line. It begins with one such as \"{}\".", settings.preset.example()),
        )
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
    let last = headings.iter().rev().take(columns::REPORT.len()).rev();
    headings.len() > columns::REPORT.len() && last.map(|heading| columns::comparable(heading)).eq(columns::REPORT)
}

/// The delimiter that a first line such as `sep=;` declares.
fn declared(sniffed: &Sniffed, encoding: &'static Encoding, longest_row: usize) -> Result<Option<Delimiter>> {
    let mut rows = Rows::new(sniffed.head.as_slice(), encoding, Delimiter::ALL[0], longest_row);
    match rows.first_line() {
        Ok(line) => Ok(declared_delimiter(&line).and_then(Delimiter::from_name)),
        Err(ReadError::TooLong { .. }) => Ok(None),
        Err(error) => Err(fault("unreadable_file", error.to_string())),
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
            Err(error) => return Err(fault("unreadable_file", error.to_string())),
        };
    }
    if let Some(record) = record.as_ref().filter(|record| number == 0 && record.damage.is_some()) {
        let message = format!(
            "The double quotes of the header are damaged: lines {} to {} were taken for it. Close quotes at the end of their heading, and upload the file again.",
            record.line, record.last_line
        );
        return Err(fault("unreadable_file", message));
    }
    Ok(record.map(|record| {
        record.cells.into_iter().map(|cell| visible::trim(&formula::restore(&cell)).to_owned()).collect()
    }))
}

fn require_usable(columns: &[SourceColumn], settings: &FileSettings, delimiter: Delimiter) -> Result<()> {
    let has = |name: &str| columns.iter().any(|column| column.field.as_deref() == Some(name));
    let key = settings.key_column();
    let found: Vec<_> =
        columns.iter().map(|column| format!("\"{}\"", crate::users::values::show(&column.header))).collect();
    let found = format!(
        "Found, split at \"{}\": {}.",
        delimiter.name(),
        found.into_iter().take(20).collect::<Vec<_>>().join(", ")
    );
    let is_made = key == "username" && (settings.username_template.is_some() || has("oldusername"));
    if !has(key) && !is_made {
        return Err(fault(
            "no_usable_column",
            format!(
                "The header has no column \"{key}\", which names the accounts (setting match_by). {found} Rename a heading, or map it with the setting \"columns\"."
            ),
        ));
    }
    let used = settings.used_columns();
    let is_custom = |column: &SourceColumn| column.field.as_deref().is_some_and(is_of_any_number);
    let says_something = used.iter().any(|name| has(name))
        || (settings.preset == Preset::Upsert && columns.iter().any(is_custom))
        // Of a full sync it is enough to say who is there.
        || settings.full_sync.is_some()
        || settings.preset == Preset::Delete;
    if !says_something {
        return Err(fault(
            "no_usable_column",
            format!(
                "The header has none of the columns that say what to do: {}. {found} Rename a heading, or map it with the setting \"columns\".",
                used.join(", ")
            ),
        ));
    }
    Ok(())
}

/// Columns of which a file may have any number: custom fields, roles and cohorts.
fn is_of_any_number(column: &str) -> bool {
    column.starts_with(CUSTOM) || columns::is_system_role(column) || columns::is_cohort(column)
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
        columns::REPORT.contains(&header.as_str()) || left_out.contains(&header)
    };
    let ignored: Vec<_> = columns
        .iter()
        .filter(|column| !column.field.as_deref().is_some_and(is_used) && !is_expected(&column.header))
        .map(|column| format!("\"{}\"", crate::users::values::show(&column.header)))
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
    vec![Warning {
        code: IGNORED_COLUMNS.to_owned(),
        count: i64::try_from(ignored.len()).unwrap_or(i64::MAX),
        message: format!("These columns are not used: {}.{hint}", ignored.join(", ")),
        repair:
            "Nothing, if you do not need them. Otherwise rename the heading, or map it with the setting \"columns\"."
                .to_owned(),
    }]
}

/// About how many rows the file has, by how many its beginning has.
fn estimate_rows(sniffed: &Sniffed) -> i64 {
    let ends = sniffed.head.iter().filter(|byte| **byte == b'\n').count().max(1) as u64;
    let rows = ends * sniffed.size / (sniffed.head.len().max(1) as u64);
    i64::try_from(rows).unwrap_or(i64::MAX)
}

fn fault(code: &'static str, message: String) -> Error {
    Error::Invalid { code, message: message.clone(), faults: vec![Fault::new("file", code, message)] }
}
