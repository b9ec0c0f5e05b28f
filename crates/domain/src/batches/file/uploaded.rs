//! An uploaded file as the table in text that everything behind this reads: a file in text is one already, of a workbook a sheet
//! is written out. What is staged is the file as it came, so that another sheet can be read later.

use std::fs::File;
use std::io::{self, Read, Seek};

use super::header::{self, Header, Sheets};
use super::settings::FileSettings;
use crate::batches::engine::causes::{HIDDEN_CELLS, MERGED_CELLS, OTHER_SHEETS, Warning};
use crate::batches::engine::source::Source;
use crate::batches::engine::stage;
use crate::db::Db;
use crate::id::StagedId;
use crate::message_values::message_values;
use crate::tabular::workbook::{self, Sheet, WorkbookError};
use crate::tabular::{Sniffed, Sniffer};
use crate::text::show;
use crate::turns::Turns;
use crate::{Error, FileFault, MessageValues, Result};

/// Workbooks that are read at once: each takes up to some 100 MB of memory, and a core.
static WORKBOOKS: Turns = Turns::new(2);

/// What was seen of a file in passing.
#[derive(Debug)]
pub struct Look {
    /// Its beginning, its encoding and its size, as a table in text.
    pub sniffed: Sniffed,
    /// The sheet that is read; `None` if the file is no workbook.
    pub sheet: Option<Sheet>,
}

/// Looks at a workbook: its sheet with this name, or else its first.
pub fn look_at_workbook(file: File, sheet: Option<&str>, longest_cell: usize) -> Result<Look> {
    let mut sheet = read_sheet(file, sheet, longest_cell)?;
    let sniffed = sniff(&mut sheet.table)?;
    Ok(Look { sniffed, sheet: Some(sheet) })
}

/// Looks at a file that is staged.
pub fn look_at_staged(db: &Db, staged: StagedId, is_workbook: bool, sheet: Option<&str>, most: usize) -> Result<Look> {
    if is_workbook {
        return look_at_workbook(copy_of(db, staged)?, sheet, most);
    }
    Ok(Look { sniffed: sniff(stage::open(db, staged))?, sheet: None })
}

/// Opens a staged file as a table in text. Blocks for seconds where it is a large workbook.
pub(crate) fn open(db: &Db, staged: StagedId, source: &Source, longest_cell: usize) -> Result<Box<dyn Read + Send>> {
    if !source.is_workbook {
        return Ok(Box::new(stage::open(db, staged)));
    }
    let sheet = read_sheet(copy_of(db, staged)?, source.sheet.as_deref(), longest_cell)?;
    Ok(Box::new(io::BufReader::new(sheet.table)))
}

fn read_sheet(file: File, sheet: Option<&str>, longest_cell: usize) -> Result<Sheet> {
    let _turn = WORKBOOKS.take();
    workbook::read(file, sheet, longest_cell).map_err(|error| match error {
        WorkbookError::Disk(error) => Error::internal(error),
        error => unusable(&error).into(),
    })
}

fn unusable(error: &WorkbookError) -> FileFault {
    let fault = FileFault::new("not_a_table", error.to_string());
    match error {
        WorkbookError::NoSuchSheet { name, sheets } => FileFault {
            code: "unknown_sheet",
            setting: Some("sheet"),
            values: message_values([("name", name.as_str().into()), ("names", sheets.as_slice().into())]),
            ..fault
        },
        WorkbookError::TooManyColumns => fault.with(message_values([("most", workbook::MOST_COLUMNS.into())])),
        WorkbookError::TooLong(row) => fault.with(message_values([("line", (*row).into())])),
        _ => fault,
    }
}

/// A staged file as one in which can be gone to and fro, as reading an archive does.
fn copy_of(db: &Db, staged: StagedId) -> Result<File> {
    let mut file = tempfile::tempfile().map_err(Error::internal)?;
    io::copy(&mut stage::open(db, staged), &mut file).map_err(Error::internal)?;
    file.rewind().map_err(Error::internal)?;
    Ok(file)
}

/// Looks at a text from its beginning to its end.
fn sniff(mut text: impl Read) -> Result<Sniffed> {
    let mut sniffer = Sniffer::default();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match text.read(&mut buffer).map_err(Error::internal)? {
            0 => return Ok(sniffer.finish()),
            read => sniffer.feed(&buffer[..read]),
        }
    }
}

impl Look {
    /// Finds and checks the header; see [`source::header`].
    pub fn header(&self, settings: &FileSettings, custom: &[String], longest_row: usize) -> Result<Header> {
        let Some(sheet) = &self.sheet else { return header::header(&self.sniffed, settings, custom, longest_row) };
        let mut header = header::header(&self.sniffed, &settings.clone().of_workbook(), custom, longest_row)?;
        header.sheets = Some(Sheets { read: sheet.name.clone(), all: sheet.sheets.clone() });
        header.warnings.extend(warnings(sheet));
        Ok(header)
    }
}

/// What a person who looks at the workbook would not expect of how it is read.
fn warnings(sheet: &Sheet) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code: &str, count: u64, message: String, repair: &str, values: MessageValues| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        warnings.push(Warning { code: code.to_owned(), count, message, repair: repair.to_owned(), values });
    };
    let others: Vec<_> = sheet.sheets.iter().filter(|name| **name != sheet.name).collect();
    if !others.is_empty() {
        let others_shown: Vec<_> = others.iter().take(10).map(|name| show(name)).collect();
        let names: Vec<_> = others_shown.iter().map(|name| format!("\"{name}\"")).collect();
        warn(
            OTHER_SHEETS,
            others.len() as u64,
            format!("Only the sheet \"{}\" is read. Others have cells, too: {}.", show(&sheet.name), names.join(", ")),
            "Nothing, if these are not needed. Otherwise name one of them with the setting \"sheet\".",
            message_values([("name", show(&sheet.name).into()), ("names", others_shown.into())]),
        );
    }
    if sheet.hidden_rows > 0 || sheet.hidden_columns > 0 {
        let (rows, columns) = (sheet.hidden_rows, sheet.hidden_columns);
        let what = match (rows, columns) {
            (rows, 0) => format!("{rows} rows of the sheet are hidden"),
            (0, columns) => format!("{columns} columns of the sheet are hidden"),
            (rows, columns) => format!("{rows} rows and {columns} columns of the sheet are hidden"),
        };
        warn(
            HIDDEN_CELLS,
            rows.max(columns),
            format!("{what}, by a filter or by hand. They are read like all others."),
            "Look at these rows. To leave them out, delete them, or copy what you see into another sheet.",
            message_values([("rows", rows.into()), ("columns", columns.into())]),
        );
    }
    if sheet.merged_rows > 0 {
        warn(
            MERGED_CELLS,
            sheet.merged_rows,
            format!(
                "{} rows lie under a merged cell: only its first row has the value, theirs is blank.",
                sheet.merged_rows
            ),
            "Split the merged cells, and fill the value into each row that should have it.",
            message_values([("rows", sheet.merged_rows.into())]),
        );
    }
    warnings
}
