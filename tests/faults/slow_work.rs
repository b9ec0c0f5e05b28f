//! Work that takes longer than a lease: it stays with its worker, and is broken off where it is no longer asked for.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rollcall_domain::Clock;
use rollcall_domain::batches::engine::lease::{self, Lane};
use rollcall_domain::batches::engine::signal::Signal;
use rollcall_domain::batches::engine::watch::Watch;
use rollcall_domain::batches::engine::worker::Worker;
use rollcall_domain::db::{Db, Urgency};
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::time::SystemClock;
use rollcall_testkit::{Client, Engine};
use serde_json::json;

use super::rig::{on_each_engine, trials};
use super::world::{World, administrator, wait_for};

/// Characters that may each stand for several letters: the most work to judge.
const AMBIGUOUS: &str = "4@8({[<369|1!7$50+%2";

/// A file of new people with passwords that take as long as any to judge and to hash.
fn file_of(name: &str, people: usize) -> String {
    let row = |number: usize| {
        let password: String = AMBIGUOUS.chars().cycle().skip(number).take(100).collect();
        let name = format!("{name}{number}");
        format!("{name},{name}@example.org,Nora,{name},\"{password}\"\n")
    };
    format!("username,email,firstname,lastname,password\n{}", (0..people).map(row).collect::<String>())
}

fn upload(client: &Client, name: &str, people: usize) -> String {
    let settings = json!({ "preset": "upsert", "passwords": "file" });
    client.upload("new.csv", file_of(name, people).as_bytes(), &settings).expect(202).text_of("id")
}

fn number(world: &World, id: &str, column: &str) -> i64 {
    world.number(&format!("SELECT {column} AS n FROM batches WHERE id = '{id}'"))
}

/// Workers whose leases are far shorter than the work on one chunk.
fn with_impatient_workers(world: &World, test: impl FnOnce(&Signal)) {
    let signal = Arc::new(Signal::default());
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let db = Db::open(&world.target(), 8).expect("the database opens");
    thread::scope(|scope| {
        for name in ["one", "two"] {
            let lease = Duration::from_secs(1);
            let worker =
                Worker::new(db.clone(), clock.clone(), REGISTRY, signal.clone(), name.to_owned(), lease, Lane::Any);
            scope.spawn(move || worker.run());
        }
        // Also where the test fails: the workers would go on for ever otherwise.
        let _stops = Stops(&signal);
        test(&signal);
    });
}

struct Stops<'s>(&'s Signal);

impl Drop for Stops<'_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

fn a_batch_whose_rows_take_longer_than_a_lease_does_not_go_from_hand_to_hand(engine: Engine) {
    let world = World::new(engine, 10);
    let process = world.start_with(&[("ROLLCALL_WORKER", "false")]);
    let client = administrator(&process);
    with_impatient_workers(&world, |signal| {
        trials("work longer than a lease", engine, 1, |_, at| {
            let id = upload(&client, &format!("n{at}x"), 120);
            signal.wake();
            world.wait_for_rest(&id);
            let batch = client.get(&format!("/batches/{id}")).expect(200).json;
            assert_eq!((&batch["state"], &batch["counts"]["create"]), (&json!("planned"), &json!(120)), "{batch}");
            // On a machine that is busy with other things even a heartbeat can come too late now and then; without one the
            // batch goes from hand to hand for ever.
            let claims = number(&world, &id, "fence");
            assert!(claims < 10, "it was taken over {claims} times");
            assert_eq!(number(&world, &id, "attempts"), 0);
        });
    });
}

fn who_cancels_does_not_wait_for_the_rows_at_hand(engine: Engine) {
    let world = World::new(engine, 10);
    let process = world.start_with(&[("ROLLCALL_WORKER", "false")]);
    let client = administrator(&process);
    with_impatient_workers(&world, |signal| {
        let id = upload(&client, "n", 3_000);
        signal.wake();
        world.wait_while("nobody works on it", || number(&world, &id, "fence") == 0);
        client.post(&format!("/batches/{id}/cancel"), &json!({})).expect(202);
        let batch = wait_for(&client, &id, |batch| batch["state"] == "cancelled");
        assert!(batch["progress"]["total"].as_i64().is_some_and(|rows| rows < 1_000), "{batch}");
    });
}

/// The program ends in the middle of such work, well before the work would.
fn a_program_that_is_told_to_end_breaks_off(engine: Engine) {
    let world = World::new(engine, 10);
    let process = world.start();
    let id = upload(&administrator(&process), "n", 3_000);
    world.wait_while("nobody works on it", || number(&world, &id, "fence") == 0);
    assert!(process.terminate(Duration::from_secs(20)), "it ends well");
    assert!(number(&world, &id, "done") < 3_000);
    // The lease was given back, so that the next one goes on at once.
    assert_eq!(number(&world, &id, "lease_until"), 0);
}

/// A batch that ends each of its workers is not taken over for ever.
fn a_batch_that_no_worker_survives(engine: Engine) {
    let world = World::new(engine, 10);
    let process = world.start_with(&[("ROLLCALL_WORKER", "false")]);
    let client = administrator(&process);
    let id = world.upload(&client, true);
    for _ in 0..21 {
        let claim = |conn: &mut rollcall_domain::db::Conn| {
            lease::claim(conn, "a worker that is killed", 1_000, Lane::Any, Watch::default())
        };
        assert!(world.db.write(Urgency::Background, claim).expect("the database is written").is_some());
        assert!(world.execute(&format!("UPDATE batches SET lease_until = 0 WHERE id = '{id}'")));
    }
    with_impatient_workers(&world, |signal| {
        signal.wake();
        world.wait_for_rest(&id);
    });
    let batch = client.get(&format!("/batches/{id}")).expect(200).json;
    assert_eq!((&batch["state"], &batch["problem"]["code"]), (&json!("failed"), &json!("internal")), "{batch}");
}

on_each_engine! {
    a_batch_whose_rows_take_longer_than_a_lease_does_not_go_from_hand_to_hand
    who_cancels_does_not_wait_for_the_rows_at_hand
    a_program_that_is_told_to_end_breaks_off
    a_batch_that_no_worker_survives
}
