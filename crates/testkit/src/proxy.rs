//! A TCP proxy in front of a database, which cuts connections at the worst moment and can lead to another database.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How PostgreSQL's protocol says that a transaction is to be committed.
const COMMIT: &[u8] = b"COMMIT\0";

#[derive(Default)]
struct State {
    target: AtomicU16,
    /// Commits until one is cut off from its answer; negative for never.
    until_cut: AtomicI64,
    cut: AtomicI64,
    ended: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

/// A running proxy; it ends with this value.
pub struct Proxy {
    /// Where it listens.
    pub port: u16,
    state: Arc<State>,
}

impl Proxy {
    /// Starts a proxy to a port of this machine.
    pub fn start(target: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("the listener has an address").port();
        let state = Arc::new(State::default());
        state.target.store(target, Ordering::SeqCst);
        state.until_cut.store(-1, Ordering::SeqCst);
        let shared = state.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if shared.ended.load(Ordering::SeqCst) {
                    break;
                }
                shared.carry(client);
            }
        });
        Self { port, state }
    }

    /// The commit after so many others is carried out, and its answer is never heard.
    pub fn cut_after(&self, commits: i64) {
        self.state.until_cut.store(commits, Ordering::SeqCst);
    }

    /// Cuts nothing any more.
    pub fn relent(&self) {
        self.state.until_cut.store(-1, Ordering::SeqCst);
    }

    /// How many answers were cut off.
    pub fn cuts(&self) -> i64 {
        self.state.cut.load(Ordering::SeqCst)
    }

    /// Leads to another port from now on, and ends the connections to the one before.
    pub fn lead_to(&self, target: u16) {
        self.state.target.store(target, Ordering::SeqCst);
        self.state.end_all();
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::SeqCst);
        self.state.end_all();
        // The listener's thread looks at the flag with the next connection.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

impl State {
    fn end_all(&self) {
        for stream in self.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    fn carry(self: &Arc<Self>, client: TcpStream) {
        let target = SocketAddr::from(([127, 0, 0, 1], self.target.load(Ordering::SeqCst)));
        let Ok(server) = TcpStream::connect(target) else { return };
        drop(client.set_nodelay(true));
        drop(server.set_nodelay(true));
        let copy = |stream: &TcpStream| stream.try_clone().expect("a connection has a second handle");
        self.open.lock().unwrap_or_else(PoisonError::into_inner).extend([copy(&client), copy(&server)]);
        let deaf = Arc::new(AtomicBool::new(false));
        let (from_client, to_server) = (copy(&client), copy(&server));
        let (state, cut) = (self.clone(), deaf.clone());
        thread::spawn(move || pump(from_client, to_server, |bytes| state.look(bytes, &cut)));
        // The answer to a commit that is cut is read, and not passed on; then the connection ends.
        thread::spawn(move || pump(server, client, |_| !deaf.load(Ordering::SeqCst)));
    }

    /// Looks at what is on its way to the database. Always true: the commit itself arrives.
    fn look(&self, bytes: &[u8], cut: &AtomicBool) -> bool {
        if bytes.windows(COMMIT.len()).any(|window| window == COMMIT)
            && self.until_cut.load(Ordering::SeqCst) >= 0
            && self.until_cut.fetch_sub(1, Ordering::SeqCst) == 0
        {
            self.cut.fetch_add(1, Ordering::SeqCst);
            cut.store(true, Ordering::SeqCst);
        }
        true
    }
}

/// Copies until one side ends, or until `pass` says that no more is to go through.
fn pump(mut from: TcpStream, mut to: TcpStream, pass: impl Fn(&[u8]) -> bool) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        if !pass(&buffer[..read]) || to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    drop(from.shutdown(Shutdown::Both));
    drop(to.shutdown(Shutdown::Both));
}
