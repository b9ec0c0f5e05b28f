//! Tables on their way out, piece by piece: CSV, JSON, NDJSON and HTML.

use serde_json::{Map, Value};

use super::formula::defuse;
use crate::{Error, Result};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, in UTF-8; cells that a spreadsheet would run are made harmless.
    Csv,
    /// An array of objects.
    Json,
    /// An object a line.
    Ndjson,
    /// A page with a table.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Json, Self::Ndjson, Self::Html];

    /// The name in the API, and the end of a file's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Html => "html",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Ndjson => "application/x-ndjson",
            Self::Html => "text/html; charset=utf-8",
        }
    }
}

/// Writes one table. It holds no rows: each piece is given away as soon as it is made.
#[derive(Debug)]
pub struct Writer {
    format: Format,
    columns: Vec<String>,
    is_first: bool,
}

impl Writer {
    /// A table with these columns.
    pub fn new(format: Format, columns: Vec<String>) -> Self {
        Self { format, columns, is_first: true }
    }

    /// What comes before the rows.
    pub fn begin(&self) -> Result<Vec<u8>> {
        Ok(match self.format {
            Format::Csv => csv_of([self.columns.iter().map(String::as_str).collect::<Vec<_>>()])?,
            Format::Json => b"[".to_vec(),
            Format::Ndjson => Vec::new(),
            Format::Html => {
                let heads: String =
                    self.columns.iter().map(|name| format!("<th scope=\"col\">{}</th>", escape(name))).collect();
                format!("<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Accounts</title>\n<table><thead><tr>{heads}</tr></thead><tbody>\n").into_bytes()
            }
        })
    }

    /// Some rows.
    pub fn rows(&mut self, rows: &[Map<String, Value>]) -> Result<Vec<u8>> {
        match self.format {
            Format::Csv => csv_of(rows.iter().map(|row| {
                self.columns.iter().map(|name| defuse(&text(row.get(name))).into_owned()).collect::<Vec<_>>()
            })),
            Format::Json | Format::Ndjson => {
                let mut piece = Vec::new();
                for row in rows {
                    if self.format == Format::Json {
                        let is_first = std::mem::replace(&mut self.is_first, false);
                        piece.extend_from_slice(if is_first { b"\n" } else { b",\n" });
                    }
                    let chosen =
                        self.columns.iter().map(|name| (name.clone(), row.get(name).cloned().unwrap_or_default()));
                    serde_json::to_writer(&mut piece, &Value::Object(chosen.collect()))?;
                    if self.format == Format::Ndjson {
                        piece.push(b'\n');
                    }
                }
                Ok(piece)
            }
            Format::Html => {
                let cell =
                    |row: &Map<String, Value>, name: &String| format!("<td>{}</td>", escape(&text(row.get(name))));
                let line = |row: &Map<String, Value>| {
                    let cells: String = self.columns.iter().map(|name| cell(row, name)).collect();
                    format!("<tr>{cells}</tr>\n")
                };
                Ok(rows.iter().map(line).collect::<String>().into_bytes())
            }
        }
    }

    /// What comes behind the rows.
    pub fn end(&self) -> &'static [u8] {
        match self.format {
            Format::Csv | Format::Ndjson => b"",
            Format::Json => b"\n]\n",
            Format::Html => b"</tbody></table>\n",
        }
    }
}

/// A value as the text of a cell; several values are separated by semicolons.
fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(values)) => values.iter().map(|value| text(Some(value))).collect::<Vec<_>>().join(";"),
        Some(other) => other.to_string(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn csv_of<R: IntoIterator<Item = C>, C: AsRef<[u8]>>(rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    for row in rows {
        csv.write_record(row).map_err(Error::internal)?;
    }
    csv.into_inner().map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn written(format: Format, rows: &[Value]) -> String {
        let rows: Vec<Map<String, Value>> = rows.iter().filter_map(|row| row.as_object().cloned()).collect();
        let mut writer = Writer::new(format, vec!["name".to_owned(), "roles".to_owned()]);
        let mut all = writer.begin().unwrap_or_default();
        for row in rows.chunks(1) {
            all.extend(writer.rows(row).unwrap_or_default());
        }
        all.extend(writer.end());
        String::from_utf8(all).unwrap_or_default()
    }

    #[test]
    fn each_format_is_whole_with_no_row_one_and_several() {
        let rows =
            [json!({ "name": "=1+1, \"x\"", "roles": ["a", "b"], "other": 1 }), json!({ "name": null, "roles": [] })];
        assert_eq!(written(Format::Csv, &rows), "name,roles\n\"'=1+1, \"\"x\"\"\",a;b\n,\n");
        assert_eq!(written(Format::Csv, &[]), "name,roles\n");
        for count in 0..=2 {
            let read: Option<Value> = serde_json::from_str(&written(Format::Json, &rows[..count])).ok();
            let expected: Vec<Value> =
                rows[..count].iter().map(|row| json!({ "name": row["name"], "roles": row["roles"] })).collect();
            assert_eq!(read, Some(Value::Array(expected)));
            assert_eq!(written(Format::Ndjson, &rows[..count]).lines().count(), count);
        }
        assert!(
            written(Format::Html, &[json!({ "name": "<b>&" })]).contains("<tr><td>&lt;b&gt;&amp;</td><td></td></tr>")
        );
    }
}
