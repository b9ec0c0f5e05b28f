//! Downloads that go on while the right to them ends.

use std::io::Read;

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{PASSWORD, TestApp, on_both_engines};
use serde_json::json;

use crate::batches::selections::select;
use crate::batches::support::at;

/// Many people with long descriptions: more than the network between holds.
fn many(app: &TestApp) {
    let long = [(Field::Description, FieldValue::Text("words ".repeat(1_000)))];
    let names: Vec<String> = (0..6_000).map(|number| format!("p{number}")).collect();
    let people: Vec<(&str, &[(Field, FieldValue)])> = names.iter().map(|name| (name.as_str(), &long[..])).collect();
    app.people_with(&people);
}

/// Reads the beginning, lets something happen, and reads on: how much came, and whether the end did.
fn read_while(mut body: impl Read, meanwhile: impl FnOnce()) -> (usize, bool) {
    let mut buffer = vec![0; 100_000];
    let mut read = body.read(&mut buffer).expect("the beginning comes");
    meanwhile();
    loop {
        match body.read(&mut buffer) {
            Ok(0) => return (read, true),
            Ok(some) => read += some,
            Err(_) => return (read, false),
        }
    }
}

on_both_engines! {
    fn a_suspended_persons_download_stops_at_the_next_piece(app: TestApp) {
        many(&app);
        let admin = app.administrator();
        let manager = app.account_manager();
        let (all, whole) = read_while(manager.open("/users/export?format=csv"), || {});
        assert!(whole && all > 30_000_000, "{all}");
        let suspend = || {
            admin.post(&format!("/users/{}/suspend", app.account("manager").id), &json!({})).expect(200);
        };
        let (some, whole) = read_while(manager.open("/users/export?format=csv"), suspend);
        assert!(!whole && some < all, "{some} of {all}");
    }

    fn a_file_stops_too_whoever_takes_it_and_however(app: TestApp) {
        many(&app);
        let admin = app.administrator();
        app.administrator_called("boss");
        let boss = app.anonymous.signed_in("boss", PASSWORD);
        let export = select(&boss, "export", json!({ "filter": "username sw \"p\"" }), json!({ "apply": true }));
        let link = boss.post_nothing(&at(&export, "/download/link")).expect(201).text_of("url");
        let link = link.strip_prefix("/api/v1").expect("a link to a file").to_owned();
        let sign_out = || {
            admin.post_nothing(&format!("/users/{}/sign-out", app.account("boss").id)).expect(200);
        };
        let (_, whole) = read_while(app.anonymous.open(&link), sign_out);
        assert!(!whole);
        let boss = app.anonymous.signed_in("boss", PASSWORD);
        let (_, whole) = read_while(boss.open(&at(&export, "/download")), sign_out);
        assert!(!whole);
    }
}
