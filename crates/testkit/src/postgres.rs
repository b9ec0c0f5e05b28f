//! A PostgreSQL database for each test, copied from one that is migrated once.

use std::sync::OnceLock;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use rollcall_domain::db::{Db, Target};

/// A database of one's own; it goes when this is dropped.
#[derive(Debug)]
pub struct Database {
    server: String,
    name: String,
}

/// The server to make databases on, as the test command says.
fn server() -> String {
    std::env::var("ROLLCALL_TEST_POSTGRES")
        .expect("ROLLCALL_TEST_POSTGRES is not set: run the tests with `cargo xtask test api`")
}

fn with_name(server: &str, name: &str) -> String {
    let (address, _) = server.rsplit_once('/').expect("the URL of the test server names a database");
    format!("{address}/{name}")
}

fn execute(server: &str, sql: &str) {
    let mut conn = PgConnection::establish(server).expect("the test server answers");
    conn.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// The migrated database that the others are copied from: one for each run of the tests.
fn template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let (server, name) = (server(), format!("template_{}", std::process::id()));
        execute(&server, &format!("CREATE DATABASE {name}"));
        let db = Db::open(&Target::Postgres(with_name(&server, &name)), 1).expect("the template opens");
        db.migrate().expect("the template migrates");
        name
    })
}

impl Database {
    /// A migrated database without anybody in it.
    pub fn make() -> Self {
        let (server, name) = (server(), format!("test_{}", uuid::Uuid::now_v7().simple()));
        execute(&server, &format!("CREATE DATABASE {name} TEMPLATE {}", template()));
        Self { server, name }
    }

    /// A database without tables.
    pub fn empty() -> Self {
        let (server, name) = (server(), format!("test_{}", uuid::Uuid::now_v7().simple()));
        execute(&server, &format!("CREATE DATABASE {name}"));
        Self { server, name }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        with_name(&self.server, &self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        if let Ok(mut conn) = PgConnection::establish(&self.server)
            && let Err(error) = conn.batch_execute(&sql)
        {
            eprintln!("{sql}: {error}");
        }
    }
}
