//! Which encoding, delimiter and columns a file has.

use rollcall_domain::batches::file::header;
use rollcall_domain::batches::file::preset::Preset;
use rollcall_domain::batches::file::settings::FileSettings;
use rollcall_domain::tabular::{Rows, Sniffed, Sniffer};

use crate::choose;

const PRESETS: [Preset; 4] = [Preset::Suspension, Preset::Rename, Preset::Upsert, Preset::Delete];
const LONGEST_ROW: usize = 4_096;

/// What is found out does not depend on the pieces in which a file comes; and where a header is found, the first row of
/// the file, read with what was found out, is that header.
pub fn detector(mut data: &[u8]) {
    let preset = PRESETS[choose(&mut data) % PRESETS.len()];
    let piece = choose(&mut data) + 1;
    let sniffed = sniff([data]);
    let in_pieces = sniff(data.chunks(piece));
    assert_eq!(sniffed.size, data.len() as u64);
    assert_eq!(
        (&sniffed.head, sniffed.size, sniffed.encoding, sniffed.stray_nul),
        (&in_pieces.head, in_pieces.size, in_pieces.encoding, in_pieces.stray_nul)
    );
    let settings = FileSettings { preset, ..FileSettings::default() };
    let Ok(header) = header::header(&sniffed, &settings, &["grade".to_owned()], LONGEST_ROW) else { return };
    assert!(header.columns.iter().any(|column| column.field.is_some()), "a header has a column that is read");
    let mut rows = Rows::new(data, header.encoding, header.delimiter, LONGEST_ROW);
    let first = rows.next_record().expect("the header was read before").expect("the header is there");
    let headings: Vec<_> = header.columns.iter().map(|column| column.header.trim()).collect();
    // Blanks around a heading are none of its letters.
    assert_eq!(first.cells.iter().map(|cell| cell.trim()).collect::<Vec<_>>(), headings);
}

fn sniff<'d>(pieces: impl IntoIterator<Item = &'d [u8]>) -> Sniffed {
    let mut sniffer = Sniffer::default();
    pieces.into_iter().for_each(|piece| sniffer.feed(piece));
    sniffer.finish()
}
