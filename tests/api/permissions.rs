//! Who may call what. The list of calls is the API document's own: a new call that anybody may use is found here.

use rollcall_testkit::{Answer, Client, Engine, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

/// The calls that ask for no sign-in.
const PUBLIC: [&str; 9] = [
    "/auth/login",
    "/auth/refresh",
    "/auth/logout",
    "/auth/password-reset",
    "/auth/password-reset/complete",
    "/auth/invitation/complete",
    "/auth/confirmation/complete",
    "/batches/{id}/download/by-link",
    "/mail/unsubscribe/{token}",
];
/// The calls that all users who are signed in may use.
const OWN: [&str; 24] = [
    "/conversations",
    "/conversations/events",
    "/conversations/{id}",
    "/conversations/{id}/messages",
    "/conversations/{id}/read",
    "/me/blocks",
    "/me/blocks/{user_id}",
    "/me/contacts",
    "/me/contacts/{user_id}",
    "/me/notifications",
    "/me/preferences",
    "/messages",
    "/messages/recipients",
    "/messages/{id}/report",
    "/courses",
    "/me/courses",
    "/me",
    "/me/email",
    "/me/password",
    "/me/profile-fields",
    "/me/sessions",
    "/me/sessions/{id}",
    "/me/tokens",
    "/me/tokens/{id}",
];

/// What only administrators set up.
fn is_for_administrators(method: &str, path: &str) -> bool {
    let is_set_up = path.starts_with("/profile-fields") || path.starts_with("/roles");
    let is_of_course = ["/courses", "/courses/{id}", "/courses/{id}/copy"].contains(&path);
    path.starts_with("/settings")
        || path.starts_with("/mail")
        || path == "/messages/reports"
        || ((is_set_up || is_of_course) && method != "GET")
}

/// Method and path (below `/api/v1`) of every call of the API document.
fn calls() -> Vec<(String, String)> {
    let document = serde_json::to_value(rollcall_http::openapi()).expect("the document is JSON");
    let mut calls = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        let path = path.strip_prefix("/api/v1").expect("every call is below /api/v1");
        for (method, _) in methods.as_object().into_iter().flatten() {
            calls.push((method.to_uppercase(), path.to_owned()));
        }
    }
    assert!(calls.len() >= 20, "the document has {} calls", calls.len());
    calls
}

fn call(client: &Client, method: &str, path: &str, id: &str) -> Answer {
    let path =
        path.replace("{id}", id).replace("{line}", "2").replace("{name}", "suspension.csv").replace("{user_id}", id);
    let path = path.replace("{key}", "lead").replace("{cohort}", "staff");
    let path = path.replace("{enrolment_id}", id).replace("{group_id}", id).replace("{address}", "a@example.org");
    assert!(!path.contains('{'), "the test knows no value for {path}");
    match method {
        "GET" | "DELETE" => client.send(method, &path, "", b""),
        _ => client.send(method, &path, "application/json", b"{}"),
    }
}

fn restricted() -> impl Iterator<Item = (String, String)> {
    let is_own =
        |(method, path): &(String, String)| OWN.contains(&path.as_str()) && (path != "/courses" || method == "GET");
    calls().into_iter().filter(move |call| !PUBLIC.contains(&call.1.as_str()) && !is_own(call))
}

const NOBODY: &str = "0199a000-0000-7000-8000-000000000000";

#[test]
fn every_call_asks_for_a_sign_in() {
    let app = TestApp::start(Engine::Sqlite);
    for (method, path) in calls().into_iter().filter(|(_, path)| !PUBLIC.contains(&path.as_str())) {
        let answer = call(&app.anonymous, &method, &path, NOBODY);
        assert_eq!(answer.status, 401, "{method} {path}: {}", answer.text);
        assert_eq!(answer.json["code"], "unauthenticated", "{method} {path}");
    }
}

#[test]
fn a_learner_may_use_nothing_but_the_own_account() {
    let app = TestApp::start(Engine::Sqlite);
    let learner = app.learner();
    for (method, path) in restricted() {
        let answer = call(&learner, &method, &path, NOBODY);
        if (method.as_str(), path.as_str()) == ("GET", "/courses/{id}") {
            // Learners have courses; this is none of theirs.
            answer.expect_problem(404, "not_found");
            continue;
        }
        assert_eq!(answer.status, 403, "{method} {path}: {}", answer.text);
        assert_eq!(answer.json["code"], "forbidden", "{method} {path}");
    }
    learner.get("/me").expect(200);
}

#[test]
fn administrators_may_use_every_call_and_account_managers_all_but_those_of_the_site() {
    let app = TestApp::start(Engine::Sqlite);
    let (admin, manager) = (app.administrator(), app.account_manager());
    for (method, path) in restricted() {
        let answer = call(&admin, &method, &path, NOBODY);
        assert!(![401, 403, 405, 500].contains(&answer.status), "{method} {path}: {}", answer.text);
        let answer = call(&manager, &method, &path, NOBODY);
        let refused = is_for_administrators(&method, &path);
        assert_eq!(answer.status == 403, refused, "{method} {path}: {}", answer.text);
        assert!(![401, 405, 500].contains(&answer.status), "{method} {path}: {}", answer.text);
    }
}

#[test]
fn the_public_calls_say_so_in_the_document() {
    let document = serde_json::to_value(rollcall_http::openapi()).expect("the document is JSON");
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let is_public = operation["security"] == json!([{}]);
            let expected = PUBLIC.iter().any(|known| path.ends_with(known));
            assert_eq!(is_public, expected, "{method} {path}: {}", operation["security"]);
        }
    }
}

on_both_engines! {
    fn an_account_manager_leaves_administrators_alone(app: TestApp) {
        let (_, manager) = (app.administrator(), app.account_manager());
        let boss = app.administrator_called("boss");
        let before = app.account("boss");
        let at = |what: &str| format!("/users/{}{what}", boss.id);
        manager.get(&at("")).expect(200);
        for answer in [
            manager.patch(&at(""), &json!({ "city": "Graz" })),
            manager.patch(&at(""), &json!({ "username": "underling" })),
            manager.patch(&at(""), &json!({ "email": "mine@example.org" })),
            manager.post(&at("/suspend"), &json!({})),
        ] {
            answer.expect_problem(403, "protected_administrator");
        }
        assert_eq!(app.account("boss"), before);
        assert_eq!(app.audited(boss.id), Vec::<String>::new());
    }

    fn an_administrator_may_change_another_one(app: TestApp) {
        let admin = app.administrator();
        let boss = app.administrator_called("boss");
        let answer = admin.patch(&format!("/users/{}", boss.id), &json!({ "city": "Graz" })).expect(200);
        assert_eq!(answer.json["city"], "Graz");
        admin.post(&format!("/users/{}/suspend", boss.id), &json!({})).expect(200);
        assert!(app.account("boss").suspended);
    }

    fn a_role_that_is_taken_away_ends_with_the_next_request(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        let roles = |roles: Value| admin.patch(&format!("/users/{}", anna.id), &json!({ "system_roles": roles }));
        hers.get("/users").expect(403);
        roles(json!(["account_manager"])).expect(200);
        hers.get("/users").expect(200);
        roles(json!([])).expect(200);
        hers.get("/users").expect_problem(403, "forbidden");
    }
}
