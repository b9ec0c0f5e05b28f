//! What a part of a workbook refers to (ECMA-376, part 2, 6.5): the sheets of a workbook, its texts, its styles.

use std::ops::ControlFlow;

use quick_xml::events::BytesStart;

use crate::workbook::package::Package;
use crate::workbook::xml::{self, Visitor, attribute};
use crate::workbook::{WorkbookError, unreadable};

/// The most relations of a part; a workbook has one for each sheet, and a few more.
const MOST: usize = 10_000;

/// The relations of one part.
#[derive(Default)]
pub(super) struct Relations {
    /// The folder of the part, to which targets are relative.
    folder: String,
    all: Vec<Relation>,
}

struct Relation {
    id: String,
    /// The last word of its type.
    kind: String,
    /// The part that is meant, as it is named in the archive.
    target: String,
}

/// The relations of a part; of the archive itself where the name is empty. None where the part has no such list.
pub(super) fn of(package: &mut Package, part: &str) -> Result<Relations, WorkbookError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut relations = Relations { folder: folder.to_owned(), all: Vec::new() };
    if let Some(part) = package.part(&list)? {
        xml::read(part, &mut relations)?;
    }
    Ok(relations)
}

impl Relations {
    /// The part that the first relation of a kind leads to.
    pub(super) fn of_kind(&self, kind: &str) -> Option<&str> {
        self.all.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.as_str())
    }

    /// The part that a relation leads to, if it is of a kind.
    pub(super) fn target(&self, id: &str, kind: &str) -> Option<&str> {
        let found = self.all.iter().find(|relation| relation.id == id && relation.kind == kind);
        found.map(|relation| relation.target.as_str())
    }

    /// A target as the part is named in the archive: one that begins with a slash stands for itself.
    fn resolve(&self, target: &str) -> String {
        if let Some(absolute) = target.strip_prefix('/') {
            return absolute.to_owned();
        }
        let mut path: Vec<&str> = self.folder.split('/').filter(|step| !step.is_empty()).collect();
        for step in target.split('/') {
            match step {
                "" | "." => {}
                ".." => drop(path.pop()),
                step => path.push(step),
            }
        }
        path.join("/")
    }
}

impl Visitor for Relations {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<ControlFlow<()>, WorkbookError> {
        if element.local_name().into_inner() == "Relationship" {
            if self.all.len() == MOST {
                return Err(unreadable("it has too many parts"));
            }
            let kind = attribute(element, "Type")?.unwrap_or_default();
            let target = self.resolve(&attribute(element, "Target")?.unwrap_or_default());
            self.all.push(Relation {
                id: attribute(element, "Id")?.unwrap_or_default(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target,
            });
        }
        Ok(ControlFlow::Continue(()))
    }

    fn end(&mut self, _name: &str) -> Result<ControlFlow<()>, WorkbookError> {
        Ok(ControlFlow::Continue(()))
    }

    fn text(&mut self, _text: &str) -> Result<(), WorkbookError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_the_part_or_stand_for_themselves() {
        let relations = Relations { folder: "xl".to_owned(), all: Vec::new() };
        for (target, part) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("../xl/./styles.xml", "xl/styles.xml"),
            ("../../../x.xml", "x.xml"),
        ] {
            assert_eq!(relations.resolve(target), part);
        }
    }
}
