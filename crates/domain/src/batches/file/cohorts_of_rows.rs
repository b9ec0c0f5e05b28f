//! The numbered columns `cohort1`, `cohort2`, ...: each puts an account into a cohort, or takes it out with a `-` in front; and
//! how rows end whose cohort is gone when they are applied.

use std::collections::{BTreeMap, BTreeSet};

use super::columns;
use super::reading::Reading;
use crate::batches::engine::row::Row;
use crate::batches::engine::source::SourceColumn;
use crate::cohorts::{self, CohortKey, Unusable};
use crate::db::Conn;
use crate::refusal::{Code, Refusal};
use crate::tabular::Record;
use crate::users::Field;
use crate::{Result, visible};

impl Reading<'_> {
    /// The cohorts that a row puts its account into (true) and takes it out of; what is no cohort is `wrong`.
    pub(crate) fn cohorts(&self, cells: &[String], wrong: &mut Vec<Refusal>) -> BTreeMap<CohortKey, bool> {
        let mut cohorts = BTreeMap::new();
        for (column, text) in cells_of(self.columns, cells) {
            let (name, comes) = meaning(text);
            let Some(key) = self.cohorts.get(name) else {
                let expected = "the key, name or id of a cohort";
                wrong.push(Refusal::of(Code::UnknownCohort, column, name, expected, cohorts::unknown(name)));
                continue;
            };
            if self.filled_cohorts.contains(key) {
                let expected = "a cohort that people fill";
                wrong.push(Refusal::of(Code::Forbidden, column, name, expected, cohorts::filled(key)));
                continue;
            }
            if cohorts.insert(key.clone(), comes).is_some_and(|before| before != comes) {
                let message = format!("The row puts the account into {key} and takes it out too. Keep one of the two.");
                wrong.push(Refusal::of(Code::InvalidValue, column, text, "each cohort once", message));
            }
        }
        cohorts
    }
}

/// What stands in the columns for cohorts, by the column.
fn cells_of<'a>(columns: &'a [SourceColumn], cells: &'a [String]) -> impl Iterator<Item = (&'a str, &'a str)> {
    columns.iter().zip(cells).filter_map(|(column, cell)| {
        let (name, text) = (column.field.as_deref()?, visible::trim(cell));
        (!text.is_empty() && columns::is_cohort(name)).then_some((name, text))
    })
}

/// The cohort that a cell names, and whether the account comes into it.
fn meaning(text: &str) -> (&str, bool) {
    text.strip_prefix('-').map_or((text, true), |name| (visible::trim(name), false))
}

/// All cohorts that rows name, as they name them.
pub(crate) fn named(columns: &[SourceColumn], records: &[Record]) -> BTreeSet<String> {
    let cells = records.iter().flat_map(|record| cells_of(columns, &record.cells));
    cells.map(|(_, text)| meaning(text).0.to_owned()).collect()
}

/// The cohorts that a planned row puts its account into.
fn of_row(row: &Row) -> impl Iterator<Item = CohortKey> {
    let keys = row.after.get(Field::Cohorts.name()).and_then(serde_json::Value::as_array).into_iter().flatten();
    keys.filter_map(|key| CohortKey::parse(key.as_str()?))
}

/// The cohorts that rows put accounts into, and that take nobody by hand any more.
pub(crate) fn unusable(conn: &mut Conn, rows: &[Row]) -> Result<BTreeMap<CohortKey, Unusable>> {
    cohorts::store::unusable(conn, &rows.iter().flat_map(of_row).collect())
}

/// The refusal of a row whose cohort takes nobody by hand any more.
pub(crate) fn refused(row: &Row, unusable: &BTreeMap<CohortKey, Unusable>) -> Result<(), Refusal> {
    let Some((key, why)) = of_row(row).find_map(|key| unusable.get_key_value(&key)) else { return Ok(()) };
    let (code, message) = match why {
        Unusable::Gone => {
            let message = format!("The cohort \"{key}\" was deleted in the meantime. The account was left alone.");
            (Code::UnknownCohort, message)
        }
        Unusable::Filled => (Code::Forbidden, cohorts::filled(key)),
    };
    Err(Refusal::of(code, Field::Cohorts.name(), key.as_str(), "a cohort that people fill", message))
}
