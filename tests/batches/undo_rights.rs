//! An undo needs the rights to what it does, and locks nobody out.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Client, PASSWORD, TestApp, on_both_engines};
use serde_json::json;

use crate::batches::selections::select;
use crate::batches::support::{apply_file, at, counts, shorts, undo};

fn token(app: &TestApp, owner: &Client, scopes: &[&str]) -> Client {
    let made = owner.post("/me/tokens", &json!({ "name": "t", "scopes": scopes })).expect(201);
    app.anonymous.with_token(&made.text_of("token"))
}

on_both_engines! {
    fn undoing_a_creation_deletes_and_needs_the_right_to(app: TestApp) {
        let admin = app.administrator();
        let file = "username,firstname,lastname,email\nkim,Kim,Li,kim@example.org\n";
        let made = admin.waiting().upload("new.csv", file.as_bytes(), &json!({ "mode": "create", "apply": true })).expect(202);
        assert_eq!(counts(&made), "create 1");
        let maker = token(&app, &admin, &["users.create", "users.update", "batches.apply", "batches.view"]);
        let refused = maker.post(&at(&made, "/undo"), &json!({ "apply": true })).expect_problem(403, "forbidden");
        assert!(refused.text_of("detail").contains("users.delete"), "{}", refused.text);
        assert!(app.account("kim").deleted_at.is_none());
        let remover = token(&app, &admin, &["users.delete", "batches.apply", "batches.view"]);
        let undone = remover.waiting().post(&at(&made, "/undo"), &json!({ "apply": true, "confirm_affected": 1 })).expect(202);
        assert_eq!((&undone.json["state"], &undone.json["needs"]), (&json!("applied"), &json!(["users.delete"])));
        assert!(app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::users as u;
            Ok(u::table.filter(u::deleted_at.is_not_null()).count().get_result::<i64>(conn)?)
        }) == 1);
    }

    fn undoing_needs_nothing_that_only_the_batch_needed(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2);
        let file = "username,city\np0,Graz\n";
        let changed = admin.waiting().upload("x.csv", file.as_bytes(), &json!({ "apply": true })).expect(202);
        let updater = token(&app, &admin, &["users.update", "batches.apply", "batches.view", "users.suspend"]);
        let undone = updater.waiting().post(&at(&changed, "/undo"), &json!({ "apply": true })).expect(202);
        assert_eq!(undone.json["state"], "applied", "{}", undone.text);
        assert_eq!(app.account("p0").city, None);
        let suspended = apply_file(&admin, "username,suspended\np1,1\n");
        let other = token(&app, &admin, &["users.update", "users.create", "users.delete", "batches.apply"]);
        other.post(&at(&suspended, "/undo"), &json!({})).expect_problem(403, "forbidden");
        undo(&updater, &suspended);
        assert!(!app.account("p1").suspended);
    }

    fn an_undo_does_not_take_the_last_administrators_confirmation(app: TestApp) {
        let admin = app.administrator();
        let unconfirmed = [
            (Field::Confirmed, FieldValue::Bool(false)),
        ];
        app.people_with(&[("zoe", &unconfirmed)]);
        let zoe = app.account("zoe").id;
        admin.patch(&format!("/users/{zoe}"), &json!({ "system_roles": ["administrator"] })).expect(200);
        let confirmed = select(&admin, "confirm", json!({ "filter": "username eq \"zoe\"" }), json!({ "apply": true }));
        assert!(app.account("zoe").confirmed);
        // From here on zoe is the only one who can sign in.
        app.write(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::auth::password::Passwords;
            use rollcall_domain::db::schema::users as u;
            let hash = Passwords::new(1)?.hash(PASSWORD)?;
            diesel::update(u::table.find(zoe)).set(u::password_hash.eq(hash)).execute(conn)?;
            Ok(())
        });
        let hers = app.anonymous.signed_in("zoe", PASSWORD);
        let root = app.account("root-admin").id;
        let second = app.administrator_called("boss");
        hers.post_nothing(&format!("/users/{}/suspend", second.id)).expect(200);
        let undo = admin.waiting().post(&at(&confirmed, "/undo"), &json!({})).expect(202);
        hers.post_nothing(&format!("/users/{root}/suspend")).expect(200);
        // Who planned it can no longer sign in; another user applies it, and so on themselves.
        let applied = hers.waiting().post_nothing(&at(&undo, "/apply")).expect(202);
        assert_eq!(shorts(&hers, &applied), ["1 error protected_self"], "{}", applied.text);
        assert!(app.account("zoe").confirmed);
        hers.get("/users").expect(200);
    }

    fn who_is_no_longer_confirmed_is_signed_out_and_counts_for_nobody(app: TestApp) {
        let admin = app.administrator();
        let boss = app.administrator_called("boss");
        let bosses = app.anonymous.signed_in("boss", PASSWORD);
        let token = token(&app, &bosses, &["users.view"]);
        let file = |confirmed: i32| format!("username,confirmed\nanna,{confirmed}\n");
        app.person("anna");
        let annas = app.anonymous.signed_in("anna", PASSWORD);
        let batch = admin.waiting().upload("x.csv", file(0).as_bytes(), &json!({ "mode": "update", "apply": true })).expect(202);
        assert_eq!(counts(&batch), "update 1");
        annas.get("/me").expect_problem(401, "unauthenticated");
        app.anonymous.sign_in("anna", PASSWORD).expect(401);
        bosses.get("/users").expect(200);
        app.write(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::users as u;
            diesel::update(u::table.find(boss.id)).set(u::confirmed.eq(false)).execute(conn)?;
            Ok(())
        });
        token.get("/users").expect_problem(401, "unauthenticated");
        bosses.get("/users").expect_problem(401, "unauthenticated");
        let active = app.read(rollcall_domain::users::administrators::active);
        assert_eq!(active, 1);
        let loaded = app.read(|conn| rollcall_domain::users::administrators::acting(conn, boss.id, 1));
        assert!(loaded.is_none());
    }

    fn the_condition_and_the_rule_of_who_can_sign_in_say_the_same(app: TestApp) {
        let (yes, no) = (FieldValue::Bool(true), FieldValue::Bool(false));
        let mut people = Vec::new();
        for number in 0..32_u8 {
            let bit = |at: u8| number & (1 << at) != 0;
            let method = ["manual", "nologin", "oidc", "ldap"][usize::from(number >> 3 & 3)];
            let truth = |holds: bool| if holds { yes.clone() } else { no.clone() };
            let deleted = if bit(2) { FieldValue::Time(5) } else { FieldValue::Null };
            people.push((format!("p{number}"), vec![
                (Field::Suspended, truth(bit(0))),
                (Field::Confirmed, truth(bit(1))),
                (Field::DeletedAt, deleted),
                (Field::AuthMethod, FieldValue::Text(method.to_owned())),
            ]));
        }
        let given: Vec<_> = people.iter().map(|(name, fields)| (name.as_str(), fields.as_slice())).collect();
        app.people_with(&given);
        let (all, able) = app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::users as u;
            use rollcall_domain::users::{Account, ability};
            let all: Vec<Account> = u::table.select(Account::as_select()).load(conn)?;
            let able: Vec<Account> = u::table.filter(ability::can_sign_in()).select(Account::as_select()).load(conn)?;
            Ok((all, able))
        });
        let by_rule: Vec<_> = all.iter().filter(|account| account.can_sign_in()).map(|account| account.id).collect();
        let by_condition: Vec<_> = able.iter().map(|account| account.id).collect();
        assert_eq!((by_rule.len(), by_rule == by_condition), (1, true));
    }
}
