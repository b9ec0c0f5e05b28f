//! The same call with the same key, many times at once: done once, and every caller told the same.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;

use rollcall_testkit::{Answer, Client, Engine};
use serde_json::json;

use super::rig::{on_each_engine, trials};
use super::world::{World, administrator, file, wait_for};

/// Callers at once.
const CALLERS: usize = 50;
const PEOPLE: usize = 20;

fn the_same_key_fifty_times(engine: Engine) {
    let world = World::new(engine, PEOPLE);
    let process = world.start();
    let client = administrator(&process);
    trials("the same idempotency key 50 times at once", engine, 3, |_, trial| {
        let suspend = world.should_suspend();
        world.sign_some_in();
        let key = uuid::Uuid::now_v7().to_string();
        if trial % 2 == 0 {
            let batches = world.number("SELECT count(*) AS n FROM batches");
            let settings = json!({ "preset": "suspension", "apply": true, "confirm_affected": PEOPLE });
            let (file, keyed) = (file(PEOPLE, suspend), client.with("Idempotency-Key", &key));
            let answers = at_once(&keyed, |client| client.upload("people.csv", file.as_bytes(), &settings));
            let ids = agreed(&answers, 202);
            assert_eq!(world.number("SELECT count(*) AS n FROM batches"), batches + 1, "one batch came of it");
            let batch = wait_for(&client, &ids, |batch| batch["state"] == "applied");
            world.check_applied(&batch, if suspend { "suspend" } else { "activate" });
        } else {
            let id = world.texts("SELECT CAST(id AS TEXT) AS t FROM users WHERE username = 'p0'").remove(0);
            let version = format!("SELECT version AS n FROM users WHERE id = '{id}'");
            let before = world.number(&version);
            let (act, back) = if suspend { ("suspend", "activate") } else { ("activate", "suspend") };
            let keyed = client.with("Idempotency-Key", &key);
            let answers = at_once(&keyed, |client| client.post(&format!("/users/{id}/{act}"), &json!({})));
            agreed(&answers, 200);
            assert_eq!(world.number(&version), before + 1, "the account was changed once");
            client.post(&format!("/users/{id}/{back}"), &json!({})).expect(200);
            world.check_everything();
        }
    });
}

fn at_once(client: &Client, call: impl Fn(&Client) -> Answer + Sync) -> Vec<Answer> {
    let barrier = Barrier::new(CALLERS);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..CALLERS)
            .map(|_| {
                scope.spawn(|| {
                    barrier.wait();
                    call(client)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("the call is made")).collect()
    })
}

/// The id that all answers name; whoever came while the call was being carried out is told so.
fn agreed(answers: &[Answer], status: u16) -> String {
    let (done, waiting): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == status);
    for answer in waiting {
        assert_eq!(answer.status, 409, "{}", answer.text);
    }
    let ids: BTreeSet<String> = done.iter().map(|answer| answer.text_of("id")).collect();
    assert_eq!(ids.len(), 1, "all are told the same: {ids:?}");
    ids.into_iter().next().expect("there is one")
}

on_each_engine! { the_same_key_fifty_times }
