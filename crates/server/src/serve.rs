//! `serve` and `worker`: nodes that run until they are told to stop.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use anyhow::Context;
use clap::Args;
use rollcall_domain::Clock;
use rollcall_domain::batches::engine::signal::Signal;
use rollcall_domain::db::{Db, Urgency};
use rollcall_domain::time::SystemClock;
use rollcall_domain::users::canonical_forms;
use rollcall_http::{AppState, Options, Running};

use crate::config::Node;
use crate::node::Background;
use crate::{administrator, memory};

/// How requests are answered.
#[derive(Debug, Args)]
pub struct ServeOptions {
    /// Where to listen.
    #[arg(long, env = "ROLLCALL_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Leave batches to other nodes.
    #[arg(long)]
    no_worker: bool,
    /// Whether this node works on batches.
    #[arg(long, env = "ROLLCALL_WORKER", default_value_t = true, action = clap::ArgAction::Set, value_parser = clap::builder::BoolishValueParser::new())]
    worker: bool,
    /// Requests a second for each person, all sign-ins and tokens together.
    #[arg(long, env = "ROLLCALL_REQUESTS_PER_SECOND", default_value_t = 200)]
    requests_per_second: u32,
    /// Failed sign-ins a minute for each address; of IPv6 for each /64.
    #[arg(long, env = "ROLLCALL_FAILED_SIGN_INS", default_value_t = 60)]
    failed_sign_ins: u32,
    /// Connections at once for each address; trusted proxies may have any number.
    #[arg(long, env = "ROLLCALL_CONNECTIONS_PER_ADDRESS", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..))]
    connections_per_address: u32,
    /// Addresses of trusted proxies, whose X-Forwarded-For is believed, separated by commas.
    #[arg(long, env = "ROLLCALL_TRUSTED_PROXIES", value_delimiter = ',')]
    trusted_proxies: Vec<std::net::IpAddr>,
    #[command(flatten)]
    first: administrator::First,
}

/// Answers requests until the process is told to stop.
pub fn run(serve: &ServeOptions, node: &Node) -> anyhow::Result<()> {
    raise_file_limit();
    let listener = TcpListener::bind(&serve.listen).with_context(|| {
        format!(
            "{} cannot be listened at. Is another program there? Choose another address with --listen.",
            serve.listen
        )
    })?;
    let db = start(node)?;
    administrator::make_first(&db, &serve.first)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let signal = Arc::new(Signal::default());
    let tls = node.mailing.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let options = Options {
        tls,
        public_url: node.mailing.public_url.clone(),
        requests_per_second: serve.requests_per_second,
        failed_sign_ins_per_minute: serve.failed_sign_ins,
        connections_per_address: serve.connections_per_address as usize,
        trusted_proxies: serve.trusted_proxies.clone(),
        ..Options::default()
    };
    let state = web::Data::new(AppState::new(db.clone(), clock.clone(), &node.secret()?, signal.clone(), options)?);
    let address = listener.local_addr()?;
    if !tls && !address.ip().is_loopback() {
        tracing::warn!(%address, "PLAIN HTTP ON A NETWORK ADDRESS: passwords can be read on the way. Put a TLS proxy in front and set ROLLCALL_PUBLIC_URL=https://...");
    }
    let background = if serve.worker && !serve.no_worker {
        Some(Background::start(&db, &clock, &signal, lease(node), node.postman(&address.to_string())?)?)
    } else {
        None
    };
    let served = actix_web::rt::System::new().block_on(async move {
        let running = actix_web::rt::spawn(rollcall_http::server(state, listener, Running::default())?);
        println!("Rollcall answers at http://{address}");
        running.await.map_err(std::io::Error::other)?
    });
    if let Some(background) = background {
        background.stop();
    }
    Ok(served?)
}

/// Works on batches until the process is told to stop.
pub fn work(node: &Node) -> anyhow::Result<()> {
    let db = start(node)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let background =
        Background::start(&db, &clock, &Arc::new(Signal::default()), lease(node), node.postman("127.0.0.1:8080")?)?;
    println!("Rollcall works on batches");
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        Ok::<_, std::io::Error>(())
    })?;
    background.stop();
    Ok(())
}

/// Each connection is an open file, and systems begin with a limit of some hundred.
fn raise_file_limit() {
    match rlimit::increase_nofile_limit(65_536) {
        Ok(limit) => tracing::debug!(limit, "files that may be open at once"),
        Err(error) => tracing::warn!(%error, "the limit of open files could not be raised"),
    }
}

fn lease(node: &Node) -> Duration {
    Duration::from_secs(node.lease_seconds)
}

/// The database, up to date and ours.
fn start(node: &Node) -> anyhow::Result<Db> {
    node.start_log();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), data = %node.store.data.display(), lease_seconds = node.lease_seconds, "starting");
    let db = if node.no_migrate { node.store.open_existing()? } else { node.store.open()? };
    if !node.no_migrate {
        db.migrate()?;
        canonical_forms::bring_up(&db, SystemClock.now())?;
    } else if !db.is_migrated()? {
        anyhow::bail!(
            "The database's schema is not up to date. Run `rollcall migrate`, or start without --no-migrate."
        );
    }
    let secret = node.secret()?;
    db.write(Urgency::Foreground, |conn| secret.check(conn))?;
    memory::give_back_at_rest(&db)?;
    Ok(db)
}
