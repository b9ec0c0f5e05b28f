//! `cargo xtask faults`: many trials of each fault, and the table of what held in docs/reliability.md.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::bench::{commit, released};
use crate::test::{Cluster, build};
use crate::{command, tools, workspace};

/// How often to try what.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Trials of each fault on each engine.
    #[arg(long, default_value_t = 200)]
    trials: usize,
    /// The seed of the first trial; those behind it follow. By chance if it is not given.
    #[arg(long)]
    seed: Option<u64>,
    /// Faults to try at the same time: most of them wait for a lease to end most of the time.
    #[arg(long, default_value_t = 6)]
    at_once: usize,
    /// Only faults whose test has this in its name; then nothing is written down.
    only: Option<String>,
}

/// The lines of the document between which the table is.
const BEGIN: &str = "<!-- trials: written by `cargo xtask faults` -->";
const END: &str = "<!-- end of trials -->";

/// Fewer trials than this say too little to be written down.
const ENOUGH: usize = 50;

/// Runs the trials and writes down what came of them.
pub(crate) fn run(options: &Options) -> Result<()> {
    // The tests are those that are compiled anyway; the program is the released one, which is faster by far.
    let mut tests = build()?.system()?;
    let program = released()?.join("rollcall");
    let postgres = Cluster::start()?;
    let results = tempfile::tempdir()?;
    tests.arg(options.only.as_deref().unwrap_or("faults::")).arg("--show-output");
    tests.arg(format!("--test-threads={}", options.at_once));
    tests.env("ROLLCALL_BIN", program).env("ROLLCALL_TEST_POSTGRES", postgres.url());
    tests.env("ROLLCALL_POSTGRES_PROGRAMS", tools::postgres()?);
    tests.env("ROLLCALL_FAULT_TRIALS", options.trials.to_string()).env("ROLLCALL_FAULT_RESULTS", results.path());
    if let Some(seed) = options.seed {
        tests.env("ROLLCALL_SEED", seed.to_string());
    }
    let tried = command::run(&mut tests);
    let table = table(results.path())?;
    println!("\n{table}");
    if options.only.is_none() && options.trials >= ENOUGH {
        write(&table)?;
    }
    tried
}

fn table(results: &Path) -> Result<String> {
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(results)? {
        let result: Value = serde_json::from_slice(&std::fs::read(entry?.path())?)?;
        let text = |name: &str| result[name].as_str().unwrap_or_default().to_owned();
        rows.push(format!(
            "| {} | {} | {} | {} | {} | {:.0} s |",
            text("fault"),
            text("engine"),
            result["trials"],
            result["violations"],
            result["seed"],
            result["seconds"].as_f64().unwrap_or_default()
        ));
    }
    ensure!(!rows.is_empty(), "no fault was tried");
    rows.sort();
    let commit = commit().unwrap_or_else(|_| "a work tree".to_owned());
    let head = "| fault | engine | trials | violations | first seed | time |\n|---|---|---:|---:|---:|---:|";
    Ok(format!("Commit {commit}.\n\n{head}\n{}", rows.join("\n")))
}

fn write(table: &str) -> Result<()> {
    let path = workspace::root().join("docs/reliability.md");
    let text = std::fs::read_to_string(&path).context("docs/reliability.md is missing")?;
    let (Some(begin), Some(end)) = (text.find(BEGIN), text.find(END)) else {
        bail!("docs/reliability.md has no place for the table: a line `{BEGIN}` and a line `{END}`");
    };
    let (head, tail) = (&text[..begin + BEGIN.len()], &text[end..]);
    std::fs::write(&path, format!("{head}\n\n{table}\n\n{tail}"))?;
    println!("Written to docs/reliability.md");
    Ok(())
}
