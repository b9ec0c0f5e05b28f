//! Headings to columns.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_domain::batches::file::columns::{canonical, comparable, known, map};

use crate::choose;

/// Each heading has its place, no column is read twice, a heading that is mapped to nothing is not read, and the name of
/// a column means that column.
pub fn headings(mut data: &[u8]) {
    let mapped = choose(&mut data) % 8;
    let text = String::from_utf8_lossy(data);
    let mut lines = text.lines();
    let mapping: BTreeMap<String, Option<String>> = lines
        .by_ref()
        .take(mapped)
        .map(|line| match line.split_once('=') {
            Some((from, to)) => (from.to_owned(), Some(to.to_owned())),
            None => (line.to_owned(), None),
        })
        .collect();
    let headings: Vec<String> = lines.map(str::to_owned).collect();
    let columns = map(&headings, &mapping);
    assert_eq!(columns.iter().map(|column| &column.header).collect::<Vec<_>>(), headings.iter().collect::<Vec<_>>());
    let mut read = BTreeSet::new();
    for column in &columns {
        let Some(field) = &column.field else { continue };
        assert!(read.insert(field), "{field:?} is read twice");
        assert_eq!(canonical(field).as_deref(), Some(field.as_str()), "a column's name means the column");
        let left_out = mapping.get(&column.header).is_some_and(Option::is_none);
        let chosen = mapping
            .iter()
            .any(|(from, to)| to.is_some() && comparable(from) == comparable(&column.header) && *from != column.header);
        assert!(!left_out || chosen, "{:?} is to be left out", column.header);
    }
    assert!(known(&headings) <= headings.len());
}
