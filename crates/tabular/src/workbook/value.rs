//! Numbers and days of spreadsheets as a person would write them into a file.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::failed_cell;

/// From here on a spreadsheet no longer keeps each digit of a whole number: it has 15.
const TOO_LARGE: f64 = 1e15;

/// A number: a whole one without a point, others with as many digits as spreadsheets keep. One with more digits than that is
/// no longer the number that a user typed, and is marked as a cell that cannot be read.
pub(super) fn number(text: &str) -> String {
    match text.trim().parse::<f64>() {
        Ok(number) if number.abs() >= TOO_LARGE => failed_cell::with_lost_digits(number),
        Ok(number) => rounded(number),
        Err(_) => text.to_owned(),
    }
}

/// A text of XLSX with its escapes resolved: what XML cannot hold is written as `_x000D_`, and a `_x` that is meant as it
/// stands as `_x005F_x` (ECMA-376, part 1, 22.9.2.19).
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    let mut rest = text;
    let mut resolved = String::new();
    let mut units: Vec<u16> = Vec::new();
    let end_units = |units: &mut Vec<u16>, resolved: &mut String| {
        resolved.push_str(&String::from_utf16_lossy(units));
        units.clear();
    };
    while let Some(at) = rest.find("_x") {
        let unit = rest.get(at + 2..at + 7).and_then(|digits| {
            u16::from_str_radix(digits.strip_suffix('_')?, 16).ok().filter(|_| !digits.starts_with('+'))
        });
        // A NUL character would be no text.
        let Some(unit) = unit.filter(|unit| *unit != 0) else {
            end_units(&mut units, &mut resolved);
            resolved.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        if at > 0 {
            end_units(&mut units, &mut resolved);
            resolved.push_str(&rest[..at]);
        }
        units.push(unit);
        rest = &rest[at + 7..];
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    end_units(&mut units, &mut resolved);
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// With the 15 digits that count: 0.1 + 0.2 is kept as 0.30000000000000004, and shown as 0.3.
fn rounded(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}

/// A day and a time of day, kept as the days since the last day of 1899 or, in workbooks of the system of 1904, since the
/// first of 1904 (ECMA-376, part 1, 18.17.4.1); `None` if there is no such day.
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
    fn escapes_of_texts_are_resolved_once() {
        let cases = [
            ("plain _x text", "plain _x text"),
            ("a_x000D_b", "a\rb"),
            ("_x0041__x0042_", "AB"),
            ("_x005F_x0041_", "_x0041_"),
            ("_xD83D__xDE00_!", "\u{1F600}!"),
            ("_x0000_ _x00G1_ _x004", "_x0000_ _x00G1_ _x004"),
            ("_x+041_", "_x+041_"),
            ("ä_x00E4_", "ää"),
        ];
        for (written, meant) in cases {
            assert_eq!(unescape(written), meant);
        }
    }

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
