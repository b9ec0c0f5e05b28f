//! Undo and accounts that another user has written since.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use crate::batches::support::{apply, apply_file, at, counts, plan, shorts, undo, warnings};

on_both_engines! {
    fn a_field_that_was_written_since_is_a_conflict_even_back_to_the_same_value(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 3);
        let batch = apply_file(&admin, "username,suspended\np0,1\np1,1\np2,1\n");
        let user = |n: usize| format!("/users/{}", people[n].id);
        admin.post_nothing(&format!("{}/activate", user(0))).expect(200);
        admin.patch(&user(1), &json!({ "auth_method": "ldap" })).expect(200);
        admin.patch(&user(1), &json!({ "auth_method": "nologin" })).expect(200);
        let undone = undo(&admin, &batch);
        assert_eq!(shorts(&admin, &undone), ["2 conflict changed_since_batch", "3 conflict changed_since_batch", "4 activate"]);
        assert_eq!((counts(&undone), warnings(&undone)), ("activate 1, conflict 2".to_owned(), vec!["changed_since_batch 2".to_owned()]));
        assert_eq!((app.account("p0").suspended, app.account("p1").suspended), (false, true));
    }

    fn a_field_that_is_written_once_the_undo_is_planned_is_a_conflict(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        let batch = apply_file(&admin, "username,suspended\np0,1\np1,1\n");
        let undo = admin.waiting().post_nothing(&at(&batch, "/undo")).expect(202);
        admin.post_nothing(&format!("/users/{}/activate", people[0].id)).expect(200);
        admin.post_nothing(&format!("/users/{}/suspend", people[0].id)).expect(200);
        assert_eq!(counts(&apply(&admin, &undo)), "activate 1, conflict 1");
        assert!(app.account("p0").suspended);
    }

    fn other_fields_that_were_written_since_are_kept_and_no_conflict(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 1);
        let batch = apply_file(&admin, "username,suspended\np0,1\n");
        let user = format!("/users/{}", people[0].id);
        admin.patch(&user, &json!({ "city": "Graz", "username": "renamed", "system_roles": ["account_manager"] })).expect(200);
        assert_eq!(counts(&undo(&admin, &batch)), "activate 1");
        let renamed = app.account("renamed");
        assert_eq!((renamed.suspended, renamed.city.as_deref()), (false, Some("Graz")));
    }

    fn what_was_written_before_the_batch_is_no_conflict(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 1);
        admin.patch(&format!("/users/{}", people[0].id), &json!({ "auth_method": "ldap" })).expect(200);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        admin.patch(&format!("/users/{}", people[0].id), &json!({ "city": "Graz" })).expect(200);
        apply(&admin, &batch);
        undo(&admin, &batch);
        assert_eq!(app.account("p0").auth_method, "ldap");
    }

    fn a_later_batch_has_to_be_undone_first(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let first = apply_file(&admin, "username,suspended,reason\np0,1,a\np1,1,a\n");
        apply_file(&admin, "username,suspended,reason\np0,1,b\n");
        let undone = undo(&admin, &first);
        assert_eq!(shorts(&admin, &undone), ["2 conflict changed_since_batch", "3 activate"]);
        assert_eq!(app.account("p0").suspension_reason.as_deref(), Some("b"));
    }

    fn a_field_that_is_written_between_plan_and_apply_of_the_undo_is_a_conflict(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 2);
        let batch = apply_file(&admin, "username,suspended\np0,1\np1,1\n");
        let planned = admin.waiting().post_nothing(&at(&batch, "/undo")).expect(202);
        assert_eq!(counts(&planned), "activate 2");
        admin.post_nothing(&format!("/users/{}/activate", people[0].id)).expect(200);
        let applied = apply(&admin, &planned);
        assert_eq!(counts(&applied), "activate 1, conflict 1");
        assert_eq!(app.audited(people[0].id).len(), 2);
    }

    fn of_two_undos_at_once_one_changes_something(app: TestApp) {
        let admin = app.administrator();
        let people = app.people("p", 5);
        let file: String = (0..5).map(|n| format!("p{n},1\n")).collect();
        let batch = apply_file(&admin, &format!("username,suspended\n{file}"));
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| admin.waiting().post(&at(&batch, "/undo"), &json!({ "apply": true })));
            }
        });
        for person in people {
            assert_eq!(app.audited(person.id), ["user.suspended", "user.activated"]);
        }
    }

    fn an_administrator_s_account_is_undone_by_administrators_only(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        let people = app.people("p", 2);
        let batch = apply_file(&manager, "username,suspended\np0,1\np1,1\n");
        admin.patch(&format!("/users/{}", people[0].id), &json!({ "system_roles": ["administrator"] })).expect(200);
        let planned = manager.waiting().post_nothing(&at(&batch, "/undo")).expect(202);
        assert_eq!(shorts(&manager, &planned), ["2 error protected_administrator", "3 activate"]);
        let planned = admin.waiting().post_nothing(&at(&batch, "/undo")).expect(202);
        assert_eq!(shorts(&admin, &planned), ["2 activate", "3 activate"]);
    }

    fn the_end_of_a_suspension_that_came_by_itself_counts_as_written(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let until = rollcall_domain::time::format(rollcall_domain::Clock::now(&app.clock) + 10_000);
        let batch = apply_file(&admin, &format!("username,suspended,until\np0,1,{until}\n"));
        app.clock.advance(20_000);
        app.tidy();
        assert_eq!(counts(&undo_or_plan(&admin, &batch)), "conflict 1");
        assert!(!app.account("p0").suspended);
    }
}

#[track_caller]
fn undo_or_plan(client: &rollcall_testkit::Client, batch: &rollcall_testkit::Answer) -> rollcall_testkit::Answer {
    client.waiting().post_nothing(&at(batch, "/undo")).expect(202)
}
