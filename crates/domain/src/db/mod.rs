//! Connections, the schema and units of work.
//!
//! Nearly all SQL is the same on both engines. What differs lives in [`sqlite`] and [`postgres`], and
//! nowhere else; [`Engine`] chooses between the two.

mod condition;
mod connection;
mod deadline;
pub mod followers;
mod gate;
mod migrate;
pub mod postgres;
pub mod recordset;
pub mod schema;
pub mod sqlite;
pub mod types;
mod url;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, Pool};
use diesel::sql_types::Text;

use followers::Follower;
use gate::Gate;
pub use gate::Urgency;
pub use url::{Target, UrlError};

use crate::{Error, Result};
use recordset::{ColumnSpec, RecordSet, Statement};

pub use condition::{Condition, everything};
pub use connection::{Conn, MultiBackend, MultiRawValue};

/// Which engine is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// PostgreSQL.
    Postgres,
    /// The embedded database.
    Sqlite,
}

/// Where the texts of a table are found by parts of them.
#[derive(Debug, Clone, Copy)]
pub struct SearchIndex {
    /// The table.
    pub table: &'static str,
    /// Its column of folded text.
    pub key: &'static str,
    /// The column that its search table goes by on SQLite, as a full-text table does.
    pub rowid: &'static str,
    /// The search table.
    pub search_table: &'static str,
    /// The search table's column for the id, on PostgreSQL.
    pub search_id: &'static str,
}

/// A number that a query gives under the name `n`.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Number {
    /// The number.
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    pub n: i64,
}

impl Conn {
    /// Which engine is behind the connection.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Postgres(_) => Engine::Postgres,
            Self::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// Does with a chunk of rows what the statement says; returns how many rows were written.
    pub fn execute_chunk(
        &mut self,
        statement: Statement<'_>,
        columns: &[ColumnSpec],
        chunk: &RecordSet<'_>,
    ) -> Result<usize> {
        if chunk.is_empty() {
            return Ok(0);
        }
        Ok(match self {
            Self::Postgres(conn) => chunk.execute_on_postgres(conn, columns, &statement)?,
            Self::Sqlite(conn) => chunk.execute_on_sqlite(conn, columns, &statement)?,
        })
    }

    /// Reads for at most so long, and within the limit that holds already; `None` if that was not enough.
    pub fn attempt<T>(&mut self, limit: Duration, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<Option<T>> {
        let began = Instant::now();
        let (result, has_passed) = deadline::within(limit, || {
            self.limit_statements()?;
            work(self)
        });
        let limit = deadline::left().map_or(limit, |left| limit.min(left + began.elapsed()));
        self.limit_statements()?;
        match result {
            Err(_) if has_passed => Ok(None),
            // The server's words are in its own language; the kind and the time are not.
            Err(Error::Database(diesel::result::Error::DatabaseError(
                diesel::result::DatabaseErrorKind::Unknown,
                _,
            ))) if self.engine() == Engine::Postgres && began.elapsed() >= limit => Ok(None),
            other => other.map(Some),
        }
    }

    /// How long reading may still take; `None` without a limit.
    pub fn time_left(&self) -> Option<Duration> {
        deadline::left()
    }

    /// Tells PostgreSQL how long a statement may take by now.
    fn limit_statements(&mut self) -> Result<()> {
        if let (Self::Postgres(conn), Some(left)) = (self, deadline::left()) {
            conn.batch_execute(&postgres::limit(left))?;
        }
        Ok(())
    }

    /// Locks rows of a table until the end of the unit of work, in the order of their ids, so that two units of work on the same
    /// rows cannot block each other for ever. SQLite's one writer needs no lock.
    pub fn lock_rows(&mut self, table: &'static str, ids: &[impl serde::Serialize]) -> Result<()> {
        if let Self::Postgres(conn) = self {
            let ids = serde_json::to_string(ids)?;
            diesel::sql_query(postgres::lock_rows(table)).bind::<Text, _>(ids).execute(conn)?;
        }
        Ok(())
    }

    /// Holds off others who lock the same name until the end of the unit of work.
    pub fn lock_name(&mut self, name: &str) -> Result<()> {
        if let Self::Postgres(conn) = self {
            diesel::sql_query(postgres::LOCK_NAME).bind::<Text, _>(name).execute(conn)?;
        }
        Ok(())
    }
}

impl Engine {
    /// The engine's clock in milliseconds, as an SQL expression.
    pub fn now(self) -> &'static str {
        match self {
            Self::Postgres => postgres::NOW,
            Self::Sqlite => sqlite::NOW,
        }
    }

    /// Whether a text has letters beyond ASCII, as an SQL expression.
    pub fn beyond_ascii(self, text: &str) -> String {
        match self {
            Self::Postgres => postgres::beyond_ascii(text),
            Self::Sqlite => sqlite::beyond_ascii(text),
        }
    }

    /// What ends a statement that claims work.
    pub fn skip_locked(self) -> &'static str {
        match self {
            Self::Postgres => postgres::SKIP_LOCKED,
            Self::Sqlite => sqlite::SKIP_LOCKED,
        }
    }

    /// A query (`n`) for about how many rows a table has. `rowid` is its column that SQLite counts rows with.
    pub fn estimate_rows(self, table: &str, rowid: &str) -> String {
        match self {
            Self::Postgres => postgres::estimate_rows(table),
            Self::Sqlite => sqlite::estimate_rows(table, rowid),
        }
    }

    /// A text column with a JSON object, without one of its members, as an SQL expression. The name of the member has letters,
    /// digits and `_` only.
    pub fn without_member(self, column: &str, member: &str) -> String {
        match self {
            Self::Postgres => postgres::without_member(column, member),
            Self::Sqlite => sqlite::without_member(column, member),
        }
    }

    /// Rows whose search key holds all of the (folded) needles, found by an index of trigrams.
    pub fn search<T: 'static>(self, index: &SearchIndex, needles: &[String]) -> Condition<T> {
        match self {
            Self::Postgres => postgres::search(index, needles),
            Self::Sqlite => sqlite::search(index, needles),
        }
    }

    /// Whether a row is one of those that [`search`](Self::search) finds for a needle, told by its own search key.
    pub fn holds<T: 'static>(self, index: &SearchIndex, needle: &str) -> Condition<T> {
        match self {
            Self::Postgres => postgres::holds(index, needle),
            Self::Sqlite => sqlite::holds(index, needle),
        }
    }

    /// The first parameter, a JSON array of ids, as a table `c` with the column `id`.
    pub fn ids(self) -> &'static str {
        match self {
            Self::Postgres => postgres::IDS,
            Self::Sqlite => sqlite::IDS,
        }
    }

    /// The first parameter, a JSON array of texts, as a table `asked` with the column `text`.
    pub fn texts(self) -> &'static str {
        match self {
            Self::Postgres => postgres::TEXTS,
            Self::Sqlite => sqlite::TEXTS,
        }
    }

    /// Behind a table's name: the index to go by. Only SQLite is told; PostgreSQL knows how values are spread.
    pub fn by_index(self, index: &str) -> String {
        match self {
            Self::Postgres => String::new(),
            Self::Sqlite => format!("INDEXED BY {index}"),
        }
    }

    /// A condition that ends the statement once the time for reading is up; `None` if no limit has to be asked for row by row.
    pub fn in_time<T: 'static>(self) -> Option<Condition<T>> {
        match self {
            Self::Postgres => None,
            Self::Sqlite => sqlite::in_time(),
        }
    }

    /// The same as SQL behind the conditions of a query inside of a statement, which may have many rows of its own.
    pub fn row_check(self) -> &'static str {
        match self {
            Self::Postgres => "",
            Self::Sqlite => sqlite::row_check(),
        }
    }

    fn begin(self) -> &'static str {
        match self {
            Self::Postgres => postgres::BEGIN,
            Self::Sqlite => sqlite::BEGIN,
        }
    }
}

/// Opens and checks the connections of a pool.
#[derive(Debug)]
struct Manager(Target);

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::ConnectionError;

    fn connect(&self) -> Result<Conn, Self::Error> {
        match &self.0 {
            Target::Postgres(url) => postgres::connect(url).map(Conn::Postgres),
            Target::Sqlite(path) => sqlite::connect(&path.to_string_lossy(), false).map(Conn::Sqlite),
        }
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        // A dead embedded connection does not exist; asking PostgreSQL costs a round trip worth paying.
        match conn {
            Conn::Postgres(conn) => {
                conn.batch_execute("SELECT 1").map_err(diesel::ConnectionError::CouldntSetupConfiguration)
            }
            Conn::Sqlite(_) => Ok(()),
        }
    }

    fn has_broken(&self, _: &mut Conn) -> bool {
        false
    }
}

/// The database. Clones share its connections.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    readers: Pool<Manager>,
    writer: Option<Arc<Writer>>,
    follower: Option<Follower>,
}

/// SQLite's one writer and the gate in front of it.
struct Writer {
    gate: Gate,
    conn: Mutex<Conn>,
}

impl Db {
    /// Opens the database, with up to `connections` at once. It does not migrate: see [`Db::migrate`].
    pub fn open(target: &Target, connections: u32) -> Result<Self> {
        let manager = Manager(target.clone());
        let (engine, writer) = match target {
            Target::Postgres(_) => (Engine::Postgres, None),
            Target::Sqlite(path) => {
                let conn = sqlite::connect(&path.to_string_lossy(), true).map_err(Error::internal)?;
                let conn = Mutex::new(Conn::Sqlite(conn));
                (Engine::Sqlite, Some(Arc::new(Writer { gate: Gate::default(), conn })))
            }
        };
        let readers = Pool::builder()
            .max_size(connections)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(10))
            .build(manager)
            .map_err(|error| Error::internal(format!("the database cannot be reached: {error}")))?;
        Ok(Self { engine, readers, writer, follower: None })
    }

    /// The same with what follows from writes at the end of each unit of work: see [`followers`].
    #[must_use]
    pub fn followed_by(self, follower: Follower) -> Self {
        Self { follower: Some(follower), ..self }
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Brings the schema up to date. Safe to be run by several nodes at once.
    pub fn migrate(&self) -> Result<()> {
        match &self.writer {
            Some(writer) => migrate::run(&mut writer.conn.lock().unwrap_or_else(PoisonError::into_inner)),
            None => migrate::run(&mut *self.reader()?),
        }
    }

    /// Brings the schema to the migration with this number, such as `0067`: for tests of what comes behind it.
    pub fn migrate_to(&self, last: &str) -> Result<()> {
        match &self.writer {
            Some(writer) => migrate::run_to(&mut writer.conn.lock().unwrap_or_else(PoisonError::into_inner), last),
            None => migrate::run_to(&mut *self.reader()?, last),
        }
    }

    /// Whether the schema is up to date.
    pub fn is_migrated(&self) -> Result<bool> {
        migrate::is_current(&mut *self.reader()?)
    }

    /// Reads. Blocks: call it from a thread that may wait.
    pub fn read<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        work(&mut *self.reader()?)
    }

    /// Reads for a waiting request, at most for `limit`: what takes longer is stopped, and an error says so.
    pub fn read_within<T>(&self, limit: Duration, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = self.reader()?;
        let done = conn.attempt(limit, work);
        // The next reader gets the connection as it was set up.
        if let Conn::Postgres(conn) = &mut *conn {
            conn.batch_execute(postgres::USUAL_LIMIT)?;
        }
        done?.ok_or_else(|| too_broad("filter", limit, GENERAL_ADVICE))
    }

    /// Does a unit of work: one transaction, rolled back where `work` fails or panics.
    /// Blocks: call it from a thread that may wait.
    pub fn write<T>(&self, urgency: Urgency, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        match &self.writer {
            Some(writer) => {
                let _inside = writer.gate.enter(urgency);
                let mut conn = writer.conn.lock().unwrap_or_else(PoisonError::into_inner);
                in_transaction(self.engine, self.follower, &mut conn, work)
            }
            None => in_transaction(self.engine, self.follower, &mut *self.reader()?, work),
        }
    }

    /// Does a unit of work that may turn out to be in vain: where `work` returns an error of its own, everything that it has
    /// written is taken back.
    pub fn write_or_take_back<T, E>(
        &self,
        urgency: Urgency,
        work: impl FnOnce(&mut Conn) -> Result<std::result::Result<T, E>>,
    ) -> Result<std::result::Result<T, E>> {
        let mut in_vain = None;
        let done = self.write(urgency, |conn| {
            work(conn)?.map_err(|reason| {
                in_vain = Some(reason);
                // Only rolls the transaction back; nobody sees it.
                Error::internal("the unit of work was in vain")
            })
        });
        match in_vain {
            Some(reason) => Ok(Err(reason)),
            None => done.map(Ok),
        }
    }

    /// Lets go of the pages that connections of the embedded engine keep: those of the writer, and those of readers that nobody
    /// has, which may be none. They read them again when they need them.
    pub fn give_memory_back(&self) -> Result<()> {
        let Some(writer) = &self.writer else { return Ok(()) };
        if let Ok(mut conn) = writer.conn.try_lock() {
            conn.batch_execute(sqlite::SHRINK)?;
        }
        let mut idle: Vec<_> =
            (0..self.readers.state().idle_connections).filter_map(|_| self.readers.try_get()).collect();
        idle.iter_mut().try_for_each(|conn| Ok(conn.batch_execute(sqlite::SHRINK)?))
    }

    /// Whether a long unit of work keeps nobody waiting: there is one writer at a time, and no person has written for a while.
    /// Never where nodes and people write side by side.
    pub fn is_quiet(&self) -> bool {
        self.writer.as_ref().is_some_and(|writer| writer.gate.is_quiet())
    }

    fn reader(&self) -> Result<diesel::r2d2::PooledConnection<Manager>> {
        self.readers.get().map_err(|error| Error::internal(format!("no database connection was free: {error}")))
    }
}

/// What is narrower in general.
const GENERAL_ADVICE: &str =
    "Names, usernames, e-mail addresses and their domains, ID numbers, departments and cities are found fast.";

/// The error of a question whose answer takes longer than the limit: what it is about, and what would be narrower.
pub(crate) fn too_broad(field: &str, limit: Duration, advice: &str) -> Error {
    let seconds = limit.as_secs_f32();
    Error::invalid(field, "too_broad", format!("This took longer than {seconds} seconds and was stopped. {advice}"))
}

/// Rolls back unless the work came to its end.
struct OpenTransaction<'a> {
    conn: &'a mut Conn,
    finished: bool,
}

impl Drop for OpenTransaction<'_> {
    fn drop(&mut self) {
        if !self.finished
            && let Err(error) = self.conn.batch_execute("ROLLBACK")
        {
            tracing::warn!(%error, "a transaction could not be rolled back");
        }
    }
}

fn in_transaction<T>(
    engine: Engine,
    follower: Option<Follower>,
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<T>,
) -> Result<T> {
    conn.batch_execute(engine.begin())?;
    followers::forget();
    let mut open = OpenTransaction { conn, finished: false };
    let value = work(open.conn)?;
    followers::follow(open.conn, follower)?;
    open.conn.batch_execute("COMMIT")?;
    open.finished = true;
    Ok(value)
}

#[cfg(test)]
mod limits_tests;
