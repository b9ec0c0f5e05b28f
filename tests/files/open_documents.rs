//! Files that are OpenDocument spreadsheets (PRODUCT 6).

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{plan, preset, run};
use super::workbooks::archive;
use crate::batches::support::{counts, rows, shorts};

const KIND: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// The sheets of a spreadsheet, with a style for those that are hidden.
fn spreadsheet(sheets: &str) -> Vec<u8> {
    let names: String = ["office", "style", "table", "text", "draw"]
        .map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .concat();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content{names}><office:automatic-styles>\
         <style:style style:name=\"shown\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>\
         <style:style style:name=\"hidden\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", KIND), ("content.xml", content.as_bytes())])
}

fn sheet(rows: &str) -> Vec<u8> {
    spreadsheet(&format!("<table:table table:name=\"People\" table:style-name=\"shown\">{rows}</table:table>"))
}

fn row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

fn text(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

fn value(kind: &str, attribute: &str, value: &str, shown: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"{kind}\" office:{attribute}=\"{value}\"><text:p>{shown}</text:p></table:table-cell>"
    )
}

const BLANK: &str = "<table:table-cell/>";

on_both_engines! {
    fn the_first_visible_sheet_is_read_with_its_own_line_numbers_and_values(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let head = ["username", "idnumber", "suspended", "until", "description"].map(text);
        let comment = "<office:annotation><text:p>not this</text:p></office:annotation>";
        let first = [
            text("p0"), text("007"), value("boolean", "boolean-value", "true", "WAHR"),
            value("date", "date-value", "2099-05-01", "1. Mai"),
            format!("<table:table-cell office:value-type=\"string\">{comment}<text:p>=1+1 &amp;<text:s text:c=\"2\"/>&#x41;<text:tab/><text:span>b</text:span></text:p><text:p>second</text:p></table:table-cell>"),
        ];
        // Blank rows to be counted, a row that ends early, and what spreadsheets write up to the end of a sheet.
        let blank = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        let second = [text("p2"), value("float", "value", "42.0", "0042"), "<table:table-cell table:number-columns-repeated=\"16382\"/>".to_owned()];
        let rest = "<table:table-row table:number-rows-repeated=\"1048571\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        let hidden = format!("<table:table table:name=\"Notes\" table:style-name=\"hidden\">{}</table:table>", row(&[text("shoe")]));
        let people = format!(
            "<table:table table:name=\"People\" table:style-name=\"shown\"><table:table-header-rows>{}</table:table-header-rows>{}{blank}{}{rest}</table:table>",
            row(&head), row(&first), row(&second)
        );
        let last = format!("<table:table table:name=\"Last\">{}</table:table>", row(&[text("p1")]));
        let batch = admin.waiting().upload("people.ods", &spreadsheet(&[hidden, people, last].concat()), &preset("upsert", json!({}))).expect(202);
        // A cell with two lines counts as two, as in a table in text.
        assert_eq!(shorts(&admin, &batch), ["2 update+suspend", "6 update"], "{}", batch.text);
        let rows = rows(&admin, &batch);
        assert_eq!(rows[0]["after"]["id_number"], "007");
        assert_eq!(rows[0]["after"]["suspended_until"], "2099-05-01T00:00:00.000Z");
        assert_eq!(rows[0]["after"]["description"], "=1+1 &  A\tb\nsecond");
        assert_eq!(rows[1]["after"]["id_number"], "42");
        assert_eq!(batch.json["source"]["file_name"], "people.ods");
    }

    fn what_was_downloaded_as_a_spreadsheet_and_uploaded_again_is_unchanged(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        admin.post("/profile-fields", &json!({ "name": "grade", "label": "Grade", "kind": "number" })).expect(201);
        let hostile = "username,firstname,lastname,city,description,idnumber,profile_field_grade\n\
                       p0,\"=cmd|' /C calc'!A0\",\"O'Neill, \"\"Al\"\"\",+43,\"two\nlines\",007,4\n\
                       p1,<b>&amp;,\u{1f600} e\u{301},'-1,@x   y,0,\np2,\tTab,x,;,|,-5,-1.5\n";
        run(&admin, &preset("upsert", json!({})), hostile);
        let suspended = app.account("p2").id;
        admin.post(&format!("/users/{suspended}/suspend"), &json!({ "reason": "left", "until": "2099-05-01T00:00:00Z", "set_auth_method": null })).expect(200);
        for format in ["ods", "xlsx"] {
            let file = admin.query("/users/export", &[("format", format), ("filter", "username sw \"p\"")]).expect(200).bytes;
            let batch = admin.waiting().upload(&format!("people.{format}"), &file, &preset("upsert", json!({}))).expect(202);
            assert_eq!(counts(&batch), "unchanged 3", "{format}: {:?}", rows(&admin, &batch));
        }
    }

    fn cells_and_rows_that_are_repeated_stand_where_they_say(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let twice = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell office:value-type=\"string\"><text:p>p0</text:p></table:table-cell>\
                     <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"string\"><text:p>Graz</text:p></table:table-cell></table:table-row>";
        let file = sheet(&(row(&["username", "city", "department"].map(text)) + twice));
        let batch = admin.waiting().upload("x.ods", &file, &preset("upsert", json!({}))).expect(202);
        assert_eq!(shorts(&admin, &batch), ["2 update", "3 unchanged same_as_before", "4 unchanged same_as_before"]);
        assert_eq!(rows(&admin, &batch)[0]["after"], json!({ "city": "Graz", "department": "Graz" }));
    }

    fn what_is_no_spreadsheet_or_far_too_much_is_refused_by_name(app: TestApp) {
        let admin = app.administrator();
        let head = row(&["username", "city"].map(text));
        let repeated = |rows: &str, columns: &str, text: &str| {
            sheet(&format!("{head}<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell></table:table-row>"))
        };
        let long = "x".repeat(1_000);
        for (file, hint) in [
            (archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]), "ZIP archive"),
            (archive(&[("content.xml", b"<a/>")]), "ZIP archive"),
            (spreadsheet(""), "no visible sheet"),
            (sheet(""), "no visible sheet"),
            (spreadsheet("<table:table table:style-name=\"hidden\"><table:table-row/></table:table>"), "no visible sheet"),
            (sheet("<table:table-row><table:table-cell></table:table-row>"), "cannot be read"),
            (sheet("<table:table-row><table:table-cell><text:p>&boom;</text:p></table:table-cell></table:table-row>"), "cannot be read"),
            (sheet(&row(&[BLANK.to_owned(), text(&"x".repeat(70_000))])), "Row 1"),
            (sheet(&row(&[BLANK.to_owned(), text("<text:s text:c=\"4000000000\"/>")])), "Row 1"),
            (sheet(&row(&[text(&"x".repeat(2_000_000))])), "cannot be read"),
            (repeated("1", "16384", "x"), "1000 columns"),
            (repeated("2000000", "1", "x"), "too large"),
            (repeated("1000000", "900", &long), "too large"),
        ] {
            let answer = admin.upload("x.ods", &file, &preset("upsert", json!({}))).expect_problem(422, "not_a_table");
            assert!(answer.text.contains(hint), "{hint}: {}", answer.text);
        }
        let part = vec![b' '; 70 * 1024 * 1024];
        let bomb = archive(&[("mimetype", KIND), ("content.xml", &part)]);
        assert!(bomb.len() < 1024 * 1024);
        admin.upload("bomb.ods", &bomb, &preset("upsert", json!({}))).expect_problem(422, "not_a_table");
        assert_eq!(admin.get("/batches").expect(200).items().len(), 0);
    }

    fn people_are_suspended_from_a_spreadsheet_as_from_any_file(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let file = sheet(&[row(&["username", "suspended"].map(text)), row(&[text("p0"), value("float", "value", "1", "1")])].concat());
        let settings = preset("suspension", json!({ "apply": true }));
        let batch = admin.waiting().upload("people.ods", &file, &settings).expect(202);
        assert_eq!(counts(&batch), "suspend 1");
        assert!(app.account("p0").suspended);
        let again = plan(&admin, &preset("suspension", json!({})), "username,suspended\np0,1\n");
        assert_eq!(counts(&again), "unchanged 1");
    }
}
