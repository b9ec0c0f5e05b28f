//! Splits the bytes of a delimited file into the cells of its rows, and tells where quotes are damaged. Takes the bytes in
//! pieces, so that a row may be longer than any buffer.
//!
//! RFC 4180 with what real files need: blanks may stand before an opening quote and behind a closing one, and a quote
//! inside of an unquoted cell is a character like any other (`2" pipe`).

use crate::visible::is_blank;

/// What DOS programs write behind the last line.
const END_OF_FILE: u8 = 0x1A;

/// What is wrong with the quotes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// The file ends inside of a quoted cell: all that stands behind the quote was taken for a part of it.
    Open,
    /// Text stands behind a closing quote.
    TextBehindQuote,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Outside of quotes.
    Plain,
    /// Inside of quotes.
    Quoted,
    /// Behind a quote inside of quotes: it closes the cell, unless another one follows.
    AfterQuote,
    /// Behind the closing quote, where only blanks may stand. The number is how long the cell was.
    Closed(usize),
}

/// The row that is being split.
#[derive(Debug)]
pub(super) struct Splitter {
    delimiter: u8,
    state: State,
    /// The cells one behind the other, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    damage: Option<Damage>,
}

impl Splitter {
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::Plain, text: Vec::new(), ends: Vec::new(), damage: None }
    }

    /// Takes bytes up to the end of the row; returns how many, and whether the row ends there.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            match self.state {
                State::Quoted => {
                    let stretch = bytes[at..].iter().position(|byte| *byte == b'"').unwrap_or(bytes.len() - at);
                    self.text.extend_from_slice(&bytes[at..at + stretch]);
                    at += stretch;
                    if at < bytes.len() {
                        self.state = State::AfterQuote;
                        at += 1;
                    }
                    continue;
                }
                State::AfterQuote if byte == b'"' => {
                    self.text.push(b'"');
                    self.state = State::Quoted;
                    at += 1;
                    continue;
                }
                State::AfterQuote => self.state = State::Closed(self.text.len()),
                State::Plain | State::Closed(_) => {}
            }
            let delimiter = self.delimiter;
            let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r' | b'"');
            let stretch = bytes[at..].iter().position(ends).unwrap_or(bytes.len() - at);
            self.text.extend_from_slice(&bytes[at..at + stretch]);
            at += stretch;
            let Some(byte) = bytes.get(at).copied() else { break };
            at += 1;
            match byte {
                b'"' => self.quote(),
                b'\n' | b'\r' => {
                    self.end_cell();
                    return (at, true);
                }
                _ => self.end_cell(),
            }
        }
        (at, false)
    }

    /// A quote outside of quotes: it opens a cell that has nothing visible in it yet.
    fn quote(&mut self) {
        let begins = self.ends.last().copied().unwrap_or(0);
        let is_at_start = self.state == State::Plain && is_blank_utf8(&self.text[begins..]);
        if is_at_start {
            self.text.truncate(begins);
            self.state = State::Quoted;
        } else {
            self.text.push(b'"');
        }
    }

    fn end_cell(&mut self) {
        if let State::Closed(length) = self.state {
            if is_blank_utf8(&self.text[length..]) {
                self.text.truncate(length);
            } else {
                self.damage.get_or_insert(Damage::TextBehindQuote);
            }
        }
        self.ends.push(self.text.len());
        self.state = State::Plain;
    }

    /// Ends the row where the file ends.
    pub(super) fn end_of_file(&mut self) {
        let begins = self.ends.last().copied().unwrap_or(0);
        while self.text.len() > begins && self.text.last() == Some(&END_OF_FILE) {
            self.text.pop();
        }
        match self.state {
            State::Quoted => self.damage = Some(Damage::Open),
            State::AfterQuote => self.state = State::Closed(self.text.len()),
            State::Plain | State::Closed(_) => {}
        }
        self.end_cell();
    }

    /// How many bytes the cells have come to so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The cells of the row that has ended, and what is wrong with its quotes; what comes next is another row.
    pub(super) fn take(&mut self) -> (Vec<String>, Option<Damage>) {
        let mut begins = 0;
        let cells = self.ends.iter().map(|end| {
            let cell = String::from_utf8_lossy(&self.text[begins..*end]).into_owned();
            begins = *end;
            cell
        });
        let cells = cells.collect();
        self.text.clear();
        self.ends.clear();
        self.state = State::Plain;
        (cells, self.damage.take())
    }
}

fn is_blank_utf8(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| matches!(byte, b' ' | b'\t')) || std::str::from_utf8(bytes).is_ok_and(is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The cells of the first row, how many bytes it took, and what is wrong with it.
    fn split(text: &str, step: usize) -> (Vec<String>, usize, Option<Damage>) {
        let (mut splitter, mut length) = (Splitter::new(b','), 0);
        for piece in text.as_bytes().chunks(step) {
            let (taken, is_end) = splitter.feed(piece);
            length += taken;
            if is_end {
                let (cells, damage) = splitter.take();
                return (cells, length, damage);
            }
        }
        splitter.end_of_file();
        let (cells, damage) = splitter.take();
        (cells, length, damage)
    }

    #[test]
    fn blanks_around_quotes_are_no_part_of_the_cell() {
        for text in ["a, \"Lind, Jr.\",c\n", "a,\t\"Lind, Jr.\"  ,c\n", "a,\u{a0}\"Lind, Jr.\"\u{200b},c"] {
            assert_eq!(split(text, 100).0, ["a", "Lind, Jr.", "c"], "{text}");
        }
        assert_eq!(split("a, b c ,2\" pipe\n", 100).0, ["a", " b c ", "2\" pipe"]);
        assert_eq!(split("\"a \"\"b\"\"\",\"\"\n", 100).0, ["a \"b\"", ""]);
    }

    #[test]
    fn damage_is_told_and_ends_with_the_line() {
        for (text, expected) in [
            ("a,\"Physics\"x,c\nnext\n", Some(Damage::TextBehindQuote)),
            ("a,\"b\" \"c\"\nnext\n", Some(Damage::TextBehindQuote)),
            ("a,\"left\nb,1,\"left\"\nnext\n", Some(Damage::TextBehindQuote)),
            ("a,\"left\nnext\n", Some(Damage::Open)),
            ("a,\"left \"\"", Some(Damage::Open)),
            ("a,\"b\nc\"\nnext\n", None),
            ("a,\"b\"", None),
        ] {
            let (_, length, damage) = split(text, 100);
            assert_eq!(damage, expected, "{text}");
            let rest = &text[length..];
            assert!(rest == "next\n" || rest.is_empty(), "{text}: {rest}");
        }
    }

    proptest! {
        #[test]
        fn pieces_do_not_matter(text in "[ab,\" \n\r]{0,40}", step in 1_usize..5) {
            let whole = split(&text, 1_000);
            prop_assert_eq!(split(&text, step), whole);
        }

        #[test]
        fn what_the_csv_crate_writes_is_read_as_it_was(cells in prop::collection::vec("[a,\";\n\r é]{0,6}", 1..5)) {
            let mut out = csv::Writer::from_writer(Vec::new());
            out.write_record(&cells).expect("memory takes a row");
            let text = String::from_utf8(out.into_inner().expect("memory")).expect("UTF-8");
            // Without quotes, blanks at the beginning of a cell stay a part of it.
            let (read, length, damage) = split(&text, 1_000);
            prop_assert_eq!((read, length, damage), (cells, text.len(), None));
        }
    }
}
