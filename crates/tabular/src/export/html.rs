//! A page with a table, for a browser.

use super::xml::escape;
use super::{Row, Table};
use crate::Result;

pub(super) struct Html {
    columns: Vec<String>,
}

impl Html {
    pub(super) fn new(columns: Vec<String>) -> Self {
        Self { columns }
    }
}

impl Table for Html {
    fn begin(&mut self) -> Result<Vec<u8>> {
        let heads: String =
            self.columns.iter().map(|name| format!("<th scope=\"col\">{}</th>", escape(name))).collect();
        Ok(format!("<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Accounts</title>\n<table><thead><tr>{heads}</tr></thead><tbody>\n").into_bytes())
    }

    fn rows(&mut self, rows: &[Row<'_>]) -> Result<Vec<u8>> {
        let mut page = String::new();
        for row in rows {
            page.push_str("<tr>");
            for value in row {
                page.push_str("<td>");
                page.push_str(&escape(&value.text()));
                page.push_str("</td>");
            }
            page.push_str("</tr>\n");
        }
        Ok(page.into_bytes())
    }

    fn end(&mut self) -> Result<Vec<u8>> {
        Ok(b"</tbody></table>\n".to_vec())
    }
}
