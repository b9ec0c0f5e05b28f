//! Every error is a problem document.

use rollcall_testkit::on_both_engines;
use serde_json::json;

on_both_engines! {
    fn an_address_that_there_is_none_of_is_a_problem_too(app: TestApp) {
        let admin = app.administrator();
        for path in ["/nothing", "/users/a/b/c", "/batches/x/y", "/"] {
            admin.get(path).expect_problem(404, "not_found");
        }
        app.anonymous.at_root().get("/api/v2/users").expect_problem(404, "not_found");
        app.anonymous.at_root().get("/api/nothing").expect_problem(404, "not_found");
    }

    fn what_is_wrong_a_hundred_thousand_times_is_said_a_hundred_times(app: TestApp) {
        let learner = app.learner();
        let members: serde_json::Map<_, _> = (0..50_000).map(|number| (format!("f{number}"), json!(1))).collect();
        let refused = learner.patch("/me", &json!({ "profile": members })).expect_problem(422, "invalid");
        assert_eq!(refused.json["errors"].as_array().map(Vec::len), Some(100));
        let admin = app.administrator();
        let batch = admin.waiting().upload("a.csv", b"username,suspended\nanna,1\n", &json!({ "preset": "suspension" })).expect(202);
        let cells: serde_json::Map<_, _> = (0..20_000).map(|number| (format!("c{number}"), json!("x"))).collect();
        let path = format!("/batches/{}/rows/2", batch.text_of("id"));
        let refused = admin.patch(&path, &json!({ "cells": cells })).expect_problem(422, "invalid");
        assert_eq!(refused.json["errors"].as_array().map(Vec::len), Some(100));
    }

    fn an_array_is_no_object(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let before = app.account("anna").email;
        let answer = admin.patch(&format!("/users/{}", anna.id), &json!(["renamed", "other@example.org"]));
        answer.expect_problem(422, "invalid");
        assert_eq!(app.account("anna").email, before);
        let login = json!(["anna", rollcall_testkit::PASSWORD]);
        app.anonymous.post("/auth/login", &login).expect_problem(422, "invalid");
    }

    fn an_array_is_no_object_at_any_depth(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let target = json!({ "action": "suspend", "target": [[anna.id.to_string()]], "settings": { "apply": true } });
        let refused = admin.post("/batches/selection", &target).expect_problem(422, "invalid");
        assert_eq!(refused.json["errors"][0]["field"], "target");
        let settings = json!({ "action": "suspend", "target": { "ids": [anna.id.to_string()] }, "settings": ["x", true] });
        admin.post("/batches/selection", &settings).expect_problem(422, "invalid");
        let file = admin.upload("x.csv", b"username,suspended\nanna,1\n", &json!({ "preset": "suspension", "full_sync": ["username pr"] }));
        file.expect_problem(422, "invalid");
        let preset = json!({ "name": "p", "settings": ["suspension"] });
        admin.post("/batch-presets", &preset).expect_problem(422, "invalid");
        assert!(!app.account("anna").suspended);
        let batches = admin.query("/batches", &[("count", "exact")]).expect(200);
        assert_eq!(batches.json["total"], 0);
    }

    fn a_method_that_a_call_does_not_have_is_a_problem_too(app: TestApp) {
        let admin = app.administrator();
        for (method, path) in [("DELETE", "/users"), ("PUT", "/me"), ("PATCH", "/batches"), ("GET", "/auth/login")] {
            let answer = admin.send(method, path, "", b"");
            answer.expect_problem(405, "method_not_allowed");
        }
        let id = app.person("anna").id;
        for (path, methods) in [
            ("/users".to_owned(), "GET, POST"),
            (format!("/users/{id}"), "GET, PATCH, DELETE"),
            ("/users/export".to_owned(), "GET"),
        ] {
            let answer = admin.send("PUT", &path, "", b"").expect_problem(405, "method_not_allowed");
            assert_eq!(answer.header("allow").as_deref(), Some(methods), "{path}");
            assert!(answer.text_of("detail").contains(methods), "{}", answer.text);
        }
        for (path, methods) in [("/api/openapi.json", "GET"), ("/healthz", "GET, HEAD"), ("/users", "GET, HEAD")] {
            let answer = app.anonymous.at_root().send("POST", path, "", b"").expect_problem(405, "method_not_allowed");
            assert_eq!(answer.header("allow").as_deref(), Some(methods), "{path}");
        }
    }

    fn a_problem_says_what_where_and_which_request(app: TestApp) {
        let admin = app.administrator();
        let answer = admin.with("X-Request-Id", "mine-1").get("/users/x").expect_problem(404, "not_found");
        assert_eq!(answer.json["request_id"], "mine-1");
        assert_eq!(answer.json["type"], "/problems/not_found");
        assert_eq!(answer.json["title"], "Not found");
        assert!(answer.json["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    }

    fn bodies_that_are_no_json_are_refused(app: TestApp) {
        let admin = app.administrator();
        let post = |media_type: &str, body: &[u8]| admin.send("POST", "/users", media_type, body);
        for body in [&b"{"[..], b"{\"username\": }", b"{\"username\":\"a\",}", b"not json", b"{\"username\":\"\xff\"}", b"\xef\xbb\xbf{}"] {
            let answer = post("application/json", body).expect_problem(400, "invalid_json");
            assert!(answer.text_of("detail").contains("line 1"), "{}", answer.text);
        }
        let path = format!("/users/{}/suspend", app.person("anna").id);
        admin.send("POST", &path, "application/json", b"{} {}").expect_problem(400, "invalid_json");
        for body in [&b"[]"[..], b"7", b"null", b"\"x\""] {
            assert_eq!(post("application/json", body).expect(422).json["code"], "invalid");
        }
        for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/xml", "", "text/json"] {
            post(media_type, b"{}").expect_problem(415, "unsupported_media_type");
        }
        post("Application/JSON; charset=utf-8", b"{}").expect(422);
    }

    fn a_body_that_is_too_large_is_refused(app: TestApp) {
        let admin = app.administrator();
        let large = json!({ "description": "x".repeat(2 * 1024 * 1024) });
        admin.post("/users", &large).expect_problem(413, "too_large");
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let answer = admin.send("POST", "/users", "application/json", deep.as_bytes());
        assert!([400, 422].contains(&answer.status), "{}", answer.text);
    }

    fn a_member_that_comes_twice_is_refused(app: TestApp) {
        let admin = app.administrator();
        let body = br#"{"username":"a","username":"b","email":"a@example.org","first_name":"A","last_name":"B"}"#;
        admin.send("POST", "/users", "application/json", body).expect(422);
    }

    fn the_request_id_goes_in_and_out(app: TestApp) {
        let given = |id: &str| app.anonymous.at_root().with("X-Request-Id", id).get("/healthz").header("x-request-id");
        assert_eq!(given("abc-123_x.y:z").as_deref(), Some("abc-123_x.y:z"));
        let own = app.anonymous.at_root().get("/healthz").header("x-request-id").expect("an id");
        assert_eq!(own.len(), 36);
        for bad in ["", "has blanks", "<script>", &"x".repeat(129)] {
            let id = given(bad).expect("an id");
            assert!(id != bad && id.len() == 36, "{bad} {id}");
        }
    }
}
