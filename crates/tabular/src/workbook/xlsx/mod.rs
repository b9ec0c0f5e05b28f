//! Excel workbooks (Office Open XML, ECMA-376), read as a stream: only the texts that cells share and what their styles mean
//! are held in memory, and both are bounded by what comes out of the archive, not by what it says of itself.

mod book;
mod formats;
mod relations;
mod sheet;
mod texts;

use self::book::ListedSheet;
use self::formats::Formats;
use self::texts::Texts;
use super::package::Package;
use super::table::Table;
use super::{Choice, Sheet, WorkbookError};

/// The relation of an archive to its workbook, and of a workbook to its parts, by the last word of their types: the rest
/// differs between the two forms of the standard.
const WORKBOOK: &str = "officeDocument";
const WORKSHEET: &str = "worksheet";
const TEXTS: &str = "sharedStrings";
const STYLES: &str = "styles";

/// What every workbook has, wherever its other parts are.
pub(super) const ROOT: &str = "_rels/.rels";

/// The sheet that was asked for, or else the first visible one with cells.
pub(super) fn read(package: &mut Package, choice: &Choice<'_>) -> Result<Sheet, WorkbookError> {
    let root = relations::of(package, "")?;
    let workbook = root.of_kind(WORKBOOK).ok_or(WorkbookError::NotAWorkbook)?.to_owned();
    if !package.has(&workbook) {
        return Err(WorkbookError::NotAWorkbook);
    }
    let relations = relations::of(package, &workbook)?;
    let book = book::read(package, &workbook)?;
    let mut sheets = Vec::new();
    let mut chosen: Option<(&ListedSheet, String)> = None;
    for listed in &book.sheets {
        let Some(part) = relations.target(&listed.relation, WORKSHEET) else { continue };
        let takes = choice.takes(&listed.name, listed.is_visible);
        if !(listed.is_visible || takes) || !sheet::has_cells(package, part)? {
            continue;
        }
        if listed.is_visible {
            sheets.push(listed.name.clone());
        }
        if takes && chosen.is_none() {
            chosen = Some((listed, part.to_owned()));
        }
    }
    let Some((listed, part)) = chosen else { return Err(choice.not_found(sheets)) };
    let texts = match relations.of_kind(TEXTS) {
        Some(part) => Texts::read(package, part, choice.longest_cell)?,
        None => Texts::default(),
    };
    let formats = match relations.of_kind(STYLES) {
        Some(part) => Formats::read(package, part)?,
        None => Formats::default(),
    };
    let mut cells = sheet::Cells::new(Table::new()?, &texts, &formats, book.since_1904, choice.longest_cell);
    sheet::read(package, &part, &mut cells)?;
    let merged_rows = cells.merged_rows();
    Ok(Sheet {
        hidden_rows: cells.hidden_rows,
        hidden_columns: cells.hidden_columns,
        merged_rows,
        table: cells.table.end()?,
        name: listed.name.clone(),
        sheets,
    })
}
