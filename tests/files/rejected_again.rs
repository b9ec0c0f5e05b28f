//! What `rejected.csv` holds comes back as what it was: no cell changes its meaning on the way.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{plan, preset};
use crate::batches::support::{at, rows, shorts};

on_both_engines! {
    fn columns_of_the_file_that_are_called_as_those_of_a_report_are_kept(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        let columns = json!({ "Message": "department", "line": "institution" });
        let settings = preset("upsert", json!({ "mode": "update", "columns": columns }));
        let batch = plan(&admin, &settings, "username,Message,line,country\nanna,Sales,HQ,XX\n");
        let rejected = admin.get(&at(&batch, "/rejected.csv")).expect(200).text;
        assert!(rejected.starts_with("username,Message,line,country,line,outcome,message\nanna,Sales,HQ,XX,2,error,"), "{rejected}");
        let again = plan(&admin, &settings, &rejected.replace("XX", "AT"));
        let after = &rows(&admin, &again)[0]["after"];
        assert_eq!((&after["department"], &after["institution"]), (&json!("Sales"), &json!("HQ")));
        let report = admin.get(&at(&again, "/report.csv")).expect(200).text;
        assert!(report.starts_with("username,Message,line,country,line,outcome,message\n"), "{report}");
    }

    fn a_row_with_damaged_quotes_stays_one_until_somebody_has_looked_at_it(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("qana", &[(Field::City, FieldValue::Text("Wien".to_owned()))]), ("qbob", &[])]);
        let settings = preset("upsert", json!({ "mode": "update" }));
        let batch = plan(&admin, &settings, "username,description,city\nqana,\"abc,Wien\nqbob,\"x\",Graz\n");
        assert_eq!(shorts(&admin, &batch), ["2 error damaged_quotes"]);
        let rejected = admin.get(&at(&batch, "/rejected.csv")).expect(200).text;
        let again = plan(&admin, &settings, &rejected);
        assert_eq!(shorts(&admin, &again), ["2 error damaged_quotes"]);
        // Corrected in the file, with its mark taken off.
        let corrected = "username,description,city,line,outcome,message\nqana,abc,Wien,2,,\nqbob,x,Graz,3,,\n";
        assert_eq!(shorts(&admin, &plan(&admin, &settings, corrected)), ["2 update", "3 update"]);
        // Not in the plan: the other row is not brought back by that.
        let cells = json!({ "cells": { "description": "abc", "city": "Linz" } });
        admin.patch(&at(&again, "/rows/2"), &cells).expect_problem(422, "damaged_quotes");
        // One that hides no other row can be.
        let batch = plan(&admin, &settings, "username,city\nqana,\"Wi\"en\n");
        assert_eq!(shorts(&admin, &batch), ["2 error damaged_quotes"]);
        let rejected = admin.get(&at(&batch, "/rejected.csv")).expect(200).text;
        let again = plan(&admin, &settings, &rejected);
        assert_eq!(shorts(&admin, &again), ["2 error damaged_quotes"]);
        admin.waiting().patch(&at(&again, "/rows/2"), &json!({ "cells": { "city": "Linz" } })).expect(200);
        assert_eq!(shorts(&admin, &again), ["2 update"]);
    }
}
