//! `GET /batches/{id}/events`: server-sent events.

use std::io::{BufRead, Read};

use rollcall_domain::Clock;
use rollcall_testkit::{Answer, Client, on_both_engines};
use serde_json::{Value, json};

use crate::batches::support::{at, file_of, now, plan, suspension};

/// The names and data of the events of a stream that has ended.
fn events(client: &Client, batch: &Answer) -> Vec<(String, Value)> {
    let answer = client.get(&at(batch, "/events")).expect(200);
    assert_eq!(answer.header("content-type").as_deref(), Some("text/event-stream"));
    let event = |text: &str| {
        let line = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned();
        (line("event: "), serde_json::from_str(&line("data: ")).expect("an event holds JSON"))
    };
    answer.text.split("\n\n").filter(|text| text.starts_with("event: ")).map(event).collect()
}

on_both_engines! {
    fn a_batch_at_rest_is_told_once(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let batch = plan(&admin, "username,suspended\np0,1\n");
        let told = events(&admin, &batch);
        assert_eq!(told.len(), 1);
        let (name, data) = &told[0];
        assert_eq!((name.as_str(), &data["id"], &data["state"]), ("state", &batch.json["id"], &json!("planned")));
        assert_eq!((&data["progress"], &data["counts"]["suspend"]), (&json!({ "done": 1, "total": 1 }), &json!(1)));
    }

    fn the_stream_follows_a_batch_to_its_end(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 3_000);
        let settings = suspension(json!({ "apply": true, "confirm_affected": 3_000 }));
        let batch = admin.upload("x.csv", file_of("p", 0..3_000).as_bytes(), &settings).expect(202);
        let told = events(&admin, &batch);
        let (name, last) = told.last().expect("something was told");
        assert_eq!((name.as_str(), &last["state"]), ("state", &json!("applied")));
        assert_eq!(last["counts"], now(&admin, &batch).json["counts"]);
        let mut known = String::new();
        for (name, data) in &told {
            let state = data["state"].as_str().unwrap_or_default();
            assert_eq!(name == "state", state != known, "an event is called after what changed");
            state.clone_into(&mut known);
            assert!(data["progress"]["done"].as_i64() <= data["progress"]["total"].as_i64().or(data["progress"]["done"].as_i64()));
        }
    }

    fn many_listeners_hear_the_same_end(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 2_000);
        let settings = suspension(json!({ "apply": true, "confirm_affected": 2_000 }));
        let batch = admin.upload("x.csv", file_of("p", 0..2_000).as_bytes(), &settings).expect(202);
        let ends: Vec<Value> = std::thread::scope(|scope| {
            let listen = || events(&admin, &batch).last().map(|(_, data)| data["state"].clone()).unwrap_or_default();
            let listeners: Vec<_> = (0..8).map(|_| scope.spawn(listen)).collect();
            listeners.into_iter().map(|thread| thread.join().expect("it ends well")).collect()
        });
        assert!(ends.iter().all(|state| state == "applied"), "{ends:?}");
    }

    fn whoever_is_suspended_while_listening_hears_nothing_more(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let manager = app.account_manager();
        let name = manager.get("/me").expect(200).text_of("username");
        let made = manager.post("/me/tokens", &json!({ "name": "x", "scopes": ["batches.view"], "expires_at": "2099-01-01T00:00:00Z" })).expect(201);
        let script = app.anonymous.with_token(&made.text_of("token"));
        let later = rollcall_domain::time::format(app.clock.now() + 3_600_000);
        let settings = suspension(json!({ "apply": true, "apply_at": later }));
        let batch = admin.waiting().upload("x.csv", b"username,suspended\np0,1\n", &settings).expect(202);
        let listen = |client: &Client| {
            let mut stream = client.open(&at(&batch, "/events"));
            let mut first = String::new();
            stream.read_line(&mut first).expect("it is told at once");
            assert_eq!(first, "event: state\n");
            stream
        };
        let (told, kept_from) = (listen(&admin), [listen(&manager), listen(&script)]);
        admin.post_nothing(&format!("/users/{}/suspend", app.account(&name).id)).expect(200);
        admin.post_nothing(&at(&batch, "/cancel")).expect(202);
        let rest = |mut stream: Box<dyn BufRead>| {
            let mut rest = String::new();
            stream.read_to_string(&mut rest).expect("the stream ends");
            rest
        };
        let heard = rest(Box::new(told));
        assert!(heard.contains("event: state\n") && heard.contains("cancelled"), "{heard}");
        for stream in kept_from {
            let heard = rest(Box::new(stream));
            assert!(!heard.contains("event:") && !heard.contains("cancelled"), "{heard}");
        }
    }
}
