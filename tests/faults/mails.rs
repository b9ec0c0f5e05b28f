//! A message to many with a copy by mail, while the program is killed, the mail server goes away, and connections break behind the
//! last line: everybody has exactly one message and at least one mail, and each mail beyond that is the same one, and was counted.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use rand::Rng;
use rollcall_testkit::Engine;
use serde_json::json;

use super::rig::{on_each_engine, trials, wanted};
use super::world::{LONGEST, World, administrator, look_again};
use crate::mail::server::Server;

fn sent_through_everything(engine: Engine) {
    // The full number where trials are asked for.
    let people: usize = if wanted(1) > 1 { 10_000 } else { 1_000 };
    trials("a message by mail, everything killed", engine, 1, |random, _| {
        let (world, server) = (World::new(engine, people), Server::start());
        server.lose_each(random.random_range(60..140));
        let url = server.url();
        let start =
            || world.start_with(&[("ROLLCALL_SMTP_URL", url.as_str()), ("ROLLCALL_MAIL_FROM", "a@example.org")]);
        let mut process = start();
        let settings = json!({ "subject": "News", "body": "Hello {first_name}", "email": true, "apply": true, "confirm_affected": people });
        let body = json!({ "action": "message", "target": { "filter": "username sw \"p\"" }, "settings": settings });
        administrator(&process).with("Idempotency-Key", "news").post("/batches/selection", &body).expect(202);
        let mut kills: Vec<usize> = (0..4).map(|_| random.random_range(0..people)).collect();
        kills.sort_unstable();
        let mut outages: Vec<usize> = (0..3).map(|_| random.random_range(0..people)).collect();
        outages.sort_unstable();
        let began = Instant::now();
        loop {
            assert!(began.elapsed() < LONGEST, "it comes to no end\n{}", world.log());
            let taken = server.taken().len();
            if kills.first().is_some_and(|at| taken >= *at) {
                kills.remove(0);
                process.kill();
                // Five minutes pass: what the dead had claimed is free.
                world.execute("UPDATE deliveries SET due_at = 0 WHERE delivered_at IS NULL AND claim IS NOT NULL");
                process = start();
                // The button is pressed once more.
                administrator(&process).with("Idempotency-Key", "news").post("/batches/selection", &body).expect(202);
            }
            if outages.first().is_some_and(|at| taken >= *at) {
                outages.remove(0);
                server.set_down(true);
                // How long it is away: connections at work break, and new ones are refused.
                std::thread::sleep(std::time::Duration::from_millis(300));
                server.set_down(false);
            }
            // Pauses pass, too.
            world.execute("UPDATE deliveries SET due_at = 0 WHERE delivered_at IS NULL AND claim IS NULL");
            let done = world.number("SELECT count(*) AS n FROM deliveries WHERE kind = 'message' AND result = 'sent'");
            if done == people as i64 {
                break;
            }
            look_again();
        }
        process.kill();
        let twice = "SELECT count(*) AS n FROM (SELECT recipient_id FROM messages GROUP BY recipient_id HAVING count(*) <> 1) x";
        assert_eq!(world.number(twice), 0, "everybody has exactly one message");
        assert_eq!(world.number("SELECT count(*) AS n FROM messages"), people as i64);
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let taken = server.taken();
        for (to, mail) in &taken {
            let id = mail.lines().find(|line| line.starts_with("Message-ID:")).expect("an id");
            ids.entry(to.clone()).or_default().insert(id.to_owned());
        }
        assert_eq!(ids.len(), people, "everybody has a mail");
        assert!(ids.values().all(|ids| ids.len() == 1), "a mail that came twice is the same mail");
        let unknown = world.number("SELECT CAST(sum(unknown_ends) AS BIGINT) AS n FROM deliveries");
        let doubled = taken.len() - people;
        assert!(doubled as i64 <= unknown, "{doubled} came twice, of which {unknown} were counted as unknown");
        println!("{people} mails on {engine:?}: {doubled} came twice, {unknown} ends were unknown");
    });
}

on_each_engine! { sent_through_everything }
