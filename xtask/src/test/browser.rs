//! The console: its build and own tests, and the whole of it in a browser.

use anyhow::Result;

use super::cargo_test::{self, SHARED_SET};
use super::system;
use super::tally::{Tally, watch, watch_in_turn};
use crate::{command, console, npm, tools};

/// The release build, which checks its size, and the tests that need no browser.
pub(crate) fn console(extra: &[String]) -> Result<Tally> {
    console::ensure()?;
    let mut tally = Tally::PASS;
    tally += watch(&mut cargo_test::command(command::console_cargo()?, &[], &[], extra))?;
    Ok(tally)
}

/// The tests that steer a browser, one after the other: browsers starve each other on a small
/// machine.
pub(crate) fn browser(extra: &[String]) -> Result<Tally> {
    let browser = tools::browser()?;
    console::ensure()?;
    let kit = console::ensure_kit()?;
    let unit_tests = console::build_unit_tests()?;
    let (axe, lighthouse) = (npm::AXE.folder()?, npm::LIGHTHOUSE.folder()?);
    let program = system::binary()?;
    let filter: &[&str] = if extra.is_empty() { &["browser::"] } else { &[] };
    let mut cargo = cargo_test::command(
        command::cargo(),
        &[&SHARED_SET[..], &["--test", "system"], filter].concat(),
        &["--test-threads=1"],
        extra,
    );
    cargo.env("ROLLCALL_BIN", program).env("CHROMIUM", browser.chromium).env("CHROMEDRIVER", browser.driver);
    cargo
        .env("ROLLCALL_KIT", kit)
        .env("ROLLCALL_UNIT_TESTS", unit_tests)
        .env("PATTERNFLY", npm::PATTERNFLY.folder()?.join("patternfly.min.css"))
        .env("AXE", axe.join("axe.min.js"))
        .env("LIGHTHOUSE", lighthouse.join("cli/index.js"));
    system::some(watch_in_turn(&mut cargo)?)
}
