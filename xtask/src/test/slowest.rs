//! The tests that took longest, of those that say how long they took.

use std::path::Path;

/// So many are named.
const MOST: usize = 10;

/// The slowest of the tests that have written lines of seconds and a name into a file.
pub(crate) fn of_file(file: &Path) -> String {
    of(&std::fs::read_to_string(file).unwrap_or_default())
}

fn of(lines: &str) -> String {
    let time = |line: &str| line.split_once(' ')?.0.parse::<f64>().ok();
    let mut tests: Vec<(f64, &str)> =
        lines.lines().filter_map(|line| Some((time(line)?, line.split_once(' ')?.1))).collect();
    tests.sort_by(|one, other| other.0.total_cmp(&one.0));
    let named = tests.iter().take(MOST).map(|(time, name)| format!("\n{time:>7.1}  {name}"));
    format!("slowest tests, in seconds{}", named.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_come_first_and_what_is_no_time_is_left_out() {
        let expected = "slowest tests, in seconds\n   12.5  a::slow\n    1.0  a::quick";
        assert_eq!(of("1.0 a::quick\n12.5 a::slow\nbroken\n"), expected);
    }
}
