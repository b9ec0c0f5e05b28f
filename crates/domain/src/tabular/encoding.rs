//! Which encoding a file has, found out while it streams past.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of the beginning is kept to look at the header.
const HEAD: usize = 256 * 1024;

/// Looks at the bytes of a file as they pass.
pub struct Sniffer {
    head: Vec<u8>,
    size: u64,
    detector: EncodingDetector,
    utf8: Utf8Check,
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
    /// The first NUL byte, where the encoding does not explain it.
    pub stray_nul: Option<u64>,
}

impl Default for Sniffer {
    fn default() -> Self {
        Self {
            head: Vec::new(),
            size: 0,
            detector: EncodingDetector::new(),
            utf8: Utf8Check::default(),
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
        let encoding = self.encoding();
        let stray_nul = if encoding == UTF_16LE || encoding == UTF_16BE { None } else { self.first_nul };
        Sniffed { head: self.head, size: self.size, encoding, stray_nul }
    }

    fn encoding(&self) -> &'static Encoding {
        if let Some((encoding, _)) = Encoding::for_bom(&self.head) {
            return encoding;
        }
        // Text in Latin letters as UTF-16 has a NUL in every other place.
        if self.nul_odd * 4 > self.size && self.nul_even * 20 < self.size {
            return UTF_16LE;
        }
        if self.nul_even * 4 > self.size && self.nul_odd * 20 < self.size {
            return UTF_16BE;
        }
        if self.utf8.is_valid() { UTF_8 } else { self.detector.guess(None, false) }
    }
}

/// Whether bytes that come in pieces are valid UTF-8.
#[derive(Default)]
struct Utf8Check {
    rest: Vec<u8>,
    broken: bool,
}

impl Utf8Check {
    fn feed(&mut self, bytes: &[u8]) {
        if self.broken {
            return;
        }
        let joined;
        let bytes = if self.rest.is_empty() {
            bytes
        } else {
            joined = [self.rest.as_slice(), bytes].concat();
            &joined
        };
        let rest = match std::str::from_utf8(bytes) {
            Ok(_) => Vec::new(),
            // A letter may be cut in two at the end of a piece.
            Err(error) if error.error_len().is_none() => bytes[error.valid_up_to()..].to_vec(),
            Err(_) => {
                self.broken = true;
                Vec::new()
            }
        };
        self.rest = rest;
    }

    fn is_valid(&self) -> bool {
        !self.broken && self.rest.is_empty()
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

    proptest! {
        #[test]
        fn pieces_do_not_matter(text in "\\PC{0,80}", step in 1_usize..7) {
            prop_assert_eq!(sniff(text.as_bytes(), step).encoding.name(), "UTF-8");
        }
    }
}
