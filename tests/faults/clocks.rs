//! Clocks that jump, forwards and backwards, while a batch is at work. Leases go by the database's clock.

use rand::Rng;
use rollcall_testkit::{Engine, PASSWORD, TestApp};
use serde_json::json;

use super::rig::{on_each_engine, trials};
use super::world::{file, wait_for};

const PEOPLE: usize = 1_200;

fn the_clock_jumps(engine: Engine) {
    let app = TestApp::start(engine);
    app.people("p", PEOPLE);
    app.administrator_called("root-admin");
    let day = 24 * 3_600_000;
    trials("clock jumps", engine, 2, |random, trial| {
        let suspend = trial % 2 == 0;
        let client = app.anonymous.signed_in("root-admin", PASSWORD);
        let settings = json!({ "preset": "suspension", "apply": true, "confirm_affected": PEOPLE });
        let id = client.upload("people.csv", file(PEOPLE, suspend).as_bytes(), &settings).expect(202).text_of("id");
        // The jumps cancel each other out, so that however many trials do not expire what is kept for a month.
        let mut away = 0;
        for _ in 0..random.random_range(1..6) {
            let jump = random.random_range(-day..day);
            app.clock.advance(jump);
            away += jump;
            app.tidy();
        }
        app.clock.advance(-away);
        let client = app.anonymous.signed_in("root-admin", PASSWORD);
        let batch = wait_for(&client, &id, |batch| batch["state"] == "applied" || batch["state"] == "failed");
        assert_eq!(batch["state"], "applied", "{batch}");
        assert_eq!(batch["counts"][if suspend { "suspend" } else { "activate" }], PEOPLE, "{batch}");
        let page = client.query("/users", &[("filter", "suspended eq true"), ("count", "exact")]).expect(200);
        assert_eq!(page.json["total"], if suspend { PEOPLE } else { 0 }, "each account is as the file says");
        assert_eq!(app.account("p0").version, 2 + trial as i64, "each change was made once");
    });
}

on_each_engine! { the_clock_jumps }
