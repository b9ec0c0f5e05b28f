//! Access tokens: JWTs that name the account, the session and the epoch, for 15 minutes.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::Secret;
use crate::id::{SessionId, UserId};
use crate::{Error, Millis, Result};

/// How long an access token is good for, in seconds.
pub const LIFETIME_SECONDS: i64 = 15 * 60;

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
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
}

impl Tokens {
    /// With the key that the secret gives.
    pub fn new(secret: &Secret) -> Self {
        let key = secret.key_for("access tokens");
        let mut validation = Validation::new(Algorithm::HS256);
        // The end is compared with the injected clock below.
        validation.validate_exp = false;
        validation.required_spec_claims.clear();
        Self { sign: EncodingKey::from_secret(&key), read: DecodingKey::from_secret(&key), validation }
    }

    /// A token for a session.
    pub fn issue(&self, user: UserId, session: SessionId, epoch: i64, now: Millis) -> Result<String> {
        let iat = now / 1_000;
        let claims = Claims { sub: user, sid: session, epoch, iat, exp: iat + LIFETIME_SECONDS };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.sign).map_err(Error::internal)
    }

    /// What a token says, where it is ours and has not ended.
    pub fn read(&self, token: &str, now: Millis) -> Option<Claims> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.read, &self.validation).ok()?.claims;
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
}
