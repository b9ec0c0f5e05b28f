//! `GET /stats/accounts`: what the overview shows.

use rollcall_domain::Clock;
use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Answer, PASSWORD, TestApp, on_both_engines};

const DAY: i64 = 24 * 3_600_000;

fn counts(answer: &Answer) -> Vec<i64> {
    ["active", "suspended", "locked", "unconfirmed", "deleted"]
        .iter()
        .map(|status| answer.json["by_status"][status].as_i64().expect("a count"))
        .collect()
}

fn sign_ins(answer: &Answer) -> Vec<i64> {
    let days = answer.json["sign_ins"].as_array().expect("days");
    days.iter().map(|day| day["count"].as_i64().expect("a count")).collect()
}

/// Moves the clock to a noon, so that no midnight passes within a test.
fn wait_for_noon(app: &TestApp) {
    let since_midnight = app.clock.now() % DAY;
    app.clock.advance(DAY - since_midnight + DAY / 2);
}

fn people_of_every_status(app: &TestApp) {
    let yes = FieldValue::Bool(true);
    let long_ago = FieldValue::Time(1_700_000_000_000);
    app.people_with(&[
        ("suspended", &[(Field::Suspended, yes.clone())]),
        ("suspended.unconfirmed", &[(Field::Suspended, yes.clone()), (Field::Confirmed, FieldValue::Bool(false))]),
        ("unconfirmed", &[(Field::Confirmed, FieldValue::Bool(false))]),
    ]);
    app.people_with(&[("gone", &[(Field::DeletedAt, long_ago.clone())])]);
    app.people_with(&[("gone.suspended", &[(Field::DeletedAt, long_ago), (Field::Suspended, yes)])]);
    app.person("locked");
    for _ in 0..5 {
        app.anonymous.sign_in("locked", "not the password").expect(401);
    }
}

on_both_engines! {
    fn every_account_counts_once_under_the_status_that_its_page_shows(app: TestApp) {
        let admin = app.administrator();
        people_of_every_status(&app);
        let stats = admin.get("/stats/accounts").expect(200);
        assert_eq!(counts(&stats), [1, 2, 1, 1, 2]);
        assert_eq!(stats.json["total"], 5, "the deleted are no longer accounts of the site");
        for (status, count) in ["active", "suspended", "locked", "unconfirmed", "deleted"].iter().zip(counts(&stats)) {
            let filter = format!("status eq \"{status}\"");
            let listed = admin.query("/users", &[("filter", &filter), ("count", "exact")]).expect(200);
            assert_eq!(listed.json["total"], count, "{status}");
        }
    }

    fn sign_ins_are_counted_by_day_and_days_without_one_are_there(app: TestApp) {
        wait_for_noon(&app);
        let admin = app.administrator();
        app.person("anna");
        let before = sign_ins(&admin.get("/stats/accounts").expect(200));
        assert_eq!(before.len(), 30);
        assert_eq!(before.iter().sum::<i64>(), 1, "the administrator's own");
        app.clock.advance(2 * DAY);
        for _ in 0..3 {
            app.anonymous.sign_in("anna", PASSWORD).expect(200);
        }
        app.anonymous.sign_in("anna", "wrong").expect(401);
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        let after = sign_ins(&admin.get("/stats/accounts").expect(200));
        assert_eq!(after[27..], [1, 0, 4], "a refused sign-in is none");
    }

    fn days_begin_at_midnight_in_the_zone_of_the_site(app: TestApp) {
        wait_for_noon(&app);
        let admin = app.administrator();
        app.set("site.timezone", "Pacific/Marquesas");
        let stats = admin.get("/stats/accounts").expect(200);
        assert_eq!(stats.json["timezone"], "Pacific/Marquesas");
        assert_eq!(sign_ins(&stats)[29], 1);
        let now = jiff::Timestamp::from_millisecond(app.clock.now()).expect("a time");
        let today = now.to_zoned(jiff::tz::TimeZone::get("Pacific/Marquesas").expect("a zone")).date();
        assert_eq!(stats.json["sign_ins"][29]["date"], today.to_string());
    }

    fn figures_are_for_those_who_may_see_accounts(app: TestApp) {
        app.administrator();
        app.learner().get("/stats/accounts").expect_problem(403, "forbidden");
        app.anonymous.get("/stats/accounts").expect_problem(401, "unauthenticated");
    }
}
