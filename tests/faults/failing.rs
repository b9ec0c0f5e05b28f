//! Work that fails again and again, races with a cancellation, or was left behind.

use rand::Rng;
use rollcall_domain::batches::engine::lease::{self, Lane};
use rollcall_domain::batches::engine::watch::Watch;
use rollcall_domain::batches::engine::{stage, store};
use rollcall_domain::db::Urgency;
use rollcall_testkit::{Engine, TestApp, on_both_engines};
use serde_json::json;

use super::rig::{on_each_engine, trials};
use super::world::{World, administrator, wait_for};

const PEOPLE: usize = 1_200;

/// A user cancels at any moment, the last chunk of the plan and of the work included.
fn cancelled_at_any_moment(engine: Engine) {
    let world = World::new(engine, PEOPLE);
    let process = world.start();
    let client = administrator(&process);
    // What a cancel leaves may be any share of everybody; nobody is there to confirm the number.
    let no_confirmation = "INSERT INTO settings (name, value) VALUES ('batches.confirm_above', '1000000'), ('batches.confirm_share', '100')";
    assert!(world.execute(no_confirmation), "the settings are made");
    trials("cancel at any moment", engine, 3, |random, _| {
        let suspend = world.should_suspend();
        world.sign_some_in();
        let id = world.upload(&client, suspend);
        // Often near the end of the plan, which is where the plan and the cancel meet.
        let moment = if random.random_bool(0.5) { PEOPLE as i64 } else { random.random_range(0..PEOPLE as i64) };
        world.wait_until_done(&id, moment);
        let answer = client.post_nothing(&format!("/batches/{id}/cancel"));
        world.check(&id);
        let state = world.texts(&format!("SELECT state AS t FROM batches WHERE id = '{id}'")).remove(0);
        match answer.status {
            // What was done already stays done: a cancel that comes with the last chunk has nothing left to stop.
            202 => assert!(["cancelled", "applied"].contains(&state.as_str()), "{state}"),
            409 => assert_eq!(state, "applied", "{}", answer.text),
            _ => panic!("{}", answer.text),
        }
        // Everybody the same again, for the next trial.
        let rest = world.upload(&client, suspend);
        let batch = wait_for(&client, &rest, |batch| batch["state"] == "applied");
        let left = world.number("SELECT count(*) AS n FROM users WHERE suspended AND username LIKE 'p%'");
        assert_eq!(left, if suspend { PEOPLE as i64 } else { 0 }, "{batch}");
        world.check_everything();
    });
}

/// The worker that removes the plan before the last loses its lease while it does, and its successor makes the new one.
fn planned_again_by_two_workers(engine: Engine) {
    let world = World::new(engine, PEOPLE);
    let process = world.start();
    let client = administrator(&process);
    let settings = json!({ "preset": "suspension" });
    let file = super::world::file(PEOPLE, true);
    trials("a plan made anew by two workers", engine, 2, |random, _| {
        let id = client.upload("people.csv", file.as_bytes(), &settings).expect(202).text_of("id");
        wait_for(&client, &id, |batch| batch["state"] == "planned");
        client.post_nothing(&format!("/batches/{id}/plan")).expect(202);
        for _ in 0..random.random_range(1..5) {
            world.wait_until_done(&id, random.random_range(0..PEOPLE as i64));
            // Whoever was at it may have done it meanwhile; then there is nothing to take away.
            assert!(world.execute(&format!("UPDATE batches SET lease_until = 0 WHERE id = '{id}'")));
        }
        let batch = wait_for(&client, &id, |batch| batch["state"] == "planned" || batch["state"] == "failed");
        assert_eq!(batch["state"], "planned", "{batch}");
        assert_eq!(batch["counts"]["suspend"], PEOPLE, "{batch}");
        let rows = world.number(&format!("SELECT count(*) AS n FROM batch_rows WHERE batch_id = '{id}'"));
        assert_eq!(rows, PEOPLE as i64, "every row is planned once");
        client.post_nothing(&format!("/batches/{id}/cancel")).expect(202);
        world.check_everything();
    });
}

on_each_engine! { cancelled_at_any_moment planned_again_by_two_workers a_batch_that_keeps_failing }

/// A batch that nobody can take on is put off, longer each time, and has failed in the end; others go before it.
fn a_batch_that_keeps_failing(engine: Engine) {
    let world = World::new(engine, 10);
    let process = world.start_with(&[("ROLLCALL_WORKER", "false")]);
    let client = administrator(&process);
    let id = world.upload(&client, true);
    let state = || world.texts(&format!("SELECT state AS t FROM batches WHERE id = '{id}'")).remove(0);
    let (mut waits, mut attempts) = (Vec::new(), 0);
    while state() == "planning" {
        attempts += 1;
        assert!(attempts < 20, "it is tried for ever");
        assert!(world.execute(&format!("UPDATE batches SET lease_until = 0 WHERE id = '{id}'")));
        let write = |work: &mut dyn FnMut(&mut rollcall_domain::db::Conn) -> rollcall_domain::Result<()>| {
            world.db.write(Urgency::Background, work).expect("the batch is written");
        };
        write(&mut |conn| {
            let lease =
                lease::claim(conn, "a worker", 1_000, Lane::Any, Watch::default())?.expect("the batch waits for work");
            store::put_off(conn, &lease, 1)
        });
        let now = world.db.engine().now();
        waits.push(world.number(&format!("SELECT lease_until - {now} AS n FROM batches WHERE id = '{id}'")));
    }
    assert_eq!(state(), "failed");
    assert!(attempts >= 3, "it is tried more than once or twice");
    // The last entry is that of the failure, which waits for nothing.
    assert!(waits[..attempts - 1].is_sorted(), "longer each time: {waits:?}");
    let batch = client.get(&format!("/batches/{id}")).expect(200).json;
    assert_eq!((&batch["problem"]["code"], &batch["affected"]), (&json!("internal"), &json!(0)), "{batch}");
    assert_eq!(world.number("SELECT count(*) AS n FROM staged_parts"), 0, "its file is gone");
}

on_both_engines! {
    fn what_is_old_expires_the_oldest_first_and_one_at_a_time(app: TestApp) {
        app.administrator_called("root-admin");
        app.people("p", 3);
        let signed_in = || app.anonymous.signed_in("root-admin", rollcall_testkit::PASSWORD);
        let plan = |row: &str| {
            let settings = json!({ "preset": "suspension" });
            let file = format!("username,suspended\n{row},1\n");
            signed_in().waiting().upload("people.csv", file.as_bytes(), &settings).expect(202).text_of("id")
        };
        let first = plan("p0");
        app.clock.advance(3_600_000);
        let second = plan("p1");
        app.clock.advance(31 * 24 * 3_600_000);
        let (fresh, admin) = (plan("p2"), signed_in());
        let states = || {
            [&first, &second, &fresh].map(|id| admin.get(&format!("/batches/{id}")).expect(200).text_of("state"))
        };
        app.tidy();
        assert_eq!(states(), ["expired", "planned", "planned"]);
        assert!(admin.get(&format!("/batches/{first}/rows")).expect(200).items().is_empty());
        assert_eq!(admin.get(&format!("/batches/{second}/rows")).expect(200).items().len(), 1);
        app.tidy();
        assert_eq!(states(), ["expired", "expired", "planned"]);
        app.tidy();
        assert_eq!(states(), ["expired", "expired", "planned"]);
    }

    fn files_of_uploads_that_broke_off_are_forgotten_and_no_others(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        let settings = json!({ "preset": "suspension" });
        let file = "username,suspended\np0,1\n";
        let planned = admin.waiting().upload("people.csv", file.as_bytes(), &settings).expect(202).text_of("id");
        let orphan = stage::store(&app.db, vec![7; 3_000_000].as_slice()).expect("a file is staged");
        let parts = |app: &TestApp| app.read(|conn| {
            use diesel::prelude::*;
            use rollcall_domain::db::schema::staged_parts::dsl::{staged, staged_parts};
            Ok((staged_parts.count().get_result::<i64>(conn)?, staged_parts.filter(staged.eq(orphan)).count().get_result::<i64>(conn)?))
        });
        assert_eq!(parts(&app), (4, 3));
        app.clock.advance(59 * 60_000);
        app.tidy();
        assert_eq!(parts(&app), (4, 3), "an upload may still be on its way");
        app.clock.advance(2 * 60_000);
        app.tidy();
        assert_eq!(parts(&app), (1, 0));
        let admin = app.anonymous.signed_in("root-admin", rollcall_testkit::PASSWORD);
        admin.waiting().post_nothing(&format!("/batches/{planned}/plan")).expect(202);
        let again = admin.get(&format!("/batches/{planned}")).expect(200);
        assert_eq!((again.text_of("state").as_str(), &again.json["counts"]["suspend"]), ("planned", &json!(1)));
    }

    fn wide_rows_make_chunks_of_few(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 1);
        app.set("batches.max_cell_bytes", "2000000");
        let wide = "x".repeat(500_000);
        let rows: String = (0..24).map(|_| format!("p0,1,{wide}\n")).collect();
        let file = format!("username,suspended,note\n{rows}");
        let settings = json!({ "preset": "suspension" });
        let batch = admin.waiting().upload("people.csv", file.as_bytes(), &settings).expect(202);
        assert_eq!((batch.text_of("state").as_str(), &batch.json["source"]["rows"]), ("planned", &json!(24)));
        // Each chunk raises the version. 12 MB of text are three chunks of 4 MB, where 24 short rows are one.
        let version = |id: &str| app.read(|conn| Ok(store::find(conn, id.parse().expect("an id"))?.version));
        let narrow = admin.waiting().upload("people.csv", b"username,suspended\np0,1\n", &settings).expect(202);
        let more = version(&batch.text_of("id")) - version(&narrow.text_of("id"));
        assert!((2..=4).contains(&more), "{more} more chunks");
    }
}
