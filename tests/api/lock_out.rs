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
