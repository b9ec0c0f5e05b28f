//! Which encoding a file has, found out while it streams past.
//!
//! UTF-8 wins where nearly all letters beyond ASCII are valid UTF-8: text in another encoding hardly ever is by chance, and
//! a file that was cut or put together has a few odd bytes. Those are errors of their rows.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of the beginning is kept to look at the header.
const HEAD: usize = 256 * 1024;

/// Looks at the bytes of a file as they pass.
pub struct Sniffer {
    head: Vec<u8>,
    size: u64,
    detector: EncodingDetector,
    utf8: Utf8Census,
    samples: Samples,
    nul_even: u64,
    nul_odd: u64,
    first_nul: Option<u64>,
}

/// What was found out about a file.
#[derive(Debug, Clone)]
pub struct Sniffed {
    /// Its beginning, as it is.
    pub head: Vec<u8>,
    /// Bytes.
    pub size: u64,
    /// The encoding it seems to have.
    pub encoding: &'static Encoding,
    /// Whether that is a guess: no mark says so, and the bytes allow others.
    pub is_guess: bool,
    /// Lines with letters beyond ASCII, as they are, to be shown where the encoding is a guess.
    pub samples: Vec<Vec<u8>>,
    /// The first NUL byte, where the encoding does not explain it.
    pub stray_nul: Option<u64>,
}

impl Default for Sniffer {
    fn default() -> Self {
        Self {
            head: Vec::new(),
            size: 0,
            detector: EncodingDetector::new(),
            utf8: Utf8Census::default(),
            samples: Samples::default(),
            nul_even: 0,
            nul_odd: 0,
            first_nul: None,
        }
    }
}

impl Sniffer {
    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        self.utf8.feed(bytes);
        self.samples.feed(bytes);
        self.detector.feed(bytes, false);
        for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == 0) {
            let place = self.size + at as u64;
            self.first_nul.get_or_insert(place);
            if place.is_multiple_of(2) { self.nul_even += 1 } else { self.nul_odd += 1 }
        }
        self.size += bytes.len() as u64;
    }

    /// Says what was found out.
    pub fn finish(mut self) -> Sniffed {
        self.detector.feed(&[], true);
        let (encoding, is_guess) = self.encoding();
        let stray_nul = if encoding == UTF_16LE || encoding == UTF_16BE { None } else { self.first_nul };
        let samples = self.samples.finish();
        Sniffed { head: self.head, size: self.size, encoding, is_guess, samples, stray_nul }
    }

    /// The encoding, and whether it is a guess.
    fn encoding(&self) -> (&'static Encoding, bool) {
        if let Some((encoding, _)) = Encoding::for_bom(&self.head) {
            return (encoding, false);
        }
        // Text in Latin letters as UTF-16 has a NUL in every other place.
        if self.nul_odd * 4 > self.size && self.nul_even * 20 < self.size {
            return (UTF_16LE, true);
        }
        if self.nul_even * 4 > self.size && self.nul_odd * 20 < self.size {
            return (UTF_16BE, true);
        }
        let odd = self.utf8.odd + u64::from(!self.utf8.rest.is_empty());
        if odd == 0 || self.utf8.letters >= ODD_ONE_IN * odd {
            return (UTF_8, odd > 0);
        }
        (self.detector.guess(None, false), true)
    }
}

/// Nearly all letters are valid UTF-8 where there are so many to an odd byte at least.
const ODD_ONE_IN: u64 = 4;

/// How much of bytes that come in pieces is valid UTF-8.
#[derive(Default)]
struct Utf8Census {
    /// Letters beyond ASCII.
    letters: u64,
    /// Bytes, or beginnings of letters, that are no UTF-8.
    odd: u64,
    /// The beginning of a letter at the end of the last piece.
    rest: Vec<u8>,
}

impl Utf8Census {
    fn feed(&mut self, bytes: &[u8]) {
        let joined;
        let mut bytes = if self.rest.is_empty() {
            bytes
        } else {
            joined = [self.rest.as_slice(), bytes].concat();
            self.rest.clear();
            &joined
        };
        let letters = |valid: &[u8]| valid.iter().filter(|byte| **byte >= 0xC0).count() as u64;
        loop {
            match std::str::from_utf8(bytes) {
                Ok(_) => {
                    self.letters += letters(bytes);
                    return;
                }
                Err(error) => {
                    let (valid, rest) = bytes.split_at(error.valid_up_to());
                    self.letters += letters(valid);
                    let Some(odd) = error.error_len() else {
                        self.rest = rest.to_vec();
                        return;
                    };
                    self.odd += 1;
                    bytes = &rest[odd..];
                }
            }
        }
    }
}

/// Lines with letters beyond ASCII.
#[derive(Default)]
struct Samples {
    lines: Vec<Vec<u8>>,
    /// The line at hand, as far as it has come, and whether it has such letters.
    line: Vec<u8>,
    is_of_use: bool,
}

/// So many lines are kept, and so much of each.
const MOST_SAMPLES: usize = 20;
const LONGEST_SAMPLE: usize = 2_000;

impl Samples {
    fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() && self.lines.len() < MOST_SAMPLES {
            // Most files have no such letters for long stretches.
            let first = bytes.iter().position(|byte| !byte.is_ascii());
            let plain = first.unwrap_or(bytes.len());
            if !self.is_of_use
                && let Some(end) = bytes[..plain].iter().rposition(|byte| *byte == b'\n')
            {
                self.line.clear();
                bytes = &bytes[end + 1..];
                continue;
            }
            self.is_of_use |= first.is_some();
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let (line, rest) = bytes.split_at(end.map_or(bytes.len(), |end| end + 1));
            let room = LONGEST_SAMPLE.saturating_sub(self.line.len()).min(line.len());
            self.line.extend_from_slice(&line[..room]);
            if end.is_some() {
                self.end_line();
            }
            bytes = rest;
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.is_of_use) {
            self.lines.push(line);
        }
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        self.end_line();
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "username,suspended\nzoë,1\njürgen,0\nçelik,1\n";

    fn sniff(bytes: &[u8], step: usize) -> Sniffed {
        let mut sniffer = Sniffer::default();
        bytes.chunks(step).for_each(|piece| sniffer.feed(piece));
        sniffer.finish()
    }

    fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn encodings_are_told_apart_with_and_without_a_mark() {
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(TEXT);
        let with_mark = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        for (bytes, name) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            (with_mark(b"\xEF\xBB\xBF", TEXT.as_bytes()), "UTF-8"),
            (latin.into_owned(), "windows-1252"),
            (utf16(TEXT, false), "UTF-16LE"),
            (utf16(TEXT, true), "UTF-16BE"),
            (with_mark(b"\xFF\xFE", &utf16(TEXT, false)), "UTF-16LE"),
        ] {
            let sniffed = sniff(&bytes, 5);
            assert_eq!(sniffed.encoding.name(), name);
            assert_eq!(sniffed.stray_nul, None, "{name}");
        }
        assert_eq!(sniff(b"username\nan\0na\n", 3).stray_nul, Some(11));
    }

    #[test]
    fn a_few_odd_bytes_do_not_make_another_encoding() {
        let with = |good: usize, odd: usize| [b"a,\xC3\xBC\n".repeat(good), b"b,\xEB\n".repeat(odd)].concat();
        for (bytes, name, is_guess) in [
            (with(5, 0), "UTF-8", false),
            (with(120, 1), "UTF-8", true),
            (with(8, 2), "UTF-8", true),
            (with(0, 2), "windows-1252", true),
            ([with(9, 0), b"c,\xC3".to_vec()].concat(), "UTF-8", true),
            ([b"\xEF\xBB\xBF".to_vec(), with(0, 1)].concat(), "UTF-8", false),
            (b"plain\n".to_vec(), "UTF-8", false),
            (utf16(TEXT, false), "UTF-16LE", true),
        ] {
            for step in [1, 3, 1_000] {
                let sniffed = sniff(&bytes, step);
                assert_eq!((sniffed.encoding.name(), sniffed.is_guess), (name, is_guess), "{bytes:?}");
            }
        }
    }

    #[test]
    fn lines_with_letters_are_kept_as_samples() {
        let bytes = [b"name\nanna\n".repeat(3), b"zo\xEB,1\nbert\n".to_vec(), b"\xE7elik".to_vec()].concat();
        for step in [1, 4, 1_000] {
            assert_eq!(sniff(&bytes, step).samples, [b"zo\xEB,1\n".to_vec(), b"\xE7elik".to_vec()]);
        }
    }

    proptest! {
        #[test]
        fn pieces_do_not_matter(text in "\\PC{0,80}", step in 1_usize..7) {
            prop_assert_eq!(sniff(text.as_bytes(), step).encoding.name(), "UTF-8");
        }
    }
}
