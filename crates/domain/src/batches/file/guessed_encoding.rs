//! The warning that the encoding of a file is a guess, with text as it reads by it. Pure.

use encoding_rs::Encoding;

use super::{cells, columns};
use crate::batches::engine::causes::{ENCODING_GUESSED, Warning};
use crate::batches::engine::source::SourceColumn;
use crate::message_values::message_values;
use crate::tabular::{Delimiter, Rows, Sniffed};
use crate::text::show;
use crate::{field_rights, visible};

/// So many samples are shown.
const SAMPLES: usize = 3;

/// A row of the samples is no longer than this, in bytes.
const LONGEST_ROW: usize = 64 * 1024;

/// So many rows of the beginning are looked through.
const MOST_ROWS: usize = 5_000;

/// The warning.
pub(crate) fn warning(
    sniffed: &Sniffed,
    encoding: &'static Encoding,
    delimiter: Delimiter,
    columns: &[SourceColumn],
) -> Warning {
    let samples = samples(sniffed, encoding, delimiter, columns);
    let samples: Vec<_> = samples.iter().map(|text| show(text)).collect();
    let shown: Vec<_> = samples.iter().map(|text| format!("\"{text}\"")).collect();
    let reads = if shown.is_empty() { String::new() } else { format!(" It reads: {}.", shown.join(", ")) };
    Warning {
        code: ENCODING_GUESSED.to_owned(),
        count: 1,
        message: format!("The file does not say its encoding; {} is a guess.{reads}", encoding.name()),
        repair: "Look at names with accents. If they are wrong, set \"encoding\" and plan again, or save the file as CSV UTF-8."
            .to_owned(),
        values: message_values([("encoding", encoding.name().into()), ("names", samples.into())]),
    }
}

/// Cells with letters beyond ASCII, of columns that everybody may see.
fn samples(
    sniffed: &Sniffed,
    encoding: &'static Encoding,
    delimiter: Delimiter,
    columns: &[SourceColumn],
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let head = std::iter::once(sniffed.head.as_slice());
    for bytes in head.chain(sniffed.samples.iter().map(Vec::as_slice)) {
        let mut rows = Rows::new(bytes, encoding, delimiter, LONGEST_ROW);
        for _ in 0..MOST_ROWS {
            let Ok(Some(record)) = rows.next_record() else { break };
            let shown = record.cells.iter().zip(columns).filter(|(_, column)| may_be_shown(column));
            for text in shown.map(|(cell, _)| visible::trim(cell)).filter(|text| !text.is_ascii()) {
                if !found.iter().any(|known| known == text) {
                    found.push(text.to_owned());
                }
                if found.len() == SAMPLES {
                    return found;
                }
            }
        }
    }
    found
}

fn may_be_shown(column: &SourceColumn) -> bool {
    let names_private = |name: &str| cells::field_of(name).is_some_and(|field| field_rights::is_private(field.name()));
    let by_heading = columns::canonical(&column.header);
    let name = column.field.as_deref().or(by_heading.as_deref());
    // An unknown one may be anything.
    name.is_some_and(|name| !names_private(name) && name != "password")
}
