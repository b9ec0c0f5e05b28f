//! Tables on their way out: a file a format, behind one trait.
//!
//! A table is written piece by piece. Only PDF keeps its rows, since a page is laid out once the widths of its columns
//! are known; the number of people in one is limited for that ([`Format::is_laid_out`]).

mod archive;
mod cell;
mod csv;
mod html;
mod json;
mod ndjson;
mod ods;
mod pdf;
mod sheets;
mod xlsx;
mod xml;

pub use cell::Cell;

use crate::Result;

/// A row: a cell for each column.
pub type Row<'a> = Vec<Cell<'a>>;

/// A table that is being written. What each call gives belongs behind what the calls before have given; it may be empty.
pub trait Table: Send {
    /// What comes before the rows.
    fn begin(&mut self) -> Result<Vec<u8>>;

    /// Some rows.
    fn rows(&mut self, rows: &[Row<'_>]) -> Result<Vec<u8>>;

    /// What comes behind the rows.
    fn end(&mut self) -> Result<Vec<u8>>;
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, in UTF-8; cells that a spreadsheet would run are made harmless.
    Csv,
    /// Office Open XML, for Excel.
    Xlsx,
    /// OpenDocument, for LibreOffice.
    Ods,
    /// An array of objects.
    Json,
    /// An object a line.
    Ndjson,
    /// A page with a table.
    Html,
    /// A document to be printed.
    Pdf,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 7] = [Self::Csv, Self::Xlsx, Self::Ods, Self::Json, Self::Ndjson, Self::Html, Self::Pdf];

    /// The name in the API, and the end of a file's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Html => "html",
            Self::Pdf => "pdf",
        }
    }

    /// The format with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The names of all formats, for a person.
    pub fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Json => "application/json",
            Self::Ndjson => "application/x-ndjson",
            Self::Html => "text/html; charset=utf-8",
            Self::Pdf => "application/pdf",
        }
    }

    /// Whether it is compressed as it is.
    pub fn is_compressed(self) -> bool {
        matches!(self, Self::Xlsx | Self::Ods | Self::Pdf)
    }

    /// Whether the whole table has to be there before the first page is: then it may not be a long one.
    pub fn is_laid_out(self) -> bool {
        self == Self::Pdf
    }

    /// A table with these columns.
    pub fn table(self, columns: Vec<String>) -> Box<dyn Table> {
        match self {
            Self::Csv => Box::new(csv::Csv::new(columns)),
            Self::Xlsx => Box::new(xlsx::Xlsx::new(columns)),
            Self::Ods => Box::new(ods::Ods::new(columns)),
            Self::Json => Box::new(json::Json::new(columns)),
            Self::Ndjson => Box::new(ndjson::Ndjson::new(columns)),
            Self::Html => Box::new(html::Html::new(columns)),
            Self::Pdf => Box::new(pdf::Pdf::new(columns)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn written(format: Format, rows: &[Row<'_>]) -> String {
        let mut table = format.table(vec!["name".to_owned(), "roles".to_owned()]);
        let mut all = table.begin().unwrap_or_default();
        for row in rows.chunks(1) {
            all.extend(table.rows(row).unwrap_or_default());
        }
        all.extend(table.end().unwrap_or_default());
        String::from_utf8(all).unwrap_or_default()
    }

    #[test]
    fn each_text_format_is_whole_with_no_row_one_and_several() {
        let rows =
            [vec![Cell::from("=1+1, \"x\""), Cell::Words(vec!["a", "b"])], vec![Cell::Empty, Cell::Json(json!([]))]];
        assert_eq!(written(Format::Csv, &rows), "name,roles\n\"'=1+1, \"\"x\"\"\",a;b\n,\n");
        assert_eq!(written(Format::Csv, &[]), "name,roles\n");
        for count in 0..=2 {
            let read: Option<Value> = serde_json::from_str(&written(Format::Json, &rows[..count])).ok();
            let expected: Vec<Value> =
                rows[..count].iter().map(|row| json!({ "name": row[0], "roles": row[1] })).collect();
            assert_eq!(read, Some(Value::Array(expected)));
            assert_eq!(written(Format::Ndjson, &rows[..count]).lines().count(), count);
        }
        let page = written(Format::Html, &[vec![Cell::from("<b>&"), Cell::Empty]]);
        assert!(page.contains("<tr><td>&lt;b&gt;&amp;</td><td></td></tr>"), "{page}");
    }

    #[test]
    fn formats_are_known_by_their_names() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        assert_eq!(Format::from_name("exe"), None);
    }
}
