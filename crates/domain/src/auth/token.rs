//! Access tokens: JWTs that name the account, the session and the epoch, for 15 minutes.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::Secret;
use crate::id::{SessionId, UserId};
use crate::{Error, Millis, Result};

/// How long an access token is good for, in seconds.
pub const LIFETIME_SECONDS: i64 = 15 * 60;

/// Who makes these tokens.
const ISSUER: &str = "rollcall";
/// What they are for.
const AUDIENCE: &str = "rollcall:api";
/// What kind of JWT they are (RFC 9068), so that none of another kind is taken for one.
const KIND: &str = "at+jwt";

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who made it.
    pub iss: String,
    /// What it is for.
    pub aud: String,
    /// The account.
    pub sub: UserId,
    /// The session.
    pub sid: SessionId,
    /// The account's `session_epoch` when the token was made.
    pub epoch: i64,
    /// When it was made, in seconds.
    pub iat: i64,
    /// When it ends, in seconds.
    pub exp: i64,
}

/// Signs and reads tokens.
#[derive(Clone)]
pub struct Tokens {
    sign: EncodingKey,
    read: DecodingKey,
    validation: Validation,
    /// Names the key, and tells nothing of it.
    key_id: String,
}

impl Tokens {
    /// With the key that the secret gives.
    pub fn new(secret: &Secret) -> Self {
        let key = secret.key_for("access tokens");
        let mut validation = Validation::new(Algorithm::HS256);
        // The end is compared with the injected clock below.
        validation.validate_exp = false;
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["iss", "aud"]);
        let key_id = crate::audit::hex(&secret.key_for("name of the key for access tokens")[..8]);
        Self { sign: EncodingKey::from_secret(&key), read: DecodingKey::from_secret(&key), validation, key_id }
    }

    /// A token for a session.
    pub fn issue(&self, user: UserId, session: SessionId, epoch: i64, now: Millis) -> Result<String> {
        let iat = now / 1_000;
        let (iss, aud) = (ISSUER.to_owned(), AUDIENCE.to_owned());
        let claims = Claims { iss, aud, sub: user, sid: session, epoch, iat, exp: iat + LIFETIME_SECONDS };
        let header =
            Header { typ: Some(KIND.to_owned()), kid: Some(self.key_id.clone()), ..Header::new(Algorithm::HS256) };
        jsonwebtoken::encode(&header, &claims, &self.sign).map_err(Error::internal)
    }

    /// What a token says, where it is ours and has not ended.
    pub fn read(&self, token: &str, now: Millis) -> Option<Claims> {
        let read = jsonwebtoken::decode::<Claims>(token, &self.read, &self.validation).ok()?;
        let is_of_this_kind =
            read.header.typ.as_deref() == Some(KIND) && read.header.kid.as_ref() == Some(&self.key_id);
        let claims = is_of_this_kind.then_some(read.claims)?;
        (claims.exp > now / 1_000).then_some(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(secret: &str) -> Option<Tokens> {
        Secret::new(secret).ok().map(|secret| Tokens::new(&secret))
    }

    #[test]
    fn a_token_is_good_until_its_end_and_for_its_own_secret_only() {
        let (ours, theirs) = (tokens(&"a".repeat(40)), tokens(&"b".repeat(40)));
        let (user, session) = (UserId::new(), SessionId::new());
        let token = ours.as_ref().and_then(|t| t.issue(user, session, 7, 1_000_000).ok()).unwrap_or_default();
        let read = |tokens: &Option<Tokens>, now| tokens.as_ref().and_then(|t| t.read(&token, now));
        assert_eq!(read(&ours, 1_000_000).map(|c| (c.sub, c.sid, c.epoch)), Some((user, session, 7)));
        assert!(read(&ours, 1_000_000 + LIFETIME_SECONDS * 1_000).is_none());
        assert!(read(&theirs, 1_000_000).is_none());
    }

    #[test]
    fn a_jwt_of_another_kind_issuer_or_audience_is_no_access_token() {
        let Some(ours) = tokens(&"a".repeat(40)) else { panic!("a secret of a good length") };
        let good = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: UserId::new(),
            sid: SessionId::new(),
            epoch: 0,
            iat: 1,
            exp: 900,
        };
        let header =
            Header { typ: Some(KIND.to_owned()), kid: Some(ours.key_id.clone()), ..Header::new(Algorithm::HS256) };
        let is_read = |header: &Header, claims: &Claims| {
            let token = jsonwebtoken::encode(header, claims, &ours.sign).unwrap_or_default();
            ours.read(&token, 2_000).is_some()
        };
        assert!(is_read(&header, &good));
        assert!(!is_read(&Header { typ: Some("JWT".to_owned()), ..header.clone() }, &good));
        assert!(!is_read(&Header { kid: Some("other".to_owned()), ..header.clone() }, &good));
        assert!(!is_read(&Header { kid: None, ..header.clone() }, &good));
        assert!(!is_read(&header, &Claims { iss: "other".to_owned(), ..good.clone() }));
        assert!(!is_read(&header, &Claims { aud: "rollcall:mail".to_owned(), ..good.clone() }));
    }
}
