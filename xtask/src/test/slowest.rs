//! The tests that took longest, of those that ran one after the other.

use std::fmt;
use std::time::{Duration, Instant};

/// So many are named.
const MOST: usize = 10;

/// How long each test took, by the lines that end them.
pub(crate) struct Slowest {
    since: Instant,
    tests: Vec<(Duration, String)>,
}

impl Slowest {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self { since: Instant::now(), tests: Vec::new() }
    }

    /// Looks at a line of the test program: one that ends a test says that it took the time since the one before.
    pub(crate) fn line(&mut self, line: &str) {
        self.line_at(line, Instant::now());
    }

    fn line_at(&mut self, line: &str, now: Instant) {
        if line.starts_with("running ") {
            self.since = now;
        }
        if let Some(name) = ended(line) {
            self.tests.push((now - self.since, name.to_owned()));
            self.since = now;
        }
    }
}

/// The test that a line ends.
fn ended(line: &str) -> Option<&str> {
    let (name, outcome) = line.strip_prefix("test ")?.split_once(" ... ")?;
    ["ok", "FAILED"].contains(&outcome).then_some(name)
}

impl fmt::Display for Slowest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tests: Vec<_> = self.tests.iter().collect();
        tests.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
        write!(out, "slowest tests, in seconds")?;
        for (time, name) in tests.into_iter().take(MOST) {
            write!(out, "\n{:>7.1}  {name}", time.as_secs_f64())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_come_first_and_other_lines_are_none() {
        let begin = Instant::now();
        let mut slowest = Slowest::new();
        let lines = [
            ("   Compiling a", 40),
            ("running 3 tests", 50),
            ("test a::quick ... ok", 51),
            ("test a::slow ... FAILED", 60),
            ("test result: ok. 1 passed", 61),
            ("test a::other ... ignored", 62),
            ("test a::last ... ok", 63),
        ];
        for (line, seconds) in lines {
            slowest.line_at(line, begin + Duration::from_secs(seconds));
        }
        let expected = "slowest tests, in seconds\n    9.0  a::slow\n    3.0  a::last\n    1.0  a::quick";
        assert_eq!(slowest.to_string(), expected);
    }
}
