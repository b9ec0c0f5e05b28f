//! `cargo xtask bench`: the released program and the bench, with a PostgreSQL of their own that keeps what it has
//! acknowledged.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::test::Cluster;
use crate::{command, tools, workspace};

/// What is handed on to the bench.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Works and options of the bench, such as `suspend --engines sqlite --runs 1`; `--help` lists them.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds, starts PostgreSQL and measures. Everything at once is written down; single works are only shown.
pub(crate) fn run(options: &Options) -> Result<()> {
    tools::printers()?;
    let programs = released()?;
    let mut bench = Command::new(programs.join("rollcall-bench"));
    bench.args(&options.arguments);
    let postgres = Cluster::durable()?;
    bench.env("ROLLCALL_BIN", programs.join("rollcall")).env("ROLLCALL_TEST_POSTGRES", postgres.url());
    if let Ok(commit) = commit() {
        bench.env("ROLLCALL_COMMIT", commit);
    }
    if options.arguments.is_empty() {
        bench.arg("--write").arg(workspace::root().join("docs/benchmarks.md"));
    }
    command::run(&mut bench)
}

/// Builds the program as it is released, and the bench; the folder that they are in.
pub(crate) fn released() -> Result<PathBuf> {
    tools::server_build()?;
    std::fs::create_dir_all(workspace::dist())?;
    let mut cargo = command::cargo();
    command::run(cargo.args(["build", "--release", "-p", "rollcall", "-p", "rollcall-bench"]))?;
    Ok(workspace::target().join("release"))
}

/// The commit that is checked out, and whether anything was changed since.
pub(crate) fn commit() -> Result<String> {
    let git = || {
        let mut git = Command::new("git");
        git.current_dir(workspace::root());
        git
    };
    let commit = command::capture(git().args(["rev-parse", "--short=12", "HEAD"]))?;
    let changed = command::capture(git().args(["status", "--porcelain", "--untracked-files=no", "--", ":!docs"]))?;
    let note = if changed.trim().is_empty() { "" } else { ", with changes" };
    Ok(format!("{}{note}", commit.trim()))
}
