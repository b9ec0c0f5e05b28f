//! Planning a large file, as CSV and as a workbook, beside what the engine needs to keep the plan.

use std::borrow::Cow;
use std::time::Duration;

use rollcall_domain::tabular::export::{Cell, Format};
use serde_json::json;

use crate::bare::Script;
use crate::batch::{self, Run};
use crate::site::Site;

/// Rows of a file.
const ROWS: usize = 500_000;

/// What came of a file.
#[derive(Debug)]
pub struct Figures {
    /// How it was written.
    pub name: &'static str,
    /// Rows and bytes of the file.
    pub size: (usize, usize),
    /// The program's run; nothing is applied.
    pub run: Run,
    /// The bare pipeline's time: staging the same rows from CSV, and the rows of a plan.
    pub bare: Duration,
}

/// Plans the same changes of department and city from either file.
pub fn run(site: &mut Site) -> Vec<Figures> {
    let rows: Vec<[String; 3]> = (1..=ROWS.min(site.accounts)).map(row).collect();
    let csv = written(Format::Csv, &rows);
    let text = String::from_utf8(csv.clone()).expect("CSV is text");
    let (_, bare) = batch::bare(site, Script::Plan, Some(&text), &[]);
    [("CSV", "people.csv", csv), ("XLSX", "people.xlsx", written(Format::Xlsx, &rows))]
        .into_iter()
        .map(|(name, file_name, file)| {
            let run = batch::plan_only(site, &json!({ "preset": "upsert", "mode": "update" }), file_name, &file);
            let figures = Figures { name, size: (rows.len(), file.len()), run, bare };
            println!(
                "{name}: planned in {:.2} s, server CPU {:.2} s, peak {:.0} MB; bare {:.2} s",
                run.planned.as_secs_f64(),
                run.cpu.as_secs_f64(),
                run.memory,
                bare.as_secs_f64()
            );
            figures
        })
        .collect()
}

fn row(number: usize) -> [String; 3] {
    [format!("u{number:07}"), format!("New department {}", number % 30), format!("New city {}", number % 70)]
}

fn written(format: Format, rows: &[[String; 3]]) -> Vec<u8> {
    let mut table = format.table(["username", "department", "city"].map(str::to_owned).to_vec());
    let mut file = table.begin().expect("the file is written");
    for some in rows.chunks(1_000) {
        let cells = |row: &'_ [String; 3]| row.iter().map(|text| Cell::Text(Cow::Owned(text.clone()))).collect();
        let some: Vec<Vec<Cell<'_>>> = some.iter().map(cells).collect();
        file.extend(table.rows(&some).expect("the file is written"));
    }
    file.extend(table.end().expect("the file is written"));
    file
}
