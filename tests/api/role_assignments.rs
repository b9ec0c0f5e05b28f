//! Who holds which role where, until when and why; and what follows from it.

use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::roles::{holding, make};

const DAY: i64 = 24 * 3_600_000;
const NOBODY: &str = "0199a000-0000-7000-8000-000000000000";

fn assign(client: &Client, user: impl ToString, role: &str, more: Value) -> Answer {
    let mut body = json!({ "user_id": user.to_string(), "role": role });
    body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    client.post("/role-assignments", &body)
}

fn end(client: &Client, id: &str) -> Answer {
    client.send("DELETE", &format!("/role-assignments/{id}"), "", b"")
}

fn in_days(app: &TestApp, days: i64) -> String {
    rollcall_domain::time::format(rollcall_domain::Clock::now(&app.clock) + days * DAY)
}

on_both_engines! {
    fn a_role_is_given_with_its_reason_and_taken_away(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        let hers = app.anonymous.signed_in("anna", PASSWORD);
        hers.get("/users").expect(403);
        let until = in_days(&app, 10);
        let given = assign(&admin, anna.id, "helpdesk", json!({ "until": until, "reason": " Stands in for Bea " })).expect(201);
        let root = app.account("root-admin").id;
        let held = &given.json;
        assert_eq!(held["context"], json!({ "kind": "site" }));
        assert_eq!((&held["role"], &held["until"], &held["reason"]), (&json!("helpdesk"), &json!(until), &json!("Stands in for Bea")));
        assert_eq!(held["assigned_by"], json!({ "id": root.to_string(), "username": "root-admin" }));
        hers.get("/users").expect(200);
        // It is one of the account's roles, by the account's own history.
        let user = admin.get(&format!("/users/{}", anna.id)).expect(200).json;
        assert_eq!((&user["system_roles"], &user["version"]), (&json!(["helpdesk"]), &json!(2)));
        let entry = admin.get(&format!("/users/{}/history", anna.id)).expect(200).items()[0].clone();
        assert_eq!((&entry["action"], &entry["reason"]), (&json!("user.roles_changed"), &json!("Stands in for Bea")));
        assign(&admin, anna.id, "helpdesk", json!({})).expect_problem(409, "already_assigned");
        end(&admin, &given.text_of("id")).expect(204);
        hers.get("/users").expect_problem(403, "forbidden");
        assert_eq!(app.account("anna").system_roles, "");
        end(&admin, &given.text_of("id")).expect_problem(404, "not_found");
    }

    fn roles_that_came_another_way_are_assignments_too(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        admin.patch(&format!("/users/{}", anna.id), &json!({ "system_roles": ["auditor", "helpdesk"] })).expect(200);
        let list = |more: &[(&str, &str)]| {
            let id = anna.id.to_string();
            let parameters: Vec<(&str, &str)> = [("user_id", id.as_str())].into_iter().chain(more.iter().copied()).collect();
            admin.query("/role-assignments", &parameters).expect(200).each("role")
        };
        assert_eq!((list(&[]).len(), list(&[("role", "auditor")])), (2, vec!["auditor".to_owned()]));
        assert_eq!((list(&[("context", "site")]).len(), list(&[("context", "course")]).len()), (2, 0));
        assert_eq!(list(&[("context", &format!("course:{NOBODY}"))]).len(), 0);
        let auditor = admin.query("/role-assignments", &[("role", "auditor")]).expect(200);
        end(&admin, auditor.items()[0]["id"].as_str().expect("an id")).expect(204);
        assert_eq!((app.account("anna").system_roles.as_str(), list(&[])), ("helpdesk", vec!["helpdesk".to_owned()]));
    }

    fn the_list_is_read_page_by_page(app: TestApp) {
        let admin = app.administrator();
        for person in app.people("p", 5) {
            assign(&admin, person.id, "auditor", json!({})).expect(201);
        }
        let pages = admin.pages("/role-assignments", &[("role", "auditor"), ("limit", "2"), ("count", "exact")]);
        assert_eq!(pages.iter().map(|page| page.items().len()).collect::<Vec<_>>(), [2, 2, 1]);
        assert_eq!(pages[0].json["total"], 5);
        // Who is deleted is in no list.
        admin.send("DELETE", &format!("/users/{}", app.account("p0").id), "", b"").expect(204);
        assert_eq!(admin.query("/role-assignments", &[("role", "auditor")]).expect(200).items().len(), 4);
        for (name, value) in [("context", "planet"), ("context", "course:x"), ("cursor", "x"), ("role", "No role"), ("nonsense", "1")] {
            admin.query("/role-assignments", &[(name, value)]).expect(400);
        }
        admin.query("/role-assignments", &[("user_id", "x")]).expect(404);
        app.learner().get("/role-assignments").expect(403);
        holding(&app, "eve", "auditor").get("/role-assignments").expect(200);
    }

    fn a_role_is_held_only_where_it_can_be(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna").id;
        let cohort = admin.post("/cohorts", &json!({ "name": "One" })).expect(201).text_of("id");
        let context = |kind: &str, id: Option<&str>| json!({ "context": { "kind": kind, "id": id } });
        for (role, context, code) in [
            ("helpdesk", context("cohort", Some(&cohort)), "context_not_supported"),
            ("account_manager", context("cohort", Some(&cohort)), "context_not_supported"),
            ("instructor", context("cohort", Some(&cohort)), "invalid_context"),
            ("instructor", context("site", None), "invalid_context"),
            ("instructor", json!({}), "invalid_context"),
            ("auditor", context("course", Some(NOBODY)), "invalid_context"),
            ("instructor", context("course", Some(NOBODY)), "unknown_course"),
            ("learner", context("course", Some(NOBODY)), "unknown_course"),
            ("instructor", context("course", None), "invalid_value"),
            ("helpdesk", context("site", Some(NOBODY)), "invalid_value"),
            ("helpdesk", context("planet", None), "invalid_value"),
            ("emperor", json!({}), "unknown_role"),
            ("No role", json!({}), "unknown_role"),
            ("helpdesk", json!({ "until": "2020-01-01T00:00:00Z" }), "invalid_value"),
            ("helpdesk", json!({ "until": "soon" }), "invalid_value"),
            ("helpdesk", json!({ "reason": "x".repeat(1_001) }), "too_long"),
        ] {
            let refused = assign(&admin, anna, role, context.clone()).expect(422);
            assert_eq!(refused.json["errors"][0]["code"], code, "{role} {context}: {}", refused.text);
        }
        assign(&admin, anna, "learner", json!({})).expect_problem(409, "already_assigned");
        assign(&admin, NOBODY, "helpdesk", json!({})).expect(404);
        assert_eq!((app.audited(anna), app.account("anna").version), (vec![], 1));
    }

    fn an_end_in_time_is_a_change_of_the_account(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        assign(&admin, anna.id, "helpdesk", json!({ "until": in_days(&app, 2) })).expect(201);
        assign(&admin, anna.id, "auditor", json!({})).expect(201);
        app.clock.advance(DAY);
        app.tidy();
        assert_eq!(app.account("anna").system_roles, "auditor helpdesk");
        app.clock.advance(2 * DAY);
        app.tidy();
        assert_eq!((app.account("anna").system_roles.as_str(), app.account("anna").version), ("auditor", 4));
        assert_eq!(app.audited(anna.id).iter().filter(|action| *action == "user.roles_changed").count(), 3);
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        let left = admin.query("/role-assignments", &[("user_id", &anna.id.to_string())]).expect(200);
        assert_eq!(left.each("role"), ["auditor"]);
        let hers = app.anonymous.sign_in("anna", PASSWORD).expect(200);
        let capabilities = &hers.json["user"]["capabilities"];
        assert!(capabilities.as_array().expect("a list").contains(&json!("audit.view")), "{capabilities}");
        assert!(!capabilities.as_array().expect("a list").contains(&json!("users.support")), "{capabilities}");
        // Nothing is left to end.
        app.tidy();
        assert_eq!(app.account("anna").version, 4);
    }

    fn roles_of_the_deleted_end_when_they_come_back(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        assign(&admin, anna.id, "helpdesk", json!({ "until": in_days(&app, 2) })).expect(201);
        admin.send("DELETE", &format!("/users/{}", anna.id), "", b"").expect(204);
        app.clock.advance(3 * DAY);
        app.tidy();
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        admin.post_nothing(&format!("/users/{}/restore", anna.id)).expect(200);
        app.tidy();
        assert_eq!(app.account("anna").system_roles, "");
    }

    fn the_last_administrator_stays_one_whatever_the_end(app: TestApp) {
        let admin = app.administrator();
        let (bea, cleo) = (app.person("bea"), app.person("cleo"));
        assign(&admin, bea.id, "administrator", json!({ "until": in_days(&app, 1) })).expect(201);
        assign(&admin, cleo.id, "administrator", json!({ "until": in_days(&app, 2) })).expect(201);
        assign(&admin, cleo.id, "helpdesk", json!({ "until": in_days(&app, 2) })).expect(201);
        let beas = app.anonymous.signed_in("bea", PASSWORD);
        let root = beas.query("/role-assignments", &[("user_id", &app.account("root-admin").id.to_string())]).expect(200);
        end(&beas, root.items()[0]["id"].as_str().expect("an id")).expect(204);
        app.clock.advance(3 * DAY);
        app.tidy();
        // Both have come to their end; the later one stays until there is another administrator.
        assert_eq!((app.account("bea").system_roles.as_str(), app.account("cleo").system_roles.as_str()), ("", "administrator"));
        let cleos = app.anonymous.signed_in("cleo", PASSWORD);
        let dan = app.person("dan");
        let own = cleos.query("/role-assignments", &[("user_id", &cleo.id.to_string())]).expect(200);
        end(&cleos, own.items()[0]["id"].as_str().expect("an id")).expect_problem(403, "protected_self");
        assign(&cleos, dan.id, "administrator", json!({})).expect(201);
        app.tidy();
        assert_eq!((app.account("cleo").system_roles.as_str(), app.account("dan").system_roles.as_str()), ("", "administrator"));
    }

    fn nobody_gives_what_they_may_not(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna").id;
        let held = assign(&admin, anna, "helpdesk", json!({})).expect(201).text_of("id");
        for role in ["helpdesk", "auditor", "privacy_officer", "course_creator"] {
            let client = holding(&app, &format!("a-{}", role.replace('_', "-")), role);
            assign(&client, anna, "helpdesk", json!({})).expect_problem(403, "forbidden");
            end(&client, &held).expect_problem(403, "forbidden");
        }
        let manager = app.account_manager();
        assign(&manager, anna, "auditor", json!({})).expect_problem(403, "role_not_grantable");
        end(&manager, &held).expect_problem(403, "role_not_grantable");
        // Account managers appoint in courses, and there are none yet.
        let course = json!({ "context": { "kind": "course", "id": NOBODY } });
        assert_eq!(assign(&manager, anna, "instructor", course.clone()).expect(422).json["errors"][0]["code"], "unknown_course");
        make(&admin, "lead", &["users.view", "users.support", "roles.assign"], &["helpdesk", "auditor"]);
        let lead = app.person("lena");
        assign(&admin, lead.id, "lead", json!({})).expect(201);
        let lead = app.anonymous.signed_in("lena", PASSWORD);
        assign(&lead, anna, "auditor", json!({})).expect_problem(403, "role_not_grantable");
        end(&lead, &held).expect(204);
        assign(&lead, anna, "helpdesk", json!({})).expect(201);
        // Nobody but an administrator touches an administrator's account.
        let boss = app.administrator_called("boss").id;
        assign(&lead, boss, "helpdesk", json!({})).expect_problem(403, "protected_administrator");
        // A token gives nothing that it is not for.
        let made = admin.post("/me/tokens", &json!({ "name": "T", "scopes": ["roles.assign", "users.view", "users.support"] })).expect(201);
        let token = app.anonymous.with_token(&made.text_of("token"));
        let dan = app.person("dan").id;
        assign(&token, dan, "auditor", json!({})).expect_problem(403, "role_not_grantable");
        assign(&token, dan, "lead", json!({})).expect(201);
        assign(&token, dan, "administrator", json!({})).expect_problem(403, "role_not_grantable");
    }

    fn roles_and_their_reasons_go_with_the_person(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna");
        assign(&admin, anna.id, "helpdesk", json!({ "reason": "Stands in for Zebedee" })).expect(201);
        admin.send("DELETE", &format!("/users/{}", anna.id), "", b"").expect(204);
        app.clock.advance(31 * DAY);
        app.tidy();
        let count = |sql: &str| {
            app.read(|conn| Ok(diesel::RunQueryDsl::get_result::<rollcall_domain::db::Number>(diesel::sql_query(sql), conn)?.n))
        };
        assert_eq!(count("SELECT COUNT(*) AS n FROM role_assignments WHERE reason IS NOT NULL OR role = 'helpdesk'"), 0);
        assert_eq!(count("SELECT COUNT(*) AS n FROM audit_events WHERE payload LIKE '%Zebedee%'"), 0);
        // That it was done, and by whom, stays.
        assert_eq!(count("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'user.roles_changed'"), 1);
    }

    fn it_is_said_why_somebody_may(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna").id;
        let auditor = assign(&admin, anna, "auditor", json!({ "until": in_days(&app, 2), "reason": "Yearly review" })).expect(201);
        assign(&admin, anna, "helpdesk", json!({})).expect(201);
        let found = admin.get(&format!("/users/{anna}/capabilities")).expect(200);
        let of = |name: &str| found.items().iter().find(|item| item["capability"] == name).map(|item| item["sources"].clone());
        let roles = |name: &str| of(name).map(|sources| sources.as_array().expect("a list").iter().map(|source| source["role"].clone()).collect::<Vec<_>>());
        assert_eq!(roles("users.view"), Some(vec![json!("helpdesk"), json!("auditor")]));
        assert_eq!(roles("users.support"), Some(vec![json!("helpdesk")]));
        assert_eq!((roles("me.read"), roles("users.delete")), (Some(vec![json!("learner")]), None));
        assert_eq!(of("audit.view"), Some(json!([{
            "role": "auditor", "context": { "kind": "site" }, "assignment_id": auditor.text_of("id"),
            "until": auditor.text_of("until"), "reason": "Yearly review",
        }])));
        admin.get(&format!("/users/{NOBODY}/capabilities")).expect(404);
    }

    fn two_who_give_the_same_role_at_once_give_it_once(app: TestApp) {
        let admin = app.administrator();
        let anna = app.person("anna").id;
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let calls: Vec<_> = (0..4).map(|_| scope.spawn(|| assign(&admin, anna, "helpdesk", json!({})).status)).collect();
            calls.into_iter().map(|call| call.join().expect("a call ends")).collect()
        });
        assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| [201, 409].contains(status)), "{answers:?}");
        assert_eq!(app.audited(anna), ["user.roles_changed"]);
    }
}
