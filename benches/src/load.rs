//! Loading accounts by the engine's own means, and small questions to the database.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use rollcall_domain::db::{Db, Engine, Number, Target};

const FIRST: [&str; 40] = [
    "Anna", "Bela", "Carla", "Dana", "Edda", "Frida", "Greta", "Hanna", "Ida", "Jana", "Karla", "Lena", "Mara", "Nora",
    "Olga", "Paula", "Rosa", "Sara", "Tina", "Ulla", "Arne", "Bruno", "Carl", "David", "Emil", "Felix", "Georg",
    "Hugo", "Ivan", "Jonas", "Klaus", "Lars", "Max", "Nils", "Otto", "Paul", "Ralf", "Sven", "Tom", "Uwe",
];

/// The first and the second half of family names.
const HALVES: ([&str; 12], [&str; 5], [&str; 10], [&str; 6]) = (
    ["Berg", "Sand", "Wald", "Stein", "Feld", "Holm", "Linden", "Birken", "Rosen", "Eichen", "Nord", "Alten"],
    ["", "er", "en", "hof", "au"],
    ["mann", "bach", "dorf", "thal", "hagen", "kamp", "brink", "stedt", "moor", "wik"],
    ["", "er", "s", "sen", "ing", "ius"],
);

#[derive(QueryableByName)]
struct Sentence {
    #[diesel(sql_type = Text)]
    text: String,
}

/// A number from the database.
pub fn number(db: &Db, query: &str) -> i64 {
    db.read(|conn| Ok(sql_query(query).get_result::<Number>(conn)?.n)).expect("the query runs")
}

/// A text from the database.
pub fn text(db: &Db, query: &str) -> String {
    texts(db, query).pop().expect("the query gives a text")
}

/// Texts from the database.
pub fn texts(db: &Db, query: &str) -> Vec<String> {
    let found = db.read(|conn| Ok(sql_query(query).load::<Sentence>(conn)?)).expect("the query runs");
    found.into_iter().map(|sentence| sentence.text).collect()
}

/// The engine and its version.
pub fn version(db: &Db) -> String {
    match db.engine() {
        Engine::Sqlite => format!("SQLite {}", text(db, "SELECT sqlite_version() AS text")),
        Engine::Postgres => {
            let version = text(db, "SELECT current_setting('server_version') AS text");
            format!("PostgreSQL {}", version.split(' ').next().unwrap_or_default())
        }
    }
}

/// Writes back what waits in the log, so that no run pays for the one before.
pub fn settle(db: &Db) {
    let sql = match db.engine() {
        Engine::Sqlite => "PRAGMA wal_checkpoint(PASSIVE)",
        Engine::Postgres => "CHECKPOINT",
    };
    db.read(|conn| Ok(conn.batch_execute(sql)?)).expect("the log is written back");
}

/// Loads so many accounts: indexes away, one statement, indexes back.
pub fn accounts(target: &Target, accounts: usize) {
    let db = Db::open(target, 1).expect("the database opens");
    let (to_drop, to_make) = match db.engine() {
        Engine::Sqlite => (
            texts(
                &db,
                "SELECT 'DROP ' || type || ' ' || name AS text FROM sqlite_master WHERE tbl_name = 'users' AND sql IS NOT NULL AND type IN ('index', 'trigger')",
            ),
            texts(
                &db,
                "SELECT sql AS text FROM sqlite_master WHERE tbl_name = 'users' AND sql IS NOT NULL AND type IN ('index', 'trigger')",
            ),
        ),
        Engine::Postgres => {
            let own = "FROM pg_indexes WHERE tablename IN ('users', 'users_search') AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = indexname)";
            (
                texts(&db, &format!("SELECT 'DROP INDEX ' || indexname AS text {own}")),
                texts(&db, &format!("SELECT indexdef AS text {own}")),
            )
        }
    };
    let mut script = match db.engine() {
        // Without a log, which would be as long as the database.
        Engine::Sqlite => "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN;",
        Engine::Postgres => "SET statement_timeout = 0; SET maintenance_work_mem = '512MB'; BEGIN;",
    }
    .to_owned();
    script += "CREATE TEMP TABLE bench_first (k bigint PRIMARY KEY, name text);
        CREATE TEMP TABLE bench_start (k bigint PRIMARY KEY, name text);
        CREATE TEMP TABLE bench_end (k bigint PRIMARY KEY, name text);
        CREATE TEMP TABLE bench_domain (k bigint PRIMARY KEY, name text);";
    let halves = |left: &[&str], right: &[&str]| -> Vec<String> {
        left.iter().flat_map(|left| right.iter().map(move |right| format!("{left}{right}"))).collect()
    };
    let first: Vec<String> = FIRST.iter().map(|name| (*name).to_owned()).collect();
    // Accounts with an odd number have the school of its last three digits.
    let schools = (0..1_000).map(|number| format!("s{number:03}.example.org"));
    let domains = ["uni.example.org".to_owned(), "example.org".to_owned()].into_iter().chain(schools).collect();
    for (table, names) in [
        ("bench_first", first),
        ("bench_start", halves(&HALVES.0, &HALVES.1)),
        ("bench_end", halves(&HALVES.2, &HALVES.3)),
        ("bench_domain", domains),
    ] {
        let values: Vec<_> = names.iter().enumerate().map(|(k, name)| format!("({k}, '{name}')")).collect();
        script += &format!("INSERT INTO {table} VALUES {};", values.join(", "));
    }
    script += &(to_drop.join(";") + ";");
    script += &match db.engine() {
        Engine::Sqlite => include_str!("../load/sqlite.sql"),
        Engine::Postgres => include_str!("../load/postgres.sql"),
    }
    .replace("{accounts}", &accounts.to_string())
    .replace("{first_seq}", "0");
    script += &(to_make.join(";") + ";");
    script += match db.engine() {
        Engine::Sqlite => {
            "INSERT INTO users_search (users_search) VALUES ('rebuild'); COMMIT; ANALYZE; PRAGMA journal_mode = WAL;"
        }
        Engine::Postgres => {
            "COMMIT; VACUUM ANALYZE users; VACUUM ANALYZE users_search; VACUUM ANALYZE profile_values; CHECKPOINT;"
        }
    };
    // The log cannot be left out while another process has the database open.
    drop(db);
    // Past units of work, since the script has its own.
    match target {
        Target::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(&path.to_string_lossy()).expect("the database opens");
            // The pool's threads may still be about to let the database go.
            while conn.batch_execute("PRAGMA journal_mode = OFF").is_err() {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            conn.batch_execute(&script).expect("the accounts are loaded");
        }
        Target::Postgres(url) => {
            let mut conn = PgConnection::establish(url).expect("the database opens");
            // One simple query is one transaction: VACUUM needs statements of its own.
            for statement in script.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
                conn.batch_execute(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
            }
        }
    }
}
