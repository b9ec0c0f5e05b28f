//! The texts that cells share. They are held in memory, one behind the other.
//!
//! In blocks: a single text that grows would be copied to twice the room each time it is full, and take three times its size.

use std::ops::ControlFlow;

use quick_xml::events::BytesStart;

use crate::workbook::package::Package;
use crate::workbook::xml::{self, Visitor};
use crate::workbook::{WorkbookError, clip};

/// The most bytes of all texts together.
const LARGEST: usize = 64 * 1024 * 1024;
/// The most texts; a sheet of 1,048,576 rows with four different texts each has so many.
const MOST: usize = 4 * 1_048_576;

/// A block is full with so many bytes.
const BLOCK: usize = 1024 * 1024;

/// The texts by their numbers.
#[derive(Default)]
pub(super) struct Texts {
    blocks: Vec<Block>,
    /// Bytes of all texts.
    size: usize,
    number: usize,
}

/// Some texts that follow on one another.
struct Block {
    /// The number of the first.
    first: usize,
    text: String,
    /// Where each of its texts ends.
    ends: Vec<u32>,
}

impl Texts {
    /// Reads the texts. What is longer than a cell may be is cut off a byte behind that, for the cell to be refused.
    pub(super) fn read(package: &mut Package, part: &str, longest_cell: usize) -> Result<Self, WorkbookError> {
        let mut reading = Reading { texts: Self::default(), longest_cell, is_in_text: false, beside: 0 };
        if let Some(part) = package.part(part)? {
            xml::read(part, &mut reading)?;
        }
        Ok(reading.texts)
    }

    /// A text by its number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let block = self.blocks.get(self.blocks.partition_point(|block| block.first <= number).checked_sub(1)?)?;
        let at = number - block.first;
        let end = *block.ends.get(at)? as usize;
        let start = at.checked_sub(1).and_then(|before| block.ends.get(before)).map_or(0, |end| *end as usize);
        block.text.get(start..end)
    }

    /// Adds to the text at hand.
    fn push(&mut self, text: &str, longest: usize) -> Result<(), WorkbookError> {
        let block = self.block();
        let begins = block.ends.last().map_or(0, |end| *end as usize);
        let text = clip(text, longest.saturating_sub(block.text.len() - begins));
        block.text.push_str(text);
        self.size += text.len();
        if self.size > LARGEST { Err(WorkbookError::TooLarge) } else { Ok(()) }
    }

    /// Ends the text at hand.
    fn end(&mut self) -> Result<(), WorkbookError> {
        self.number += 1;
        if self.number > MOST {
            return Err(WorkbookError::TooLarge);
        }
        let number = self.number;
        let block = self.block();
        let end = u32::try_from(block.text.len()).map_err(|_| WorkbookError::TooLarge)?;
        block.ends.push(end);
        if block.text.len() >= BLOCK || block.ends.len() >= BLOCK {
            self.blocks.push(Block { first: number, text: String::new(), ends: Vec::new() });
        }
        Ok(())
    }

    /// The block at hand.
    fn block(&mut self) -> &mut Block {
        if self.blocks.is_empty() {
            self.blocks.push(Block { first: 0, text: String::new(), ends: Vec::new() });
        }
        let last = self.blocks.len() - 1;
        &mut self.blocks[last]
    }
}

struct Reading {
    texts: Texts,
    longest_cell: usize,
    is_in_text: bool,
    /// Inside of how a text is read aloud (East Asian scripts), which is no part of it.
    beside: u32,
}

impl Visitor for Reading {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<ControlFlow<()>, WorkbookError> {
        match element.local_name().into_inner() {
            "rPh" => self.beside += 1,
            "t" => self.is_in_text = self.beside == 0,
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn end(&mut self, name: &str) -> Result<ControlFlow<()>, WorkbookError> {
        match name {
            "rPh" => self.beside = self.beside.saturating_sub(1),
            "t" => self.is_in_text = false,
            "si" => {
                self.texts.end()?;
            }
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn text(&mut self, text: &str) -> Result<(), WorkbookError> {
        if self.is_in_text {
            self.texts.push(text, self.longest_cell + 1)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_their_numbers_across_blocks() {
        let mut texts = Texts::default();
        for number in 0..3_000_usize {
            texts.push(&number.to_string(), 2_000).expect("there is room");
            texts.push(&"x".repeat(1_000), 2_000).expect("there is room");
            texts.end().expect("there is room");
        }
        assert!(texts.blocks.len() > 2);
        for number in [0, 1, 1_044, 1_045, 2_999] {
            assert!(texts.get(number).is_some_and(|text| text.starts_with(&format!("{number}xx"))), "{number}");
        }
        assert_eq!(texts.get(3_000), None);
        texts.push("too long", 3).expect("there is room");
        texts.end().expect("there is room");
        assert_eq!(texts.get(3_000), Some("too"));
    }
}
