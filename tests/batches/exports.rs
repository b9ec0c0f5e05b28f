//! The action `export`: people written into a file in the background, which is kept for a while.

use diesel::prelude::*;
use rollcall_domain::db::schema::{audit_events, batches, staged_parts};
use rollcall_domain::id::{BatchId, StagedId};
use rollcall_testkit::{Answer, Client, PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::api::exporting_spreadsheets::cells;
use crate::batches::selections::select;
use crate::batches::support::{apply, at, counts, now, plan, shorts};

const HOUR: i64 = 3_600_000;

/// All users whose username begins with p, exported.
#[track_caller]
fn exported(client: &Client, settings: Value) -> Answer {
    let mut all = json!({ "apply": true, "fields": ["username", "email"] });
    for (name, value) in settings.as_object().into_iter().flatten() {
        all[name] = value.clone();
    }
    let batch = select(client, "export", json!({ "filter": "username sw \"p\"" }), all);
    assert_eq!(batch.json["state"], "applied", "{}", batch.text);
    batch
}

fn take(client: &Client, batch: &Answer) -> Answer {
    client.get(&at(batch, "/download"))
}

/// How many parts of files are kept.
fn parts(app: &TestApp) -> i64 {
    app.read(|conn| Ok(staged_parts::table.count().get_result(conn)?))
}

fn table(names: &[&str]) -> String {
    names.iter().fold("username,email\n".to_owned(), |text, name| format!("{text}{name},{name}@example.org\n"))
}

on_both_engines! {
    fn an_export_is_a_batch_that_changes_nobody_and_leaves_a_file(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let before = app.account("p0");
        let batch = exported(&admin, json!({}));
        for (member, value) in [
            ("kind", json!("selection")), ("action", json!("export")), ("affected", json!(0)), ("undoable", json!(false)),
            ("confirmation_required", json!(false)), ("progress", json!({ "done": 3, "total": 3 })),
        ] {
            assert_eq!(batch.json[member], value, "{member}");
        }
        assert_eq!(counts(&batch), "unchanged 3");
        assert_eq!(batch.json["settings"], json!({ "apply": true, "fields": ["username", "email"], "format": "csv" }));
        let file = take(&admin, &batch).expect(200);
        assert_eq!(file.text, table(&["p0", "p1", "p2"]));
        assert_eq!(file.header("content-type").as_deref(), Some("text/csv; charset=utf-8"));
        let download = &batch.json["download"];
        assert_eq!((&download["format"], &download["size"]), (&json!("csv"), &json!(file.bytes.len())));
        let name = download["file_name"].as_str().unwrap_or_default();
        assert_eq!(file.header("content-disposition"), Some(format!("attachment; filename=\"{name}\"")));
        assert_eq!(app.account("p0"), before);
        admin.post_nothing(&at(&batch, "/undo")).expect_problem(409, "not_undoable");
    }

    fn a_long_export_is_whole_in_every_format(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2_400);
        for format in ["csv", "xlsx", "ods", "json", "ndjson", "html", "pdf"] {
            let batch = exported(&admin, json!({ "format": format }));
            let file = take(&admin, &batch).expect(200);
            assert_eq!(batch.json["download"]["size"], json!(file.bytes.len()), "{format}");
            let found = match format {
                "xlsx" | "ods" => cells(format, &file.bytes).len() - 1,
                "json" => file.json.as_array().map_or(0, Vec::len),
                "pdf" => crate::api::exporting_documents::pages(&file.bytes).concat().matches("@example.org").count(),
                "html" => file.text.matches("<tr><td>").count(),
                "csv" => file.text.lines().count() - 1,
                _ => file.text.lines().count(),
            };
            assert_eq!(found, 2_400, "{format}");
        }
    }

    fn only_the_person_who_made_it_and_administrators_have_the_file(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        app.administrator_called("boss");
        app.people("p", 1);
        let of_admin = exported(&admin, json!({}));
        take(&manager, &of_admin).expect_problem(403, "forbidden");
        manager.post_nothing(&at(&of_admin, "/download/link")).expect_problem(403, "forbidden");
        take(&app.learner(), &of_admin).expect_problem(403, "forbidden");
        take(&app.anonymous, &of_admin).expect_problem(401, "unauthenticated");
        take(&app.anonymous.signed_in("boss", PASSWORD), &of_admin).expect(200);
        let of_manager = exported(&manager, json!({}));
        take(&manager, &of_manager).expect(200);
        take(&admin, &of_manager).expect(200);
    }

    fn there_is_no_file_before_the_export_is_applied_nor_of_other_batches(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let planned = select(&admin, "export", json!({ "list": "p0" }), json!({}));
        assert_eq!((&planned.json["state"], &planned.json["download"]), (&json!("planned"), &Value::Null));
        take(&admin, &planned).expect_problem(409, "not_applied");
        let other = plan(&admin, "username,suspended\np0,1\n");
        take(&admin, &other).expect_problem(409, "not_an_export");
        admin.get("/batches/0199a000-0000-7000-8000-000000000000/download").expect_problem(404, "not_found");
        let cancelled = admin.post_nothing(&at(&planned, "/cancel")).expect(202);
        take(&admin, &cancelled).expect_problem(409, "not_applied");
    }

    fn a_link_gives_the_file_without_signing_in_until_it_ends(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = exported(&admin, json!({}));
        let keyed = admin.with("Idempotency-Key", "link");
        let made = keyed.post_nothing(&at(&batch, "/download/link")).expect(201);
        let url = made.text_of("url");
        assert_eq!(keyed.post_nothing(&at(&batch, "/download/link")).expect(201).json["url"], Value::Null);
        let path = url.strip_prefix("/api/v1").expect("an address of the API").to_owned();
        assert_eq!(app.anonymous.get(&path).expect(200).text, table(&["p0", "p1"]));
        let other = exported(&admin, json!({}));
        for wrong in [
            path.replace(&batch.text_of("id"), &other.text_of("id")), format!("{path}x"), path.replace("token=A", "token=B"),
            path.split('?').next().map(|start| format!("{start}?token=")).expect("a path"),
        ] {
            assert_ne!(wrong, path);
            app.anonymous.get(&wrong).expect_problem(422, "invalid_token");
        }
        app.clock.advance(HOUR);
        app.anonymous.get(&path).expect_problem(422, "invalid_token");
    }

    fn a_link_ends_with_the_sign_ins_of_its_maker(app: TestApp) {
        let (admin, manager) = (app.administrator(), app.account_manager());
        app.people("p", 1);
        let link = |batch: &Answer| {
            let url = manager.post_nothing(&at(batch, "/download/link")).expect(201).text_of("url");
            url.replace("/api/v1", "")
        };
        let batch = exported(&manager, json!({}));
        let path = link(&batch);
        app.anonymous.get(&path).expect(200);
        let at_manager = format!("/users/{}", app.account("manager").id);
        admin.patch(&at_manager, &json!({ "system_roles": [] })).expect(200);
        app.anonymous.get(&path).expect_problem(403, "forbidden");
        admin.patch(&at_manager, &json!({ "system_roles": ["account_manager"] })).expect(200);
        app.anonymous.get(&path).expect(200);
        admin.post(&format!("{at_manager}/sign-out"), &json!({})).expect(200);
        app.anonymous.get(&path).expect_problem(422, "invalid_token");
    }

    fn the_file_goes_when_its_time_has_ended(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = exported(&admin, json!({}));
        app.clock.advance(23 * HOUR);
        app.tidy();
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        take(&admin, &batch).expect(200);
        app.clock.advance(HOUR);
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        take(&admin, &batch).expect_problem(409, "file_expired");
        app.tidy();
        assert_eq!(parts(&app), 0);
        let kept = now(&admin, &batch);
        assert_eq!((&kept.json["state"], &kept.json["download"]), (&json!("applied"), &Value::Null));
    }

    fn the_file_goes_with_the_first_person_in_it_who_is_erased(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        app.people("q", 1);
        app.set("users.retention_days", "1");
        app.set("exports.keep_hours", "200");
        let batch = exported(&admin, json!({}));
        let other = select(&admin, "export", json!({ "list": "q0" }), json!({ "apply": true }));
        admin.send("DELETE", &format!("/users/{}", app.account("p1").id), "", b"").expect(204);
        app.clock.advance(25 * HOUR);
        app.tidy();
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        take(&admin, &batch).expect_problem(409, "file_expired");
        take(&admin, &other).expect(200);
        assert_eq!(parts(&app), 1);
    }

    fn who_was_deleted_since_the_plan_is_not_in_the_file(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        let planned = select(&admin, "export", json!({ "list": "p0\np1\nnobody\np2\np0" }), json!({ "fields": "username,email" }));
        assert_eq!(shorts(&admin, &planned), ["1 unchanged", "2 unchanged", "3 error unknown_user", "4 unchanged", "5 unchanged same_as_before"]);
        admin.send("DELETE", &format!("/users/{}", app.account("p1").id), "", b"").expect(204);
        let applied = apply(&admin, &planned);
        assert_eq!((&applied.json["state"], counts(&applied)), (&json!("applied"), "unchanged 3, conflict 1, error 1".to_owned()));
        assert_eq!(take(&admin, &applied).expect(200).text, table(&["p0", "p2"]));
        let deleted = json!({ "filter": "status eq \"deleted\"" });
        let deleted = select(&admin, "export", deleted, json!({ "apply": true, "fields": ["username", "email"] }));
        assert_eq!(take(&admin, &deleted).expect(200).text, table(&["p1"]));
    }

    fn the_audit_keeps_what_was_exported_and_who_took_it(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let batch = exported(&admin, json!({}));
        take(&admin, &batch).expect(200);
        let url = admin.post_nothing(&at(&batch, "/download/link")).expect(201).text_of("url");
        app.anonymous.get(&url.replace("/api/v1", "")).expect(200);
        let id: BatchId = batch.text_of("id").parse().expect("an id");
        let noted: Vec<(String, Option<String>)> = app.read(|conn| {
            use audit_events as e;
            Ok(e::table.filter(e::batch_id.eq(id)).order(e::seq).select((e::action, e::payload)).load(conn)?)
        });
        let actions: Vec<&str> = noted.iter().map(|(action, _)| action.as_str()).collect();
        assert_eq!(actions, ["batch.created", "users.exported", "batch.export_downloaded", "batch.export_link_made", "batch.export_downloaded"]);
        let payload: Value = serde_json::from_str(noted[1].1.as_deref().unwrap_or_default()).expect("a payload");
        assert_eq!(payload["details"], json!({
            "format": "csv", "fields": ["username", "email"], "filter": "username sw \"p\"", "q": null, "count": 2
        }));
    }

    fn too_many_people_for_a_document_fail_the_plan(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3);
        app.set("exports.max_pdf_people", "2");
        let batch = select(&admin, "export", json!({ "filter": "username sw \"p\"" }), json!({ "format": "pdf", "apply": true }));
        assert_eq!((&batch.json["state"], &batch.json["problem"]["code"]), (&json!("failed"), &json!("too_many_for_format")));
        assert!(batch.json["problem"]["detail"].as_str().is_some_and(|detail| detail.contains("at most 2 people")));
    }

    fn private_columns_are_left_out_for_who_may_not_see_them(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let scopes = json!(["users.view", "batches.view", "batches.create", "batches.apply", "exports.create"]);
        let made = admin.post("/me/tokens", &json!({ "name": "Script", "scopes": scopes })).expect(201);
        let script = app.anonymous.with_token(&made.text_of("token"));
        let target = json!({ "list": "p0" });
        let body = json!({ "action": "export", "target": target, "settings": { "fields": ["username", "id_number"] } });
        let refused = script.post("/batches/selection", &body).expect(422);
        assert_eq!((&refused.json["errors"][0]["field"], &refused.json["errors"][0]["code"]), (&json!("settings.fields"), &json!("forbidden")));
        let batch = select(&script, "export", target.clone(), json!({ "apply": true }));
        let text = take(&script, &batch).expect(200).text;
        assert!(text.contains("p0@example.org") && !text.contains("id-p0") && !text.contains("id_number"), "{text}");
        let whole = select(&admin, "export", target, json!({ "apply": true }));
        assert!(take(&admin, &whole).expect(200).text.contains("id-p0"));
    }

    fn a_worker_that_takes_over_begins_the_file_anew(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let planned = select(&admin, "export", json!({ "list": "p0\np1" }), json!({ "fields": "username,email" }));
        let (id, left): (BatchId, StagedId) = (planned.text_of("id").parse().expect("an id"), StagedId::new());
        app.write(|conn| {
            let part = (staged_parts::staged.eq(left), staged_parts::part.eq(0), staged_parts::bytes.eq(b"half a file".to_vec()));
            diesel::insert_into(staged_parts::table).values(part).execute(conn)?;
            diesel::update(batches::table.find(id)).set(batches::export_file.eq(left)).execute(conn)?;
            Ok(())
        });
        let applied = apply(&admin, &planned);
        assert_eq!(take(&admin, &applied).expect(200).text, table(&["p0", "p1"]));
        assert_eq!(parts(&app), 1, "what the other one had written is gone");
    }
}
