//! XML from anybody: pieces that are held in memory whole have to be small, and open elements few. What reads it would hold
//! on to all of a tag that never ends, and to the name of every element that is never closed.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{WorkbookError, unreadable};

/// How deep elements may lie in one another; spreadsheets need a dozen.
pub(super) const DEEPEST: usize = 256;

/// The most bytes of a tag or of a stretch of text: both are read into memory whole.
pub(super) const LARGEST_PIECE: usize = 1024 * 1024;

/// A source that gives out so many bytes and then fails, until it is given leave for more.
pub(super) struct Bounded<R> {
    inner: R,
    left: usize,
}

impl<R> Bounded<R> {
    /// A source that gives out nothing yet.
    pub(super) fn new(inner: R) -> Self {
        Self { inner, left: 0 }
    }

    /// Gives leave for so many bytes.
    pub(super) fn allow(&mut self, bytes: usize) {
        self.left = bytes;
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let some = self.fill_buf()?;
        let read = some.len().min(buffer.len());
        buffer[..read].copy_from_slice(&some[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("a piece of it is too long"));
        }
        let some = self.inner.fill_buf()?;
        Ok(&some[..some.len().min(self.left)])
    }

    fn consume(&mut self, read: usize) {
        self.left -= read.min(self.left);
        self.inner.consume(read);
    }
}

/// Reads a part of a workbook to its end without keeping it, and refuses what would take memory to read.
pub(super) fn require_shallow(part: impl Read) -> Result<(), WorkbookError> {
    let mut reader = Reader::from_reader(Bounded::new(BufReader::new(part)));
    // Whether tags match is for whoever reads it for what it says.
    reader.config_mut().check_end_names = false;
    let (mut buffer, mut open) = (Vec::new(), 0_usize);
    loop {
        buffer.clear();
        reader.get_mut().allow(LARGEST_PIECE);
        match reader.read_event_into(&mut buffer).map_err(unreadable)? {
            Event::Start(_) => open += 1,
            Event::End(_) => open = open.saturating_sub(1),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if open > DEEPEST {
            return Err(unreadable("its parts are nested too deeply"));
        }
    }
}
