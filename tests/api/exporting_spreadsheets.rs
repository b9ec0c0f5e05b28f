//! `GET /users/export` as XLSX and ODS, read back by another program's reader.

use std::io::Cursor;

use calamine::{Data, Ods, Reader, Xlsx};
use proptest::prelude::*;
use rollcall_domain::tabular::export::Format;
use rollcall_testkit::on_both_engines;
use serde_json::Value;

use super::exporting::hostile;

/// The cells of a spreadsheet's first sheet.
pub fn cells(format: &str, bytes: &[u8]) -> Vec<Vec<Data>> {
    let file = Cursor::new(bytes.to_vec());
    let range = match format {
        "xlsx" => Xlsx::new(file).expect("it is an XLSX").worksheet_range("Accounts").expect("the sheet is there"),
        _ => Ods::new(file).expect("it is an ODS").worksheet_range("Accounts").expect("the sheet is there"),
    };
    range.rows().map(<[Data]>::to_vec).collect()
}

/// What a spreadsheet shows for a value of the API.
fn shown(value: &Value) -> Data {
    match value {
        Value::Null => Data::Empty,
        Value::String(text) => Data::String(text.clone()),
        Value::Number(number) => Data::Float(number.as_f64().expect("a number")),
        Value::Array(values) if values.is_empty() => Data::Empty,
        Value::Array(values) => Data::String(values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";")),
        other => Data::String(other.to_string()),
    }
}

on_both_engines! {
    fn spreadsheets_hold_every_value_as_it_is(app: TestApp) {
        let admin = app.administrator();
        hostile(&app);
        let fields = "username,id_number,phone,city,address,description,first_name,last_name,department,suspended,system_roles,version,created_at,suspended_until";
        let names: Vec<&str> = fields.split(',').collect();
        let listed = admin.query("/users/export", &[("format", "json"), ("fields", fields)]).expect(200);
        for (format, media_type) in [
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ] {
            let file = admin.query("/users/export", &[("format", format), ("fields", fields)]).expect(200);
            assert_eq!(file.header("content-type").as_deref(), Some(media_type));
            let disposition = format!("attachment; filename=\"accounts.{format}\"");
            assert_eq!(file.header("content-disposition"), Some(disposition));
            let found = cells(format, &file.bytes);
            assert_eq!(found[0], names.iter().map(|name| Data::String((*name).to_owned())).collect::<Vec<_>>());
            let expected: Vec<Vec<Data>> = listed.json.as_array().expect("an array").iter()
                .map(|account| names.iter().map(|name| shown(&account[name])).collect()).collect();
            assert_eq!(found[1..], expected, "{format}");
            assert!(found.iter().flatten().any(|cell| *cell == Data::String("0007".to_owned())), "zeros stay in front");
            assert!(found.iter().flatten().any(|cell| *cell == Data::String("=cmd|' /C calc'!A0".to_owned())), "a text, no formula");
        }
    }

    fn long_spreadsheets_hold_each_account_once(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2_600);
        for format in ["xlsx", "ods"] {
            let parameters = [("format", format), ("q", "id-p"), ("fields", "username")];
            let file = admin.query("/users/export", &parameters).expect(200);
            let mut names: Vec<String> = cells(format, &file.bytes)[1..].iter().map(|row| row[0].to_string()).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), 2_600, "{format}");
        }
    }

    fn a_spreadsheet_of_nobody_has_its_headings(app: TestApp) {
        let admin = app.administrator();
        for format in ["xlsx", "ods"] {
            let parameters = [("format", format), ("filter", "city eq \"Nowhere\""), ("fields", "username,email")];
            let file = admin.query("/users/export", &parameters).expect(200);
            assert_eq!(cells(format, &file.bytes).len(), 1, "{format}");
        }
    }
}

fn written(format: Format, text: &str) -> Vec<u8> {
    let mut table = format.table(vec!["text".to_owned()]);
    let mut file = table.begin().expect("a beginning");
    file.extend(table.rows(&[vec![text.into()]]).expect("a row"));
    file.extend(table.end().expect("an end"));
    file
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_reads_back_from_a_spreadsheet_as_it_was(text in "[ \t\n\"'=+@&<>;_x0-9a-fé😀م-]{1,24}") {
        for (format, name) in [(Format::Xlsx, "xlsx"), (Format::Ods, "ods")] {
            let found = cells(name, &written(format, &text));
            prop_assert_eq!(&found[1][0], &Data::String(text.clone()), "{}", name);
        }
    }
}
