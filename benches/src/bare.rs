//! The same work by the engine alone: the scripts in `benches/bare/`.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use rollcall_domain::db::{Conn, Engine, Urgency};

use crate::site::Site;

/// The text of a script for an engine.
macro_rules! script {
    ($name:literal, $engine:expr) => {
        match $engine {
            Engine::Sqlite => include_str!(concat!("../bare/", $name, ".sqlite.sql")),
            Engine::Postgres => include_str!(concat!("../bare/", $name, ".postgres.sql")),
        }
    };
}

/// A script.
#[derive(Clone, Copy, Debug)]
pub enum Script {
    /// Suspend the people of a file.
    Suspend,
    /// Activate them.
    Activate,
    /// Take a batch back.
    Undo,
    /// Plan to change two details of the people of a file.
    Plan,
    /// Plan it and do it.
    Update,
    /// Give them other usernames.
    Rename,
    /// Make them, with invitations.
    Create,
    /// Delete those who match a condition.
    Delete,
    /// Enrol them in a course.
    Enrol,
    /// Write to them.
    Message,
}

impl Script {
    /// The whole script: the batch, what is done, and how that is put down.
    fn text(self, engine: Engine) -> String {
        let own = match self {
            Self::Suspend => script!("suspend", engine),
            Self::Activate => script!("activate", engine),
            Self::Undo => script!("undo", engine),
            Self::Plan => script!("plan", engine),
            Self::Update => script!("update", engine),
            Self::Rename => script!("rename", engine),
            Self::Create => script!("create", engine),
            Self::Delete => script!("delete", engine),
            Self::Enrol => script!("enrol", engine),
            Self::Message => script!("message", engine),
        };
        let (kind, does, event) = match self {
            Self::Suspend => ("file", "suspension", "user.suspended"),
            Self::Activate | Self::Undo => ("file", "suspension", "user.activated"),
            Self::Plan | Self::Update => ("file", "upsert", "user.updated"),
            Self::Rename => ("file", "rename", "user.renamed"),
            Self::Create => ("file", "upsert", "user.created"),
            Self::Delete => ("selection", "delete", "user.deleted"),
            Self::Enrol => ("selection", "enrol", "enrolment.created"),
            Self::Message => ("selection", "message", "message.sent"),
        };
        let (planned, end) = match self {
            Self::Plan => ("", ""),
            Self::Update => (script!("plan", engine), script!("end", engine)),
            _ => ("", script!("end", engine)),
        };
        let all = [script!("begin", engine), planned, own, end].join("\n");
        all.replace("{kind}", kind).replace("{does}", does).replace("{event}", event)
    }
}

/// Columns of the staging table, whatever a file calls its own; it has as many as the file.
const COLUMNS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// Runs a script, over a file if it needs one, with words of its own put in: one transaction, on a connection set up as the program's.
/// Returns the batch and how long it took, staging and commit included.
pub fn run(site: &Site, script: Script, file: Option<&str>, words: &[(&str, &str)]) -> (String, Duration) {
    let batch = uuid::Uuid::now_v7().to_string();
    let actor = uuid::Uuid::now_v7().to_string();
    // The time as it is: what was deleted long ago would be purged beside the runs that follow.
    let now = rollcall_domain::Clock::now(&rollcall_domain::time::SystemClock).to_string();
    let common = [("{batch}", batch.as_str()), ("{actor}", &actor), ("{now}", now.as_str())];
    let sql =
        common.iter().chain(words).fold(script.text(site.engine), |sql, (word, meaning)| sql.replace(word, meaning));
    let began = Instant::now();
    site.db()
        .write(Urgency::Foreground, |conn| {
            if let Some(file) = file {
                stage(conn, file)?;
            }
            conn.batch_execute(&sql)?;
            Ok(conn.batch_execute("DROP TABLE IF EXISTS bench_stage")?)
        })
        .expect("the bare pipeline runs");
    (batch, began.elapsed())
}

/// The file in a table, by the quickest way that the engine has.
fn stage(conn: &mut Conn, file: &str) -> rollcall_domain::Result<()> {
    let width = file.lines().next().map_or(0, |header| header.split(',').count());
    let columns = &COLUMNS[..width];
    let described = columns.iter().map(|column| format!(", {column} text")).collect::<String>();
    conn.batch_execute(&format!("CREATE TEMP TABLE bench_stage (line bigint PRIMARY KEY{described})"))?;
    match conn {
        Conn::Postgres(conn) => {
            conn.batch_execute("SET LOCAL statement_timeout = 0")?;
            // COPY numbers no lines: the file is read as it is, and numbered as it lies.
            conn.batch_execute(&format!("CREATE TEMP TABLE bench_file (line bigserial{described}) ON COMMIT DROP"))?;
            copy(conn, file, width)?;
            let columns = columns.iter().map(|column| format!(", {column}")).collect::<String>();
            conn.batch_execute(&format!(
                "INSERT INTO bench_stage SELECT line + 1{columns} FROM bench_file; ANALYZE bench_stage; DROP TABLE bench_file"
            ))?;
        }
        Conn::Sqlite(conn) => {
            use stage::{a, b, c, d, e, f, line};
            let rows = file.lines().skip(1).enumerate();
            for (number, row) in rows {
                let mut cells = row.split(',');
                let mut next = || cells.next().unwrap_or_default();
                let number = line.eq(number as i64 + 2);
                let row = diesel::insert_into(stage::table);
                match width {
                    2 => row.values((number, a.eq(next()), b.eq(next()))).execute(conn)?,
                    3 => row.values((number, a.eq(next()), b.eq(next()), c.eq(next()))).execute(conn)?,
                    _ => {
                        let all = (a.eq(next()), b.eq(next()), c.eq(next()), d.eq(next()), e.eq(next()), f.eq(next()));
                        row.values((number, all)).execute(conn)?
                    }
                };
            }
        }
    }
    Ok(())
}

diesel::table! {
    #[sql_name = "bench_stage"]
    stage (line) {
        line -> BigInt,
        a -> Text,
        b -> Text,
        c -> Text,
        d -> Text,
        e -> Text,
        f -> Text,
    }
}

diesel::table! {
    #[sql_name = "bench_file"]
    file (a) {
        a -> Text,
        b -> Text,
        c -> Text,
        d -> Text,
        e -> Text,
        f -> Text,
    }
}

fn copy(conn: &mut PgConnection, text: &str, width: usize) -> rollcall_domain::Result<()> {
    use diesel::pg::{CopyFormat, CopyHeader};
    use file::{a, b, c};
    macro_rules! copy {
        ($columns:expr) => {
            diesel::copy_from(file::table)
                .from_raw_data($columns, |out| {
                    out.write_all(text.as_bytes())
                        .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
                    diesel::QueryResult::Ok(())
                })
                .with_format(CopyFormat::Csv)
                .with_header(CopyHeader::Set(true))
                .execute(conn)?
        };
    }
    match width {
        2 => copy!((a, b)),
        3 => copy!((a, b, c)),
        _ => copy!(file::table),
    };
    Ok(())
}
