//! What people are told by mail of what is done to their accounts, and starters of how their batches ended.

use rollcall_domain::Clock;
use rollcall_domain::db::schema::batches;
use rollcall_domain::id::BatchId;
use rollcall_testkit::{TestApp, on_both_engines};
use serde_json::json;

use crate::batches::scheduled::{HOUR, from_now, time_comes};
use crate::batches::support::{apply_file, at, plan, undo};
use crate::faults::world::wait_for;
use crate::files::support::{preset, run, undo as undo_file};

/// The mails to a user, by their subjects.
fn subjects(app: &TestApp, name: &str) -> Vec<String> {
    let of = |mail: &String| {
        let subject = mail.lines().find_map(|line| line.strip_prefix("Subject: "))?;
        mail.contains(&format!("<{name}@example.org>")).then(|| subject.trim().to_owned())
    };
    app.mails().iter().filter_map(of).collect()
}

fn last_mail(app: &TestApp) -> String {
    app.mails().pop().expect("a mail was sent")
}

on_both_engines! {
    fn nobody_is_told_of_a_suspension_unless_the_site_says_so(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        admin.post_nothing(&format!("/users/{}/suspend", app.account("p0").id)).expect(200);
        apply_file(&admin, "username,suspended\np1,1\n");
        assert!(app.mails().is_empty());
    }

    fn who_is_suspended_is_told_once_by_call_and_by_file(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        app.set("users.tell_suspended", "true");
        app.set("site.timezone", "Europe/Vienna");
        let until = json!({ "until": "2099-03-01T09:30:00Z", "reason": "between us" });
        let p0 = format!("/users/{}/suspend", app.account("p0").id);
        admin.post(&p0, &until).expect(200);
        let mail = last_mail(&app);
        assert!(mail.contains("1 March 2099, 10:30 CET") && mail.contains("account p0"), "{mail}");
        assert!(!mail.contains("between us"), "the reason is for staff: {mail}");
        admin.post(&p0, &until).expect(200);
        let batch = apply_file(&admin, "username,suspended\np0,1\np1,1\np2,1\n");
        undo(&admin, &batch);
        apply_file(&admin, "username,suspended\np1,1\np2,0\n");
        for (name, mails) in [("p0", 1), ("p1", 2), ("p2", 0), ("p3", 0)] {
            let told = subjects(&app, name);
            // A mail that was not sent before the suspension ended is not sent any more; p1 was suspended again.
            assert_eq!(told.len(), mails, "{name}: {told:?}");
            assert!(told.iter().all(|subject| subject == "Your account was suspended"), "{told:?}");
        }
    }

    fn people_are_told_their_new_username_and_the_old_one_again_where_the_batch_says_so(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        run(&admin, &preset("rename", json!({})), "oldusername,username\np0,quiet\n");
        assert!(app.mails().is_empty());
        let settings = preset("rename", json!({ "tell_new_usernames": true }));
        let batch = run(&admin, &settings, "oldusername,username\np1,p2\np2,p1\nquiet,quiet\nnobody,new\n");
        assert_eq!(app.mails().len(), 2, "of two who swap, each is told; who keeps a name is not");
        let mail = app.mails().into_iter().find(|mail| mail.contains("<p1@example.org>")).unwrap_or_default();
        assert!(mail.contains("Your username is p2 from now on") && mail.contains("Subject: Your username has changed"), "{mail}");
        undo_file(&admin, &batch);
        assert_eq!(subjects(&app, "p1").len(), 2);
        assert!(last_mail(&app).contains("Your username is p"), "{}", last_mail(&app));
        let mails = app.mails();
        let back = mails.iter().rfind(|mail| mail.contains("<p1@example.org>")).expect("it was sent");
        assert!(back.contains("Your username is p1 from now on"), "{back}");
    }

    fn whoever_started_a_long_batch_is_told_how_it_ended_and_of_a_short_one_is_not(app: TestApp) {
        use diesel::prelude::*;
        let admin = app.administrator();
        app.people("p", 3);
        apply_file(&admin, "username,suspended\np0,1\n");
        assert!(app.mails().is_empty());
        let batch = plan(&admin, "username,suspended\np1,1\np2,1\n");
        let later = from_now(HOUR);
        admin.post(&at(&batch, "/apply"), &json!({ "at": later })).expect(202);
        // As if that had been asked for a minute ago, and not for later.
        let begun = (batches::starts_at.eq(None::<i64>), batches::asked_at.eq(app.clock.now() - 61_000));
        let id: BatchId = batch.text_of("id").parse().expect("an id");
        app.write(|conn| Ok(diesel::update(batches::table.find(id)).set(begun).execute(conn)?));
        wait_for(&admin, &batch.text_of("id"), |batch| batch["state"] == "applied");
        assert!(last_mail(&app).contains("2 accounts were changed."), "{}", last_mail(&app));
        assert_eq!(app.mails().len(), 1);
    }

    fn whoever_set_a_batch_for_a_time_is_told_how_it_ended(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let batch = plan(&admin, "username,suspended\np1,1\np2,1\nnobody,1\n");
        let later = from_now(HOUR);
        admin.post(&at(&batch, "/apply"), &json!({ "at": later })).expect(202);
        assert!(app.mails().is_empty());
        time_comes(&app);
        wait_for(&admin, &batch.text_of("id"), |batch| batch["state"] == "applied");
        let mail = last_mail(&app);
        assert!(mail.contains("2 accounts were changed. 1 row could not be carried out."), "{mail}");
        assert!(mail.contains(&format!("https://people.example.org{}", at(&batch, ""))), "{mail}");
        assert!(mail.contains("Subject: The batch \"people.csv\" is applied"), "{mail}");
        assert_eq!(app.mails().len(), 1);
    }

    fn whoever_set_a_batch_for_a_time_is_told_if_somebody_else_cancels_it(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        app.people("p", 2);
        for canceller in [&manager, &admin] {
            let batch = plan(&manager, "username,suspended\np0,1\n");
            manager.post(&at(&batch, "/apply"), &json!({ "at": from_now(HOUR) })).expect(202);
            canceller.post_nothing(&at(&batch, "/cancel")).expect(202);
        }
        assert_eq!(app.mails().len(), 1, "who cancels one's own knows");
        assert!(last_mail(&app).contains("was cancelled. 0 accounts were changed before that."), "{}", last_mail(&app));
    }

    fn a_download_that_took_long_is_told_to_be_ready(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let later = from_now(HOUR);
        let order = json!({ "action": "export", "target": { "filter": "username sw \"p\"" }, "settings": { "format": "csv", "name": "Everybody", "apply": true, "apply_at": later } });
        let batch = admin.waiting().post("/batches/selection", &order).expect(202);
        time_comes(&app);
        wait_for(&admin, &batch.text_of("id"), |batch| batch["state"] == "applied");
        let mail = last_mail(&app);
        assert!(mail.contains("Subject: The file \"Everybody\" is ready") && mail.contains("kept until"), "{mail}");
    }

    fn who_cannot_sign_in_is_not_told_to(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        admin.post_nothing(&format!("/users/{}/suspend", app.account("p0").id)).expect(200);
        run(&admin, &preset("rename", json!({ "tell_new_usernames": true })), "oldusername,username\np0,new\n");
        let mail = last_mail(&app);
        assert!(mail.contains("Your username is new from now on.") && !mail.contains("Sign in"), "{mail}");
    }
}
