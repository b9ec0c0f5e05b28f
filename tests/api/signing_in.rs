//! Signing in, and what ends a sign-in.

use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

on_both_engines! {
    fn a_suspended_person_is_out_with_the_next_request(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        assert_eq!(hers.get("/me").expect(200).json["username"], "anna");
        admin.post(&format!("/users/{}/suspend", anna.id), &json!({ "reason": "left" })).expect(200);
        hers.get("/me").expect_problem(401, "unauthenticated");
        app.anonymous.sign_in("anna", PASSWORD).expect_problem(401, "unauthenticated");
        let back = admin.post_nothing(&format!("/users/{}/activate", anna.id)).expect(200);
        assert_eq!(back.json["auth_method"], "manual");
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        hers.get("/me").expect_problem(401, "unauthenticated");
    }
}
