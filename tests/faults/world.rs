//! The real program over a database of its own, and what must hold of it whatever happened.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use rollcall_domain::db::{Conn, Db, Number, Target, Urgency};
use rollcall_domain::{Result, registry, settings};
use rollcall_testkit::{Client, Database, Engine, PASSWORD, Process, make_people};
use serde_json::{Value, json};

/// How long anything may take before the test gives up. What is stuck is stuck for ever, and machines are busy: this
/// is far more than anything needs.
pub const LONGEST: Duration = Duration::from_secs(180);

/// Between two looks at what is waited for: whoever waits must not take the processor from what it waits for.
pub fn look_again() {
    std::thread::sleep(Duration::from_millis(2));
}

/// A database, a data folder, and the program over both.
pub struct World {
    folder: PathBuf,
    url: Option<String>,
    people: i64,
    /// The database, to look at it from outside.
    pub db: Db,
    _temporary: Option<tempfile::TempDir>,
    _database: Option<Database>,
}

#[derive(QueryableByName)]
struct Texts {
    #[diesel(sql_type = Text)]
    t: String,
}

impl World {
    /// A world with `people` people named `p0`, `p1`, ...
    pub fn new(engine: Engine, people: usize) -> Self {
        let database = (engine == Engine::Postgres).then(Database::make);
        let folder = tempfile::tempdir().expect("a folder is made");
        let url = database.as_ref().map(Database::url);
        let mut world = Self::over(folder.path(), url.as_deref(), url.as_deref(), people);
        (world._temporary, world._database) = (Some(folder), database);
        world
    }

    /// A world in a folder that is there; the program reaches the database by one URL, the test by another.
    pub fn over(folder: &Path, url: Option<&str>, seen_by: Option<&str>, people: usize) -> Self {
        let target = match seen_by {
            Some(url) => Target::Postgres(url.to_owned()),
            None => Target::Sqlite(folder.join("rollcall.db")),
        };
        let db = Db::open(&target, 2).expect("the database opens").followed_by(registry::FOLLOWER);
        db.migrate().expect("the database migrates");
        make_people(&db, "p", people);
        Self {
            folder: folder.to_owned(),
            url: url.map(str::to_owned),
            people: people as i64,
            db,
            _temporary: None,
            _database: None,
        }
    }

    /// The database, for workers of the test's own.
    pub fn target(&self) -> Target {
        match &self.url {
            Some(url) => Target::Postgres(url.clone()),
            None => Target::Sqlite(self.folder.join("rollcall.db")),
        }
    }

    /// The URL by which the program reaches its database; none for the embedded one.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Starts the program.
    pub fn start(&self) -> Process {
        self.start_with(&[])
    }

    /// Starts the program with more in its environment.
    pub fn start_with(&self, environment: &[(&str, &str)]) -> Process {
        let common = [
            ("ROLLCALL_LEASE_SECONDS", "1"),
            ("ROLLCALL_CONNECTIONS", "6"),
            ("ROLLCALL_REQUESTS_PER_SECOND", "100000"),
        ];
        let all: Vec<_> = common.into_iter().chain(environment.iter().copied()).collect();
        Process::start(&self.folder, self.url.as_deref(), &all)
    }

    /// The last mail that the program has written into its folder.
    pub fn last_mail(&self) -> Option<String> {
        let mails = std::fs::read_dir(self.folder.join("mail")).ok()?;
        let last = mails.flatten().map(|entry| entry.path()).max()?;
        std::fs::read_to_string(last).ok()
    }

    /// What the program wrote to its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log.txt")).unwrap_or_default()
    }

    /// The first number that a query gives.
    pub fn number(&self, query: &str) -> i64 {
        self.read(|conn| Ok(sql_query(query).get_result::<Number>(conn)?.n))
    }

    /// The texts that a query gives.
    pub fn texts(&self, query: &str) -> Vec<String> {
        self.read(|conn| Ok(sql_query(query).load::<Texts>(conn)?)).into_iter().map(|text| text.t).collect()
    }

    /// Reads from the database, however often it goes away in between.
    fn read<T>(&self, read: impl Fn(&mut Conn) -> Result<T>) -> T {
        let began = Instant::now();
        loop {
            match self.db.read(&read) {
                Ok(found) => return found,
                Err(error) => assert!(began.elapsed() < LONGEST, "the database does not come back: {error:?}"),
            }
            look_again();
        }
    }

    /// Changes something past all rules; whether it could be.
    pub fn execute(&self, sql: &str) -> bool {
        self.db.write(Urgency::Foreground, |conn| Ok(conn.batch_execute(sql)?)).is_ok()
    }

    /// Signs ten of the people in, past all rules, so that there are sessions for a suspension to end.
    pub fn sign_some_in(&self) {
        let no = if self.url.is_some() { "false" } else { "0" };
        let ids = self.texts(&format!(
            "SELECT CAST(id AS TEXT) AS t FROM users WHERE username LIKE 'p%' AND suspended = {no} ORDER BY id LIMIT 10"
        ));
        for id in ids {
            let session = uuid::Uuid::now_v7();
            let sql = format!(
                "INSERT INTO sessions (id, user_id, epoch, nonce, rotated_at, created_at, expires_at) \
                 SELECT '{session}', id, session_epoch, '{session}', 1, 1, 9000000000000 FROM users WHERE id = '{id}'"
            );
            assert!(self.execute(&sql), "a session is made");
        }
    }

    /// Whether the next file should suspend everybody, or activate them again.
    pub fn should_suspend(&self) -> bool {
        self.number("SELECT count(*) AS n FROM users WHERE suspended AND username LIKE 'p%'") * 2 < self.people
    }

    /// Uploads a file about everybody, to be applied at once; returns the batch's id.
    pub fn upload(&self, client: &Client, suspend: bool) -> String {
        let settings = json!({ "preset": "suspension", "apply": true, "confirm_affected": self.people });
        client.upload("people.csv", file(self.people as usize, suspend).as_bytes(), &settings).expect(202).text_of("id")
    }

    /// Asserts what must hold of a batch that has come to rest, however it did.
    pub fn check(&self, id: &str) {
        self.wait_for_rest(id);
        let state = self.texts(&format!("SELECT state AS t FROM batches WHERE id = '{id}'")).remove(0);
        let changed = self.number(&format!("SELECT changed AS n FROM batches WHERE id = '{id}'"));
        let rows = format!("FROM batch_rows WHERE batch_id = '{id}'");
        let applied = self.number(&format!("SELECT count(*) AS n {rows} AND version_applied IS NOT NULL"));
        let events = format!("FROM audit_events WHERE batch_id = '{id}' AND target_id IS NOT NULL");
        let audited = self.number(&format!("SELECT count(*) AS n {events}"));
        let people = self.number(&format!("SELECT count(DISTINCT target_id) AS n {events}"));
        assert_eq!(
            (applied, audited, people),
            (changed, changed, changed),
            "rows, audit and people = changes; {state}"
        );
        if state == "applied" {
            assert_eq!(self.number(&format!("SELECT count(*) AS n {rows}")), self.people, "every row is there");
            assert_eq!(changed, self.people, "everybody was changed");
        }
        self.check_everything();
    }

    /// Asserts what must hold of the whole site.
    pub fn check_everything(&self) {
        let live = "SELECT count(*) AS n FROM sessions s JOIN users u ON u.id = s.user_id \
                    WHERE u.suspended AND s.ended_at IS NULL AND s.epoch = u.session_epoch";
        assert_eq!(self.number(live), 0, "who is suspended has no live session");
        let administrators = "SELECT count(*) AS n FROM users u JOIN role_assignments r ON r.user_id = u.id \
                              WHERE r.role = 'administrator' AND NOT u.suspended AND u.deleted_at IS NULL";
        assert!(self.number(administrators) > 0, "an administrator is left");
        let versions = "SELECT count(*) AS n FROM users u WHERE u.username LIKE 'p%' AND u.version <> 1 + \
                        (SELECT count(*) FROM audit_events e WHERE e.target_id = u.id AND e.action LIKE 'user.%')";
        assert_eq!(self.number(versions), 0, "every change of an account is in the audit, and nothing else is");
        let log = self.log();
        for never in ["panicked", "example.org", PASSWORD, "$argon2"] {
            assert!(!log.contains(never), "the log holds {never:?}:\n{log}");
        }
    }

    /// Waits until the database answers again.
    pub fn come_back(&self) {
        self.number("SELECT count(*) AS n FROM settings");
    }

    /// Waits as long as something holds, and no longer than anything may take: then this is what is wrong.
    pub fn wait_while(&self, wrong: &str, holds: impl Fn() -> bool) {
        let began = Instant::now();
        while holds() {
            assert!(began.elapsed() < LONGEST, "{wrong}:\n{}", self.log());
            look_again();
        }
    }

    /// Waits until so many rows of a batch are done with, planned or applied, or until it rests.
    pub fn wait_until_done(&self, id: &str, rows: i64) {
        let done = format!(
            "SELECT CASE WHEN state IN ('planning', 'queued', 'applying') THEN done ELSE total END AS n \
             FROM batches WHERE id = '{id}'"
        );
        self.wait_while("the batch is stuck", || self.number(&done) < rows);
    }

    /// Waits until a worker has tried to work on the batch in vain, or until it rests. Where there is not even room to
    /// note the attempt, nothing can be seen of it, and there is nothing to wait for.
    pub fn wait_until_tried(&self, id: &str) {
        let rests = "state NOT IN ('planning', 'queued', 'applying')";
        let tried = format!("SELECT count(*) AS n FROM batches WHERE id = '{id}' AND (fence > 1 OR {rests})");
        self.wait_while("nobody works on the batch", || self.number(&tried) == 0 && self.has_room());
    }

    fn has_room(&self) -> bool {
        self.db.write(Urgency::Background, |conn| settings::set(conn, "test.room", "there is some")).is_ok()
    }

    /// Waits, looking at the database itself, until the batch rests and nobody is stuck.
    pub fn wait_for_rest(&self, id: &str) {
        let working = format!(
            "SELECT count(*) AS n FROM batches WHERE id = '{id}' AND state IN ('planning', 'queued', 'applying')"
        );
        self.wait_while("the batch is stuck", || self.number(&working) > 0);
    }

    /// Asserts what must hold of an applied batch over all people: each row once, audit = changes = counters.
    pub fn check_applied(&self, batch: &Value, outcome: &str) {
        let id = batch["id"].as_str().expect("the batch has an id");
        let people = self.people;
        assert_eq!(batch["state"], "applied", "{batch}\n{}", self.log());
        assert_eq!(batch["counts"][outcome], people, "{batch}");
        assert_eq!(batch["affected"], people, "{batch}");
        assert_eq!(batch["progress"], json!({ "done": people, "total": people }), "{batch}");
        self.check(id);
    }
}

/// The administrator of a process, signed in.
pub fn administrator(process: &Process) -> Client {
    process.client().signed_in("admin", PASSWORD)
}

/// Reads a batch until it is as wanted.
pub fn wait_for(client: &Client, id: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let batch = client.get(&format!("/batches/{id}")).expect(200).json;
        if wanted(&batch) {
            return batch;
        }
        assert!(began.elapsed() < LONGEST, "it took too long: {batch}");
        look_again();
    }
}

/// A file that suspends (or activates) `p0`, `p1`, ...
pub fn file(people: usize, suspended: bool) -> String {
    let rows = (0..people).map(|number| format!("p{number},{}\n", u8::from(suspended)));
    format!("username,suspended\n{}", rows.collect::<String>())
}
