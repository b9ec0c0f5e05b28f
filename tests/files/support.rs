//! What the tests of files share.

use rollcall_testkit::{Answer, Client};
use serde_json::{Value, json};

use crate::batches::support::at;

/// Settings with a preset.
pub fn preset(name: &str, others: Value) -> Value {
    let mut settings = json!({ "preset": name });
    for (name, value) in others.as_object().into_iter().flatten() {
        settings[name] = value.clone();
    }
    settings
}

/// Uploads a file and waits for the plan.
#[track_caller]
pub fn plan(client: &Client, settings: &Value, file: &str) -> Answer {
    let batch = client.waiting().upload("people.csv", file.as_bytes(), settings).expect(202);
    assert_eq!(batch.json["state"], "planned", "{}", batch.text);
    batch
}

/// Applies a planned batch, confirming what it asks to be confirmed.
#[track_caller]
pub fn apply(client: &Client, batch: &Answer) -> Answer {
    let body = json!({ "confirm_affected": batch.json["affected"] });
    let applied = client.waiting().post(&at(batch, "/apply"), &body).expect(202);
    assert_eq!(applied.json["state"], "applied", "{}", applied.text);
    applied
}

/// Uploads a file and applies it.
#[track_caller]
pub fn run(client: &Client, settings: &Value, file: &str) -> Answer {
    apply(client, &plan(client, settings, file))
}

/// Undoes a batch, and applies that.
#[track_caller]
pub fn undo(client: &Client, batch: &Answer) -> Answer {
    let undo = client.waiting().post_nothing(&at(batch, "/undo")).expect(202);
    assert_eq!(undo.json["state"], "planned", "{}", undo.text);
    apply(client, &undo)
}
