//! The server's tests: the crates' own, and the running system on both databases.

use anyhow::{Result, ensure};

use super::build;
use super::postgres::Cluster;
use super::tally::{Tally, watch};
use crate::npm::{self, Package};
use crate::{command, tools};

/// The tests inside the crates, this one's too.
pub(crate) fn unit(extra: &[String]) -> Result<Tally> {
    let mut tally = Tally::default();
    for mut program in build::build()?.units() {
        tally += watch(program.args(extra))?;
    }
    tally += watch(command::cargo().args(["test", "-p", "xtask", "--"]).args(extra))?;
    Ok(tally)
}

/// The running system, except in a browser.
pub(crate) fn api(extra: &[String]) -> Result<Tally> {
    let built = build::build()?;
    let postgres = Cluster::start()?;
    let mut tests = built.system()?;
    tests.args(["--skip", "browser::"]).args(extra);
    tests.env("ROLLCALL_NODE_MODULES", Package::all(&npm::MAIL)?);
    tests.env("ROLLCALL_TEST_POSTGRES", postgres.url()).env("ROLLCALL_POSTGRES_PROGRAMS", tools::postgres()?);
    some(watch(&mut tests)?)
}

/// A filter that matches nothing, or tests that went missing, must not look like success.
pub(crate) fn some(tally: Tally) -> Result<Tally> {
    ensure!(tally != Tally::default(), "no test ran");
    Ok(tally)
}
