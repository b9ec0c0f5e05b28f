//! Two server processes on one PostgreSQL: the work is shared, and what one does the other knows.

use rollcall_testkit::{Client, Engine, PASSWORD, Process};
use serde_json::json;

use super::rig::trials;
use super::world::{World, administrator, wait_for};

const PEOPLE: usize = 1_200;

struct Nodes {
    world: World,
    folders: [tempfile::TempDir; 2],
}

impl Nodes {
    fn new() -> Self {
        let folder = || tempfile::tempdir().expect("a folder is made");
        Self { world: World::new(Engine::Postgres, PEOPLE), folders: [folder(), folder()] }
    }

    fn start(&self, node: usize) -> Process {
        let environment = [
            ("ROLLCALL_LEASE_SECONDS", "1"),
            ("ROLLCALL_CONNECTIONS", "6"),
            ("ROLLCALL_REQUESTS_PER_SECOND", "100000"),
            // Tokens of one node are good on the other.
            ("ROLLCALL_SECRET", "the same secret on every node, long enough"),
        ];
        Process::start(self.folders[node].path(), self.world.url(), &environment)
    }
}

#[test]
fn sessions_end_on_every_node_with_the_next_request() {
    let nodes = Nodes::new();
    let (one, two) = (nodes.start(0), nodes.start(1));
    let admin = administrator(&one);
    let person = json!({
        "username": "walker", "email": "walker@example.org", "first_name": "W", "last_name": "W", "password": PASSWORD
    });
    let id = admin.post("/users", &person).expect(201).text_of("id");
    let signed_in = one.client().signed_in("walker", PASSWORD);
    let elsewhere = signed_in.moved_to(&two.address);
    signed_in.get("/me").expect(200);
    elsewhere.get("/me").expect(200);
    admin.moved_to(&two.address).post(&format!("/users/{id}/suspend"), &json!({})).expect(200);
    signed_in.get("/me").expect(401);
    elsewhere.get("/me").expect(401);
    assert_eq!(two.client().sign_in("walker", PASSWORD).status, 401);
}

#[test]
fn work_is_shared_and_seen_on_both_nodes() {
    let nodes = Nodes::new();
    let (one, two) = (nodes.start(0), nodes.start(1));
    let admin = administrator(&one);
    let elsewhere = admin.moved_to(&two.address);
    // Many batches at once, all uploaded to one node.
    let ids: Vec<String> = (0..24)
        .map(|number| {
            let file = format!(
                "username,suspended\n{}",
                (0..40).map(|row| format!("p{},1\n", number * 40 + row)).collect::<String>()
            );
            let settings = json!({ "preset": "suspension", "apply": true });
            admin.upload("some.csv", file.as_bytes(), &settings).expect(202).text_of("id")
        })
        .collect();
    for id in &ids {
        let batch = wait_for(&elsewhere, id, |batch| batch["state"] == "applied");
        assert_eq!(batch["progress"], json!({ "done": 40, "total": 40 }), "the other node shows the progress");
        assert_eq!(batch["counts"]["suspend"], 40);
    }
    assert_eq!(nodes.world.number("SELECT count(*) AS n FROM users WHERE suspended"), 960);
    let entries = "SELECT count(*) AS n FROM audit_events WHERE action = 'user.suspended'";
    assert_eq!(nodes.world.number(entries), 960, "each once, whichever node did it");
}

#[test]
fn one_of_two_nodes_is_lost() {
    let nodes = Nodes::new();
    let survivor = nodes.start(1);
    let client = administrator(&survivor);
    trials("one of two nodes lost", Engine::Postgres, 2, |random, _| {
        use rand::Rng;
        let world = &nodes.world;
        let lost = nodes.start(0);
        let suspend = world.should_suspend();
        world.sign_some_in();
        let id = world.upload(&administrator(&lost), suspend);
        world.wait_until_done(&id, random.random_range(0..PEOPLE as i64));
        lost.kill();
        let batch = wait_for(&client, &id, |batch| batch["state"] == "applied" || batch["state"] == "failed");
        world.check_applied(&batch, if suspend { "suspend" } else { "activate" });
    });
}

/// Begins to export all users whose username begins with p.
fn export(client: &Client) -> String {
    let settings = json!({ "fields": ["username"], "apply": true });
    let body = json!({ "action": "export", "target": { "filter": "username sw \"p\"" }, "settings": settings });
    client.post("/batches/selection", &body).expect(202).text_of("id")
}

/// Whether a file has each of the people once.
fn check_file(file: &str) {
    let mut names: Vec<&str> = file.lines().skip(1).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!((names.len(), file.lines().count()), (PEOPLE, PEOPLE + 1));
}

#[test]
fn an_export_is_taken_from_any_node() {
    let nodes = Nodes::new();
    let (one, two) = (nodes.start(0), nodes.start(1));
    let admin = administrator(&one);
    let elsewhere = admin.moved_to(&two.address);
    let id = export(&admin);
    wait_for(&elsewhere, &id, |batch| batch["state"] == "applied");
    for client in [&admin, &elsewhere] {
        check_file(&client.get(&format!("/batches/{id}/download")).expect(200).text);
    }
    let link = admin.post_nothing(&format!("/batches/{id}/download/link")).expect(201).text_of("url");
    check_file(&two.client().get(link.trim_start_matches("/api/v1")).expect(200).text);
}

#[test]
fn a_node_is_lost_while_it_exports() {
    let nodes = Nodes::new();
    let survivor = nodes.start(1);
    let client = administrator(&survivor);
    trials("a node lost while it exports", Engine::Postgres, 2, |random, _| {
        use rand::Rng;
        let lost = nodes.start(0);
        let id = export(&administrator(&lost));
        nodes.world.wait_until_done(&id, random.random_range(0..PEOPLE as i64));
        lost.kill();
        let batch = wait_for(&client, &id, |batch| batch["state"] == "applied" || batch["state"] == "failed");
        assert_eq!((&batch["state"], &batch["counts"]["unchanged"]), (&json!("applied"), &json!(PEOPLE)));
        check_file(&client.get(&format!("/batches/{id}/download")).expect(200).text);
    });
    let left = "SELECT count(*) AS n FROM staged_parts WHERE staged NOT IN (SELECT export_file FROM batches WHERE export_file IS NOT NULL)";
    assert_eq!(nodes.world.number(left), 0, "nothing of a file that was not finished is left");
}
