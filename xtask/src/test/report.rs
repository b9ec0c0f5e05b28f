//! The table at the end.

use std::fmt;
use std::time::Duration;

use super::tally::Tally;

/// What came of each part that ran.
#[derive(Default)]
pub(crate) struct Report {
    lines: Vec<(&'static str, Tally, Duration)>,
}

impl Report {
    /// Adds a part.
    pub(crate) fn add(&mut self, part: &'static str, tally: Tally, time: Duration) {
        self.lines.push((part, tally, time));
    }

    /// The sum.
    pub(crate) fn total(&self) -> Tally {
        let mut total = Tally::default();
        for (_, tally, _) in &self.lines {
            total += *tally;
        }
        total
    }
}

impl fmt::Display for Report {
    /// The last line, `N passed, N failed`, is for programs that read the output.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{:<14}{:>8}{:>8}{:>9}", "part", "passed", "failed", "minutes")?;
        for (part, tally, time) in &self.lines {
            let minutes = time.as_secs_f64() / 60.0;
            writeln!(out, "{part:<14}{:>8}{:>8}{minutes:>9.1}", tally.passed, tally.failed)?;
        }
        let total = self.total();
        write!(out, "\n{} passed, {} failed", total.passed, total.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_sums_all_parts() {
        let mut report = Report::default();
        report.add("unit", Tally { passed: 40, failed: 1 }, Duration::from_secs(90));
        report.add("clippy", Tally::PASS, Duration::ZERO);
        let text = report.to_string();
        assert_eq!(text.lines().last(), Some("41 passed, 1 failed"));
        assert!(text.contains("unit                40       1      1.5"), "{text}");
    }
}
