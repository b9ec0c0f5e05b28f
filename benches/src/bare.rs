//! The same work by the engine alone: the scripts in `benches/bare/`.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use rollcall_domain::db::{Conn, Engine, Urgency};

use crate::site::Site;

/// A script.
#[derive(Clone, Copy, Debug)]
pub enum Script {
    /// Suspend the people of a file.
    Suspend,
    /// Activate them.
    Activate,
    /// Take a batch back.
    Undo,
}

impl Script {
    fn text(self, engine: Engine) -> &'static str {
        match (self, engine) {
            (Self::Suspend, Engine::Sqlite) => include_str!("../bare/suspend.sqlite.sql"),
            (Self::Suspend, Engine::Postgres) => include_str!("../bare/suspend.postgres.sql"),
            (Self::Activate, Engine::Sqlite) => include_str!("../bare/activate.sqlite.sql"),
            (Self::Activate, Engine::Postgres) => include_str!("../bare/activate.postgres.sql"),
            (Self::Undo, Engine::Sqlite) => include_str!("../bare/undo.sqlite.sql"),
            (Self::Undo, Engine::Postgres) => include_str!("../bare/undo.postgres.sql"),
        }
    }
}

/// Runs a script over the file, or over the batch to undo: one transaction, on a connection set up as the program's.
/// Returns the batch and how long it took, staging and commit included.
pub fn run(site: &Site, script: Script, file: &str, original: &str) -> (String, Duration) {
    let batch = uuid::Uuid::now_v7().to_string();
    let sql = script
        .text(site.engine)
        .replace("{batch}", &batch)
        .replace("{original}", original)
        .replace("{actor}", &uuid::Uuid::now_v7().to_string())
        .replace("{now}", "1760000000000");
    let began = Instant::now();
    site.db()
        .write(Urgency::Foreground, |conn| {
            stage(conn, file)?;
            conn.batch_execute(&sql)?;
            Ok(conn.batch_execute("DROP TABLE bench_stage")?)
        })
        .expect("the bare pipeline runs");
    (batch, began.elapsed())
}

/// The file in a table, by the quickest way that the engine has.
fn stage(conn: &mut Conn, file: &str) -> rollcall_domain::Result<()> {
    conn.batch_execute("CREATE TEMP TABLE bench_stage (line bigint PRIMARY KEY, username text, suspended text)")?;
    match conn {
        Conn::Postgres(conn) => {
            conn.batch_execute("SET LOCAL statement_timeout = 0")?;
            // COPY numbers no lines: the file is read as it is, and numbered as it lies.
            conn.batch_execute(
                "CREATE TEMP TABLE bench_file (line bigserial, username text, suspended text) ON COMMIT DROP",
            )?;
            copy(conn, file)?;
            conn.batch_execute("INSERT INTO bench_stage SELECT line + 1, username, suspended FROM bench_file; ANALYZE bench_stage; DROP TABLE bench_file")?;
        }
        Conn::Sqlite(conn) => {
            for (number, row) in file.lines().skip(1).enumerate() {
                let (username, suspended) = row.split_once(',').unwrap_or((row, ""));
                diesel::insert_into(stage::table)
                    .values((
                        stage::line.eq(number as i64 + 2),
                        stage::username.eq(username),
                        stage::suspended.eq(suspended),
                    ))
                    .execute(conn)?;
            }
        }
    }
    Ok(())
}

diesel::table! {
    #[sql_name = "bench_stage"]
    stage (line) {
        line -> BigInt,
        username -> Text,
        suspended -> Text,
    }
}

diesel::table! {
    #[sql_name = "bench_file"]
    file (username) {
        username -> Text,
        suspended -> Text,
    }
}

fn copy(conn: &mut PgConnection, text: &str) -> rollcall_domain::Result<()> {
    use diesel::pg::{CopyFormat, CopyHeader};
    diesel::copy_from(file::table)
        .from_raw_data((file::username, file::suspended), |out| {
            out.write_all(text.as_bytes()).map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
            diesel::QueryResult::Ok(())
        })
        .with_format(CopyFormat::Csv)
        .with_header(CopyHeader::Set(true))
        .execute(conn)?;
    Ok(())
}
