//! The real program over a database of its own, and what must hold of it whatever happened.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use rollcall_domain::db::{Db, Target};
use rollcall_testkit::{Client, Database, Engine, PASSWORD, Process, make_people};
use serde_json::{Value, json};

/// How long anything may take before the test gives up.
const LONGEST: Duration = Duration::from_secs(60);

/// A database, a data folder, and the program over both.
pub struct World {
    folder: tempfile::TempDir,
    database: Option<Database>,
    /// The database, to look at it from outside.
    pub db: Db,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl World {
    /// A world with `people` people named `p0`, `p1`, ...
    pub fn new(engine: Engine, people: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder is made");
        let database = (engine == Engine::Postgres).then(Database::make);
        let target = match &database {
            Some(database) => Target::Postgres(database.url()),
            None => Target::Sqlite(folder.path().join("rollcall.db")),
        };
        let db = Db::open(&target, 2).expect("the database opens");
        db.migrate().expect("the database migrates");
        make_people(&db, "p", people);
        Self { folder, database, db }
    }

    /// Starts the program.
    pub fn start(&self) -> Process {
        let url = self.database.as_ref().map(Database::url);
        Process::start(
            self.folder.path(),
            url.as_deref(),
            &[
                ("ROLLCALL_LEASE_SECONDS", "1"),
                ("ROLLCALL_CONNECTIONS", "6"),
                ("ROLLCALL_REQUESTS_PER_SECOND", "100000"),
            ],
        )
    }

    /// The last mail that the program has written into its folder.
    pub fn last_mail(&self) -> Option<String> {
        let mails = std::fs::read_dir(self.folder.path().join("mail")).ok()?;
        let last = mails.flatten().map(|entry| entry.path()).max()?;
        std::fs::read_to_string(last).ok()
    }

    /// What the program wrote to its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(PathBuf::from(self.folder.path()).join("log.txt")).unwrap_or_default()
    }

    /// The first number that a query gives.
    pub fn number(&self, query: &str) -> i64 {
        self.db.read(|conn| Ok(sql_query(query).get_result::<Number>(conn)?.n)).expect("the query runs")
    }

    /// Asserts what must hold of an applied batch over all people: each row once, audit = changes = counters.
    pub fn check_applied(&self, batch: &Value, outcome: &str, people: i64) {
        let id = batch["id"].as_str().expect("the batch has an id");
        assert_eq!(batch["state"], "applied", "{batch}\n{}", self.log());
        assert_eq!(batch["counts"][outcome], people, "{batch}");
        assert_eq!(batch["affected"], people, "{batch}");
        assert_eq!(batch["progress"], json!({ "done": people, "total": people }), "{batch}");
        let rows = format!("FROM batch_rows WHERE batch_id = '{id}'");
        assert_eq!(self.number(&format!("SELECT count(*) AS n {rows}")), people);
        assert_eq!(
            self.number(&format!("SELECT count(*) AS n {rows} AND settled AND version_applied IS NOT NULL")),
            people
        );
        let events = format!("FROM audit_events WHERE batch_id = '{id}' AND target_id IS NOT NULL");
        assert_eq!(self.number(&format!("SELECT count(*) AS n {events}")), people, "one entry for each change");
        assert_eq!(
            self.number(&format!("SELECT count(DISTINCT target_id) AS n {events}")),
            people,
            "nobody was changed twice"
        );
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
    }
}

/// A file that suspends (or activates) `p0`, `p1`, ...
pub fn file(people: usize, suspended: bool) -> String {
    let rows = (0..people).map(|number| format!("p{number},{}\n", u8::from(suspended)));
    format!("username,suspended\n{}", rows.collect::<String>())
}
