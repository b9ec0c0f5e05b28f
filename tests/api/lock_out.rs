//! Accounts that fail to sign in rest for a while.

use rollcall_testkit::{PASSWORD, TestApp, on_both_engines};

const SECOND: i64 = 1_000;

fn fail(app: &TestApp, times: usize) {
    for _ in 0..times {
        app.anonymous.sign_in("anna", "not the password").expect(401);
    }
}

on_both_engines! {
    fn four_failures_in_a_row_lock_nobody_out(app: TestApp) {
        app.person("anna");
        fail(&app, 4);
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
    }

    fn the_fifth_failure_locks_until_the_rest_is_over(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        fail(&app, 5);
        app.anonymous.sign_in("anna", PASSWORD).expect_problem(401, "unauthenticated");
        let shown = admin.get(&format!("/users/{}", anna.id)).expect(200);
        assert_eq!((shown.json["locked"].as_bool(), shown.json["status"].as_str()), (Some(true), Some("locked")));
        app.clock.advance(29 * SECOND);
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
        app.clock.advance(2 * SECOND);
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        assert_eq!(app.account("anna").locked_until, None);
    }

    fn trying_while_locked_does_not_lengthen_the_rest(app: TestApp) {
        app.person("anna");
        fail(&app, 5);
        let until = app.account("anna").locked_until;
        fail(&app, 5);
        assert_eq!(app.account("anna").locked_until, until);
    }

    fn each_further_failure_doubles_the_rest(app: TestApp) {
        app.person("anna");
        fail(&app, 5);
        app.clock.advance(31 * SECOND);
        fail(&app, 1);
        app.clock.advance(31 * SECOND);
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
        app.clock.advance(30 * SECOND);
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
    }

    fn a_good_sign_in_forgets_the_failures(app: TestApp) {
        app.person("anna");
        fail(&app, 4);
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
        fail(&app, 4);
        app.anonymous.sign_in("anna", PASSWORD).expect(200);
    }

    fn being_locked_does_not_end_the_sessions_that_are_open(app: TestApp) {
        app.person("anna");
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        fail(&app, 5);
        assert_eq!(hers.get("/me").expect(200).json["locked"], true);
    }
}

mod by_where_failures_come_from {
    use rollcall_http::Options;
    use rollcall_testkit::{Client, Engine};

    use super::*;

    /// A system behind a proxy, so that requests can come from many addresses.
    fn behind_a_proxy(engine: Engine) -> TestApp {
        let trusted_proxies = vec!["127.0.0.1".parse().expect("an address")];
        TestApp::start_with(engine, Options { trusted_proxies, requests_per_second: 100_000, ..Options::default() })
    }

    fn from(app: &TestApp, address: &str) -> Client {
        app.anonymous.with("X-Forwarded-For", address)
    }

    fn on_both(check: fn(TestApp)) {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            check(behind_a_proxy(engine));
        }
    }

    #[test]
    fn the_failures_of_strangers_lock_their_network_and_nobody_elses() {
        on_both(|app| {
            app.person("anna");
            let (stranger, anna) = (from(&app, "203.0.113.9"), from(&app, "198.51.100.1"));
            for _ in 0..8 {
                stranger.sign_in("anna", "not the password").expect(401);
            }
            stranger.sign_in("anna", PASSWORD).expect(401);
            assert!(app.account("anna").locked_until.is_some());
            anna.sign_in("anna", PASSWORD).expect(200);
            stranger.sign_in("anna", PASSWORD).expect(401);
            app.clock.advance(31 * SECOND);
            stranger.sign_in("anna", PASSWORD).expect(200);
            assert_eq!(app.account("anna").locked_until, None);
        });
    }

    #[test]
    fn the_addresses_of_one_ipv6_network_count_together() {
        on_both(|app| {
            app.person("anna");
            for number in 0..5 {
                from(&app, &format!("2001:db8:1:2::{number}")).sign_in("anna", "not the password").expect(401);
            }
            from(&app, "2001:db8:1:2:ffff::1").sign_in("anna", PASSWORD).expect(401);
            from(&app, "2001:db8:1:3::1").sign_in("anna", PASSWORD).expect(200);
        });
    }

    #[test]
    fn a_known_device_is_let_through_and_has_as_few_tries_as_everybody() {
        on_both(|app| {
            for name in ["anna", "otto"] {
                app.person(name);
            }
            let school = from(&app, "198.51.100.1");
            let cookie = |name: &str| school.sign_in(name, PASSWORD).expect(200).cookie("rollcall_device");
            let (annas, ottos) = (cookie("anna"), cookie("otto"));
            for _ in 0..5 {
                school.sign_in("anna", "not the password").expect(401);
            }
            let with = |device: &str| school.with("Cookie", &format!("rollcall_device={device}"));
            school.sign_in("anna", PASSWORD).expect(401);
            with(&ottos).sign_in("anna", PASSWORD).expect(401);
            with("made-up").sign_in("anna", PASSWORD).expect(401);
            let good = with(&annas).sign_in("anna", PASSWORD).expect(200);
            let cookies: Vec<_> =
                good.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()).collect();
            assert!(cookies.iter().all(|cookie| !cookie.starts_with("rollcall_device")), "{cookies:?}");
            for _ in 0..5 {
                with(&annas).sign_in("anna", "not the password").expect(401);
            }
            with(&annas).sign_in("anna", PASSWORD).expect(401);
            from(&app, "192.0.2.1").sign_in("anna", PASSWORD).expect(200);
        });
    }

    #[test]
    fn a_device_is_a_stranger_again_once_the_person_has_signed_out_everywhere() {
        on_both(|app| {
            let admin = app.administrator();
            let anna = app.person("anna");
            let school = from(&app, "198.51.100.1");
            let device = school.sign_in("anna", PASSWORD).expect(200).cookie("rollcall_device");
            let known = school.with("Cookie", &format!("rollcall_device={device}"));
            admin.post_nothing(&format!("/users/{}/sign-out", anna.id)).expect(200);
            for _ in 0..5 {
                school.sign_in("anna", "not the password").expect(401);
            }
            known.sign_in("anna", PASSWORD).expect(401);
        });
    }

    #[test]
    fn unlocking_and_a_new_password_forget_the_failures_from_everywhere() {
        on_both(|app| {
            let admin = app.administrator();
            let anna = app.person("anna");
            for address in ["203.0.113.9", "203.0.113.10"] {
                for _ in 0..5 {
                    from(&app, address).sign_in("anna", "not the password").expect(401);
                }
            }
            admin.post_nothing(&format!("/users/{}/unlock", anna.id)).expect(200);
            assert_eq!(app.account("anna").locked_until, None);
            for address in ["203.0.113.9", "203.0.113.10"] {
                from(&app, address).sign_in("anna", PASSWORD).expect(200);
            }
        });
    }
}
