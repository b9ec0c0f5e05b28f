//! No room left: in the data folder, where PostgreSQL writes ahead, and where uploads are received. Small file systems
//! in memory stand for full disks; where mounting one is not permitted, the trials are left out, and say so.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rand::Rng;
use rollcall_testkit::{Cluster, Engine};
use serde_json::{Value, json};

use super::rig::{trials, wanted};
use super::world::{World, administrator, file};

const PEOPLE: usize = 1_200;
/// What a trial may leave in the database, generously.
const MEGABYTES_OF_A_TRIAL: usize = 6;

/// A small file system; it goes with this value.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn mount(megabytes: usize) -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("rollcall-disk-").tempdir().expect("a folder is made");
        let size = format!("size={megabytes}m");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "rollcall-test"]).arg(folder.path()).stderr(Stdio::null());
        if mount.status().is_ok_and(|status| status.success()) {
            return Some(Self { folder });
        }
        println!("LEFT OUT: no small file system can be mounted here (that takes root), so no disk was full");
        None
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }

    /// Fills the disk up to a few kilobytes.
    fn fill(&self, kilobytes_left: u64) {
        let output = Command::new("df").args(["--output=avail", "-k"]).arg(self.path()).output().expect("df runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let free: u64 =
            text.lines().nth(1).and_then(|line| line.trim().parse().ok()).expect("df says how much is free");
        let length = format!("{}KiB", free.saturating_sub(kilobytes_left).max(1));
        let mut fill = Command::new("fallocate");
        fill.args(["--length", &length]).arg(self.ballast()).stderr(Stdio::null());
        // The very last block may not fit any more; full is full.
        assert!(fill.status().is_ok(), "fallocate runs");
    }

    fn make_room(&self) {
        drop(std::fs::remove_file(self.ballast()));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").args(["-l"]).arg(self.path()).status());
    }
}

/// Uploads while there is hardly any room. What the upload came to: a batch, or a clear refusal.
fn upload_without_room(world: &World, client: &rollcall_testkit::Client, suspend: bool) -> Option<String> {
    let settings = json!({ "preset": "suspension", "apply": true, "confirm_affected": PEOPLE });
    let answer = client.upload("people.csv", file(PEOPLE, suspend).as_bytes(), &settings);
    assert!([202, 500, 503, 507].contains(&answer.status), "{}\n{}", answer.text, world.log());
    (answer.status == 202).then(|| answer.text_of("id"))
}

/// The batch rests in a definite state, and the same file afterwards does all of it.
fn goes_on(world: &World, client: &rollcall_testkit::Client, id: Option<String>, suspend: bool) {
    if let Some(id) = id {
        world.check(&id);
    }
    let id = world.upload(client, suspend);
    world.wait_for_rest(&id);
    let batch: Value = client.get(&format!("/batches/{id}")).expect(200).json;
    assert_eq!(batch["state"], "applied", "{batch}");
    let left = world.number("SELECT count(*) AS n FROM users WHERE suspended AND username LIKE 'p%'");
    assert_eq!(left, if suspend { PEOPLE as i64 } else { 0 });
    world.check_everything();
}

#[test]
fn no_room_in_the_data_folder() {
    // Every trial leaves batches and audit entries behind; the disk is to be full of ballast, not of those.
    let Some(disk) = SmallDisk::mount(64 + MEGABYTES_OF_A_TRIAL * wanted(2)) else { return };
    let world = World::over(disk.path(), None, None, PEOPLE);
    let process = world.start();
    trials("no room in the data folder", Engine::Sqlite, 2, |random, _| {
        // A trial before may have ended in the middle.
        disk.make_room();
        let client = administrator(&process);
        let suspend = world.should_suspend();
        world.sign_some_in();
        disk.fill(random.random_range(0..1_500));
        let id = upload_without_room(&world, &client, suspend);
        if let Some(id) = &id {
            // It fails, or there was just enough room: either way room is then made.
            world.wait_until_tried(id);
        }
        disk.make_room();
        goes_on(&world, &client, id, suspend);
    });
}

#[test]
fn no_room_for_the_write_ahead_log() {
    let Some(disk) = SmallDisk::mount(160 + MEGABYTES_OF_A_TRIAL * wanted(1)) else { return };
    let settings = ["max_connections = 40", "shared_buffers = 16MB", "min_wal_size = 2MB", "max_wal_size = 8MB"];
    let cluster = Cluster::start_in(disk.path(), &settings);
    let folder = tempfile::tempdir().expect("a folder is made");
    let world = World::over(folder.path(), Some(&cluster.url()), Some(&cluster.url()), PEOPLE);
    let process = world.start();
    trials("no room for the write-ahead log", Engine::Postgres, 1, |random, _| {
        let client = administrator(&process);
        let suspend = world.should_suspend();
        world.sign_some_in();
        disk.fill(random.random_range(0..600));
        let id = upload_without_room(&world, &client, suspend);
        disk.make_room();
        // Without room for its log PostgreSQL gives up; it is started again when there is room.
        if !cluster.answers() {
            cluster.launch();
        }
        world.come_back();
        goes_on(&world, &administrator(&process), id, suspend);
    });
}

fn no_room_for_uploads(engine: Engine) {
    let Some(disk) = SmallDisk::mount(1) else { return };
    let world = World::new(engine, PEOPLE);
    let folder = disk.path().to_str().expect("the folder's name is text");
    let process = world.start_with(&[("TMPDIR", folder)]);
    let client = administrator(&process);
    let large = format!("username,suspended\n{}", "p1,1\n".repeat(400_000));
    trials("no room for uploads", engine, 2, |_, _| {
        let batches = world.number("SELECT count(*) AS n FROM batches");
        let parts = world.number("SELECT count(*) AS n FROM staged_parts");
        let answer = client.upload("people.csv", large.as_bytes(), &json!({ "preset": "suspension" }));
        assert!([500, 503, 507].contains(&answer.status), "{}", answer.text);
        assert!(answer.json["request_id"].is_string(), "{}", answer.text);
        assert_eq!(world.number("SELECT count(*) AS n FROM batches"), batches, "nothing came of it");
        assert_eq!(world.number("SELECT count(*) AS n FROM staged_parts"), parts, "and nothing of it is left");
        let suspend = world.should_suspend();
        world.sign_some_in();
        goes_on(&world, &client, None, suspend);
    });
}

super::rig::on_each_engine! { no_room_for_uploads }
