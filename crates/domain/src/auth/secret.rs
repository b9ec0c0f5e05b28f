//! The one secret that an installation is given, and the keys that are derived from it.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use super::session;
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::{Actor, Error, Millis, Result, settings};

/// The installation's secret. Every node must have the same; keys for single purposes are derived from
/// it, so that there is nothing to distribute besides and nothing to read in the database.
#[derive(Clone)]
pub struct Secret(SecretString);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(not shown)")
    }
}

/// Under which the database notes which secret it belongs to.
const CHECK: &str = "secret.check";

/// Lets the next start take another secret: the note of the present one is forgotten. See [`Secret::check`] for what ends then.
pub fn renew(conn: &mut Conn, actor: &Actor, now: Millis) -> Result<()> {
    settings::unset(conn, CHECK)?;
    audit::record(conn, actor, now, [Entry::general("secret.renewed")])
}

impl Secret {
    /// The fewest characters a secret has.
    pub const SHORTEST: usize = 32;

    /// Takes the secret as given.
    pub fn new(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.len() < Self::SHORTEST {
            return Err(Error::internal(format!(
                "The secret is shorter than {} characters. Make one with: openssl rand -hex 32",
                Self::SHORTEST
            )));
        }
        Ok(Self(SecretString::from(text.to_owned())))
    }

    /// The key for one purpose.
    pub(super) fn key_for(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        // HMAC takes a key of any length, so that this cannot fail; an all-zero key would be refused by `check`.
        if let Ok(mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(self.0.expose_secret().as_bytes()) {
            key.copy_from_slice(&mac.chain_update(purpose).finalize().into_bytes());
        }
        key
    }

    /// A keyed digest in hexadecimal: what it was made of cannot be guessed from it without the secret.
    pub fn digest(&self, purpose: &str, bytes: &[u8]) -> Result<String> {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.key_for(purpose)).map_err(Error::internal)?;
        Ok(audit::hex(&mac.chain_update(bytes).finalize().into_bytes()))
    }

    /// Makes sure that the database belongs to this secret; the first start notes which one it is. Where the note was taken
    /// away, the secret is a new one: every sign-in and every token of before ends, since a holder of the old secret may have made
    /// them.
    pub fn check(&self, conn: &mut Conn) -> Result<()> {
        let own = audit::hex(&self.key_for("check"));
        match settings::get(conn, CHECK)? {
            None => {
                session::end_all(conn)?;
                settings::set(conn, CHECK, &own)
            }
            Some(known) if known == own => Ok(()),
            Some(_) => Err(Error::internal(
                "This database was set up with another secret. Give every node the same one (ROLLCALL_SECRET, or the file secret.key in the data folder).",
            )),
        }
    }
}
