//! How much a caller may ask, and how often an address may fail to sign in. In memory: no engine matters.

use rollcall_http::Options;
use rollcall_testkit::{Client, Engine, PASSWORD, TestApp};

fn limited(requests_per_second: u32, failed_sign_ins_per_minute: u32) -> TestApp {
    let options = Options { requests_per_second, failed_sign_ins_per_minute, ..Options::default() };
    TestApp::start_with(Engine::Sqlite, options)
}

#[test]
fn an_address_that_fails_too_often_has_to_wait() {
    let app = limited(1_000, 3);
    app.person("anna");
    for _ in 0..3 {
        app.anonymous.sign_in("nobody", "not the password").expect(401);
    }
    let refused = app.anonymous.sign_in("anna", PASSWORD).expect_problem(429, "too_many_requests");
    let wait: u64 = refused.header("retry-after").and_then(|text| text.parse().ok()).expect("it says how long");
    assert!((1..=60).contains(&wait), "{wait}");
}

#[test]
fn many_failures_at_once_are_not_more_than_are_allowed() {
    let app = limited(1_000, 5);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let attempt = || app.anonymous.sign_in("nobody", "not the password").status;
        let attempts: Vec<_> = (0..30).map(|_| scope.spawn(attempt)).collect();
        attempts.into_iter().map(|attempt| attempt.join().expect("it is answered")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 5, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 25, "{statuses:?}");
}

#[test]
fn a_trusted_proxy_is_believed_and_the_caller_before_it_is_not() {
    let trusted_proxies = vec!["127.0.0.1".parse().expect("an address")];
    let options = Options { failed_sign_ins_per_minute: 1, trusted_proxies, ..Options::default() };
    let app = TestApp::start_with(Engine::Sqlite, options);
    let from = |forwarded: &str| app.anonymous.with("X-Forwarded-For", forwarded);
    from("203.0.113.1").sign_in("nobody", "wrong").expect(401);
    from("203.0.113.1").sign_in("nobody", "wrong").expect(429);
    from("198.51.100.7, 203.0.113.1").sign_in("nobody", "wrong").expect(429);
    from("203.0.113.2:4711, 127.0.0.1").sign_in("nobody", "wrong").expect(401);
}

#[test]
fn good_sign_ins_that_come_at_once_are_all_good() {
    let app = limited(1_000, 3);
    app.person("anna");
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let attempts: Vec<_> =
            (0..20).map(|_| scope.spawn(|| app.anonymous.sign_in("anna", PASSWORD).status)).collect();
        attempts.into_iter().map(|attempt| attempt.join().expect("it is answered")).collect()
    });
    assert_eq!(statuses, [200; 20]);
}

#[test]
fn asking_for_links_is_always_answered_and_keeps_nobody_from_signing_in() {
    let app = limited(1_000, 3);
    app.person("anna");
    for _ in 0..10 {
        app.anonymous.post("/auth/password-reset", &serde_json::json!({ "email": "anna@example.org" })).expect(202);
    }
    app.anonymous.sign_in("anna", PASSWORD).expect(200);
}

#[test]
fn the_sign_ins_and_tokens_of_a_person_have_one_limit_together_and_a_refusal_says_what_is_left() {
    let app = limited(2, 60);
    let admin = app.administrator();
    let again = app.anonymous.signed_in("root-admin", PASSWORD);
    let token = |owner: &Client| {
        let made = owner.post("/me/tokens", &serde_json::json!({ "name": "t", "scopes": ["me.read"] })).expect(201);
        let token = app.anonymous.with_token(&made.text_of("token"));
        token.get("/me").expect(200);
        token
    };
    let (busy, quiet) = (token(&admin), token(&admin));
    let other = token(&app.learner());
    let refused =
        (0..200).map(|_| busy.get("/me")).find(|answer| answer.status == 429).expect("it is too much in the end");
    assert!(refused.header("ratelimit").is_some_and(|left| left.contains("r=0")), "{:?}", refused.header("ratelimit"));
    assert!(refused.header("ratelimit-policy").is_some());
    for same in [&quiet, &admin, &again] {
        // Whatever was given back in between is used up with the next few.
        assert!((0..5).any(|_| same.get("/me").status == 429));
    }
    other.get("/me").expect(200);
}

#[test]
fn another_spelling_of_an_address_escapes_nothing() {
    let app = limited(2, 60);
    let admin = app.administrator();
    let spelt = [admin.at_root(), admin.clone()];
    for (client, path) in [(&spelt[0], "/api/%761/me"), (&spelt[0], "/%61pi/v1/me"), (&spelt[1], "/%6de")] {
        let answer = client.get(path);
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"), "{path}");
        assert!(answer.header("ratelimit").is_some(), "{path}");
    }
    assert!((0..200).any(|_| spelt[0].get("/api/%761/me").status == 429), "it is too much in the end");
}

#[test]
fn failures_of_one_ipv6_network_count_together() {
    let trusted_proxies = vec!["127.0.0.1".parse().expect("an address")];
    let options = Options { failed_sign_ins_per_minute: 3, trusted_proxies, ..Options::default() };
    let app = TestApp::start_with(Engine::Sqlite, options);
    let from = |address: &str| app.anonymous.with("X-Forwarded-For", address).sign_in("nobody", "wrong").status;
    assert_eq!([1, 2, 3, 4].map(|number| from(&format!("2001:db8:7:7::{number}"))), [401, 401, 401, 429]);
    assert_eq!(from("2001:db8:7:8::1"), 401);
}

#[test]
fn a_good_sign_in_counts_against_nothing() {
    let app = limited(1_000, 3);
    app.person("anna");
    for _ in 0..5 {
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
    }
    for _ in 0..2 {
        app.anonymous.sign_in("nobody", "not the password").expect(401);
    }
    app.anonymous.sign_in("anna", PASSWORD).expect(200);
}

#[test]
fn every_answer_says_how_much_is_left() {
    let app = limited(100, 60);
    let learner = app.learner();
    let left = |answer: &rollcall_testkit::Answer| {
        let text = answer.header("ratelimit").expect("it says how much is left");
        text.split(';').find_map(|part| part.strip_prefix("r=")?.parse::<u32>().ok()).expect("a number")
    };
    let (first, second) = (learner.get("/me").expect(200), learner.get("/users").expect(403));
    assert_eq!(first.header("ratelimit-policy").as_deref(), Some("\"default\";q=500;w=5"));
    assert!(left(&second) < 500 && left(&first) < 500);
}

#[test]
fn a_caller_who_asks_too_much_has_to_wait_and_others_have_not() {
    let app = limited(1, 60);
    app.people("p", 1);
    let (learner, other) = (app.learner(), app.anonymous.with_token("other"));
    let refused =
        (0..200).map(|_| learner.get("/me")).find(|answer| answer.status == 429).expect("it is too much in the end");
    let refused = refused.expect_problem(429, "too_many_requests");
    assert!(refused.header("retry-after").is_some_and(|text| text.parse::<u64>().is_ok_and(|wait| wait >= 1)));
    other.get("/me").expect(401);
    app.anonymous.at_root().get("/healthz").expect(200);
}
