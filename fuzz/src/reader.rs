//! The rows of a delimited file.

use encoding_rs::{BIG5, Encoding, GB18030, ISO_8859_2, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use rollcall_domain::tabular::reader::declared_delimiter;
use rollcall_domain::tabular::{Delimiter, ReadError, Record, Rows};

use crate::choose;

const ENCODINGS: [&Encoding; 8] = [UTF_8, UTF_16LE, UTF_16BE, WINDOWS_1252, ISO_8859_2, SHIFT_JIS, GB18030, BIG5];

/// How long a row may be here, in bytes.
const LONGEST_ROW: usize = 4_096;

/// Lines rise and are lines of the file, no row is longer than rows may be, and what was read, written again with every
/// cell in quotes, reads back the same.
pub fn reader(mut data: &[u8]) {
    let encoding = ENCODINGS[choose(&mut data) % ENCODINGS.len()];
    let delimiter = Delimiter::ALL[choose(&mut data) % Delimiter::ALL.len()];
    let records = read(data, encoding, delimiter);
    let lines = 1 + encoding.decode(data).0.matches(['\n', '\r']).count() as i64;
    for record in &records {
        assert!(record.line <= lines, "line {} of {lines}", record.line);
        assert!(record.cells.iter().map(String::len).sum::<usize>() <= LONGEST_ROW, "a row is longer than rows may be");
    }
    // On the first line it would be taken for what it says.
    if records.first().is_some_and(|record| declared_delimiter(&record.cells).is_some()) {
        return;
    }
    let written = write(&records);
    let again = read(&written, UTF_8, Delimiter::ALL[0]);
    let cells = |records: &[Record]| records.iter().map(|record| record.cells.clone()).collect::<Vec<_>>();
    // Quotes make rows longer: those that then are too long end what is read again.
    assert!(cells(&records).starts_with(&cells(&again)), "written again, it reads differently");
    let fits = written.len() <= LONGEST_ROW;
    assert!(!fits || again.len() == records.len(), "written again, rows are missing");
}

fn read(data: &[u8], encoding: &'static Encoding, delimiter: Delimiter) -> Vec<Record> {
    let mut rows = Rows::new(data, encoding, delimiter, LONGEST_ROW);
    let (mut records, mut last) = (Vec::<Record>::new(), 0);
    loop {
        match rows.next_record() {
            Ok(Some(record)) => {
                assert!(record.line > last, "line {} behind {last}", record.line);
                assert!(!record.cells.is_empty(), "a row has a cell at least");
                last = record.line;
                records.push(record);
            }
            Ok(None) => return records,
            Err(ReadError::TooLong { line, .. }) => {
                assert!(line > last, "line {line} behind {last}");
                return records;
            }
            Err(ReadError::Source(error)) => panic!("memory breaks off: {error}"),
        }
    }
}

fn write(records: &[Record]) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().flexible(true).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
    for record in records {
        out.write_record(&record.cells).expect("memory takes a row");
    }
    out.into_inner().expect("memory takes all rows")
}
