//! What becomes of a message to many, counted, and what is kept private of it.

use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::support::{at, message};
use crate::batches::support::{apply, at as at_batch, counts, shorts};
use crate::courses::support::class;

/// Sends a message with a copy by mail to p0, p1 and p2; p0 reads it, and so does p1, who lets nobody know.
fn read_by_two(app: &TestApp, admin: &Client) -> Answer {
    for name in ["p0", "p1", "p2"] {
        app.person(name);
    }
    app.anonymous.signed_in("p1", PASSWORD).patch("/me/preferences", &json!({ "read_receipts": false })).expect(200);
    let settings = json!({ "subject": "S", "body": "B", "email": true, "apply": true });
    let sent = message(admin, json!({ "filter": "username sw \"p\"" }), settings).expect(202);
    for name in ["p0", "p1"] {
        let reader = app.anonymous.signed_in(name, PASSWORD);
        reader.post_nothing(&at(&reader, "/read")).expect(204);
    }
    sent
}

/// The counts, one after the other.
fn counted(client: &Client, batch: &Answer) -> Vec<String> {
    let found = client.get(&at_batch(batch, "/results")).expect(200);
    found.items().iter().map(|one| format!("{} {}", one["code"].as_str().unwrap_or_default(), one["count"])).collect()
}

/// The results of a row, without their times.
fn of_row(client: &Client, batch: &Answer, username: &str) -> Vec<Value> {
    let rows = client.get(&at_batch(batch, "/rows")).expect(200);
    let row = rows.items().iter().find(|row| row["user"]["username"] == username).cloned().unwrap_or_default();
    row["results"].as_array().into_iter().flatten().map(|one| one["code"].clone()).collect()
}

on_both_engines! {
    fn results_are_counted_as_the_rows_tell_them(app: TestApp) {
        let admin = app.administrator();
        let sent = read_by_two(&app, &admin);
        assert_eq!(counted(&admin, &sent), ["delivered 2", "read 1", "email_waiting 3"]);
        app.mails();
        assert_eq!(counted(&admin, &sent), ["delivered 2", "read 1", "emailed 1", "email_not_needed 1"]);
        assert_eq!(of_row(&admin, &sent, "p0"), ["read", "email_not_needed"]);
        assert_eq!(of_row(&admin, &sent, "p1"), ["delivered"], "what would tell that it was read is not told");
        assert_eq!(of_row(&admin, &sent, "p2"), ["delivered", "emailed"]);
    }

    fn a_plan_of_an_undo_does_not_tell_who_has_read_and_keeps_it_private(app: TestApp) {
        let admin = app.administrator();
        let sent = read_by_two(&app, &admin);
        let plan = admin.waiting().post(&at_batch(&sent, "/undo"), &json!({})).expect(202);
        assert_eq!(counts(&plan), "withdraw 2, skip 1");
        let undone = apply(&admin, &plan);
        assert_eq!(counts(&undone), "withdraw 1, skip 2");
        let shown = shorts(&admin, &undone);
        assert_eq!(shown.iter().filter(|row| row.contains("already_read")).count(), 2, "{shown:?}");
        assert_eq!(counted(&admin, &sent), ["delivered 1", "read 1", "withdrawn 1", "email_waiting 2"]);
        assert_eq!(counted(&admin, &undone), Vec::<String>::new());
    }

    fn who_may_see_a_batch_sees_its_results(app: TestApp) {
        let admin = app.administrator();
        let (path, teacher) = class(&app, &admin, 2);
        let body = json!({ "target": { "roles": ["learner"] }, "settings": { "subject": "S", "body": "B", "apply": true } });
        let sent = teacher.waiting().post(&format!("{path}/batches/message"), &body).expect(202);
        assert_eq!(counted(&teacher, &sent), ["delivered 2"]);
        app.anonymous.signed_in("p0", PASSWORD).get(&at_batch(&sent, "/results")).expect_problem(403, "forbidden");
        let selection = json!({ "action": "suspend", "target": { "ids": [app.account("p0").id] }, "settings": { "apply": true } });
        let suspended = admin.waiting().post("/batches/selection", &selection).expect(202);
        assert_eq!(counted(&admin, &suspended), Vec::<String>::new());
    }
}
