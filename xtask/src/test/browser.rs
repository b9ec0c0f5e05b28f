//! The console: its build and own tests, and the whole of it in a browser.

use anyhow::Result;

use super::tally::{Tally, watch};
use super::{build, slowest, system};
use crate::{command, console, npm, tools};

/// The release build, which checks its size, and the tests that need no browser.
pub(crate) fn console(extra: &[String]) -> Result<Tally> {
    console::ensure()?;
    let mut tally = Tally::PASS;
    tally += watch(command::console_cargo()?.args(["test", "--"]).args(extra))?;
    Ok(tally)
}

/// Tests that steer a browser at the same time: with more of them, browsers starve each other on a small machine.
const AT_ONCE: usize = 2;

/// The tests that steer a browser.
pub(crate) fn browser(extra: &[String]) -> Result<Tally> {
    let browser = tools::browser()?;
    console::ensure()?;
    let kit = console::ensure_kit()?;
    let unit_tests = console::build_unit_tests()?;
    let (axe, lighthouse) = (npm::AXE.folder()?, npm::LIGHTHOUSE.folder()?);
    let mut tests = build::build()?.system()?;
    let times = tempfile::NamedTempFile::new()?;
    tests.arg(format!("--test-threads={AT_ONCE}")).args(extra);
    if extra.is_empty() {
        tests.arg("browser::");
    }
    tests
        .env("CHROMIUM", browser.chromium)
        .env("CHROMEDRIVER", browser.driver)
        .env("ROLLCALL_TIMES", times.path())
        .env("ROLLCALL_KIT", kit)
        .env("ROLLCALL_UNIT_TESTS", unit_tests)
        .env("PATTERNFLY", npm::PATTERNFLY.folder()?.join("patternfly.min.css"))
        .env("AXE", axe.join("axe.min.js"))
        .env("LIGHTHOUSE", lighthouse.join("cli/index.js"));
    let tally = watch(&mut tests)?;
    println!("{}", slowest::of_file(times.path()));
    system::some(tally)
}
