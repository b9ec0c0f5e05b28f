//! What the tests of mail share.

use rollcall_testkit::{Client, TestApp};
use serde_json::json;

use crate::messages::support::message;

/// Has a message sent to anna, with a copy by mail.
#[track_caller]
pub fn announce(app: &TestApp, from: &Client, subject: &str, body: &str) {
    let settings = json!({ "subject": subject, "body": body, "email": true, "apply": true });
    message(from, json!({ "ids": [app.account("anna").id] }), settings).expect(202);
}
