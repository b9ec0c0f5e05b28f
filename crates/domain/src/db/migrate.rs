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

/// Applies what is pending up to the migration with this number: for tests of what comes behind it.
pub(super) fn run_to(conn: &mut Conn, last: &str) -> Result<()> {
    fn up_to<D: diesel::backend::Backend>(
        conn: &mut impl MigrationHarness<D>,
        migrations: EmbeddedMigrations,
        last: &str,
    ) -> Result<()> {
        for migration in conn.pending_migrations(migrations).map_err(Error::internal)? {
            if migration.name().version().to_string().as_str() > last {
                break;
            }
            conn.run_migration(&*migration).map_err(Error::internal)?;
        }
        Ok(())
    }
    match conn {
        Conn::Sqlite(conn) => up_to(conn, SQLITE, last),
        Conn::Postgres(conn) => up_to(conn, POSTGRES, last),
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
