//! The server killed, or told to stop, at random points: each row once, and the batch comes to its end afterwards.

use std::time::Duration;

use rand::Rng;
use rand::rngs::StdRng;
use rollcall_testkit::{Engine, Process};
use serde_json::Value;

use super::rig::{on_each_engine, trials};
use super::world::{World, administrator, wait_for};

const PEOPLE: usize = 1_200;

/// Uploads a file, ends the process at a random point in a way, and lets the next one come to the end.
fn ended(fault: &str, engine: Engine, few: usize, end: impl Fn(Process, &World)) {
    let world = World::new(engine, PEOPLE);
    let mut process = Some(world.start());
    trials(fault, engine, few, |random, _| {
        let running = process.take().unwrap_or_else(|| world.start());
        let suspend = world.should_suspend();
        world.sign_some_in();
        let client = administrator(&running);
        let id = world.upload(&client, suspend);
        wait_for(&client, &id, somewhere(random));
        end(running, &world);
        let next = world.start();
        let batch =
            wait_for(&administrator(&next), &id, |batch| batch["state"] == "applied" || batch["state"] == "failed");
        world.check_applied(&batch, if suspend { "suspend" } else { "activate" });
        process = Some(next);
    });
}

/// Anywhere: while it is planned, while it is applied, at the very end.
fn somewhere(random: &mut StdRng) -> impl Fn(&Value) -> bool + use<> {
    let in_plan = random.random_bool(0.3);
    let done = random.random_range(0..PEOPLE as i64);
    move |batch| match batch["state"].as_str() {
        Some("planning") => in_plan && batch["progress"]["done"].as_i64() >= Some(done / 2),
        Some("applying") => in_plan || batch["progress"]["done"].as_i64() >= Some(done),
        state => state == Some("applied"),
    }
}

fn server_killed(engine: Engine) {
    ended("SIGKILL of the server", engine, 4, |process, _| process.kill());
}

fn server_told_to_stop(engine: Engine) {
    ended("SIGTERM while at work", engine, 3, |process, world| {
        assert!(process.terminate(Duration::from_secs(20)), "the process ends well\n{}", world.log());
    });
}

on_each_engine! { server_killed server_told_to_stop }
