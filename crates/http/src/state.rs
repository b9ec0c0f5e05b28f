//! What all requests share.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use rollcall_domain::auth::Secret;
use rollcall_domain::auth::device::DeviceKey;
use rollcall_domain::auth::link::LinkKey;
use rollcall_domain::auth::password::Passwords;
use rollcall_domain::auth::session::RefreshKey;
use rollcall_domain::auth::sign_in::Door;
use rollcall_domain::auth::token::Tokens;
use rollcall_domain::batches::engine::signal::Signal;
use rollcall_domain::db::{Conn, Db, Urgency};
use rollcall_domain::{Actor, Clock, Error, Millis, Result};

use crate::batches::hub::Hub;
use crate::denied_attempts::DeniedAttempts;
use crate::limits::Limits;
use crate::messages::news::InboxNews;
use crate::person_turns::{PersonTurn, PersonTurns};
use crate::problem::Failure;

/// What an operator decides about the HTTP side.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether people reach the server over TLS: cookies are then marked `Secure` and `__Host-`.
    pub tls: bool,
    /// Where people reach the console, if it is known.
    pub public_url: Option<String>,
    /// Requests a second for each person, all sign-ins and tokens together; bursts may be five times that.
    pub requests_per_second: u32,
    /// Failed sign-ins a minute for each address; of IPv6 for each /64.
    pub failed_sign_ins_per_minute: u32,
    /// Connections that one address may hold at once; trusted proxies any number.
    pub connections_per_address: usize,
    /// How long a list may take to be read.
    pub longest_read: Duration,
    /// Trusted proxies, whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            tls: false,
            public_url: None,
            requests_per_second: 200,
            failed_sign_ins_per_minute: 60,
            connections_per_address: 256,
            longest_read: Duration::from_secs(5),
            trusted_proxies: Vec::new(),
        }
    }
}

/// What all requests share.
pub struct AppState {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) tokens: Tokens,
    pub(crate) refresh_key: RefreshKey,
    pub(crate) link_key: LinkKey,
    pub(crate) secret: Secret,
    pub(crate) passwords: Arc<Passwords>,
    pub(crate) device_key: DeviceKey,
    hashing: PersonTurns,
    unpacking: PersonTurns,
    pub(crate) signal: Arc<Signal>,
    pub(crate) hub: Hub,
    pub(crate) inbox: InboxNews,
    pub(crate) limits: Limits,
    pub(crate) denied: DeniedAttempts,
    pub(crate) options: Options,
}

impl AppState {
    /// Over a database that is migrated; `signal` wakes the workers of this process.
    pub fn new(db: Db, clock: Arc<dyn Clock>, secret: &Secret, signal: Arc<Signal>, options: Options) -> Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Ok(Self {
            hub: Hub::new(db.clone()),
            inbox: InboxNews::default(),
            db,
            clock,
            tokens: Tokens::new(secret),
            refresh_key: RefreshKey::new(secret),
            link_key: LinkKey::new(secret),
            secret: secret.clone(),
            device_key: DeviceKey::new(secret),
            hashing: PersonTurns::new(cores),
            unpacking: PersonTurns::new(cores),
            passwords: Arc::new(Passwords::new(cores)?),
            signal,
            limits: Limits::new(&options),
            denied: DeniedAttempts::default(),
            options,
        })
    }

    pub(crate) fn now(&self) -> Millis {
        self.clock.now()
    }

    /// Waits for a turn to hash a password: as many at a time as there are cores, and one for each person, so that many
    /// tries for one account take nobody else's turn. A request that waits holds no thread that other requests need.
    pub(crate) async fn turn_to_hash(&self, person: &str) -> std::result::Result<PersonTurn<'_>, Failure> {
        Ok(self.hashing.take(person).await?)
    }

    /// Waits for a turn to unpack a workbook: a user who sends many has one read at a time, and no thread waits for it.
    pub(crate) async fn turn_to_unpack(&self, actor: &Actor) -> std::result::Result<PersonTurn<'_>, Failure> {
        let person = actor.user_id.map(|id| id.to_string()).unwrap_or_default();
        Ok(self.unpacking.take(&person).await?)
    }

    /// What signing in needs.
    pub(crate) fn door(&self) -> Door {
        Door {
            passwords: self.passwords.clone(),
            refresh_key: self.refresh_key.clone(),
            device_key: self.device_key.clone(),
        }
    }

    /// Reads, on a thread that may wait.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let db = self.db.clone();
        blocking(move || db.read(work)).await
    }

    /// Reads what a filter asks for, on a thread that may wait, at most for the time that the options allow.
    pub(crate) async fn read_within<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let (db, limit) = (self.db.clone(), self.options.longest_read);
        blocking(move || db.read_within(limit, work)).await
    }

    /// Does a unit of work, on a thread that may wait.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let db = self.db.clone();
        blocking(move || db.write(Urgency::Foreground, work)).await
    }
}

/// Runs work that blocks on a thread that may wait.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> std::result::Result<T, Failure> {
    // What is logged on the other thread belongs to the same request.
    let span = tracing::Span::current();
    match actix_web::web::block(move || span.in_scope(work)).await {
        Ok(result) => Ok(result?),
        Err(error) => Err(Error::internal(error).into()),
    }
}
