//! Comma-separated values, in UTF-8.

use super::{Row, Table};
use crate::formula::defuse;
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
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(&self.columns).map_err(Error::internal)?;
        csv.into_inner().map_err(Error::internal)
    }

    fn rows(&mut self, rows: &[Row<'_>]) -> Result<Vec<u8>> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        for row in rows {
            for cell in row {
                csv.write_field(defuse(&cell.text()).as_bytes()).map_err(Error::internal)?;
            }
            csv.write_record(None::<&[u8]>).map_err(Error::internal)?;
        }
        csv.into_inner().map_err(Error::internal)
    }

    fn end(&mut self) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }
}
