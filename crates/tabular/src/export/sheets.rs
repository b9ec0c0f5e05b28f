//! How many rows a sheet of a spreadsheet has room for, and how the sheets are called.

/// The rows of a sheet in Excel and in LibreOffice, headings included.
const ROOM: usize = 1_048_576;

/// Which sheet the next row belongs to.
#[derive(Debug)]
pub(super) struct Sheets {
    room: usize,
    rows: usize,
    count: usize,
}

impl Default for Sheets {
    fn default() -> Self {
        Self { room: ROOM, rows: 0, count: 1 }
    }
}

impl Sheets {
    /// Counts a row; whether a new sheet, with its own headings, begins before it.
    pub(super) fn begins_anew(&mut self) -> bool {
        self.rows += 1;
        if self.rows < self.room {
            return false;
        }
        self.rows = 1;
        self.count += 1;
        true
    }

    /// How many sheets there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }
}

/// The name of a sheet, counted from 1.
pub(super) fn name(number: usize) -> String {
    if number == 1 { "Accounts".to_owned() } else { format!("Accounts {number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_that_is_full_is_followed_by_another_one() {
        let mut sheets = Sheets { room: 3, ..Sheets::default() };
        let begun: Vec<bool> = (0..5).map(|_| sheets.begins_anew()).collect();
        assert_eq!((begun, sheets.count()), (vec![false, false, true, false, true], 3));
    }
}
