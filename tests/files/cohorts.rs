//! The columns `cohort1`, `cohort2`, ...

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::preset;
use crate::api::cohorts::make;
use crate::batches::support::{counts, plan_with, shorts, undo};

on_both_engines! {
    fn a_file_puts_people_into_cohorts_and_takes_them_out(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        make(&admin, "staff");
        make(&admin, "north");
        let file = "username,firstname,lastname,email,cohort1,cohort2\n\
            p0,,,,staff,The North\np1,,,,north,\nnew,Neu,Mann,neu@example.org,STAFF,\np2,,,,,\n";
        let settings = preset("upsert", json!({ "apply": true }));
        let batch = admin.waiting().upload("x.csv", file.as_bytes(), &settings).expect(202);
        assert_eq!(counts(&batch), "create 1, update 2, unchanged 1");
        assert_eq!([app.account("p0"), app.account("p1"), app.account("new")].map(|a| a.cohorts), ["north staff", "north", "staff"]);
        let again = plan_with(&admin, file.as_bytes(), preset("upsert", json!({})));
        assert_eq!(counts(&again), "unchanged 4");
        let out = "username,cohort1,cohort2\np0,-staff,\np1,-staff,-north\n";
        let batch = admin.waiting().upload("x.csv", out.as_bytes(), &settings).expect(202);
        assert_eq!((counts(&batch), app.account("p0").cohorts.as_str()), ("update 2".to_owned(), "north"));
        undo(&admin, &batch);
        assert_eq!([app.account("p0"), app.account("p1")].map(|a| a.cohorts), ["north staff", "north"]);
    }

    fn cohorts_that_cannot_be_are_errors_of_their_rows(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        make(&admin, "staff");
        let file = "username,cohort1,cohort2\np0,nobody,\np1,staff,-staff\np2,staff,staff\n";
        let batch = plan_with(&admin, file.as_bytes(), preset("upsert", json!({})));
        assert_eq!(shorts(&admin, &batch), ["2 error unknown_cohort", "3 error invalid_value", "4 update"]);
    }
}
