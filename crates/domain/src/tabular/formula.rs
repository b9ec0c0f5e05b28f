//! A spreadsheet runs a cell that begins like a formula. On the way out such cells get an apostrophe in
//! front, on the way in it comes off again, so that what was exported reads back the same.

use std::borrow::Cow;

/// What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection").
fn begins_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell that no spreadsheet runs.
pub fn defuse(cell: &str) -> Cow<'_, str> {
    if begins_like_a_formula(cell.trim_start_matches('\'')) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`defuse`].
pub fn restore(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_like_a_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_defused_and_other_cells_left_alone() {
        assert_eq!(defuse("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(defuse("+43 1 234"), "'+43 1 234");
        assert_eq!(defuse("007"), "007");
        assert_eq!(defuse("'quoted'"), "'quoted'");
    }

    proptest! {
        #[test]
        fn a_defused_cell_reads_back_the_same(cell in "['=+@a-c -]{0,8}") {
            let defused = defuse(&cell);
            prop_assert_eq!(restore(&defused), cell.as_str());
        }
    }
}
