//! The database killed, cut off or replaced under the program: it waits, connects again and goes on.

use std::time::{Duration, Instant};

use rand::Rng;
use rollcall_testkit::{Cluster, Engine, Proxy, kill};
use serde_json::{Value, json};

use super::rig::trials;
use super::world::{LONGEST, World, administrator, look_again, wait_for};

const PEOPLE: usize = 1_200;
/// What a commit on its way may take to arrive.
const ARRIVES: Duration = Duration::from_secs(1);
/// A claim without an answer is void after two minutes.
const A_CLAIM_AGES: &str = "UPDATE idempotency_keys SET claimed_at = claimed_at - 120000 WHERE idempotency_key =";
/// Durable as in use, but quick to end and begin.
const SETTINGS: [&str; 2] = ["max_connections = 40", "shared_buffers = 32MB"];

/// Waits until the batch has come so far; the database may be on its way.
fn reaches(done: i64) -> impl Fn(&Value) -> bool {
    move |batch| match batch["state"].as_str() {
        Some("applying") => batch["progress"]["done"].as_i64() >= Some(done),
        state => state == Some("applied"),
    }
}

/// Breaks a cluster at random points of a batch, under a program that goes on running.
fn broken(fault: &str, few: usize, breaks: impl Fn(&Cluster, &World)) {
    let cluster = Cluster::start(&SETTINGS);
    let folder = tempfile::tempdir().expect("a folder is made");
    let world = World::over(folder.path(), Some(&cluster.url()), Some(&cluster.url()), PEOPLE);
    let process = world.start();
    trials(fault, Engine::Postgres, few, |random, _| {
        let suspend = world.should_suspend();
        world.sign_some_in();
        let client = administrator(&process);
        let id = world.upload(&client, suspend);
        wait_for(&client, &id, reaches(random.random_range(0..PEOPLE as i64)));
        breaks(&cluster, &world);
        world.come_back();
        world.check(&id);
        // It answers again as if nothing had been.
        let batch = administrator(&process).get(&format!("/batches/{id}")).expect(200).json;
        world.check_applied(&batch, if suspend { "suspend" } else { "activate" });
    });
}

#[test]
fn a_backend_is_killed() {
    broken("SIGKILL of a database backend", 2, |_, world| {
        let others = "SELECT CAST(pid AS TEXT) AS t FROM pg_stat_activity \
                      WHERE backend_type = 'client backend' ORDER BY pid = pg_backend_pid()";
        let all = world.texts(others);
        kill(&all[0]);
        // PostgreSQL then ends all others too, a little later, since memory that they share may be damaged.
        let left = format!("SELECT count(*) AS n FROM pg_stat_activity WHERE pid IN ({})", all.join(", "));
        world.wait_while("a backend outlives the one that was killed", || world.number(&left) > 0);
    });
}

#[test]
fn the_postmaster_is_killed() {
    broken("SIGKILL of the postmaster", 2, |cluster, _| {
        cluster.kill_postmaster();
        cluster.launch();
    });
}

#[test]
fn the_answer_to_a_commit_is_lost() {
    let cluster = Cluster::start(&SETTINGS);
    let proxy = Proxy::start(cluster.port);
    let folder = tempfile::tempdir().expect("a folder is made");
    let through = Cluster::url_at(proxy.port);
    let world = World::over(folder.path(), Some(&through), Some(&cluster.url()), PEOPLE);
    let process = world.start();
    trials("connection lost between COMMIT and its answer", Engine::Postgres, 4, |random, trial| {
        let suspend = world.should_suspend();
        world.sign_some_in();
        let client = administrator(&process);
        let cuts = proxy.cuts();
        if trial % 2 == 0 {
            let id = world.upload(&client, suspend);
            proxy.cut_after(random.random_range(0..6));
            world.check(&id);
            proxy.relent();
            let batch = administrator(&process).get(&format!("/batches/{id}")).expect(200).json;
            world.check_applied(&batch, if suspend { "suspend" } else { "activate" });
        } else {
            // A person's own call: the answer is lost, the same call with the same key is answered, and done once. A
            // token would be made again by a second call; nothing but the key keeps it from that.
            let name = format!("lost {trial}");
            let keyed = client.with("Idempotency-Key", &name);
            proxy.cut_after(random.random_range(0..3));
            let token = json!({ "name": name, "scopes": ["users.view"], "expires_at": "2099-01-01T00:00:00Z" });
            let mut answer = keyed.post("/me/tokens", &token);
            proxy.relent();
            let (began, mut aged) = (Instant::now(), false);
            while answer.status != 201 {
                assert!(began.elapsed() < LONGEST, "the key is never given free: {}", answer.text);
                assert!([409, 500, 503].contains(&answer.status), "{}", answer.text);
                // Two minutes are not waited for: the call itself is over, only its claim is left.
                if answer.status == 409 && !aged && began.elapsed() > ARRIVES {
                    aged = world.execute(&format!("{A_CLAIM_AGES} '{name}'"));
                }
                look_again();
                answer = keyed.post("/me/tokens", &token);
            }
            let made = format!("SELECT count(*) AS n FROM api_tokens WHERE name = '{name}'");
            assert_eq!(world.number(&made), 1, "it is done once, however often it is asked for");
            world.check_everything();
        }
        println!("{} answers lost", proxy.cuts() - cuts);
    });
    assert!(proxy.cuts() > 0, "no answer was ever lost, so nothing was tried");
}

#[test]
fn a_replica_takes_over() {
    trials("fail-over to a streaming replica", Engine::Postgres, 1, |random, _| {
        let primary = Cluster::start(&SETTINGS);
        let folder = tempfile::tempdir().expect("a folder is made");
        let proxy = Proxy::start(primary.port);
        let through = Cluster::url_at(proxy.port);
        let world = World::over(folder.path(), Some(&through), Some(&through), PEOPLE);
        let replica = primary.replica();
        // What is acknowledged is on both.
        primary.configure(&["synchronous_standby_names = '*'"]);
        primary.reload();
        world.sign_some_in();
        let process = world.start();
        let client = administrator(&process);
        let id = world.upload(&client, true);
        let seen = wait_for(&client, &id, reaches(random.random_range(0..PEOPLE as i64)));
        primary.crash();
        replica.promote();
        proxy.lead_to(replica.port);
        world.come_back();
        let changed = world.number(&format!("SELECT changed AS n FROM batches WHERE id = '{id}'"));
        let rows = world.number(&format!(
            "SELECT count(*) AS n FROM batch_rows WHERE batch_id = '{id}' AND version_applied IS NOT NULL"
        ));
        assert!(
            changed >= 0 && rows >= seen["progress"]["done"].as_i64().unwrap_or(0),
            "what was shown as done is done"
        );
        world.check(&id);
        let batch = administrator(&process).get(&format!("/batches/{id}")).expect(200).json;
        world.check_applied(&batch, "suspend");
    });
}
