//! The archive that a workbook is: its parts, by names as spreadsheet programs look for them, and how much of it is unpacked.
//!
//! What a few kilobytes of an archive unpack to may be anything, and what it says of its own sizes may be a lie. So what is
//! counted is what comes out, over all parts together, and reading fails once that is too much.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::{WorkbookError, unreadable};

/// The most bytes that all parts together may unpack to.
const LARGEST: u64 = 1024 * 1024 * 1024;
/// The most parts of an archive: each is kept in memory by its name. Workbooks with many pictures have some hundreds.
const MOST_PARTS: u64 = 10_000;
/// Where the archive's directory is described: at its end, behind which a comment of up to 64 KiB may stand.
const TAIL: u64 = 66 * 1024;

/// An opened archive.
pub(super) struct Package {
    archive: zip::ZipArchive<BufReader<File>>,
    /// Where a part is, by [`canonical`] name.
    parts: HashMap<String, usize>,
    left: u64,
    is_exhausted: bool,
}

/// A name as parts are looked up by it: ECMA-376, part 2, 6.2.2.3 compares them without regard to case.
fn canonical(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

impl Package {
    /// Opens an archive. Nothing is unpacked yet.
    pub(super) fn open(mut file: File) -> Result<Self, WorkbookError> {
        require_few_parts(&mut file)?;
        file.rewind()?;
        let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|_| WorkbookError::NotAWorkbook)?;
        let mut parts = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(unreadable)?;
            let name = canonical(&part.name().map_err(unreadable)?);
            parts.entry(name).or_insert(index);
        }
        Ok(Self { archive, parts, left: LARGEST, is_exhausted: false })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&canonical(name))
    }

    /// A part, unpacked as it is read; `None` if absent.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<impl Read + '_>, WorkbookError> {
        let Some(index) = self.parts.get(&canonical(name)) else { return Ok(None) };
        let part = self.archive.by_index(*index).map_err(unreadable)?;
        Ok(Some(CountedReader { part, left: &mut self.left, is_exhausted: &mut self.is_exhausted }))
    }

    /// Whether reading has failed because too much came out of the archive.
    pub(super) fn is_exhausted(&self) -> bool {
        self.is_exhausted
    }
}

/// What a part unpacks to, counted against what all may.
struct CountedReader<'l, R> {
    part: R,
    left: &'l mut u64,
    is_exhausted: &'l mut bool,
}

impl<R: Read> Read for CountedReader<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        let Some(left) = self.left.checked_sub(read as u64) else {
            *self.is_exhausted = true;
            return Err(io::Error::other("it unpacks to too much"));
        };
        *self.left = left;
        Ok(read)
    }
}

/// Refuses an archive that says that it has very many parts, before anything makes room for them. A directory can be
/// described in several ways (APPNOTE 4.3.14 to 4.3.16) and more than once; each description that there may be is looked at.
fn require_few_parts(file: &mut File) -> Result<(), WorkbookError> {
    let size = file.seek(SeekFrom::End(0))?;
    let start = size.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    for at in 0..tail.len() {
        let parts = match tail.get(at..at + 4) {
            // The end of the directory: two bytes for the number of parts.
            Some(b"PK\x05\x06") => number(&tail, at + 10, 2).filter(|parts| *parts != 0xFFFF),
            // The same for large archives: eight bytes.
            Some(b"PK\x06\x06") => number(&tail, at + 32, 8),
            // Where the latter is, which may be before the tail.
            Some(b"PK\x06\x07") => {
                let place = number(&tail, at + 8, 8).filter(|place| *place < start);
                place.map(|place| read_count(file, place)).transpose()?
            }
            _ => None,
        };
        if parts.is_some_and(|parts| parts > MOST_PARTS) {
            return Err(WorkbookError::TooLarge);
        }
    }
    Ok(())
}

fn read_count(file: &mut File, place: u64) -> Result<u64, WorkbookError> {
    file.seek(SeekFrom::Start(place.saturating_add(32)))?;
    let mut bytes = [0; 8];
    Ok(file.read_exact(&mut bytes).map_or(0, |()| u64::from_le_bytes(bytes)))
}

/// A number of so many bytes, the least first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    Some(bytes.get(at..at + length)?.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().expect("a file is made");
        file.write_all(bytes).expect("it is written");
        file
    }

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part begins");
            zip.write_all(bytes).expect("a part is written");
        }
        zip.finish().expect("the archive ends").into_inner()
    }

    #[test]
    fn parts_are_found_however_they_are_spelled() {
        let mut package = Package::open(file(&archive(&[("XL/sharedstrings.XML", b"texts")]))).expect("it opens");
        assert!(package.has("xl/sharedStrings.xml") && package.has("/xl/SharedStrings.xml"));
        let mut text = String::new();
        let part = package.part("xl/sharedStrings.xml").expect("it is read");
        part.expect("it is there").read_to_string(&mut text).expect("it is text");
        assert_eq!(text, "texts");
    }

    #[test]
    fn an_archive_of_very_many_parts_is_refused_before_they_are_listed() {
        let mut bytes = archive(&[("xl/workbook.xml", b"")]);
        let end = bytes.len() - 22;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        bytes[end + 8..end + 12].copy_from_slice(&[0x20, 0x4E, 0x20, 0x4E]);
        assert!(matches!(Package::open(file(&bytes)), Err(WorkbookError::TooLarge)));
    }

    #[test]
    fn what_all_parts_unpack_to_counts_together() {
        let zeros = vec![b' '; 1024 * 1024];
        let mut package = Package::open(file(&archive(&[("a", &zeros), ("b", &zeros)]))).expect("it opens");
        package.left = 1_500_000;
        let mut read = |name| io::copy(&mut package.part(name).ok().flatten().expect("a part"), &mut io::sink());
        assert!(read("a").is_ok());
        assert!(read("b").is_err());
        assert!(package.is_exhausted());
    }
}
