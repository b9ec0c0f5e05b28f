//! What people look at: the participants of a large course, an inbox, a conversation.

use std::time::Instant;

use rollcall_testkit::{Client, PASSWORD};
use serde_json::json;

use crate::load;
use crate::rate::Times;
use crate::site::Site;

/// Conversations of the one who looks.
const CONVERSATIONS: usize = 200;
/// How often each page is asked for.
const TIMES: usize = 200;

/// What came of it.
#[derive(Debug)]
pub struct Figures {
    /// Messages on the site.
    pub messages: i64,
    /// Participants of the course.
    pub participants: i64,
    /// The pages, and how long they took.
    pub pages: Vec<(&'static str, Times)>,
}

/// Asks for pages, one after the other.
pub fn run(site: &mut Site) -> Figures {
    let admin = site.administrator();
    let reader = reader(&admin);
    let ids = reader_inbox(site, &admin, &reader);
    site.settle();
    let course = admin.query("/courses", &[("filter", "code eq \"bench\"")]).expect(200);
    let course =
        course.items().first().and_then(|course| course["id"].as_str()).expect("the course is there").to_owned();
    let participants = format!("/courses/{course}/participants");
    let person = site.process.client().signed_in("bench.reader", PASSWORD);
    let conversation = format!("/conversations/{}/messages", ids.first().expect("a conversation"));
    let pages: Vec<(&'static str, Times)> = vec![
        ("participants by name", times(&admin, &participants, &[("sort", "last_name,first_name")])),
        ("participants of a department", times(&admin, &participants, &[("filter", "department eq \"Department 7\"")])),
        (
            "participants who never came",
            times(&admin, &participants, &[("filter", "not (enrolments[last_access_at pr])")]),
        ),
        ("the inbox", times(&person, "/conversations", &[])),
        ("a conversation", times(&person, &conversation, &[])),
    ];
    for (name, times) in &pages {
        println!("{name:<35} p50 {:6.1} ms, p99 {:6.1} ms", times.percentile(50.0), times.percentile(99.0));
    }
    let count = |sql: &str| load::number(site.db(), sql);
    Figures {
        messages: count("SELECT count(*) AS n FROM messages"),
        participants: count("SELECT count(*) AS n FROM enrolments"),
        pages,
    }
}

/// Somebody with a password, by id.
fn reader(admin: &Client) -> String {
    let person = json!({
        "username": "bench.reader", "email": "bench.reader@example.net", "first_name": "Bench", "last_name": "Reader",
        "password": PASSWORD,
    });
    admin.post("/users", &person).expect(201).text_of("id")
}

/// Fills the inbox; the conversations in it.
fn reader_inbox(site: &Site, admin: &Client, reader: &str) -> Vec<String> {
    for number in 0..CONVERSATIONS {
        let settings = json!({ "subject": format!("News {number}"), "body": "Nothing new.", "apply": true });
        let selection = json!({ "action": "message", "target": { "ids": [reader] }, "settings": settings });
        admin.waiting().post("/batches/selection", &selection).expect(202);
    }
    let person = site.process.client().signed_in("bench.reader", PASSWORD);
    let inbox = person.query("/conversations", &[("limit", "200")]).expect(200);
    assert_eq!(inbox.items().len(), CONVERSATIONS, "everything has arrived");
    inbox.each("id")
}

fn times(client: &Client, path: &str, parameters: &[(&str, &str)]) -> Times {
    let mut failed = 0;
    let times = (0..TIMES).map(|_| {
        let asked = Instant::now();
        failed += usize::from(client.query(path, parameters).status != 200);
        asked.elapsed()
    });
    let times = times.collect();
    Times::new(times, failed)
}
