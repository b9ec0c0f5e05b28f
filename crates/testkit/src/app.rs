//! A running system inside the test's own process, with a database of its own.

use std::net::TcpListener;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web;
use rollcall_domain::Clock;
use rollcall_domain::audit::history;
use rollcall_domain::auth::Secret;
use rollcall_domain::auth::link::LinkKey;
use rollcall_domain::batches::engine::lease::Lane;
use rollcall_domain::batches::engine::registry::Registry;
use rollcall_domain::batches::engine::signal::Signal;
use rollcall_domain::batches::engine::worker::Worker;
use rollcall_domain::db::{Conn, Db, Engine, Target, Urgency};
use rollcall_domain::id::UserId;
use rollcall_domain::mail::{Folder, Postman};
use rollcall_domain::registry::{FOLLOWER, REGISTRY, TASKS};
use rollcall_domain::roles::RoleKey;
use rollcall_domain::users::{Account, Field, FieldValue, store};
use rollcall_http::{AppState, Options, Running};

use crate::client::Client;
use crate::clock::TestClock;
use crate::people::{self, PASSWORD, Person};
use crate::postgres::Database;

/// A running system. Dropping it stops the server and the worker, then takes the database away.
pub struct TestApp {
    /// The database, to look at what came of a call.
    pub db: Db,
    /// The system's clock.
    pub clock: TestClock,
    /// A caller who is not signed in.
    pub anonymous: Client,
    signal: Arc<Signal>,
    server: ServerHandle,
    threads: Vec<JoinHandle<()>>,
    _database: Option<Database>,
    postman: Postman,
    folder: tempfile::TempDir,
}

impl TestApp {
    /// Starts a system on an engine, without accounts.
    pub fn start(engine: Engine) -> Self {
        Self::start_with(engine, Options { requests_per_second: 100_000, ..Options::default() })
    }

    /// Starts a system with other options.
    pub fn start_with(engine: Engine, options: Options) -> Self {
        Self::start_as(engine, options, REGISTRY)
    }

    /// Starts a system whose workers know these operations.
    pub fn start_as(engine: Engine, options: Options, registry: Registry) -> Self {
        Self::open(engine, options, registry, Database::make, |_| ())
    }

    /// Starts a system on a database that is not up to date: `fill` gets one without tables.
    pub fn start_on(engine: Engine, fill: impl FnOnce(&Db)) -> Self {
        let options = Options { requests_per_second: 100_000, ..Options::default() };
        Self::open(engine, options, REGISTRY, Database::empty, fill)
    }

    fn open(
        engine: Engine,
        options: Options,
        registry: Registry,
        database: fn() -> Database,
        fill: impl FnOnce(&Db),
    ) -> Self {
        let folder = tempfile::tempdir().expect("a folder is made");
        let database = (engine == Engine::Postgres).then(database);
        let target = match &database {
            Some(database) => Target::Postgres(database.url()),
            None => Target::Sqlite(folder.path().join("rollcall.db")),
        };
        let db = Db::open(&target, 8).expect("the database opens").followed_by(FOLLOWER);
        fill(&db);
        db.migrate().expect("the database migrates");
        let (clock, signal) = (TestClock::default(), Arc::new(Signal::default()));
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let secret = Secret::new("a secret for tests, long enough to be one").expect("a secret");
        let postman = Postman {
            transport: Arc::new(Folder::new(&folder.path().join("mail"))),
            links: LinkKey::new(&secret),
            base_url: "https://people.example.org".to_owned(),
        };
        let state =
            AppState::new(db.clone(), shared.clone(), &secret, signal.clone(), options).expect("the state is made");
        let mut threads = Vec::new();
        for (name, lane) in [("any", Lane::Any), ("small", Lane::Small)] {
            let worker = Worker::new(
                db.clone(),
                shared.clone(),
                registry,
                signal.clone(),
                format!("test-{name}"),
                Duration::from_secs(10),
                lane,
            );
            threads.push(std::thread::spawn(move || worker.run()));
        }
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("the listener has an address"));
        let (tell, told) = mpsc::channel();
        threads.push(std::thread::spawn(move || {
            let state = web::Data::new(state);
            actix_web::rt::System::new().block_on(async move {
                let running = Running { threads: Some(2), ignores_signals: true };
                let server = rollcall_http::server(state, listener, running).expect("the server listens");
                tell.send(server.handle()).expect("the test waits for the server");
                server.await.expect("the server ends well");
            });
        }));
        let server = told.recv().expect("the server starts");
        Self {
            db,
            clock,
            anonymous: Client::new(&address),
            signal,
            server,
            threads,
            _database: database,
            postman,
            folder,
        }
    }

    /// There is work for workers.
    pub fn wake(&self) {
        self.signal.wake();
    }

    /// Sets a setting of the site.
    pub fn set(&self, name: &str, value: &str) {
        self.write(|conn| rollcall_domain::settings::set(conn, name, value));
    }

    /// Reads from the database.
    #[track_caller]
    pub fn read<T>(&self, work: impl FnOnce(&mut Conn) -> rollcall_domain::Result<T>) -> T {
        self.db.read(work).expect("the database is read")
    }

    /// Writes to the database, past all rules.
    #[track_caller]
    pub fn write<T>(&self, work: impl FnOnce(&mut Conn) -> rollcall_domain::Result<T>) -> T {
        self.db.write(Urgency::Foreground, work).expect("the database is written")
    }

    /// An account as it is stored.
    #[track_caller]
    pub fn account(&self, username: &str) -> Account {
        self.read(|conn| {
            let id = store::holder(conn, Field::Username, username, None)?;
            store::find(conn, id.unwrap_or_else(|| panic!("nobody is called {username:?}")))
        })
    }

    /// The actions that the audit holds about an account, in order.
    #[track_caller]
    pub fn audited(&self, id: UserId) -> Vec<String> {
        let events = self.read(|conn| history::of_user(conn, id, None, 10_000));
        events.into_iter().rev().map(|event| event.action).collect()
    }

    /// Delivers the mails that are due, and returns every mail so far, the latest last, as it was sent.
    #[track_caller]
    pub fn mails(&self) -> Vec<String> {
        self.postman.deliver(&self.db, self.clock.now()).expect("mails are delivered");
        let Ok(files) = std::fs::read_dir(self.folder.path().join("mail")) else { return Vec::new() };
        let mut paths: Vec<_> = files.map(|file| file.expect("the folder is read").path()).collect();
        // They are named by their ids, which grow.
        paths.sort();
        paths.iter().map(|path| std::fs::read_to_string(path).expect("a mail is read")).collect()
    }

    /// Does what time brings: ends suspensions that are over, seals the audit, expires what is old.
    #[track_caller]
    pub fn tidy(&self) {
        rollcall_domain::jobs::run_all(TASKS, &self.db, self.clock.now()).expect("what is due is done");
    }

    /// Makes people with the fields that the test gives; what is not given is as for [`Self::people`].
    pub fn people_with(&self, accounts: &[(&str, &[(Field, FieldValue)])]) -> Vec<Person> {
        people::make_with(&self.db, accounts)
    }

    /// Makes a person who can sign in.
    pub fn person(&self, username: &str) -> Person {
        people::make(&self.db, username, None)
    }

    /// Makes an administrator.
    pub fn administrator_called(&self, username: &str) -> Person {
        people::make(&self.db, username, Some(RoleKey::Administrator))
    }

    /// Makes `count` people named `prefix0`, `prefix1`, ..., who have no password.
    pub fn people(&self, prefix: &str, count: usize) -> Vec<Person> {
        people::make_people(&self.db, prefix, count)
    }

    /// An administrator ("root-admin"), signed in.
    #[track_caller]
    pub fn administrator(&self) -> Client {
        self.administrator_called("root-admin");
        self.anonymous.signed_in("root-admin", PASSWORD)
    }

    /// An account manager ("manager"), signed in.
    #[track_caller]
    pub fn account_manager(&self) -> Client {
        people::make(&self.db, "manager", Some(RoleKey::AccountManager));
        self.anonymous.signed_in("manager", PASSWORD)
    }

    /// A learner ("learner"), signed in.
    #[track_caller]
    pub fn learner(&self) -> Client {
        self.person("learner");
        self.anonymous.signed_in("learner", PASSWORD)
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.signal.stop();
        // The answer comes when the server's own thread ends, which is waited for below.
        drop(self.server.stop(false));
        for thread in self.threads.drain(..) {
            if thread.join().is_err() && !std::thread::panicking() {
                panic!("a thread of the system ended in a panic");
            }
        }
    }
}
