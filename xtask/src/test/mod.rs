//! `cargo xtask test`: everything that must hold before a change is merged, in parts.
//!
//! All parts run even when one fails, so that one run tells all. A part that cannot run has
//! failed.

mod browser;
mod build;
mod components;
mod dependencies;
mod licences;
mod lint;
mod part;
mod postgres;
mod report;
mod rooms;
mod slowest;
mod system;
mod tally;

use std::time::Instant;

use anyhow::Result;

pub(crate) use build::build;
pub(crate) use licences::find as find_cargo_deny;
use part::Part;
pub(crate) use postgres::Cluster;
use report::Report;

/// Which parts to run, and how.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The parts to run, in their usual order; all of them if none is named.
    #[arg(value_enum)]
    parts: Vec<Part>,
    /// Arguments for the test programs, such as a part of the names of tests.
    #[arg(last = true)]
    extra: Vec<String>,
}

/// Runs the parts and prints the report.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut report = Report::default();
    for part in Part::ALL {
        if !options.parts.is_empty() && !options.parts.contains(&part) {
            continue;
        }
        println!("\n==== {} ====", part.name());
        let start = Instant::now();
        let outcome = part.run(&options.extra);
        if let Err(error) = &outcome.error {
            println!("{}: {error:#}", part.name());
        }
        report.add(part.name(), outcome.tally, start.elapsed());
    }
    println!("\n{report}");
    if report.total().failed > 0 {
        // The report's last line is the last of the whole output, so no error text follows it.
        std::process::exit(1);
    }
    Ok(())
}
