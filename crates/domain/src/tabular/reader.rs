//! The rows of a delimited file, each with the line that an editor shows for it.
//!
//! The `csv` crate splits the cells. Its own line numbers point before the blank lines that it skips, so
//! lines are counted here, from the very bytes that it was given.

use std::io::{self, Read};

use encoding_rs::Encoding;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

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
    /// Its cells, as they stand there.
    pub cells: Vec<String>,
    /// Whether the file ends inside of a quoted cell: whatever stands behind the quote was taken for a part of it.
    pub is_open: bool,
}

/// Why a file cannot be read to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A row does not end: most often a double quote that nobody closed.
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
    delimiter: u8,
    csv: csv::Reader<Watched<DecodeReaderBytes<R, Vec<u8>>>>,
    record: csv::StringRecord,
    lines: LineCounter,
    position: u64,
}

impl<R: Read> Rows<R> {
    /// Reads `source` in this encoding with this delimiter; no row may be longer than `longest_row` bytes.
    pub fn new(source: R, encoding: &'static Encoding, delimiter: Delimiter, longest_row: usize) -> Self {
        let decoded =
            DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).strip_bom(true).build(source);
        let watched = Watched { source: decoded, held: Vec::new(), start: 0, limit: longest_row };
        let csv = csv::ReaderBuilder::new()
            .delimiter(delimiter.0)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(64 * 1024)
            .from_reader(watched);
        let (delimiter, record) = (delimiter.0, csv::StringRecord::new());
        Self { delimiter, csv, record, lines: LineCounter::default(), position: 0 }
    }

    /// The next row; `None` at the end.
    pub fn next_record(&mut self) -> Result<Option<Record>, ReadError> {
        loop {
            match self.next_line()? {
                Some(record) if record.cells.iter().all(|cell| cell.trim().is_empty()) => {}
                found => return Ok(found),
            }
        }
    }

    fn next_line(&mut self) -> Result<Option<Record>, ReadError> {
        let read = self.csv.read_record(&mut self.record);
        let end = self.csv.position().byte();
        let found = match read {
            Ok(found) => found,
            Err(error) => return Err(self.explain(error)),
        };
        if !found {
            return Ok(None);
        }
        let bytes = self.csv.get_ref().between(self.position, end);
        let (line, is_open) = (self.lines.take(bytes), ends_inside_of_quotes(bytes, self.delimiter));
        self.position = end;
        self.csv.get_mut().forget_before(end);
        // While it is read only memory is watched, some buffers behind the limit.
        let limit = self.csv.get_ref().limit;
        if self.record.as_slice().len() > limit {
            return Err(ReadError::TooLong { line, limit });
        }
        Ok(Some(Record { line, cells: self.record.iter().map(str::to_owned).collect(), is_open }))
    }

    fn explain(&mut self, error: csv::Error) -> ReadError {
        match error.into_kind() {
            csv::ErrorKind::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<RowTooLong>()) => {
                let held = self.csv.get_ref().between(self.position, u64::MAX);
                ReadError::TooLong { line: self.lines.take(held), limit: self.csv.get_ref().limit }
            }
            csv::ErrorKind::Io(error) => ReadError::Source(error),
            other => ReadError::Source(io::Error::other(format!("{other:?}"))),
        }
    }
}

/// Whether a quote is open at the end of a row's bytes. That can be only where the file ends.
fn ends_inside_of_quotes(bytes: &[u8], delimiter: u8) -> bool {
    if bytes.iter().filter(|byte| **byte == b'"').count() % 2 == 0 {
        return false;
    }
    // A quote opens a cell at its beginning only; inside of one, two stand for one.
    let (mut at_start, mut is_open, mut rest) = (true, false, bytes.iter().peekable());
    while let Some(byte) = rest.next() {
        match byte {
            b'"' if is_open && rest.peek() == Some(&&b'"') => drop(rest.next()),
            b'"' if is_open => is_open = false,
            b'"' if at_start => is_open = true,
            _ => {}
        }
        at_start = !is_open && (*byte == delimiter || matches!(byte, b'\r' | b'\n'));
    }
    is_open
}

/// Passes bytes on and holds those of the row at hand, so that its lines can be counted.
struct Watched<R> {
    source: R,
    held: Vec<u8>,
    start: u64,
    limit: usize,
}

#[derive(Debug, thiserror::Error)]
#[error("a row is too long")]
struct RowTooLong;

impl<R> Watched<R> {
    fn between(&self, from: u64, to: u64) -> &[u8] {
        let index = |at: u64| usize::try_from(at.saturating_sub(self.start)).unwrap_or(usize::MAX).min(self.held.len());
        &self.held[index(from)..index(to)]
    }

    fn forget_before(&mut self, at: u64) {
        let gone = usize::try_from(at.saturating_sub(self.start)).unwrap_or(0).min(self.held.len());
        // Moving what is left is dear for long rests and cheap for short ones: wait until much is gone.
        if gone == self.held.len() || gone > 128 * 1024 {
            self.held.drain(..gone);
            self.start += gone as u64;
        }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.held.len() > self.limit + 256 * 1024 {
            return Err(io::Error::other(RowTooLong));
        }
        let read = self.source.read(buffer)?;
        self.held.extend_from_slice(&buffer[..read]);
        Ok(read)
    }
}

/// Counts lines as editors do: `\n`, `\r\n` and `\r` each end one.
#[derive(Debug)]
struct LineCounter {
    next: i64,
    after_return: bool,
}

impl Default for LineCounter {
    fn default() -> Self {
        Self { next: 1, after_return: false }
    }
}

impl LineCounter {
    /// Takes the bytes up to the end of a row and returns the line that the row begins on.
    fn take(&mut self, bytes: &[u8]) -> i64 {
        let mut begins = None;
        for byte in bytes {
            match byte {
                b'\n' if self.after_return => self.after_return = false,
                b'\n' => self.next += 1,
                b'\r' => {
                    self.next += 1;
                    self.after_return = true;
                    continue;
                }
                _ => {
                    begins.get_or_insert(self.next);
                }
            }
            self.after_return = false;
        }
        begins.unwrap_or(self.next)
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
    fn a_quote_that_is_open_at_the_end_of_the_file_is_told() {
        for (text, expected) in [
            ("a,b\n1,\"2\n3,4\n", true),
            ("a,b\n1,\"2", true),
            ("a,b\n1,\"2 \"\"3\n", true),
            ("a,b\n1,\"2\"\n", false),
            ("a,b\n1,2\" wide\n", false),
            ("a,b\n1,\"2 \"\"3\"\"\"\n", false),
        ] {
            let mut rows = Rows::new(text.as_bytes(), UTF_8, Delimiter(b','), 1_000);
            let records = [rows.next_record(), rows.next_record()];
            let open = records.map(|record| record.ok().flatten().is_some_and(|record| record.is_open));
            assert_eq!(open, [false, expected], "{text}");
        }
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
