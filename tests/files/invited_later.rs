//! Accounts that are made suspended are invited when they are activated, by whichever way.

use rollcall_testkit::{PASSWORD, TestApp, on_both_engines};
use serde_json::json;

use super::support::{preset, run, undo};
use crate::batches::support::shorts;

const PREHIRE: &str = include_str!("cases/prehire.csv");

fn mails_to(app: &TestApp, address: &str) -> usize {
    app.mails().iter().filter(|mail| mail.contains(address)).count()
}

on_both_engines! {
    fn the_invitation_waits_for_the_activation_and_the_row_says_so(app: TestApp) {
        let admin = app.administrator();
        let batch = run(&admin, &preset("upsert", json!({})), PREHIRE);
        assert_eq!(shorts(&admin, &batch), ["2 create+suspend invited_later", "3 create"]);
        assert_eq!((mails_to(&app, "c18n@example.org"), mails_to(&app, "c18p@example.org")), (1, 0));
        app.clock.advance(90 * 24 * 3_600_000);
        app.tidy();
        assert_eq!(mails_to(&app, "c18p@example.org"), 0);
        app.administrator_called("boss");
        let admin = app.anonymous.signed_in("boss", PASSWORD);
        admin.post(&format!("/users/{}/activate", app.account("c18p").id), &json!({})).expect(200);
        assert_eq!((mails_to(&app, "c18n@example.org"), mails_to(&app, "c18p@example.org")), (1, 1));
        // Once: who is suspended and activated again has had it.
        for what in ["suspend", "activate"] {
            admin.post(&format!("/users/{}/{what}", app.account("c18p").id), &json!({})).expect(200);
        }
        assert_eq!(mails_to(&app, "c18p@example.org"), 1);
    }

    fn activating_by_file_invites_as_well(app: TestApp) {
        let admin = app.administrator();
        let made = run(&admin, &preset("upsert", json!({})), PREHIRE);
        run(&admin, &preset("suspension", json!({})), "username,suspended\nc18p,0\n");
        assert_eq!(mails_to(&app, "c18p@example.org"), 1);
        undo(&admin, &made);
        assert_eq!(mails_to(&app, "c18p@example.org"), 1);
    }

    fn nobody_is_invited_who_has_no_password_here_or_one_in_the_file(app: TestApp) {
        let admin = app.administrator();
        let file = PREHIRE.replace("suspended\n", "suspended,auth\n").replace("org,1", "org,1,ldap").replace("org,0", "org,0,ldap");
        assert_eq!(shorts(&admin, &run(&admin, &preset("upsert", json!({})), &file)), ["2 create+suspend", "3 create"]);
        admin.post(&format!("/users/{}/activate", app.account("c18p").id), &json!({})).expect(200);
        assert!(app.mails().is_empty());
    }
}
