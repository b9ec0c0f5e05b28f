//! What the tests of batches share.

use rollcall_testkit::{Answer, Client};
use serde_json::{Value, json};

/// The settings of the preset `suspension` with others in place of the defaults.
pub fn suspension(others: Value) -> Value {
    let mut settings = json!({ "preset": "suspension" });
    for (name, value) in others.as_object().into_iter().flatten() {
        settings[name] = value.clone();
    }
    settings
}

/// Uploads a file and waits for the plan.
#[track_caller]
pub fn plan(client: &Client, file: &str) -> Answer {
    plan_with(client, file.as_bytes(), json!({}))
}

/// Uploads a file with settings and waits for the plan.
#[track_caller]
pub fn plan_with(client: &Client, file: &[u8], settings: Value) -> Answer {
    let batch = client.waiting().upload("people.csv", file, &suspension(settings)).expect(202);
    assert_eq!(batch.json["state"], "planned", "{}", batch.text);
    batch
}

/// Uploads a file and waits until it is applied.
#[track_caller]
pub fn apply_file(client: &Client, file: &str) -> Answer {
    let batch =
        client.waiting().upload("people.csv", file.as_bytes(), &suspension(json!({ "apply": true }))).expect(202);
    assert_eq!(batch.json["state"], "applied", "{}", batch.text);
    batch
}

/// The path of a batch.
pub fn at(batch: &Answer, what: &str) -> String {
    format!("/batches/{}{what}", batch.text_of("id"))
}

/// Applies a planned batch, and waits for the end.
#[track_caller]
pub fn apply(client: &Client, batch: &Answer) -> Answer {
    client.waiting().post(&at(batch, "/apply"), &json!({})).expect(202)
}

/// Undoes a batch and applies the undo.
#[track_caller]
pub fn undo(client: &Client, batch: &Answer) -> Answer {
    let undo = client.waiting().post(&at(batch, "/undo"), &json!({ "apply": true })).expect(202);
    assert_eq!(undo.json["state"], "applied", "{}", undo.text);
    undo
}

/// A batch as it is now.
#[track_caller]
pub fn now(client: &Client, batch: &Answer) -> Answer {
    client.get(&at(batch, "")).expect(200)
}

/// The rows of a batch.
#[track_caller]
pub fn rows(client: &Client, batch: &Answer) -> Vec<Value> {
    client.query(&at(batch, "/rows"), &[("limit", "500")]).expect(200).items().clone()
}

/// A row in short: line, outcomes, and the codes of its messages.
pub fn short(row: &Value) -> String {
    let join = |values: Vec<String>| values.join("+");
    let outcomes = row["outcomes"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    let codes = row["messages"].as_array().into_iter().flatten().filter_map(|message| message["code"].as_str());
    let mut text = format!("{} {}", row["line"], join(outcomes.collect()));
    for code in codes {
        text = format!("{text} {code}");
    }
    text
}

/// Every row of a batch in short.
#[track_caller]
pub fn shorts(client: &Client, batch: &Answer) -> Vec<String> {
    rows(client, batch).iter().map(short).collect()
}

/// The counters of a batch that are not zero, in the order of the API document.
pub fn counts(batch: &Answer) -> String {
    let counts = batch.json["counts"].as_object().into_iter().flatten();
    let some: Vec<String> = counts.filter(|(_, n)| **n != 0).map(|(name, n)| format!("{name} {n}")).collect();
    some.join(", ")
}

/// What a batch warns of: code and count.
pub fn warnings(batch: &Answer) -> Vec<String> {
    let warnings = batch.json["warnings"].as_array().into_iter().flatten();
    warnings.map(|warning| format!("{} {}", warning["code"].as_str().unwrap_or_default(), warning["count"])).collect()
}

/// A file with a row `<prefix><number>,1` for each number.
pub fn file_of(prefix: &str, numbers: std::ops::Range<usize>) -> String {
    let rows: String = numbers.map(|number| format!("{prefix}{number},1\n")).collect();
    format!("username,suspended\n{rows}")
}
