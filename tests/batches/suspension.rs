//! The preset `suspension`.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

on_both_engines! {
    fn a_file_suspends_and_undo_brings_everything_back(app: TestApp) {
        let admin = app.administrator();
        app.person("anna");
        app.people("p", 20);
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        let file: String = (0..20).map(|number| format!("p{number},1\n")).collect();
        let file = format!("username,suspended\nanna,1\n{file}");
        let batch = admin.waiting().upload("leavers.csv", file.as_bytes(), &json!({ "preset": "suspension", "apply": true })).expect(202);
        assert_eq!(batch.json["state"], "applied", "{}", batch.text);
        assert_eq!(batch.json["counts"]["suspend"], 21);
        hers.get("/me").expect_problem(401, "unauthenticated");
        let undo = admin.post_nothing(&format!("/batches/{}/undo", batch.text_of("id"))).expect(202);
        assert_eq!((&undo.json["state"], &undo.json["counts"]["activate"]), (&json!("planned"), &json!(21)));
        let undone = admin.waiting().post_nothing(&format!("/batches/{}/apply", undo.text_of("id"))).expect(202);
        assert_eq!(undone.json["state"], "applied");
        let anna = admin.query("/users", &[("filter", "username eq \"anna\"")]).expect(200);
        assert_eq!((&anna.items()[0]["auth_method"], &anna.items()[0]["suspended"]), (&json!("manual"), &json!(false)));
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
    }
}
