//! What the tests of messages share.

use rollcall_testkit::{Answer, Client, PASSWORD, TestApp};
use serde_json::{Value, json};

/// Two people and their clients.
pub fn two(app: &TestApp) -> (Client, Client) {
    app.person("anna");
    app.person("bea");
    (app.anonymous.signed_in("anna", PASSWORD), app.anonymous.signed_in("bea", PASSWORD))
}

/// Writes to a person.
pub fn write(app: &TestApp, from: &Client, to: &str, body: &str) -> Answer {
    from.post("/messages", &json!({ "to": app.account(to).id, "body": body }))
}

/// Asks for a message to a selection, and waits until the batch rests.
pub fn message(client: &Client, target: Value, settings: Value) -> Answer {
    let body = json!({ "action": "message", "target": target, "settings": settings });
    client.waiting().post("/batches/selection", &body)
}

/// One's conversations.
#[track_caller]
pub fn inbox(client: &Client) -> Vec<Value> {
    client.get("/conversations").expect(200).items().clone()
}

/// The messages of the latest conversation, the latest first.
#[track_caller]
pub fn latest(client: &Client) -> Vec<Value> {
    let inbox = inbox(client);
    let id = inbox[0]["id"].as_str().expect("a conversation");
    client.get(&format!("/conversations/{id}/messages")).expect(200).items().clone()
}

/// The path of one's latest conversation.
#[track_caller]
pub fn at(client: &Client, what: &str) -> String {
    format!("/conversations/{}{what}", inbox(client)[0]["id"].as_str().expect("a conversation"))
}
