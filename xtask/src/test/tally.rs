//! Counting tests in the output of their harness.

use std::io::{BufRead as _, BufReader, Write as _};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::command;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Passed.
    pub(crate) passed: u32,
    /// Failed, or could not run.
    pub(crate) failed: u32,
}

impl Tally {
    /// One check that holds.
    pub(crate) const PASS: Self = Self { passed: 1, failed: 0 };
    /// One check that does not hold, or could not be made.
    pub(crate) const FAIL: Self = Self { passed: 0, failed: 1 };

    /// A `test result:` line of the test harness, which ends each test program.
    fn of_line(line: &str) -> Option<Self> {
        let counts = line.strip_prefix("test result: ")?;
        let count = |what: &str| {
            let part = counts.split([';', '.']).find(|part| part.ends_with(what))?;
            part.trim().split(' ').next()?.parse().ok()
        };
        Some(Self { passed: count(" passed")?, failed: count(" failed")? })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs a test program, or `cargo test`, passes its output on line by line, and counts. A run that fails without a
/// failed test (it did not compile, a test program crashed) counts as one failure.
pub(crate) fn watch(tests: &mut Command) -> Result<Tally> {
    command::show(tests);
    let mut child = tests.stdout(Stdio::piped()).spawn().context("cannot start the tests")?;
    let output = child.stdout.take().context("their output is not connected")?;
    let mut tally = Tally::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line.context("cannot read their output")?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        let _ = std::io::stdout().flush();
        tally += Tally::of_line(&line).unwrap_or_default();
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == 0 {
        println!("`{}` failed ({status})", command::text(tests));
        tally += Tally::FAIL;
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_is_counted() {
        let line =
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 40 filtered out; finished in 0.31s";
        assert_eq!(Tally::of_line(line), Some(Tally { passed: 12, failed: 3 }));
        let line = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(Tally::of_line(line), Some(Tally::default()));
    }

    #[test]
    fn other_lines_are_not() {
        for line in ["test users::renames ... ok", "running 3 tests", "  test result: ok. 1 passed; 0 failed", ""] {
            assert_eq!(Tally::of_line(line), None, "{line}");
        }
    }

    #[test]
    fn a_run_that_ends_badly_without_a_failed_test_is_a_failure() -> Result<()> {
        let mut broken = Command::new("sh");
        broken.args(["-c", "echo 'test result: ok. 2 passed; 0 failed; 0 ignored'; exit 101"]);
        assert_eq!(watch(&mut broken)?, Tally { passed: 2, failed: 1 });
        Ok(())
    }
}
