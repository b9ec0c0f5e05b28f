//! A spreadsheet runs a cell that begins like a formula. On the way out such cells get an apostrophe in
//! front, on the way in it comes off again, so that what was exported reads back the same.
//!
//! A program that splits lines at another separator than the file's makes cells of parts of ours: each part that could be
//! taken for a cell is treated like one.

use std::borrow::Cow;

/// What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"), in full width too: programs take that for
/// the same where people type it.
const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Where a program could split a line.
const SEPARATORS: [char; 7] = [',', ';', '\t', '|', ':', '\n', '\r'];

/// Whether a part begins like a formula, behind apostrophes of ours and behind quotes, which open a quoted cell.
fn begins_like_a_formula(part: &str) -> bool {
    part.trim_start_matches(['\'', '"']).starts_with(STARTS)
}

/// The places behind which a part begins: the beginning, and each separator.
fn begins(cell: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(cell.match_indices(SEPARATORS).map(|(at, separator)| at + separator.len()))
}

/// Whether there may be something to do: most cells have nothing of the kind.
fn is_harmless(cell: &str) -> bool {
    !cell.contains(STARTS)
}

/// A cell that no spreadsheet runs.
pub fn defuse(cell: &str) -> Cow<'_, str> {
    if is_harmless(cell) {
        return Cow::Borrowed(cell);
    }
    let mut defused = String::new();
    let mut done = 0;
    for at in begins(cell).filter(|at| begins_like_a_formula(&cell[*at..])) {
        defused.push_str(&cell[done..at]);
        defused.push('\'');
        done = at;
    }
    if defused.is_empty() {
        return Cow::Borrowed(cell);
    }
    defused.push_str(&cell[done..]);
    Cow::Owned(defused)
}

/// The cell as it was before [`defuse`]. A text that a spreadsheet was made to take for a text (`="00042"`) is that text.
pub fn restore(cell: &str) -> Cow<'_, str> {
    if is_harmless(cell) {
        return Cow::Borrowed(cell);
    }
    if let Some(text) = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return Cow::Owned(text.replace("\"\"", "\""));
    }
    let is_ours = |at: &usize| cell[*at..].strip_prefix('\'').is_some_and(begins_like_a_formula);
    let mut restored = String::new();
    let mut done = 0;
    for at in begins(cell).filter(is_ours) {
        restored.push_str(&cell[done..at]);
        done = at + 1;
    }
    if done == 0 {
        return Cow::Borrowed(cell);
    }
    restored.push_str(&cell[done..]);
    Cow::Owned(restored)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_defused_and_other_cells_left_alone() {
        assert_eq!(defuse("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(defuse("+43 1 234"), "'+43 1 234");
        for cell in ["007", "'quoted'", "anna.bauer@example.org", "Graz - Süd", "https://example.org/a-b", "1:1"] {
            assert_eq!(defuse(cell), cell);
        }
    }

    #[test]
    fn a_text_for_which_a_formula_stands_is_that_text() {
        assert_eq!(restore("=\"00042\""), "00042");
        assert_eq!(restore("=\"say \"\"so\"\"\""), "say \"so\"");
        assert_eq!(restore("=A1"), "=A1");
        assert_eq!(restore(&defuse("=\"00042\"")), "=\"00042\"");
    }

    /// How a program reads a line that it splits at a separator, without knowing ours.
    fn cells_of_another_program(line: &str, separator: u8) -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(line.as_bytes());
        reader.records().flatten().flat_map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    proptest! {
        #[test]
        fn a_defused_cell_reads_back_the_same(cell in "['\"=+@a-c;,:|\\t\\n＝ -]{0,12}") {
            let defused = defuse(&cell).into_owned();
            prop_assert_eq!(restore(&defused), cell.as_str());
        }

        #[test]
        fn no_program_finds_a_formula_in_a_line_of_ours(
            cells in proptest::collection::vec("['\"=a-c;,:|\\t\\n＝＋ ]{0,8}", 1..4),
            separator in proptest::sample::select(vec![b',', b';', b'\t', b'|', b':']),
        ) {
            let mut line = csv::Writer::from_writer(Vec::new());
            line.write_record(cells.iter().map(|cell| defuse(cell).into_owned())).expect("memory takes a line");
            let line = String::from_utf8(line.into_inner().expect("memory takes a line")).expect("it is text");
            for cell in cells_of_another_program(&line, separator) {
                prop_assert!(!cell.starts_with(STARTS), "{cell:?} in {line:?}");
            }
        }
    }
}
