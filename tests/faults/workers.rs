//! Two workers on one batch: leases that end too early, and workers that come back from the dead.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rand::Rng;
use rollcall_domain::Clock;
use rollcall_domain::batches::engine::lease::Lane;
use rollcall_domain::batches::engine::signal::Signal;
use rollcall_domain::batches::engine::worker::Worker;
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::time::SystemClock;
use rollcall_testkit::Engine;

use super::rig::{on_each_engine, trials};
use super::world::{World, administrator};

const PEOPLE: usize = 1_200;

fn two_workers_on_one_batch(engine: Engine) {
    let world = World::new(engine, PEOPLE);
    // The program only answers; the workers are the test's own, over one pool of connections.
    let process = world.start_with(&[("ROLLCALL_WORKER", "false")]);
    let client = administrator(&process);
    let signal = Arc::new(Signal::default());
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let db = rollcall_domain::db::Db::open(&world.target(), 8).expect("the database opens");
    thread::scope(|scope| {
        for name in ["one", "two", "three"] {
            let lease = Duration::from_secs(1);
            let worker =
                Worker::new(db.clone(), clock.clone(), REGISTRY, signal.clone(), name.to_owned(), lease, Lane::Any);
            scope.spawn(move || worker.run());
        }
        trials("two workers on one batch", engine, 3, |random, _| {
            let suspend = world.should_suspend();
            world.sign_some_in();
            let id = world.upload(&client, suspend);
            signal.wake();
            // Whoever holds the batch is taken for dead at random moments, while it is very much alive.
            for _ in 0..random.random_range(1..8) {
                world.wait_until_done(&id, random.random_range(0..PEOPLE as i64));
                assert!(world.execute(&format!("UPDATE batches SET lease_until = 0 WHERE id = '{id}'")));
                signal.wake();
            }
            world.check(&id);
            let batch = client.get(&format!("/batches/{id}")).expect(200).json;
            world.check_applied(&batch, if suspend { "suspend" } else { "activate" });
        });
        signal.stop();
    });
}

on_each_engine! { two_workers_on_one_batch }
