//! Bringing the schema up to date. The migrations are in the binary.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Conn;
use crate::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Applies what is pending. On PostgreSQL a lock lets one node do it while the others wait.
pub(super) fn run(conn: &mut Conn) -> Result<()> {
    use diesel::connection::SimpleConnection;
    match conn {
        Conn::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(drop).map_err(Error::internal),
        Conn::Postgres(conn) => {
            conn.batch_execute("SET statement_timeout = 0; SELECT pg_advisory_lock(7261000)")?;
            let done = conn.run_pending_migrations(POSTGRES).map(drop).map_err(Error::internal);
            conn.batch_execute("SELECT pg_advisory_unlock(7261000); SET statement_timeout = '30s'")?;
            done
        }
    }
}

/// Whether nothing is pending.
pub(super) fn is_current(conn: &mut Conn) -> Result<bool> {
    let pending = match conn {
        Conn::Sqlite(conn) => conn.has_pending_migration(SQLITE),
        Conn::Postgres(conn) => conn.has_pending_migration(POSTGRES),
    };
    pending.map(|pending| !pending).map_err(Error::internal)
}
