//! Files as programs of all kinds write them.

use rollcall_testkit::{Client, TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{apply, plan_with, rows, shorts};

const TEXT: &str = "username,suspended,reason\nanna,1,Übertritt nach Łódź\nbert,1,naïve\n";
const LATIN: &str = "username,suspended,reason\nanna,1,Übertritt\nbert,1,naïve café\n";

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn with_mark(mark: &[u8], rest: Vec<u8>) -> Vec<u8> {
    [mark.to_vec(), rest].concat()
}

/// In Windows-1252 each of these letters is its own code point.
fn windows_1252(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("a letter of Latin-1")).collect()
}

fn people(app: &TestApp) -> Client {
    app.people_with(&[("anna", &[]), ("bert", &[]), ("carl", &[])]);
    app.administrator()
}

/// The encoding found, the delimiter found, and the reasons of the rows.
fn read(client: &Client, file: &[u8], settings: Value) -> (String, String, Vec<String>) {
    let batch = plan_with(client, file, settings);
    let source = |member: &str| batch.json["source"][member].as_str().unwrap_or_default().to_owned();
    let reasons = rows(client, &batch)
        .into_iter()
        .map(|row| row["after"]["suspension_reason"].as_str().unwrap_or_default().to_owned());
    (source("encoding"), source("delimiter"), reasons.collect())
}

on_both_engines! {
    fn encodings_are_found_out(app: TestApp) {
        let admin = people(&app);
        for (file, name, reasons) in [
            (TEXT.as_bytes().to_vec(), "UTF-8", ["Übertritt nach Łódź", "naïve"]),
            (with_mark(b"\xEF\xBB\xBF", TEXT.as_bytes().to_vec()), "UTF-8", ["Übertritt nach Łódź", "naïve"]),
            (with_mark(b"\xFF\xFE", utf16(TEXT, u16::to_le_bytes)), "UTF-16LE", ["Übertritt nach Łódź", "naïve"]),
            (with_mark(b"\xFE\xFF", utf16(TEXT, u16::to_be_bytes)), "UTF-16BE", ["Übertritt nach Łódź", "naïve"]),
            (utf16(TEXT, u16::to_le_bytes), "UTF-16LE", ["Übertritt nach Łódź", "naïve"]),
            (windows_1252(LATIN), "windows-1252", ["Übertritt", "naïve café"]),
        ] {
            let (encoding, _, found) = read(&admin, &file, json!({}));
            assert_eq!((encoding.as_str(), found), (name, reasons.map(str::to_owned).to_vec()));
        }
    }

    fn an_encoding_can_be_forced(app: TestApp) {
        let admin = people(&app);
        let file = windows_1252(LATIN);
        let (_, _, reasons) = read(&admin, &file, json!({ "encoding": "windows-1252" }));
        assert_eq!(reasons[0], "Übertritt");
        let (encoding, _, reasons) = read(&admin, LATIN.as_bytes(), json!({ "encoding": "latin1" }));
        assert_eq!(encoding, "windows-1252");
        assert!(reasons[0].starts_with("Ãœ"), "{reasons:?}");
        admin.upload("x.csv", &file, &json!({ "preset": "suspension", "encoding": "klingon" })).expect_problem(422, "invalid_settings");
    }

    fn letters_that_do_not_fit_the_encoding_are_an_error_of_their_row(app: TestApp) {
        let admin = people(&app);
        let batch = plan_with(&admin, &windows_1252("username,suspended,reason\nanna,1,Übertritt\nbert,1,plain\n"), json!({ "encoding": "utf-8" }));
        assert_eq!(shorts(&admin, &batch), ["2 error invalid_value", "3 suspend"]);
    }

    fn delimiters_are_found_out_and_can_be_forced(app: TestApp) {
        let admin = people(&app);
        for (delimiter, name) in [(",", ","), (";", ";"), ("\t", "tab"), (":", ":"), ("|", "|")] {
            let file = "username,suspended,reason\nanna,1,x\nbert,1,y\n".replace(',', delimiter);
            for settings in [json!({}), json!({ "delimiter": name }), json!({ "delimiter": "auto" })] {
                let (_, found, reasons) = read(&admin, file.as_bytes(), settings);
                assert_eq!((found.as_str(), reasons), (name, vec!["x".to_owned(), "y".to_owned()]));
            }
        }
        admin.upload("x.csv", b"username,suspended\n", &json!({ "preset": "suspension", "delimiter": "/" })).expect_problem(422, "invalid_settings");
    }

    fn a_comma_inside_a_cell_does_not_split_a_file_with_semicolons(app: TestApp) {
        let admin = people(&app);
        let file = b"username;suspended;reason\nanna;1;left, on Friday, early\nbert;1;\"quoted; too\"\n";
        let (_, delimiter, reasons) = read(&admin, file, json!({}));
        assert_eq!((delimiter.as_str(), reasons), (";", vec!["left, on Friday, early".to_owned(), "quoted; too".to_owned()]));
    }

    fn quotes_hold_delimiters_lines_and_quotes(app: TestApp) {
        let admin = people(&app);
        let file = "username,suspended,reason\n\"anna\",\"1\",\"said \"\"bye\"\", and left\"\nbert,1,\"\"\ncarl,1,x\n";
        let batch = plan_with(&admin, file.as_bytes(), json!({}));
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 suspend", "4 suspend"]);
        apply(&admin, &batch);
        assert_eq!(app.account("anna").suspension_reason.as_deref(), Some("said \"bye\", and left"));
        assert_eq!(app.account("bert").suspension_reason, None);
    }

    fn lines_are_those_that_an_editor_shows(app: TestApp) {
        let admin = people(&app);
        for (file, expected) in [
            ("username,suspended\n\n\nanna,1\n\nbert,1\n\n", ["4 suspend", "6 suspend"]),
            ("username,suspended\r\nanna,1\r\n\r\nbert,1", ["2 suspend", "4 suspend"]),
            ("\n\nusername,suspended\nanna,1\nbert,1\n", ["4 suspend", "5 suspend"]),
            ("username,suspended\ranna,1\rbert,1\r", ["2 suspend", "3 suspend"]),
            ("\u{feff}username,suspended\r\n\"anna\",1\r\nbert,1\r\n", ["2 suspend", "3 suspend"]),
        ] {
            assert_eq!(shorts(&admin, &plan_with(&admin, file.as_bytes(), json!({}))), expected, "{file:?}");
        }
    }

    fn letters_in_cells_are_kept_as_they_are(app: TestApp) {
        let admin = people(&app);
        let file = "username,suspended,reason\nanna,1,日本語 😀 \u{a0}x\nbert,1,O'Brien <b> & \\ %\ncarl,1,to the \u{202e}left\n";
        let batch = plan_with(&admin, file.as_bytes(), json!({}));
        // What turns the direction of the text around it would read as what it is not.
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 suspend", "4 error invalid_value"]);
        apply(&admin, &batch);
        assert_eq!(app.account("anna").suspension_reason.as_deref(), Some("日本語 😀 \u{a0}x"));
        assert_eq!(app.account("bert").suspension_reason.as_deref(), Some("O'Brien <b> & \\ %"));
    }
}
