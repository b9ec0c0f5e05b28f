//! Links in mails: good for one purpose, for a while, and until they were used.
//!
//! Nothing about a link is stored. It is signed together with what it is there to change (the password's hash, the
//! address, whether it is confirmed) and with what ends it (the session epoch, which a suspension and "sign out everywhere"
//! raise; the number of the last link to a new password), so that using it, or changing any of that, makes it worthless.
//!
//! In a mail the token stands behind the `#` of the address: browsers keep that part to themselves, and so no log of any
//! server in between has it.

use std::collections::HashMap;

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
    /// Prove another address, which is then the account's.
    EmailChange,
}

impl Purpose {
    /// How long a link is good.
    pub fn lifetime(self) -> Millis {
        match self {
            Self::PasswordReset => HOUR,
            Self::Invitation | Self::Confirmation => 7 * 24 * HOUR,
            Self::EmailChange => 24 * HOUR,
        }
    }

    fn byte(self) -> u8 {
        match self {
            Self::PasswordReset => 1,
            Self::Invitation => 2,
            Self::Confirmation => 3,
            // 4 is a link to a file.
            Self::EmailChange => 5,
        }
    }
}

/// Signs links.
#[derive(Clone)]
pub struct LinkKey([u8; 32]);

/// A link as it goes into a mail.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// What makes it good.
    pub token: String,
    /// The number of the last link to a new password that the user was to get.
    pub reset_serial: i64,
    /// The address that the user has asked for and not yet confirmed.
    pub pending_email: Option<String>,
}

/// Bytes of the id and the end.
const SAID: usize = 16 + 8;

impl LinkKey {
    /// The key that the secret gives.
    pub fn new(secret: &Secret) -> Self {
        Self(secret.key_for("links"))
    }

    /// New links for users; those whose accounts cannot use one are not among them.
    pub fn issue(
        &self,
        conn: &mut Conn,
        purpose: Purpose,
        users: &[UserId],
        now: Millis,
    ) -> Result<HashMap<UserId, NewLink>> {
        let link = |account: AccountState| {
            let (user, reset_serial, pending_email) = (account.id, account.reset_serial, account.pending_email.clone());
            let Some(state) = account.signed(purpose) else { return Ok(None) };
            let mut said = user.0.as_bytes().to_vec();
            said.extend((now + purpose.lifetime()).to_be_bytes());
            let signature = self.mac(purpose.byte(), &said, &state)?.finalize().into_bytes();
            said.extend(signature);
            let token = BASE64_URL_SAFE_NO_PAD.encode(said);
            Ok(Some((user, NewLink { token, reset_serial, pending_email })))
        };
        accounts(conn, users)?.into_iter().filter_map(|account| link(account).transpose()).collect()
    }

    /// Whose link it is, where it is ours, has not ended and was not used.
    pub fn read(&self, conn: &mut Conn, purpose: Purpose, token: &str, now: Millis) -> Result<UserId> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).map_err(|_| worthless())?;
        let (said, signature) = bytes.split_at_checked(SAID).ok_or_else(worthless)?;
        let (id, end) = said.split_at(16);
        let user = UserId(Uuid::from_slice(id).map_err(|_| worthless())?);
        let end = Millis::from_be_bytes(end.try_into().map_err(|_| worthless())?);
        let account = accounts(conn, &[user])?.pop();
        let state = account.and_then(|account| account.signed(purpose)).ok_or_else(worthless)?;
        self.mac(purpose.byte(), said, &state)?.verify_slice(signature).map_err(|_| worthless())?;
        if end <= now { Err(worthless()) } else { Ok(user) }
    }

    pub(crate) fn mac(&self, purpose: u8, said: &[u8], state: &str) -> Result<Hmac<Sha256>> {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).map_err(Error::internal)?;
        Ok(mac.chain_update([purpose]).chain_update(said).chain_update(state))
    }
}

/// What of an account decides whether a link to it is good.
#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
struct AccountState {
    id: UserId,
    password_hash: Option<String>,
    email: String,
    confirmed: bool,
    auth_method: String,
    suspended: bool,
    session_epoch: i64,
    reset_serial: i64,
    pending_email: Option<String>,
}

/// Those of these accounts that are there.
fn accounts(conn: &mut Conn, ids: &[UserId]) -> Result<Vec<AccountState>> {
    let found = users::table.filter(users::id.eq_any(ids)).filter(users::deleted_at.is_null());
    Ok(found.select(AccountState::as_select()).load(conn)?)
}

impl AccountState {
    /// What a link is signed with; `None` if the account can use none.
    fn signed(self, purpose: Purpose) -> Option<String> {
        // A suspended person would set a password that is worth nothing.
        let chooses_password = !self.suspended && self.auth_method == AuthMethod::Manual.name();
        let own = match purpose {
            Purpose::Confirmation => (!self.confirmed).then(String::new),
            Purpose::Invitation => chooses_password.then(String::new),
            Purpose::PasswordReset => chooses_password.then(|| self.reset_serial.to_string()),
            Purpose::EmailChange => self.pending_email.filter(|_| !self.suspended),
        }?;
        let hash = self.password_hash.unwrap_or_default();
        Some(format!("{hash}\n{}\n{}\n{}\n{own}", self.email, self.confirmed, self.session_epoch))
    }
}

/// Ends all links to a new password that a user has; returns the number that a new one bears.
pub fn end_resets(conn: &mut Conn, user: UserId) -> Result<i64> {
    diesel::update(users::table.find(user)).set(users::reset_serial.eq(users::reset_serial + 1)).execute(conn)?;
    Ok(users::table.find(user).select(users::reset_serial).first(conn)?)
}

/// The message for an invalid or used link, which says no more than that.
pub(crate) fn worthless() -> Error {
    Error::invalid("token", "invalid_token", "This link has ended, or was used already. Ask for a new one.")
}
