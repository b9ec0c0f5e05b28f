//! Every answer is one that the API document describes: its status, its media type, and what is in it. Each call of the
//! document is made as it should be and wrong in every common way, with the permission, without it, and without signing in.

use std::collections::BTreeSet;

use rollcall_testkit::{Answer, Client, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::schema::{document, faults, resolved};

/// What a call names in its path.
struct Things {
    user: String,
    cohort: String,
    view: String,
    preset: String,
    profile_field: String,
    batch: String,
    assignment: String,
}

impl Things {
    fn make(app: &TestApp, admin: &Client) -> Self {
        let user = app.person("anna").id.to_string();
        let made = |path: &str, body: Value| admin.post(path, &body).expect(201).text_of("id");
        let cohort = made("/cohorts", json!({ "key": "c1", "name": "One" }));
        let view = made("/views", json!({ "name": "All" }));
        let preset = made("/batch-presets", json!({ "name": "P", "settings": { "preset": "rename" } }));
        let profile_field = made("/profile-fields", json!({ "name": "hobby", "label": "Hobby", "kind": "text" }));
        let file = b"username,suspended\nanna,1\nnobody,1\n";
        let batch = admin.waiting().upload("leavers.csv", file, &json!({ "preset": "suspension" })).expect(202);
        admin.post("/roles", &json!({ "key": "lead", "name": "Lead" })).expect(201);
        let given = json!({ "user_id": user, "role": "auditor" });
        let assignment = admin.post("/role-assignments", &given).expect(201).text_of("id");
        Self { user, cohort, view, preset, profile_field, batch: batch.text_of("id"), assignment }
    }

    /// The path with something that is there.
    fn fill(&self, path: &str) -> String {
        let id = match path.split('/').nth(3) {
            Some("users") => &self.user,
            Some("cohorts") => &self.cohort,
            Some("views") => &self.view,
            Some("batch-presets") => &self.preset,
            Some("profile-fields") => &self.profile_field,
            Some("role-assignments") => &self.assignment,
            _ => &self.batch,
        };
        let path = path.replace("{key}", "lead");
        path.replace("{user_id}", &self.user).replace("{id}", id).replace("{line}", "3").replace("{name}", "rename.csv")
    }
}

/// One way to make a call.
#[derive(Clone)]
struct Try {
    caller: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    media_type: String,
    body: Vec<u8>,
}

/// The ways to make a call: as it should be, and wrong.
fn ways(document: &Value, method: &str, path: &str, operation: &Value, things: &Things) -> Vec<Try> {
    let content = operation["requestBody"]["content"].as_object().and_then(|content| content.iter().next());
    let schema = content.map(|(_, content)| resolved(document, &content["schema"]));
    let example = schema.map(|schema| schema["example"].clone());
    let is_json = content.is_some_and(|(media_type, _)| media_type.ends_with("json"));
    let good = Try {
        caller: "admin",
        path: things.fill(path),
        headers: Vec::new(),
        media_type: if is_json { "application/json".to_owned() } else { String::new() },
        body: if is_json { example.clone().unwrap_or_default().to_string().into_bytes() } else { Vec::new() },
    };
    let mut ways = Vec::new();
    for caller in ["nobody", "stranger", "learner", "manager", "admin"] {
        ways.push(Try { caller, ..good.clone() });
    }
    if path.contains('{') {
        for id in ["0199a000-0000-7000-8000-000000000000", "none", "%00", "%F0"] {
            let at = path.find('{').map_or(path.len(), |at| at);
            let rest = path[at..].split_once('}').map_or("", |(_, rest)| rest);
            ways.push(Try { path: things.fill(&format!("{}{id}{rest}", &path[..at])), ..good.clone() });
        }
        ways.push(Try { path: good.path.replace("/rows/3", "/rows/x"), ..good.clone() });
    }
    for query in [
        "nonsense=1",
        "limit=0",
        "limit=x",
        "limit=2&count=exact",
        "count=estimate",
        "count=nonsense",
        "cursor=x",
        "cursor=%00",
        "filter=username+eq+%22anna%22",
        "filter=(",
        "filter=nonsense+eq+1",
        "sort=-created_at",
        "sort=nonsense",
        "q=an",
        "q=%00",
        "fields=id",
        "fields=username,name",
        "fields=nonsense",
        "outcome=error",
        "outcome=nonsense",
        "format=json",
        "format=pdf",
        "format=nonsense",
        "user_id=none",
        "waiting_for=me",
        "token=none",
        "confirm_affected=x",
    ] {
        if method == "get" || path.contains("profile-fields/") {
            ways.push(Try { path: format!("{}?{query}", good.path), ..good.clone() });
        }
    }
    for (name, value) in [
        ("If-Match", "\"999\"".to_owned()),
        ("If-Match", "nonsense".to_owned()),
        ("Idempotency-Key", "k".repeat(300)),
        ("Idempotency-Key", format!("{method} {path}")),
        ("Prefer", "wait=nonsense".to_owned()),
        ("Accept", "image/png".to_owned()),
    ] {
        ways.push(Try { headers: vec![(name, value)], ..good.clone() });
    }
    let bodies =
        ["", "{", "[]", "null", "7", "\"text\"", "{\"nonsense\":1}", "{\"nonsense\":\"\\u0000\"}", "\u{feff}{}"];
    for caller in ["admin", "learner"] {
        for body in bodies {
            ways.push(Try { caller, body: body.as_bytes().to_vec(), ..good.clone() });
        }
    }
    ways.push(Try { media_type: "text/plain".to_owned(), body: b"hello".to_vec(), ..good.clone() });
    ways.push(Try {
        media_type: "multipart/form-data; boundary=x".to_owned(),
        body: b"--x--\r\n".to_vec(),
        ..good.clone()
    });
    ways.push(Try { body: vec![b' '; 3 * 1024 * 1024], ..good.clone() });
    for name in schema.and_then(|schema| schema["properties"].as_object()).into_iter().flatten().map(|(name, _)| name) {
        for value in [
            json!(null),
            json!({ "a": 1 }),
            json!([1]),
            json!(-1),
            json!(""),
            json!("x".repeat(3000)),
            json!("a\nb"),
            json!(true),
        ] {
            let mut body = example.clone().filter(Value::is_object).unwrap_or_else(|| json!({}));
            body[name] = value;
            ways.push(Try { body: body.to_string().into_bytes(), ..good.clone() });
        }
    }
    ways
}

/// What is not as the document says.
fn untruths(document: &Value, operation: &Value, answer: &Answer) -> Vec<String> {
    let described = &operation["responses"][answer.status.to_string()];
    if described.is_null() {
        return vec![format!("{} ({}) is not described", answer.status, answer.json["code"])];
    }
    let described = resolved(document, described);
    let media_type = answer.header("content-type").unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default();
    let Some(content) = described["content"].as_object() else {
        return if answer.bytes.is_empty() { vec![] } else { vec![format!("{} has a body", answer.status)] };
    };
    match content.get(media_type) {
        None => vec![format!("{} comes as {media_type:?}", answer.status)],
        Some(content) if media_type.ends_with("json") => {
            faults(document, &content["schema"], &answer.json, &answer.status.to_string())
        }
        Some(_) => Vec::new(),
    }
}

on_both_engines! {
    fn every_answer_is_described(app: TestApp) {
        let document = document();
        let admin = app.administrator();
        let things = Things::make(&app, &admin);
        let (learner, manager) = (app.learner(), app.account_manager());
        app.administrator_called("zoe");
        let (mut untrue, mut calls, mut seen) = (BTreeSet::new(), 0, BTreeSet::new());
        let mut operations: Vec<(&String, &String, &Value)> = document["paths"]
            .as_object()
            .into_iter()
            .flatten()
            .flat_map(|(path, methods)| methods.as_object().into_iter().flatten().map(move |(method, operation)| (method, path, operation)))
            .collect();
        // What ends a sign-in or takes things away comes last.
        operations.sort_by_key(|(method, path, _)| {
            (path.contains("/auth/") || path.ends_with("/me/password"), *method == "delete", path.len())
        });
        for (method, path, operation) in operations {
            // Its answer has no end for those who may have it; `tests/messages/inbox.rs` follows it.
            let is_endless = path.ends_with("/conversations/events");
            for way in ways(&document, method, path, operation, &things) {
                if is_endless && !matches!(way.caller, "nobody" | "stranger") {
                    continue;
                }
                let mut client = match way.caller {
                    "nobody" => app.anonymous.clone(),
                    "stranger" => app.anonymous.with_token("rct_nobody-has-this-token-0000000000000000000000"),
                    "learner" => learner.clone(),
                    "manager" => manager.clone(),
                    _ => admin.clone(),
                };
                for (name, value) in &way.headers {
                    client = client.with(name, value);
                }
                let answer = client.at_root().send(&method.to_uppercase(), &way.path, &way.media_type, &way.body);
                calls += 1;
                seen.insert(answer.status);
                for what in untruths(&document, operation, &answer) {
                    untrue.insert(format!("{method} {path}: {}", what.chars().take(300).collect::<String>()));
                }
            }
        }
        assert!(untrue.is_empty(), "{} of {calls} calls:\n{}", untrue.len(), untrue.into_iter().collect::<Vec<_>>().join("\n"));
        for status in [200, 201, 202, 204, 400, 401, 403, 404, 409, 412, 413, 415, 422] {
            assert!(seen.contains(&status), "none of {calls} calls was answered with {status}");
        }
    }
}
