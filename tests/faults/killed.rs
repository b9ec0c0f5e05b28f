//! SIGKILL at random points: each row once, and the batch comes to its end after the restart.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rollcall_testkit::Engine;
use serde_json::{Value, json};

use super::world::{World, administrator, file, wait_for};

const PEOPLE: usize = 4_000;
const TRIALS: usize = 20;

fn killed_at_random_points(engine: Engine) {
    let seed: u64 =
        std::env::var("ROLLCALL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| rand::rng().random());
    println!("ROLLCALL_SEED={seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let world = World::new(engine, PEOPLE);
    let people = PEOPLE as i64;
    for trial in 0..TRIALS {
        let suspended = trial % 2 == 0;
        let process = world.start();
        let settings = json!({ "preset": "suspension", "apply": true, "confirm_affected": people });
        let id = administrator(&process)
            .upload("people.csv", file(PEOPLE, suspended).as_bytes(), &settings)
            .expect(202)
            .text_of("id");
        // Anywhere: while it is planned, while it is applied, at the very end.
        let (phase, done) =
            if random.random_bool(0.25) { ("planning", 0) } else { ("applying", random.random_range(0..people)) };
        let reached = |batch: &Value| match batch["state"].as_str() {
            Some("applied") => true,
            Some("applying") => phase == "planning" || batch["progress"]["done"].as_i64() >= Some(done),
            state => phase == "planning" && state == Some("planning"),
        };
        wait_for(&administrator(&process), &id, reached);
        process.kill();
        let process = world.start();
        let batch =
            wait_for(&administrator(&process), &id, |batch| batch["state"] == "applied" || batch["state"] == "failed");
        world.check_applied(&batch, if suspended { "suspend" } else { "activate" }, people);
        let count = world.number("SELECT count(*) AS n FROM users WHERE suspended");
        assert_eq!(count, if suspended { people } else { 0 }, "trial {trial}");
        let version = 2 + trial as i64;
        let query = format!("SELECT count(*) AS n FROM users WHERE username LIKE 'p%' AND version <> {version}");
        assert_eq!(world.number(&query), 0, "trial {trial}: every account was written exactly once more");
        process.kill();
    }
}

#[test]
fn a_batch_survives_sigkill_on_sqlite() {
    killed_at_random_points(Engine::Sqlite);
}

#[test]
fn a_batch_survives_sigkill_on_postgres() {
    killed_at_random_points(Engine::Postgres);
}
