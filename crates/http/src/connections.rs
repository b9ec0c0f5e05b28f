//! How many connections one address may hold: a client that opens them by the thousand leaves some for others.
//!
//! A connection costs a file of the process from the moment it is accepted, long before there is a request that could be
//! refused. So it is closed right there.

use std::any::Any;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream;
use rollcall_domain::auth::network::network;
use socket2::SockRef;

use crate::state::Options;

/// A client that takes nothing of an answer for so long is gone.
const NOTHING_TAKEN: Duration = Duration::from_secs(60);

/// The connections that are open, by who holds them.
#[derive(Debug)]
pub struct Connections {
    open: Mutex<HashMap<String, usize>>,
    most: usize,
    /// Proxies speak for many.
    exempt: Vec<IpAddr>,
}

/// A connection, for as long as it is open.
struct OpenConnection {
    connections: Arc<Connections>,
    holder: String,
}

impl Connections {
    /// As the options allow.
    pub fn new(options: &Options) -> Arc<Self> {
        let exempt = options.trusted_proxies.iter().map(|proxy| proxy.to_canonical()).collect();
        Arc::new(Self { open: Mutex::default(), most: options.connections_per_address, exempt })
    }

    /// Takes a connection in, or closes it. What is kept with the connection counts it out again.
    pub fn accept(self: &Arc<Self>, connection: &dyn Any, kept: &mut Extensions) {
        let Some(stream) = connection.downcast_ref::<TcpStream>() else { return };
        let socket = SockRef::from(stream);
        // Without it a client that stops reading holds its connection for as long as it answers probes.
        if let Err(error) = socket.set_tcp_user_timeout(Some(NOTHING_TAKEN)) {
            tracing::debug!(%error, "a connection has no time limit for what is not taken");
        }
        let Ok(peer) = stream.peer_addr() else { return };
        let address = peer.ip().to_canonical();
        if self.exempt.contains(&address) {
            return;
        }
        let holder = network(&address.to_string());
        if self.take(&holder) {
            kept.insert(OpenConnection { connections: self.clone(), holder });
        } else {
            tracing::warn!(address = %holder, most = self.most, "an address has too many connections; one more is closed");
            drop(socket.shutdown(std::net::Shutdown::Both));
        }
    }

    fn take(&self, holder: &str) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(holder.to_owned()).or_default();
        let may = *count < self.most;
        *count += usize::from(may);
        may
    }

    fn give_back(&self, holder: &str) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(holder) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(holder);
            }
        }
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.connections.give_back(&self.holder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_so_many_and_others_hold_theirs() {
        let connections = Connections { open: Mutex::default(), most: 2, exempt: Vec::new() };
        let (one, other) = ("192.0.2.1", "192.0.2.2");
        assert!(connections.take(one) && connections.take(one) && !connections.take(one));
        assert!(connections.take(other));
        connections.give_back(one);
        assert!(connections.take(one));
        connections.give_back(other);
        assert_eq!(
            connections.open.lock().map(|open| open.len()).unwrap_or_default(),
            1,
            "who holds none is forgotten"
        );
    }
}
