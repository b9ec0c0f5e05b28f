//! Links that end mails of a kind (RFC 8058). They need no sign-in and have no end, and are good for nothing else.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::Mac;
use uuid::Uuid;

use super::{NotificationKind, store};
use crate::auth::link::LinkKey;
use crate::db::Conn;
use crate::id::UserId;
use crate::settings::Settings;
use crate::{Error, Noun, Result};

/// The byte that tells such a link from others that the key signs.
const PURPOSE: u8 = 6;
/// Bytes of the signature that a link bears.
const SIGNATURE: usize = 16;

/// The token of a link that ends mails of a kind for somebody.
pub fn token(key: &LinkKey, user: UserId, kind: NotificationKind) -> Result<String> {
    let mut said = user.0.as_bytes().to_vec();
    said.push(kind.byte());
    let signature = key.mac(PURPOSE, &said, "")?.finalize().into_bytes();
    said.extend(&signature[..SIGNATURE]);
    Ok(BASE64_URL_SAFE_NO_PAD.encode(said))
}

/// Whose mails of which kind a link ends.
///
/// # Errors
/// [`Error::NotFound`] for a token that is none of ours.
pub fn read(key: &LinkKey, token: &str) -> Result<(UserId, NotificationKind)> {
    let none = || Error::NotFound(Noun::Thing);
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).map_err(|_| none())?;
    let (said, signature) = bytes.split_at_checked(17).ok_or_else(none)?;
    if signature.len() != SIGNATURE {
        return Err(none());
    }
    key.mac(PURPOSE, said, "")?.verify_truncated_left(signature).map_err(|_| none())?;
    let user = UserId(Uuid::from_slice(&said[..16]).map_err(|_| none())?);
    let kind = NotificationKind::ALL.into_iter().find(|kind| kind.byte() == said[16]);
    Ok((user, kind.ok_or(Error::NotFound(Noun::Thing))?))
}

/// Ends mails of a kind for the person whose link it is. However often: the outcome is the same.
pub fn carry_out(conn: &mut Conn, key: &LinkKey, token: &str) -> Result<()> {
    let (user, kind) = read(key, token)?;
    let site = Settings::load(conn)?;
    if crate::users::store::by_ids(conn, &[user])?.is_empty() {
        return Ok(());
    }
    store::end_mails(conn, &site, user, kind)
}
