//! The same person more than once in a file.

use rollcall_testkit::on_both_engines;

use crate::batches::support::{apply_file, counts, file_of, plan, rows, shorts};

on_both_engines! {
    fn with_different_values_the_later_row_is_an_error_that_names_the_first_line(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = apply_file(&admin, "username,suspended\np0,1\np1,1\nP0 ,0\n");
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 suspend", "4 error duplicate_in_file"]);
        let message = rows(&admin, &batch)[2]["messages"][0]["message"].as_str().map(str::to_owned);
        assert!(message.as_ref().is_some_and(|text| text.contains("ine 2")), "{message:?}");
        assert!(app.account("p0").suspended);
    }

    fn with_the_same_values_the_later_row_adds_nothing(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = apply_file(&admin, "username,suspended,reason\np0,1,a\np0,1,a\np0,yes,a\n");
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 unchanged same_as_before", "4 unchanged same_as_before"]);
        assert_eq!((counts(&batch), app.account("p0").version), ("suspend 1, unchanged 2".to_owned(), 2));
    }

    fn another_reason_is_a_different_value(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended,reason\np0,1,a\np0,1,b\n");
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 error duplicate_in_file"]);
    }

    fn a_row_that_asks_for_nothing_or_was_refused_is_no_first_one(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = plan(&admin, "username,suspended\np0,\np0,1\np1,maybe\np1,1\n");
        assert_eq!(shorts(&admin, &batch), ["2 unchanged", "3 suspend", "4 error invalid_value", "5 suspend"]);
    }

    fn the_first_line_is_known_over_a_long_distance(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3_000);
        app.set("batches.confirm_above", "100000");
        let file = format!("{}p0,0\np1,1\n", file_of("p", 0..3_000));
        let batch = plan(&admin, &file);
        assert_eq!(counts(&batch), "suspend 3000, unchanged 1, error 1");
        let last = admin.query(&crate::batches::support::at(&batch, "/rows"), &[("outcome", "error")]).expect(200);
        assert_eq!(last.each("line"), ["3002"]);
        assert!(last.text.contains("ine 2"), "{}", last.text);
    }
}
