//! What is left of an account that was purged: nothing that tells who it was.

use diesel::prelude::*;
use diesel::sql_types::Text;
use rollcall_domain::audit;
use rollcall_domain::db::{Conn, Engine};
use rollcall_domain::registry::PERSONAL_DATA;
use rollcall_testkit::{PASSWORD, on_both_engines};
use serde_json::json;

use crate::batches::support::{apply_file, counts, plan};

const DAY: i64 = 24 * 3_600_000;

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

fn names(conn: &mut Conn, sql: &str) -> Vec<String> {
    let names: Vec<Name> = diesel::sql_query(sql).load(conn).expect("the schema is read");
    names.into_iter().map(|row| row.name).collect()
}

/// The product's tables with their columns, as the database has them.
fn schema(conn: &mut Conn) -> Vec<(String, Vec<String>)> {
    let (tables, columns) = match conn.engine() {
        Engine::Sqlite => (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'users_search%'",
            "SELECT name FROM pragma_table_info('{}')",
        ),
        Engine::Postgres => (
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
            "SELECT column_name::text AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{}'",
        ),
    };
    let tables = names(conn, tables).into_iter().filter(|table| table != "__diesel_schema_migrations");
    tables
        .map(|table| {
            let of = names(conn, &columns.replace("{}", &table));
            (table, of)
        })
        .collect()
}

/// Every value of every table as text.
fn everything(conn: &mut Conn) -> String {
    let mut text = String::new();
    for (table, columns) in schema(conn) {
        let all: Vec<String> = columns.iter().map(|column| format!("COALESCE(CAST({column} AS text), '')")).collect();
        for row in names(conn, &format!("SELECT {} AS name FROM {table}", all.join(" || '|' || "))) {
            text.push_str(&format!("{table}: {row}\n"));
        }
    }
    text
}

on_both_engines! {
    fn every_table_and_column_says_what_becomes_of_it(app: TestApp) {
        let declared: Vec<_> = PERSONAL_DATA.iter().copied().flatten().collect();
        for (table, columns) in app.read(|conn| Ok(schema(conn))) {
            let of_table: Vec<_> = declared.iter().filter(|erasure| erasure.table == table).collect();
            assert_eq!(of_table.len(), 1, "the table {table} is declared {} times", of_table.len());
            let Some(mut known) = of_table[0].columns() else { continue };
            let mut columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            known.sort_unstable();
            columns.sort_unstable();
            assert_eq!(known, columns, "the columns of {table}");
        }
    }

    fn nothing_is_left_that_tells_who_it_was(app: TestApp) {
        let admin = app.administrator();
        let body = json!({ "username": "theodora.quill", "email": "theo@quillmail.example", "first_name": "Theodora", "last_name": "Quill",
            "id_number": "QX-4711", "phone": "+43 1 987654", "password": PASSWORD, "send_invitation": true });
        let made = admin.with("Idempotency-Key", "theodora").post("/users", &body).expect(201);
        let at = format!("/users/{}", made.text_of("id"));
        let hers = app.anonymous.signed_in("theodora.quill", PASSWORD);
        hers.get("/users").expect(403);
        let batch = apply_file(&admin, "username,suspended,reason,remark\ntheodora.quill,1,Ran away,Quill\n");
        let waiting = plan(&admin, "username,suspended,reason\ntheodora.quill,0,\nroot-admin,,\n");
        admin.patch(&format!("/batches/{}/rows/2", waiting.text_of("id")), &json!({ "cells": { "reason": "Quill" } })).expect(200);
        admin.send("DELETE", &at, "", b"").expect(204);
        app.clock.advance(30 * DAY + 1);
        let mut left = String::new();
        app.read(|conn| { left = everything(conn); Ok(()) });
        assert!(left.contains("theodora.quill") && left.contains("Ran away"), "the test looks where the values are");
        // Uploaded files go with their batches, one at a time.
        app.tidy();
        app.tidy();
        app.read(|conn| { left = everything(conn); Ok(()) });
        for value in ["theodora", "quill", "QX-4711", "qx-4711", "987654", "Ran away"] {
            let found: Vec<&str> = left.lines().filter(|line| line.to_lowercase().contains(&value.to_lowercase())).collect();
            assert!(found.is_empty(), "{value} is left: {found:?}");
        }
        let admin = app.anonymous.signed_in("root-admin", PASSWORD);
        let report = admin.get(&format!("/batches/{}", batch.text_of("id"))).expect(200);
        assert_eq!(counts(&report), "suspend 1");
        let id = made.text_of("id").parse().expect("an id");
        assert_eq!(app.audited(id).last().map(String::as_str), Some("user.purged"));
        assert!(app.audited(id).contains(&"user.suspended".to_owned()), "the acts stay");
        let verified = app.read(audit::verify);
        assert!(verified.is_ok_and(|proven| proven > 0), "the chain still verifies");
    }
}
