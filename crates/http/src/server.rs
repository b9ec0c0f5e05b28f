//! The server: how connections are taken in, and what each may take of time and files.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::{HttpServer, web};

use crate::app;
use crate::connections::Connections;
use crate::state::AppState;

/// How a process runs its server.
#[derive(Debug, Clone, Copy, Default)]
pub struct Running {
    /// Threads that answer; as many as there are cores if it is not said.
    pub threads: Option<usize>,
    /// Whether something else than signals tells the server to end.
    pub ignores_signals: bool,
}

/// How long the head of a request may take. Bodies have times of their own: [`crate::slow_bodies`].
const HEAD: Duration = Duration::from_secs(10);
/// How long a connection is kept for its next request.
const NEXT_REQUEST: Duration = Duration::from_secs(15);
/// How long the rest of a connection that is closed is waited for.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// How long requests may take to end once the server is told to end, in seconds.
const FAREWELL: u64 = 20;

/// A server at an address, to be waited for.
pub fn server(state: web::Data<AppState>, listener: TcpListener, running: Running) -> std::io::Result<Server> {
    let connections = Connections::new(&state.options);
    let mut server = HttpServer::new(move || app(state.clone()))
        .on_connect(move |connection, kept| connections.accept(connection, kept))
        .client_request_timeout(HEAD)
        .client_disconnect_timeout(LAST_WORDS)
        .keep_alive(NEXT_REQUEST)
        .shutdown_timeout(FAREWELL);
    if let Some(threads) = running.threads {
        server = server.workers(threads);
    }
    if running.ignores_signals {
        server = server.disable_signals();
    }
    Ok(server.listen(listener)?.run())
}
