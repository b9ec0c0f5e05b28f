//! The rows of a delimited file, each with the lines that an editor shows for it.
//!
//! [`super::splitter`] splits the cells; here bytes are decoded, lines counted, and what is no row passed over: blank
//! lines, a line `sep=;`, and the end-of-file character of DOS.

use std::io::{self, Read};

use encoding_rs::Encoding;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::splitter::{Damage, Splitter};
use crate::visible::is_blank;

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiter(u8);

impl Delimiter {
    /// The delimiters that are known, the most usual first.
    pub const ALL: [Self; 5] = [Self(b','), Self(b';'), Self(b'\t'), Self(b':'), Self(b'|')];

    /// The name in the API: the character itself, or `tab`.
    pub fn name(self) -> &'static str {
        match self.0 {
            b';' => ";",
            b'\t' => "tab",
            b':' => ":",
            b'|' => "|",
            _ => ",",
        }
    }

    /// The character itself.
    pub fn letter(self) -> char {
        char::from(self.0)
    }

    /// The delimiter with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = if name == "\t" { "tab" } else { name };
        Self::ALL.into_iter().find(|delimiter| delimiter.name() == name)
    }
}

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line it begins on, from 1 with the header.
    pub line: i64,
    /// The line it ends on.
    pub last_line: i64,
    /// Its cells, as they stand there.
    pub cells: Vec<String>,
    /// What is wrong with its quotes.
    pub damage: Option<Damage>,
}

impl Record {
    /// A row whose cells are known, such as one that was corrected by hand.
    pub fn of_cells(line: i64, cells: Vec<String>) -> Self {
        let breaks: usize = cells.iter().map(|cell| lines_of(cell).count() - 1).sum();
        Self { line, last_line: line + i64::try_from(breaks).unwrap_or(0), cells, damage: None }
    }
}

/// The lines of a text, as editors count them: `\n`, `\r\n` and `\r` each end one.
pub fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// What stands between cells where a line `sep=;` at the beginning of a file says so. Spreadsheets write and read it; it is
/// no row. `cells` are those of the line, split at any delimiter.
pub fn declared_delimiter(cells: &[String]) -> Option<&str> {
    let begins = |cell: &str| cell.get(..4).is_some_and(|begins| begins.eq_ignore_ascii_case("sep="));
    match cells {
        [all] if begins(all) => all.get(4..).filter(|name| name.chars().count() == 1),
        // It was split at what it declares.
        [begin, rest] if begins(begin) && begin.len() == 4 && rest.is_empty() => Some(""),
        _ => None,
    }
}

/// Why a file cannot be read to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A row does not end: most often a double quote is not closed.
    #[error(
        "The row that begins on line {line} is longer than {limit} bytes. Most likely a double quote in it is never closed: close it, or write it twice."
    )]
    TooLong {
        /// Where it begins.
        line: i64,
        /// How long a row may be.
        limit: usize,
    },
    /// The source broke off.
    #[error(transparent)]
    Source(#[from] io::Error),
}

/// Reads rows; blank lines, and rows of nothing but blank cells, are skipped and counted.
pub struct Rows<R: Read> {
    source: DecodeReaderBytes<R, Vec<u8>>,
    splitter: Splitter,
    /// Decoded bytes; those before `at` are done with.
    buffer: Vec<u8>,
    at: usize,
    has_ended: bool,
    keeps_declaration: bool,
    limit: usize,
    lines: LineCounter,
}

/// How much is decoded at a time.
const PIECE: usize = 64 * 1024;

impl<R: Read> Rows<R> {
    /// Reads `source` in this encoding with this delimiter; no row may be longer than `longest_row` bytes.
    pub fn new(source: R, encoding: &'static Encoding, delimiter: Delimiter, longest_row: usize) -> Self {
        let source =
            DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).strip_bom(true).build(source);
        let (splitter, lines) = (Splitter::new(delimiter.0), LineCounter::default());
        Self {
            source,
            splitter,
            buffer: Vec::new(),
            at: 0,
            has_ended: false,
            keeps_declaration: false,
            limit: longest_row,
            lines,
        }
    }

    /// The next row; `None` at the end.
    pub fn next_record(&mut self) -> Result<Option<Record>, ReadError> {
        loop {
            match self.next_line()? {
                Some(record) if record.damage.is_none() && record.cells.iter().all(|cell| is_blank(cell)) => {}
                found => return Ok(found),
            }
        }
    }

    /// The cells of the first line that is not blank, also of one that is no row.
    pub fn first_line(&mut self) -> Result<Vec<String>, ReadError> {
        self.keeps_declaration = true;
        Ok(self.next_record()?.map(|record| record.cells).unwrap_or_default())
    }

    fn next_line(&mut self) -> Result<Option<Record>, ReadError> {
        let line = self.lines.next;
        let mut length = 0;
        loop {
            if self.at == self.buffer.len() && !self.fill()? {
                break;
            }
            let bytes = &self.buffer[self.at..];
            let (taken, is_end) = self.splitter.feed(bytes);
            self.lines.take(&bytes[..taken]);
            self.at += taken;
            length += taken;
            if is_end {
                return self.end_row(line, true).map(Some);
            }
            // Only memory is watched here, some buffers behind the limit.
            if self.splitter.len() > self.limit + 256 * 1024 {
                return Err(ReadError::TooLong { line, limit: self.limit });
            }
        }
        if length == 0 {
            return Ok(None);
        }
        self.splitter.end_of_file();
        self.end_row(line, self.lines.is_at_start).map(Some)
    }

    fn end_row(&mut self, line: i64, ends_with_break: bool) -> Result<Record, ReadError> {
        let is_too_long = self.splitter.len() > self.limit;
        let (cells, damage) = self.splitter.take();
        if is_too_long {
            return Err(ReadError::TooLong { line, limit: self.limit });
        }
        // A blank row is passed over.
        let is_declaration = line == 1 && !self.keeps_declaration && declared_delimiter(&cells).is_some();
        let cells = if is_declaration { Vec::new() } else { cells };
        Ok(Record { line, last_line: self.lines.next - i64::from(ends_with_break), cells, damage })
    }

    /// Decodes more; false at the end.
    fn fill(&mut self) -> Result<bool, ReadError> {
        self.buffer.clear();
        self.at = 0;
        if self.has_ended {
            return Ok(false);
        }
        self.buffer.resize(PIECE, 0);
        let read = self.source.read(&mut self.buffer)?;
        self.buffer.truncate(read);
        self.has_ended = read == 0;
        Ok(read > 0)
    }
}

/// Counts lines as editors do: `\n`, `\r\n` and `\r` each end one.
#[derive(Debug)]
struct LineCounter {
    /// The line that comes next.
    next: i64,
    after_return: bool,
    /// Whether nothing stands on it yet.
    is_at_start: bool,
}

impl Default for LineCounter {
    fn default() -> Self {
        Self { next: 1, after_return: false, is_at_start: true }
    }
}

impl LineCounter {
    /// Takes the next bytes.
    fn take(&mut self, bytes: &[u8]) {
        let Some(last) = bytes.last() else { return };
        let mut before = if self.after_return { b'\r' } else { 0 };
        for byte in bytes {
            if *byte == b'\r' || (*byte == b'\n' && before != b'\r') {
                self.next += 1;
            }
            before = *byte;
        }
        self.after_return = *last == b'\r';
        self.is_at_start = matches!(last, b'\r' | b'\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{UTF_8, WINDOWS_1252};
    use proptest::prelude::*;

    fn rows(text: &[u8], encoding: &'static Encoding) -> Vec<(i64, Vec<String>)> {
        let mut rows = Rows::new(text, encoding, Delimiter(b','), 1_000_000);
        let mut found = Vec::new();
        while let Ok(Some(record)) = rows.next_record() {
            found.push((record.line, record.cells));
        }
        found
    }

    fn lines(text: &str) -> Vec<i64> {
        rows(text.as_bytes(), UTF_8).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn lines_are_those_of_an_editor() {
        assert_eq!(lines("a,b\n1,2\n\n\n3,4\n"), [1, 2, 5]);
        assert_eq!(lines("a,b\r\n1,2\r\n\r\n3,4"), [1, 2, 4]);
        assert_eq!(lines("\n\na,b\n1,2\n"), [3, 4]);
        assert_eq!(lines("a,b\n\"x\ny\",2\n3,4\n"), [1, 2, 4]);
        assert_eq!(lines("a,b\r1,2\r3,4\r"), [1, 2, 3]);
        assert_eq!(lines("a,b\n\"x\r\n\r\ny\",2\r\n3,4"), [1, 2, 5]);
    }

    #[test]
    fn other_encodings_are_decoded_and_the_mark_is_no_cell() {
        let (latin, _, _) = WINDOWS_1252.encode("name\njürgen\n");
        assert_eq!(rows(&latin, WINDOWS_1252)[1].1, ["jürgen"]);
        assert_eq!(rows(b"\xEF\xBB\xBFname\nanna\n", UTF_8)[0].1, ["name"]);
    }

    #[test]
    fn a_quote_that_nobody_closes_is_named_with_its_line() {
        let text = format!("a,b\n1,2\n\"3,4\n{}", "5,6\n".repeat(200_000));
        let mut rows = Rows::new(text.as_bytes(), UTF_8, Delimiter(b','), 10_000);
        assert!(matches!(rows.next_record(), Ok(Some(_))));
        assert!(matches!(rows.next_record(), Ok(Some(_))));
        assert!(matches!(rows.next_record(), Err(ReadError::TooLong { line: 3, .. })));
    }

    #[test]
    fn a_row_names_the_lines_that_it_covers() {
        let covered = |text: &str| {
            let mut rows = Rows::new(text.as_bytes(), UTF_8, Delimiter(b','), 1_000);
            let mut found = Vec::new();
            while let Ok(Some(record)) = rows.next_record() {
                found.push((record.line, record.last_line, record.damage));
            }
            found
        };
        let (open, behind) = (Some(Damage::Open), Some(Damage::TextBehindQuote));
        assert_eq!(covered("a,b\n1,\"2\n3,4\n"), [(1, 1, None), (2, 3, open)]);
        assert_eq!(covered("a,b\r\n1,\"2\r\n3,4"), [(1, 1, None), (2, 3, open)]);
        assert_eq!(covered("a\n1,\"2\n\n3,\"4\"\n\n5\n"), [(1, 1, None), (2, 4, behind), (6, 6, None)]);
        assert_eq!(covered("a\r\"1\r\n2\r3\"\r4"), [(1, 1, None), (2, 4, None), (5, 5, None)]);
    }

    #[test]
    fn what_is_no_row_is_passed_over() {
        for text in [
            "sep=,\na,b\n1,2\n",
            "SEP=;\r\na,b\r\n1,2\r\n\u{1a}",
            "\"sep=;\"\na,b\n1,2\u{1a}\u{1a}",
            "\na,b\n1,\"2\"\u{1a}",
        ] {
            let found: Vec<_> = rows(text.as_bytes(), UTF_8).into_iter().map(|(_, cells)| cells.join("|")).collect();
            assert_eq!(found, ["a|b", "1|2"], "{text}");
        }
        assert_eq!(lines("sep=,\na,b\n1,2"), [2, 3]);
        assert_eq!(rows(b"sep=ab\n1\n", UTF_8).len(), 2);
    }

    #[test]
    fn rows_of_blank_cells_are_as_good_as_blank_lines() {
        assert_eq!(lines("  \na,b\n,\n1,2\n , \n\"\",\n3,4\n"), [2, 4, 7]);
    }

    #[test]
    fn a_row_that_has_grown_too_long_by_being_decoded_is_named_with_its_line() {
        // What does not fit the encoding becomes a letter of three bytes.
        let text = [&b"a,b\n"[..], &[0xFF; 400], b",2\n"].concat();
        let mut rows = Rows::new(&text[..], UTF_8, Delimiter(b','), 1_000);
        assert!(matches!(rows.next_record(), Ok(Some(_))));
        assert!(matches!(rows.next_record(), Err(ReadError::TooLong { line: 2, limit: 1_000 })));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_with_its_lines(
            table in prop::collection::vec(prop::collection::vec("[a-c,\";\n\r é]{0,5}", 2..4), 1..12),
            blanks in prop::collection::vec(0_usize..3, 12),
        ) {
            let mut text = String::new();
            let mut expected = Vec::new();
            for (row, blank) in table.iter().zip(&blanks) {
                text.push_str(&"\n".repeat(*blank));
                let begins = 1 + text.matches('\n').count();
                let cells: Vec<String> = row.iter().map(|cell| cell.replace('\r', "")).collect();
                let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
                text.push_str(&quoted.join(","));
                text.push('\n');
                if cells.iter().any(|cell| !cell.trim().is_empty()) {
                    expected.push((begins as i64, cells));
                }
            }
            prop_assert_eq!(rows(text.as_bytes(), UTF_8), expected);
        }
    }
}
