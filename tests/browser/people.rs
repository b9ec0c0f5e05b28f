//! People who sign in beside the administrator.

use rollcall_testkit::{Client, PASSWORD};
use serde_json::json;

/// Makes a user without any role; gives their id.
pub fn learner(admin: &Client, username: &str) -> String {
    let email = format!("{username}@example.org");
    let fields = json!({ "username": username, "email": email, "first_name": "Lea", "last_name": "Lerner", "password": PASSWORD });
    admin.post("/users", &fields).expect(201).text_of("id")
}

/// Makes a user who looks after accounts; gives their id.
pub fn account_manager(admin: &Client, username: &str) -> String {
    let id = learner(admin, username);
    admin.patch(&format!("/users/{id}"), &json!({ "system_roles": ["account_manager"] })).expect(200);
    id
}
