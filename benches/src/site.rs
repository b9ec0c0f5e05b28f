//! A site with a million accounts, and the released program over it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rollcall_domain::db::{Db, Engine, Target};
use rollcall_testkit::{Client, Database, PASSWORD, Process, free_port};

use crate::{load, measure};

/// Where loaded databases of the embedded engine are kept.
#[derive(Clone, Copy, Debug)]
pub struct DatabaseStore<'a> {
    folder: Option<&'a Path>,
    in_place: bool,
}

impl<'a> DatabaseStore<'a> {
    /// In this folder, used as they are or as copies.
    pub fn new(folder: Option<&'a Path>, in_place: bool) -> Self {
        Self { folder, in_place }
    }

    /// The file for so many accounts.
    fn file(self, engine: Engine, accounts: usize) -> Option<PathBuf> {
        self.folder.map(|folder| folder.join(format!("{accounts}.db"))).filter(|_| engine == Engine::Sqlite)
    }
}

/// A database with accounts, and the program that serves it.
pub struct Site {
    /// The engine.
    pub engine: Engine,
    /// How many accounts there are.
    pub accounts: usize,
    /// How long the engine took to load them.
    pub loaded_in: Duration,
    /// The running program.
    pub process: Process,
    /// Where the program takes its mails.
    pub mail_port: u16,
    /// The engine's version.
    pub version: String,
    /// Undo needs to know what was done: the program's batches, and the bare ones.
    pub suspended: Vec<(String, String)>,
    db: Db,
    next_block: usize,
    database: Option<Database>,
    folder: tempfile::TempDir,
}

impl Site {
    /// Loads the accounts and starts the program.
    pub fn open(engine: Engine, accounts: usize, keep: DatabaseStore<'_>) -> Self {
        let folder = tempfile::Builder::new().prefix("rollcall-bench-").tempdir().expect("a folder is made");
        let database = (engine == Engine::Postgres).then(Database::make);
        let file = folder.path().join("rollcall.db");
        let target = match &database {
            Some(database) => Target::Postgres(database.url()),
            None => Target::Sqlite(file.clone()),
        };
        let kept = keep.file(engine, accounts);
        let began = Instant::now();
        match &kept {
            Some(kept) if keep.in_place => {
                if !kept.exists() {
                    make(&target, accounts);
                    std::fs::create_dir_all(kept.parent().unwrap_or(Path::new("."))).expect("the folder is made");
                    std::fs::rename(&file, kept).expect("the database is moved");
                }
                let kept = kept.canonicalize().expect("the database is there");
                std::os::unix::fs::symlink(kept, &file).expect("the database is linked");
            }
            Some(kept) if kept.exists() => {
                std::fs::copy(kept, &file).expect("the kept database is copied");
            }
            _ => {
                make(&target, accounts);
                keep_copy(&file, kept.as_deref());
            }
        }
        let loaded_in = began.elapsed();
        println!("{engine:?}: {accounts} accounts in {:.0} s", loaded_in.as_secs_f64());
        let db = Db::open(&target, 1).expect("the database opens");
        let version = load::version(&db);
        let url = database.as_ref().map(Database::url);
        let mail_port = free_port();
        let mail_server = format!("smtp://127.0.0.1:{mail_port}");
        let environment = [
            ("ROLLCALL_REQUESTS_PER_SECOND", "100000"),
            // Nobody listens there but while mails are measured: invitations wait, and writing them is in no other figure.
            ("ROLLCALL_SMTP_URL", mail_server.as_str()),
        ];
        let process = Process::start(folder.path(), url.as_deref(), &environment);
        let site = Self {
            engine,
            accounts,
            loaded_in,
            process,
            mail_port,
            version,
            suspended: Vec::new(),
            db,
            next_block: 0,
            database,
            folder,
        };
        // A batch of this size is confirmed beforehand; its limits are settings of the site.
        site.administrator();
        site
    }

    /// The administrator, signed in anew: a bench may outlast a token.
    pub fn administrator(&self) -> Client {
        self.process.client().signed_in("admin", PASSWORD)
    }

    /// The database, to look at it and to run bare SQL in it.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The file of the embedded engine.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("rollcall.db")
    }

    /// Where the other engine's database is.
    pub fn url(&self) -> String {
        self.database.as_ref().map(Database::url).unwrap_or_default()
    }

    /// The numbers of the accounts of the next block that nobody has touched.
    pub fn next_block(&mut self, size: usize) -> std::ops::Range<usize> {
        let first = self.next_block * size + 1;
        self.next_block += 1;
        assert!(first + size - 1 <= self.accounts, "there are too few accounts for so many runs");
        first..first + size
    }

    /// Begins again with the first block.
    pub fn first_block(&mut self) {
        self.next_block = 0;
    }

    /// Waits until the background has nothing left to do: audit entries sealed, log written back.
    pub fn settle(&self) {
        let unsealed = "SELECT count(*) AS n FROM (SELECT 1 FROM audit_events WHERE block IS NULL LIMIT 1) AS waiting";
        while load::number(&self.db, unsealed) > 0 {
            std::thread::sleep(Duration::from_millis(100));
        }
        load::settle(&self.db);
        measure::forget_peak(self.process.id());
    }
}

fn make(target: &Target, accounts: usize) {
    Db::open(target, 1).and_then(|db| db.migrate()).expect("the database migrates");
    load::accounts(target, accounts);
}

fn keep_copy(file: &Path, kept: Option<&Path>) {
    let Some(kept) = kept else { return };
    std::fs::create_dir_all(kept.parent().unwrap_or(Path::new("."))).expect("the folder is made");
    std::fs::copy(file, PathBuf::from(kept)).expect("the database is kept");
}
