//! Links in mails: good for one purpose, for a while, and until they were used.
//!
//! Nothing about a link is stored. It is signed together with what it is there to change (the password's hash, the
//! address, whether it is confirmed), so that using it, or changing any of that by another way, makes it worthless.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use diesel::prelude::*;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use super::Secret;
use crate::db::Conn;
use crate::db::schema::users;
use crate::id::UserId;
use crate::users::values::AuthMethod;
use crate::{Error, Millis, Result};

const HOUR: Millis = 3_600_000;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Choose a new password.
    PasswordReset,
    /// Choose the first password.
    Invitation,
    /// Prove the e-mail address.
    Confirmation,
}

impl Purpose {
    /// How long a link is good.
    pub fn lifetime(self) -> Millis {
        match self {
            Self::PasswordReset => HOUR,
            Self::Invitation | Self::Confirmation => 7 * 24 * HOUR,
        }
    }

    fn byte(self) -> u8 {
        match self {
            Self::PasswordReset => 1,
            Self::Invitation => 2,
            Self::Confirmation => 3,
        }
    }
}

/// Signs links.
#[derive(Clone)]
pub struct LinkKey([u8; 32]);

/// Bytes of the id and the end.
const SAID: usize = 16 + 8;

impl LinkKey {
    /// The key that the secret gives.
    pub fn new(secret: &Secret) -> Self {
        Self(secret.key_for("links"))
    }

    /// The token of a new link for somebody; nothing where the account cannot use one.
    pub fn issue(&self, conn: &mut Conn, purpose: Purpose, user: UserId, now: Millis) -> Result<Option<String>> {
        let Some(state) = state(conn, purpose, user)? else { return Ok(None) };
        let mut said = user.0.as_bytes().to_vec();
        said.extend((now + purpose.lifetime()).to_be_bytes());
        let signature = self.mac(purpose.byte(), &said, &state)?.finalize().into_bytes();
        said.extend(signature);
        Ok(Some(BASE64_URL_SAFE_NO_PAD.encode(said)))
    }

    /// Whose link it is, where it is ours, has not ended and was not used.
    pub fn read(&self, conn: &mut Conn, purpose: Purpose, token: &str, now: Millis) -> Result<UserId> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).map_err(|_| worthless())?;
        let (said, signature) = bytes.split_at_checked(SAID).ok_or_else(worthless)?;
        let (id, end) = said.split_at(16);
        let user = UserId(Uuid::from_slice(id).map_err(|_| worthless())?);
        let end = Millis::from_be_bytes(end.try_into().map_err(|_| worthless())?);
        let state = state(conn, purpose, user)?.ok_or_else(worthless)?;
        self.mac(purpose.byte(), said, &state)?.verify_slice(signature).map_err(|_| worthless())?;
        if end <= now { Err(worthless()) } else { Ok(user) }
    }

    pub(super) fn mac(&self, purpose: u8, said: &[u8], state: &str) -> Result<Hmac<Sha256>> {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).map_err(Error::internal)?;
        Ok(mac.chain_update([purpose]).chain_update(said).chain_update(state))
    }
}

/// What using a link changes; nothing where the account can use none.
fn state(conn: &mut Conn, purpose: Purpose, user: UserId) -> Result<Option<String>> {
    type State = (Option<String>, String, bool, String, bool);
    let found: Option<State> = users::table
        .find(user)
        .filter(users::deleted_at.is_null())
        .select((users::password_hash, users::email, users::confirmed, users::auth_method, users::suspended))
        .first(conn)
        .optional()?;
    let Some((hash, email, confirmed, method, suspended)) = found else { return Ok(None) };
    let is_usable = match purpose {
        Purpose::Confirmation => !confirmed,
        // A suspended person would set a password that is worth nothing.
        Purpose::PasswordReset | Purpose::Invitation => !suspended && method == AuthMethod::Manual.name(),
    };
    Ok(is_usable.then(|| format!("{}\n{email}\n{confirmed}", hash.unwrap_or_default())))
}

/// What is said of a link that is none of ours, or no longer good: no more than that.
pub(crate) fn worthless() -> Error {
    Error::invalid("token", "invalid_token", "This link has ended, or was used already. Ask for a new one.")
}
