//! What the tests of courses share.

use rollcall_testkit::{Answer, Client, PASSWORD, TestApp};
use serde_json::{Value, json};

/// Makes a course with this code; returns its path.
#[track_caller]
pub fn course(admin: &Client, code: &str) -> String {
    let made = admin.post("/courses", &json!({ "code": code, "name": format!("Course {code}") })).expect(201);
    format!("/courses/{}", made.text_of("id"))
}

/// Enrols a person in a role; returns the answer.
#[track_caller]
pub fn enrol(client: &Client, app: &TestApp, course: &str, username: &str, role: &str) -> Answer {
    let body = json!({ "user_id": app.account(username).id, "role": role });
    client.post(&format!("{course}/enrolments"), &body).expect(201)
}

/// A course `C1` with the instructor `teacher` and so many learners `p0`, `p1`, ...; the path, and the instructor.
#[track_caller]
pub fn class(app: &TestApp, admin: &Client, learners: usize) -> (String, Client) {
    let path = course(admin, "C1");
    app.person("teacher");
    enrol(admin, app, &path, "teacher", "instructor");
    for number in 0..learners {
        app.person(&format!("p{number}"));
        enrol(admin, app, &path, &format!("p{number}"), "learner");
    }
    (path, app.anonymous.signed_in("teacher", PASSWORD))
}

/// Asks for an action in the course `C1`, and waits until the batch rests.
pub fn select(client: &Client, action: &str, target: &Value, settings: Value) -> Answer {
    let mut settings = settings;
    settings["course"] = json!("C1");
    let body = json!({ "action": action, "target": target, "settings": settings });
    client.waiting().post("/batches/selection", &body)
}

/// The ids of people.
pub fn ids(app: &TestApp, names: &[&str]) -> Value {
    json!({ "ids": names.iter().map(|name| app.account(name).id.to_string()).collect::<Vec<_>>() })
}

/// Who takes part in a course, by username.
#[track_caller]
pub fn participants(client: &Client, course: &str) -> Vec<String> {
    client.query(&format!("{course}/participants"), &[("sort", "username")]).expect(200).each("username")
}

/// The enrolment of a person, as the list of participants has it.
#[track_caller]
pub fn enrolment(client: &Client, course: &str, username: &str) -> Value {
    let filter = format!("username eq \"{username}\"");
    let found = client.query(&format!("{course}/participants"), &[("filter", &filter)]).expect(200);
    found.items().first().map(|item| item["enrolment"].clone()).unwrap_or_default()
}
