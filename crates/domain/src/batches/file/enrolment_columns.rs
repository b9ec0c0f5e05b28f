//! The numbered columns of enrolments: `course1`, `role1`, `group1` and so on belong together, as do those of every other number. Pure.

use std::collections::BTreeMap;

use crate::batches::engine::source::SourceColumn;
use crate::words::words;

words! {
    /// What a column says about an enrolment; a number stands behind it.
    EnrolmentColumn {
        /// The course, by its code or id.
        Course "course",
        /// A role that is held in courses.
        Role "role",
        /// A group of the course, by its name or id.
        Group "group",
        /// Whether the enrolment counts.
        Status "enrolstatus",
        /// From when.
        Start "enroltimestart",
        /// For how many days.
        Period "enrolperiod",
        /// Until when.
        End "enrolend",
    }
}

/// What another system calls the column of beginnings.
const START_ALIAS: &str = "enrolstart";

impl EnrolmentColumn {
    /// The column with this number.
    pub fn of(self, number: u16) -> String {
        format!("{}{number}", self.name())
    }

    /// What the column is about, and its number; `None` for other columns.
    pub fn parse(column: &str) -> Option<(Self, u16)> {
        let name = column.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let digits = &column[name.len()..];
        let is_number = (1..=3).contains(&digits.len()) && !digits.starts_with('0');
        let what = if name == START_ALIAS { Some(Self::Start) } else { Self::from_name(name) };
        what.zip(digits.parse().ok()).filter(|_| is_number)
    }

    /// Whether it is one of these columns.
    pub fn is_one(column: &str) -> bool {
        Self::parse(column).is_some()
    }
}

/// Where the columns of one number stand in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places([Option<usize>; EnrolmentColumn::ALL.len()]);

impl Places {
    /// Where a column stands.
    pub fn of(&self, column: EnrolmentColumn) -> Option<usize> {
        self.0[column as usize]
    }

    /// The columns of all numbers that a file has.
    pub fn all(columns: &[SourceColumn]) -> BTreeMap<u16, Self> {
        let mut places: BTreeMap<u16, Self> = BTreeMap::new();
        for (at, column) in columns.iter().enumerate() {
            if let Some((what, number)) = column.field.as_deref().and_then(EnrolmentColumn::parse) {
                places.entry(number).or_default().0[what as usize] = Some(at);
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_name_and_a_number() {
        use EnrolmentColumn::{Course, Period, Start};
        for (column, expected) in [
            ("course1", Some((Course, 1))),
            ("enrolperiod999", Some((Period, 999))),
            ("enrolstart2", Some((Start, 2))),
            ("enroltimestart2", Some((Start, 2))),
            ("course", None),
            ("course0", None),
            ("course01", None),
            ("course1000", None),
            ("phone1", None),
            ("1", None),
        ] {
            assert_eq!(EnrolmentColumn::parse(column), expected, "{column}");
        }
    }
}
