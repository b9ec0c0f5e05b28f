//! What the tests share: running systems on both engines, people to act on, and a client that talks to
//! them as any other program would.

mod app;
mod client;
mod clock;
mod cluster;
mod people;
mod postgres;
mod process;
mod proxy;

pub use app::TestApp;
pub use client::{Answer, Client};
pub use clock::TestClock;
pub use cluster::{Cluster, kill};
pub use people::{PASSWORD, Person, make_people};
pub use postgres::Database;
pub use process::{Process, free_port};
pub use proxy::Proxy;
pub use rollcall_domain::db::Engine;

/// Makes two tests of one body: on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* fn $name:ident($app:ident: TestApp) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            fn check($app: $crate::TestApp) $body

            #[test]
            fn on_sqlite() {
                check($crate::TestApp::start($crate::Engine::Sqlite));
            }

            #[test]
            fn on_postgres() {
                check($crate::TestApp::start($crate::Engine::Postgres));
            }
        }
    )*};
}
