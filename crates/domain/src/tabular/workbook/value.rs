//! Numbers and days of spreadsheets as a person would write them into a file.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::tabular::failed_cell;

/// From here on a spreadsheet no longer keeps each digit of a whole number: it has 15.
const TOO_LARGE: f64 = 1e15;

/// A number: a whole one without a point, others with as many digits as spreadsheets keep. One with more digits than that is
/// no longer the number that somebody typed, and is marked as a cell that cannot be read.
pub(super) fn number(text: &str) -> String {
    match text.trim().parse::<f64>() {
        Ok(number) if number.abs() >= TOO_LARGE => failed_cell::with_lost_digits(number),
        Ok(number) => rounded(number),
        Err(_) => text.to_owned(),
    }
}

/// With the 15 digits that count: 0.1 + 0.2 is kept as 0.30000000000000004, and shown as 0.3.
fn rounded(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}

/// A day and a time of day, kept as the days since the last day of 1899 or, in workbooks of the system of 1904, since the
/// first of 1904 (ECMA-376, part 1, 18.17.4.1); `None` where there is no such day.
pub(super) fn day(days: f64, since_1904: bool) -> Option<String> {
    const SECONDS: f64 = 86_400.0;
    if !(0.0..4_000_000.0).contains(&days) {
        return None;
    }
    let seconds = (days * SECONDS).round();
    let (whole, seconds) = ((seconds / SECONDS).floor() as i64, (seconds % SECONDS) as i64);
    // The system of 1900 has a 29th of February 1900, which there never was: the days before it are one later.
    let from: Date = match (since_1904, whole) {
        (true, _) => date(1904, 1, 1),
        (false, ..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    let day = from.checked_add(whole.days()).ok()?;
    if seconds == 0 {
        return Some(day.to_string());
    }
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    Some(format!("{day}T{hour:02}:{minute:02}:{second:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_with_the_digits_that_count() {
        for (kept, read) in [("42", "42"), ("1.50", "1.5"), ("0.30000000000000004", "0.3"), ("1E3", "1000")] {
            assert_eq!(number(kept), read);
        }
        assert_eq!(number("999999999999999"), "999999999999999");
        assert!(failed_cell::of(&number("1234567890123456")).is_some());
        assert!(failed_cell::of(&number("4.2E+20")).is_some());
    }

    #[test]
    fn days_are_counted_in_both_systems() {
        assert_eq!(day(46_447.0, false).as_deref(), Some("2027-03-01"));
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(day(0.0, true).as_deref(), Some("1904-01-01"));
        assert_eq!(day(46_447.5, false).as_deref(), Some("2027-03-01T12:00:00"));
        assert_eq!(day(-1.0, false), None);
        assert_eq!(day(1e300, false), None);
    }
}
