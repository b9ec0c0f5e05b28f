//! XML from anybody, read as a stream: a piece that has to be in memory whole is small, and few elements are open at a
//! time. A tag that never ends, and names of elements that are never closed, would fill the memory otherwise.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{WorkbookError, unreadable};

/// How deep elements may lie in one another; spreadsheets need a dozen.
const DEEPEST: usize = 256;

/// The most bytes of a tag or of a stretch of text: both are read into memory whole.
const LARGEST_PIECE: usize = 1024 * 1024;

/// What reads a document: it is told of each element and each stretch of text, in order, and may break off.
pub(super) trait Visitor {
    /// An element begins.
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<ControlFlow<()>, WorkbookError>;

    /// An element ends; its name is without a prefix.
    fn end(&mut self, name: &str) -> Result<ControlFlow<()>, WorkbookError>;

    /// Some text; escapes in it are resolved. A text may come in several stretches.
    fn text(&mut self, text: &str) -> Result<(), WorkbookError>;
}

/// Reads a document to its end, or until the visitor breaks off.
pub(super) fn read(source: impl Read, visitor: &mut impl Visitor) -> Result<(), WorkbookError> {
    let mut reader = Reader::from_reader(BoundedReader { inner: BufReader::new(source), left: 0 });
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut open) = (Vec::new(), 0_usize);
    loop {
        buffer.clear();
        reader.get_mut().left = LARGEST_PIECE;
        let flow = match reader.read_event_into(&mut buffer).map_err(unreadable)? {
            Event::Start(element) => {
                open += 1;
                if open > DEEPEST {
                    return Err(unreadable("its parts are nested too deeply"));
                }
                visitor.begin(&element)?
            }
            Event::End(element) => {
                open = open.saturating_sub(1);
                visitor.end(element.local_name().into_inner())?
            }
            Event::Text(text) => {
                visitor.text(&text.xml10_content())?;
                ControlFlow::Continue(())
            }
            Event::CData(text) => {
                visitor.text(&text.xml10_content())?;
                ControlFlow::Continue(())
            }
            Event::GeneralRef(name) => {
                match name.resolve_char_ref().map_err(unreadable)? {
                    Some(letter) => visitor.text(letter.encode_utf8(&mut [0; 4]))?,
                    // Any other name would have to be defined first, which no spreadsheet does.
                    None => visitor.text(
                        quick_xml::escape::resolve_xml_entity(&name)
                            .ok_or_else(|| unreadable(format!("it names \"&{};\"", &*name)))?,
                    )?,
                }
                ControlFlow::Continue(())
            }
            Event::Eof if open > 0 => return Err(unreadable("a part of it ends in the middle")),
            Event::Eof => return Ok(()),
            _ => ControlFlow::Continue(()),
        };
        if flow.is_break() {
            return Ok(());
        }
    }
}

/// The value of an attribute, by its full name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, WorkbookError> {
    let found = element.try_get_attribute(name).map_err(unreadable)?;
    let value =
        found.map(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).map(|value| value.into_owned()));
    value.transpose().map_err(unreadable)
}

/// Whether an attribute says yes.
pub(super) fn is_on(element: &BytesStart<'_>, name: &str) -> Result<bool, WorkbookError> {
    Ok(matches!(attribute(element, name)?.as_deref(), Some("1" | "true" | "on")))
}

/// A source that gives out so many bytes and then fails, until it is given leave for more.
struct BoundedReader<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for BoundedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let some = self.fill_buf()?;
        let read = some.len().min(buffer.len());
        buffer[..read].copy_from_slice(&some[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for BoundedReader<R> {
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
