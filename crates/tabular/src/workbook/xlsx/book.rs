//! The list of sheets of a workbook.

use std::ops::ControlFlow;

use quick_xml::events::BytesStart;

use crate::workbook::package::Package;
use crate::workbook::xml::{self, Visitor, attribute, is_on};
use crate::workbook::{Choice, WorkbookError};

/// What a workbook says of itself.
#[derive(Default)]
pub(super) struct Book {
    /// Its sheets in order.
    pub(super) sheets: Vec<ListedSheet>,
    /// Whether days are counted from 1904 on.
    pub(super) since_1904: bool,
    has_root: bool,
}

/// A sheet as the workbook lists it.
pub(super) struct ListedSheet {
    pub(super) name: String,
    /// The relation that leads to its cells.
    pub(super) relation: String,
    pub(super) is_visible: bool,
}

/// Reads the list.
pub(super) fn read(package: &mut Package, part: &str) -> Result<Book, WorkbookError> {
    let mut book = Book::default();
    if let Some(part) = package.part(part)? {
        xml::read(part, &mut book)?;
    }
    Ok(book)
}

impl Visitor for Book {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<ControlFlow<()>, WorkbookError> {
        let name = element.local_name().into_inner();
        if !std::mem::replace(&mut self.has_root, true) && name != "workbook" {
            // A text document, or a presentation.
            return Err(WorkbookError::NotAWorkbook);
        }
        match name {
            "workbookPr" => self.since_1904 = is_on(element, "date1904")?,
            "sheet" => {
                if self.sheets.len() == Choice::MOST_SHEETS {
                    return Err(WorkbookError::TooLarge);
                }
                let state = attribute(element, "state")?;
                self.sheets.push(ListedSheet {
                    name: attribute(element, "name")?.unwrap_or_default(),
                    relation: relation(element)?,
                    is_visible: !matches!(state.as_deref(), Some("hidden" | "veryHidden")),
                });
            }
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn end(&mut self, name: &str) -> Result<ControlFlow<()>, WorkbookError> {
        Ok(if name == "sheets" { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn text(&mut self, _text: &str) -> Result<(), WorkbookError> {
        Ok(())
    }
}

/// The attribute `id` of the namespace of relations, whatever prefix that has in this file.
fn relation(element: &BytesStart<'_>) -> Result<String, WorkbookError> {
    for found in element.attributes() {
        let name = found.map_err(crate::workbook::unreadable)?.key.0.to_owned();
        if name.ends_with(":id") {
            return Ok(attribute(element, &name)?.unwrap_or_default());
        }
    }
    Ok(String::new())
}
