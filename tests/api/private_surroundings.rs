//! What the program leaves on its machine: a log without secrets, and folders that nobody else looks into.

use std::os::unix::fs::PermissionsExt;

use rollcall_testkit::{PASSWORD, Process};
use serde_json::json;

#[test]
fn the_log_holds_the_pattern_of_a_route_and_never_a_path() {
    let folder = tempfile::tempdir().expect("a folder is made");
    let process = Process::start(folder.path(), None, &[("RUST_LOG", "info")]);
    let admin = process.client().signed_in("admin", PASSWORD);
    admin.get("/users/0199a000-0000-7000-8000-00000000abcd").expect(404);
    admin.get("/users/secret-in-a-path").expect(404);
    admin.at_root().get("/nowhere/secret-in-a-path").expect(200);
    admin.at_root().get("/api/secret-in-a-path").expect(404);
    process.client().post("/auth/confirmation/complete", &json!({ "token": "secret-in-a-body" })).expect(422);
    drop(process);
    let log = std::fs::read_to_string(folder.path().join("log.txt")).expect("the log is read");
    assert!(log.contains("/api/v1/users/{id}") && log.contains("/api/v1/auth/confirmation/complete"), "{log}");
    assert!(!log.contains("secret-in") && !log.contains("00000000abcd"), "{log}");
}

#[test]
fn the_data_folder_is_its_owners_alone() {
    let folder = tempfile::tempdir().expect("a folder is made");
    let data = folder.path().join("data");
    std::fs::create_dir(&data).expect("a folder that is there already");
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).expect("it is open to all");
    let process = Process::start(&data, None, &[]);
    let admin = process.client().signed_in("admin", PASSWORD);
    let body = json!({
        "username": "anna", "email": "anna@example.org", "first_name": "A", "last_name": "B", "send_invitation": true,
    });
    admin.post("/users", &body).expect(201);
    let mode = |path: &std::path::Path| std::fs::metadata(path).map(|found| found.permissions().mode() & 0o777).ok();
    let mail = data.join("mail");
    let began = std::time::Instant::now();
    while mode(&mail).is_none() && began.elapsed().as_secs() < 30 {
        std::thread::yield_now();
    }
    assert_eq!((mode(&data), mode(&mail)), (Some(0o700), Some(0o700)));
}
