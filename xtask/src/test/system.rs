//! The server's tests: the crates' own, and the running system on both databases.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use super::cargo_test::{self, SHARED_SET};
use super::postgres::Cluster;
use super::tally::{Tally, watch};
use crate::{command, tools, workspace};

/// The tests inside the crates, this one's too.
pub(crate) fn unit(extra: &[String]) -> Result<Tally> {
    tools::server_build()?;
    // Not their documentation: for that alone cargo chooses other features and builds all again.
    let own = [&SHARED_SET[..], &["--lib", "--bins", "--no-fail-fast"]].concat();
    let mut tally = watch(&mut cargo_test::command(command::cargo(), &own, &[], extra))?;
    tally += watch(&mut cargo_test::command(command::cargo(), &["-p", "xtask"], &[], extra))?;
    Ok(tally)
}

/// The running system, except in a browser.
pub(crate) fn api(extra: &[String]) -> Result<Tally> {
    let program = binary()?;
    let postgres = Cluster::start()?;
    let mut cargo = cargo_test::command(
        command::cargo(),
        &[&SHARED_SET[..], &["--test", "system"]].concat(),
        &["--skip", "browser::"],
        extra,
    );
    cargo.env("ROLLCALL_BIN", program).env("ROLLCALL_TEST_POSTGRES", postgres.url());
    cargo.env("ROLLCALL_POSTGRES_PROGRAMS", tools::postgres()?);
    some(watch(&mut cargo)?)
}

/// The `rollcall` program of the test profile, built together with the tests, so that both take
/// the same features of what they share.
pub(crate) fn binary() -> Result<PathBuf> {
    tools::server_build()?;
    let mut cargo = command::cargo();
    command::run(cargo.arg("build").args(SHARED_SET).args(["--bins", "--tests"]))?;
    Ok(workspace::target().join("debug/rollcall"))
}

/// A filter that matches nothing, or tests that went missing, must not look like success.
pub(crate) fn some(tally: Tally) -> Result<Tally> {
    ensure!(tally != Tally::default(), "no test ran");
    Ok(tally)
}
