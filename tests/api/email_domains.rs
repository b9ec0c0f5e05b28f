//! `email ew "@example.org"`: the people of a domain, found by a key that every way in keeps.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use rollcall_domain::db::schema::users;
use rollcall_domain::text::domain_key;
use rollcall_domain::users::model::Account;
use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::{Client, Engine, TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{apply_file, at};

fn found(client: &Client, filter: &str) -> Vec<String> {
    let pages = client.pages("/users", &[("filter", filter), ("limit", "2"), ("sort", "username")]);
    pages.iter().flat_map(|page| page.each("username")).collect()
}

fn with_address(address: &str) -> [(Field, FieldValue); 1] {
    [(Field::Email, FieldValue::Text(address.to_owned()))]
}

/// Every account has the key of its own address, also where the address was freed.
#[track_caller]
fn keys_are_kept(app: &TestApp) {
    let stored =
        app.read(|conn| Ok(users::table.select((Account::as_select(), users::email_domain_key)).load(conn)?));
    for (account, key) in stored as Vec<(Account, String)> {
        assert_eq!(key, domain_key(&account.email), "{}", account.username);
    }
}

fn upsert(client: &Client, file: &str, settings: Value) -> rollcall_testkit::Answer {
    let mut all = json!({ "preset": "upsert", "apply": true });
    all.as_object_mut().expect("an object").extend(settings.as_object().cloned().unwrap_or_default());
    let batch = client.waiting().upload("people.csv", file.as_bytes(), &all).expect(202);
    assert_eq!(batch.json["state"], "applied", "{}", batch.text);
    batch
}

on_both_engines! {
    fn a_domain_finds_its_people_and_nobody_of_a_longer_one(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[
            ("a1", &with_address("a1@uni.example")), ("a2", &with_address("a2@uni.example")),
            ("a3", &with_address("a3@uni.example")), ("b1", &with_address("b1@my-uni.example")),
            ("c1", &with_address("c1@math.uni.example")), ("d1", &with_address("d1@bücher.example")),
        ]);
        assert_eq!(found(&admin, "email ew \"@uni.example\""), ["a1", "a2", "a3"]);
        assert_eq!(found(&admin, "email ew \"@UNI.Example\" and not (username eq \"a2\")"), ["a1", "a3"]);
        assert_eq!(found(&admin, "email ew \"uni.example\""), ["a1", "a2", "a3", "b1", "c1"]);
        assert_eq!(found(&admin, "email ew \".uni.example\""), ["c1"]);
        assert_eq!(found(&admin, "email ew \"1@uni.example\""), ["a1"]);
        assert_eq!(found(&admin, "email ew \"@xn--bcher-kva.example\""), ["d1"]);
        assert_eq!(found(&admin, "email ew \"@example\""), Vec::<String>::new());
        assert_eq!(found(&admin, "not (email ew \"example\")"), ["root-admin"]);
        let counted = admin.query("/users", &[("filter", "email ew \"@uni.example\""), ("count", "exact")]).expect(200);
        assert_eq!(counted.json["total"], 3);
    }

    fn every_way_to_write_an_address_keeps_the_key_of_its_domain(app: TestApp) {
        let admin = app.administrator();
        let made = json!({ "username": "made", "email": "made@first.example", "first_name": "M", "last_name": "M" });
        admin.post("/users", &made).expect(201);
        keys_are_kept(&app);
        let made = format!("/users/{}", app.account("made").id);
        admin.patch(&made, &json!({ "email": "made@second.example" })).expect(200);
        assert_eq!(found(&admin, "email ew \"@first.example\""), Vec::<String>::new());
        assert_eq!(found(&admin, "email ew \"@second.example\""), ["made"]);

        let file = "username,email,firstname,lastname\nmade,made@third.example,M,M\nnew,new@third.example,N,N\n";
        let batch = upsert(&admin, file, json!({}));
        assert_eq!(found(&admin, "email ew \"@third.example\""), ["made", "new"]);
        keys_are_kept(&app);
        let undo = json!({ "apply": true, "confirm_affected": 2 });
        let undone = admin.waiting().post(&at(&batch, "/undo"), &undo).expect(202);
        assert_eq!(undone.json["state"], "applied", "{}", undone.text);
        assert_eq!(found(&admin, "email ew \"@second.example\""), ["made"]);
        assert_eq!(found(&admin, "email ew \"@third.example\""), Vec::<String>::new());

        // Two addresses change hands in one file.
        app.people_with(&[("x", &with_address("x@left.example")), ("y", &with_address("y@right.example"))]);
        let swap = "username,email\nx,y@right.example\ny,x@left.example\n";
        upsert(&admin, swap, json!({ "mode": "update" }));
        assert_eq!(found(&admin, "email ew \"@left.example\""), ["y"]);
        keys_are_kept(&app);
    }

    fn the_deleted_keep_the_domain_of_their_own_address_also_where_it_was_freed(app: TestApp) {
        let admin = app.administrator();
        app.set("users.free_names", "true");
        app.people_with(&[("gone", &with_address("gone@uni.example"))]);
        let path = format!("/users/{}", app.account("gone").id);
        admin.send("DELETE", &path, "application/json", b"").expect(204);
        keys_are_kept(&app);
        assert_eq!(found(&admin, "email ew \"@uni.example\""), Vec::<String>::new());
        assert_eq!(found(&admin, "status eq \"deleted\" and email ew \"@uni.example\""), ["gone"]);
        admin.post_nothing(&format!("{path}/restore")).expect(200);
        keys_are_kept(&app);
        assert_eq!(found(&admin, "email ew \"@uni.example\""), ["gone"]);
    }

    fn the_migration_gives_accounts_that_were_there_before_their_key(app: TestApp) {
        app.people_with(&[("a1", &with_address("a1@uni.example")), ("d1", &with_address("d1@bücher.example"))]);
        let (down, up) = match app.db.engine() {
            Engine::Sqlite => (
                include_str!("../../migrations/sqlite/0063_email_domains/down.sql"),
                include_str!("../../migrations/sqlite/0063_email_domains/up.sql"),
            ),
            Engine::Postgres => (
                include_str!("../../migrations/postgres/0063_email_domains/down.sql"),
                include_str!("../../migrations/postgres/0063_email_domains/up.sql"),
            ),
        };
        app.write(|conn| Ok(conn.batch_execute(&format!("{down}{up}"))?));
        keys_are_kept(&app);
        let admin = app.administrator();
        assert_eq!(found(&admin, "email ew \"@uni.example\""), ["a1"]);
        apply_file(&admin, "username,suspended\na1,1\n");
        app.person("later");
        keys_are_kept(&app);
    }
}
