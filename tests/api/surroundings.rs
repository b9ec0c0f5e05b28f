//! What is not an act on anything: headers, health, the API document.

use rollcall_http::Options;
use rollcall_testkit::{Engine, PASSWORD, TestApp, on_both_engines};

on_both_engines! {
    fn the_server_lives_and_is_ready(app: TestApp) {
        let root = app.anonymous.at_root();
        assert_eq!(root.get("/healthz").expect(200).json["status"], "ok");
        let ready = root.get("/readyz").expect(200);
        assert_eq!((ready.text_of("status"), ready.text_of("migrations")), ("ready".to_owned(), "ok".to_owned()));
    }
}

#[test]
fn every_answer_has_the_headers_that_protect_browsers() {
    let app = TestApp::start(Engine::Sqlite);
    let root = app.anonymous.at_root();
    for path in ["/", "/healthz", "/api/v1/me", "/api/v1/nothing", "/api/openapi.json", "/users/somewhere"] {
        let answer = root.get(path);
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(!policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        assert_eq!(answer.header("strict-transport-security"), None, "only over TLS");
        for (name, part) in [
            ("content-security-policy", "default-src 'self'"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
        ] {
            assert!(answer.header(name).is_some_and(|value| value.contains(part)), "{path} {name}");
        }
        assert!(answer.header("x-request-id").is_some(), "{path}");
    }
}

#[test]
fn the_document_that_is_served_is_the_one_of_the_code() {
    let app = TestApp::start(Engine::Sqlite);
    let served = app.anonymous.at_root().get("/api/openapi.json").expect(200);
    assert_eq!(served.json, serde_json::to_value(rollcall_http::openapi()).expect("it is JSON"));
    assert_eq!(served.json["openapi"], "3.1.0");
    let page = app.anonymous.at_root().get("/api/docs").expect(200);
    assert!(page.text.contains("/api/v1/batches/file") && !page.text.contains("<script"));
}

#[test]
fn every_call_of_the_document_says_what_it_is_for() {
    let document = serde_json::to_value(rollcall_http::openapi()).expect("it is JSON");
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            for member in ["summary", "operationId"] {
                assert!(operation[member].as_str().is_some_and(|text| !text.is_empty()), "{method} {path}: {member}");
            }
        }
    }
}

#[test]
fn over_tls_the_cookie_is_secure_and_bound_to_the_host() {
    let options = Options { tls: true, requests_per_second: 1_000, ..Options::default() };
    let app = TestApp::start_with(Engine::Sqlite, options);
    app.person("anna");
    let cookie = app.anonymous.sign_in("anna", PASSWORD).expect(200).header("set-cookie").expect("a cookie");
    assert!(cookie.starts_with("__Host-rollcall_refresh=") && cookie.contains("Secure"), "{cookie}");
    let safe = app.anonymous.at_root().get("/healthz").header("strict-transport-security");
    assert!(safe.is_some_and(|policy| policy.starts_with("max-age=31536000")));
}

#[test]
fn answers_with_a_token_are_kept_by_nobody() {
    let app = TestApp::start(Engine::Sqlite);
    app.person("anna");
    let answer = app.anonymous.sign_in("anna", PASSWORD).expect(200);
    assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
}
