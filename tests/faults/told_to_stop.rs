//! SIGTERM: the chunk at hand comes to its end, the process goes, and the next one goes on.

use std::time::Duration;

use rollcall_testkit::Engine;
use serde_json::json;

use super::world::{World, administrator, file, wait_for};

const PEOPLE: usize = 4_000;

fn told_to_stop_while_applying(engine: Engine) {
    let world = World::new(engine, PEOPLE);
    let people = PEOPLE as i64;
    let process = world.start();
    let settings = json!({ "preset": "suspension", "apply": true, "confirm_affected": people });
    let id = administrator(&process)
        .upload("people.csv", file(PEOPLE, true).as_bytes(), &settings)
        .expect(202)
        .text_of("id");
    wait_for(&administrator(&process), &id, |batch| batch["state"] != "planning");
    assert!(process.terminate(Duration::from_secs(20)), "the process ends well\n{}", world.log());
    let process = world.start();
    let batch = wait_for(&administrator(&process), &id, |batch| batch["state"] == "applied");
    world.check_applied(&batch, "suspend", people);
}

#[test]
fn a_batch_goes_on_after_sigterm_on_sqlite() {
    told_to_stop_while_applying(Engine::Sqlite);
}

#[test]
fn a_batch_goes_on_after_sigterm_on_postgres() {
    told_to_stop_while_applying(Engine::Postgres);
}
