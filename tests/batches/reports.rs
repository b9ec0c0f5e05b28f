//! `report.csv` and `rejected.csv`.

use rollcall_testkit::{Answer, Client, on_both_engines};
use serde_json::json;

use crate::batches::support::{apply_file, at, counts, file_of, plan, plan_with, shorts};

/// The records of a CSV.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.expect("it is CSV").iter().map(str::to_owned).collect()).collect()
}

fn download(client: &Client, batch: &Answer, what: &str) -> Answer {
    let answer = client.get(&at(batch, what)).expect(200);
    assert_eq!(answer.header("content-type").as_deref(), Some("text/csv; charset=utf-8"));
    assert!(answer.header("content-disposition").is_some_and(|value| value.starts_with("attachment; filename=\"re")));
    answer
}

on_both_engines! {
    fn a_report_has_the_file_s_own_columns_and_what_became_of_each_row(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = apply_file(&admin, "Login Name,username,suspended\nx,p0,1\n\"a, \"\"b\"\"\",nobody-such,1\nz,p1,0\n");
        let report = records(&download(&admin, &batch, "/report.csv").text);
        assert_eq!(report[0], ["Login Name", "username", "suspended", "line", "outcome", "message"]);
        assert_eq!(report[1], ["x", "p0", "1", "2", "suspend", ""]);
        assert_eq!(report[2][..5], ["a, \"b\"", "nobody-such", "1", "3", "error"]);
        assert!(report[2][5].contains("nobody-such"));
        assert_eq!(report[3], ["z", "p1", "0", "4", "unchanged", ""]);
        let errors = records(&download(&admin, &batch, "/report.csv?outcome=error").text);
        assert_eq!(errors.len(), 2);
        admin.get(&at(&batch, "/report.csv?outcome=nonsense")).expect_problem(400, "invalid_parameter");
        assert_eq!(records(&download(&admin, &batch, "/rejected.csv").text).len(), 2);
    }

    fn cells_that_a_spreadsheet_would_run_are_defused_and_read_back_as_they_were(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let cells = ["=1+1", "+43 1", "-7", "@SUM(A1)", "'=x", "plain"];
        let rows: String = cells.iter().map(|cell| format!("nobody,1,{cell}\n")).collect();
        let batch = plan(&admin, &format!("username,suspended,=note\n{rows}"));
        let rejected = download(&admin, &batch, "/rejected.csv").text;
        let found: Vec<String> = records(&rejected).iter().map(|record| record[2].clone()).collect();
        assert_eq!(found, ["'=note", "'=1+1", "'+43 1", "'-7", "'@SUM(A1)", "'=x", "plain"]);
        let again = plan(&admin, &rejected);
        let cells_again: Vec<String> = crate::batches::support::rows(&admin, &again).iter().map(|row| row["cells"][2].as_str().unwrap_or_default().to_owned()).collect();
        // The apostrophe of the fifth is one that an export put there: it is not a part of the value.
        assert_eq!(cells_again, ["=1+1", "+43 1", "-7", "@SUM(A1)", "=x", "plain"]);
    }

    fn rejected_rows_can_be_corrected_and_uploaded_again(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = apply_file(&admin, "username;suspended;reason\np0;1;a;b\npx;1;left, early\np2;perhaps;x\n");
        assert_eq!(counts(&batch), "error 3");
        let rejected = download(&admin, &batch, "/rejected.csv").text;
        let corrected = rejected.replace("px", "p1").replace("perhaps", "yes");
        let again = plan(&admin, &corrected);
        assert_eq!(counts(&again), "suspend 2, error 1", "the wrong number of cells is still wrong: {corrected}");
        let corrected = corrected.replace("p0,1,a,b,", "p0,1,a;b,");
        let again = apply_file(&admin, &corrected);
        assert_eq!(counts(&again), "suspend 3", "{corrected}");
        assert_eq!(app.account("p1").suspension_reason.as_deref(), Some("left, early"));
        let undone = crate::batches::support::undo(&admin, &again);
        let report = records(&download(&admin, &undone, "/report.csv").text);
        assert_eq!(report[0], ["username", "line", "outcome", "message"]);
        assert_eq!(report[1][..3], ["p0", "2", "activate"]);
    }

    fn a_long_report_has_every_row_once_and_in_order(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2_500);
        app.set("batches.confirm_share", "100");
        app.set("batches.confirm_above", "100000");
        let file = format!("{}{}", file_of("p", 0..2_500), "nobody,1\n".repeat(1_200));
        let batch = apply_file(&admin, &file);
        let report = records(&download(&admin, &batch, "/report.csv").text);
        let lines: Vec<i64> = report[1..].iter().map(|record| record[2].parse().expect("a line")).collect();
        assert_eq!(lines, (2..3_702).collect::<Vec<i64>>());
        assert_eq!(records(&download(&admin, &batch, "/rejected.csv").text).len(), 1_201);
        let pages = admin.pages(&at(&batch, "/rows"), &[("limit", "499"), ("outcome", "suspend")]);
        assert_eq!(pages.iter().map(|page| page.items().len()).sum::<usize>(), 2_500);
    }

    fn a_report_of_nothing_is_a_header(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan_with(&admin, b"username,suspended\np0,1\n", json!({}));
        assert_eq!(download(&admin, &batch, "/rejected.csv").text, "username,suspended,line,outcome,message\n");
        assert_eq!(shorts(&admin, &batch), ["2 suspend"]);
    }
}

on_both_engines! {
    fn whoever_may_not_see_private_fields_sees_none_in_rows_and_reports(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        let id = people[0].id;
        admin.patch(&format!("/users/{id}"), &json!({ "phone": "+43 1 9900", "id_number": "SEC-98" })).expect(200);
        let file = "username,idnumber,phone1,city\np0,SEC-99,+43 1 9911,Graz\nnobody,SEC-77,+43 1 7777,Linz\np1,SEC-99,,\n";
        let batch = admin.waiting().upload("people.csv", file.as_bytes(), &json!({ "preset": "upsert", "mode": "update" })).expect(202);
        let token = |scopes: &[&str]| {
            let body = json!({ "name": scopes.join(" "), "scopes": scopes });
            app.anonymous.with_token(&admin.post("/me/tokens", &body).expect(201).text_of("token"))
        };
        let (some, all) = (token(&["users.view", "batches.view"]), token(&["users.view", "users.view_private", "batches.view"]));
        for what in ["/rows", "/report.csv"] {
            let secrets = ["SEC-99", "1 9911", "SEC-77", "1 7777"];
            let (shown, hidden) = (all.get(&at(&batch, what)).expect(200).text, some.get(&at(&batch, what)).expect(200).text);
            for secret in secrets {
                assert!(shown.contains(secret), "{what} {secret}: {shown}");
                assert!(!hidden.contains(secret), "{what} {secret}: {hidden}");
            }
            assert!(hidden.contains("Graz") && !hidden.contains("SEC-98") && !hidden.contains("1 9900"), "{hidden}");
        }
        assert_eq!(all.query(&at(&batch, "/rows"), &[("count", "exact"), ("outcome", "update")]).expect(200).json["total"], 2);
        assert_eq!(all.query(&at(&batch, "/rows"), &[("count", "exact")]).expect(200).json["total"], 3);
    }
}
