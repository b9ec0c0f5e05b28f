//! Refresh tokens: they name their session and a generation of it, under a MAC, so that one that was used long ago is known
//! again for what it is.
//!
//! The MAC also covers random bytes of the session, which only the database has: the installation's secret and an id make
//! no token, and neither does the database without the secret. Tokens are derived, not kept, so that two tabs that renew at
//! the same time, or a caller whose answer got lost, are given the very same new one.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use rand::RngCore;
use sha2::Sha256;
use uuid::Uuid;

use super::Secret;
use crate::id::SessionId;
use crate::{Error, Result};

/// Bytes of the session's id and of the generation.
const SAID: usize = 16 + 8;

/// Makes and reads refresh tokens.
#[derive(Clone)]
pub struct RefreshKey([u8; 32]);

/// What a refresh token says, before its MAC was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PresentedToken {
    /// The session.
    pub(super) session: SessionId,
    /// How often the session had been renewed when it was made.
    pub(super) generation: i64,
    mac: Vec<u8>,
}

impl RefreshKey {
    /// The key that the secret gives.
    pub fn new(secret: &Secret) -> Self {
        Self(secret.key_for("refresh tokens"))
    }

    /// The token of a generation of a session.
    pub(super) fn token(&self, session: SessionId, generation: i64, nonce: &str) -> Result<String> {
        let mut said = session.0.as_bytes().to_vec();
        said.extend(generation.to_be_bytes());
        let mac = self.mac(session, generation, nonce)?.finalize().into_bytes();
        said.extend(mac);
        Ok(BASE64_URL_SAFE_NO_PAD.encode(said))
    }

    /// Whether the MAC of a token is that of its session.
    pub(super) fn made(&self, presented: &PresentedToken, nonce: &str) -> Result<bool> {
        let mac = self.mac(presented.session, presented.generation, nonce)?;
        Ok(!nonce.is_empty() && mac.verify_slice(&presented.mac).is_ok())
    }

    fn mac(&self, session: SessionId, generation: i64, nonce: &str) -> Result<Hmac<Sha256>> {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).map_err(Error::internal)?;
        Ok(mac.chain_update(session.0.as_bytes()).chain_update(generation.to_be_bytes()).chain_update(nonce))
    }
}

impl PresentedToken {
    /// Takes a token apart; `None` if the text is no token.
    pub(super) fn parse(token: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
        let (said, mac) = bytes.split_at_checked(SAID)?;
        let (id, generation) = said.split_at(16);
        let session = SessionId(Uuid::from_slice(id).ok()?);
        let generation = i64::from_be_bytes(generation.try_into().ok()?);
        Some(Self { session, generation, mac: mac.to_vec() })
    }
}

/// 256 random bits in hexadecimal, for a new session.
pub(super) fn nonce() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    crate::audit::hex(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_its_session_generation_secret_and_nonce() {
        let key = |secret: &str| Secret::new(&secret.repeat(40)).map(|secret| RefreshKey::new(&secret));
        let (Ok(ours), Ok(theirs)) = (key("a"), key("b")) else { panic!("secrets of a good length") };
        let session = SessionId::new();
        let token = ours.token(session, 7, "n").unwrap_or_default();
        let presented = PresentedToken::parse(&token).unwrap_or_else(|| panic!("{token}"));
        assert_eq!((presented.session, presented.generation), (session, 7));
        let made = |key: &RefreshKey, presented: &PresentedToken, nonce| key.made(presented, nonce).unwrap_or(false);
        assert!(made(&ours, &presented, "n"));
        assert!(!made(&ours, &presented, "m") && !made(&theirs, &presented, "n"));
        assert!(!made(&ours, &PresentedToken { generation: 8, ..presented.clone() }, "n"));
        // A session of before there were random bytes has no token.
        let old = ours.token(session, 7, "").ok().and_then(|token| PresentedToken::parse(&token));
        assert!(old.is_some_and(|old| !made(&ours, &old, "")));
        for worthless in ["", "x", "made-up", &token[..20]] {
            assert!(PresentedToken::parse(worthless).is_none_or(|presented| !made(&ours, &presented, "n")));
        }
    }
}
