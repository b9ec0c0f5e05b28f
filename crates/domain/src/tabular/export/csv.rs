//! Comma-separated values, in UTF-8.

use super::cell::text;
use super::{Row, Table};
use crate::tabular::formula::defuse;
use crate::{Error, Result};

pub(super) struct Csv {
    columns: Vec<String>,
}

impl Csv {
    pub(super) fn new(columns: Vec<String>) -> Self {
        Self { columns }
    }
}

impl Table for Csv {
    fn begin(&mut self) -> Result<Vec<u8>> {
        lines([self.columns.iter().map(String::as_str).collect::<Vec<_>>()])
    }

    fn rows(&mut self, rows: &[Row]) -> Result<Vec<u8>> {
        lines(rows.iter().map(|row| row.iter().map(|value| defuse(&text(value)).into_owned()).collect::<Vec<_>>()))
    }

    fn end(&mut self) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }
}

fn lines<R: IntoIterator<Item = C>, C: AsRef<[u8]>>(rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    for row in rows {
        csv.write_record(row).map_err(Error::internal)?;
    }
    csv.into_inner().map_err(Error::internal)
}
