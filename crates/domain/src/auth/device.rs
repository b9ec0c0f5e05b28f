//! Devices on which a user has signed in before: their failures count for themselves, so that nobody is locked out of their
//! own by what strangers try elsewhere.
//!
//! A device is known by a cookie that names the person, the epoch of their sign-ins and random bytes, under a MAC. It is
//! worth no sign-in: a thief of it still needs the password, and has as few tries as everybody. With a new password and
//! with "sign out everywhere" all devices are strangers again: a user who once knew the password would have as many
//! tries as devices they made themselves.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use rand::RngCore;
use sha2::Sha256;

use super::Secret;
use crate::id::UserId;
use crate::{Error, Result};

/// Bytes of the account's id, the epoch of its sign-ins and the device's own.
const SAID: usize = 16 + 8 + 16;

/// Makes and reads what devices are known by.
#[derive(Clone)]
pub struct DeviceKey([u8; 32]);

impl DeviceKey {
    /// The key that the secret gives.
    pub fn new(secret: &Secret) -> Self {
        Self(secret.key_for("known devices"))
    }

    /// What a device is known by from now on, as one of this person.
    pub fn issue(&self, user: UserId, epoch: i64) -> Result<String> {
        let mut said = user.0.as_bytes().to_vec();
        said.extend(epoch.to_be_bytes());
        let mut own = [0_u8; 16];
        rand::rng().fill_bytes(&mut own);
        said.extend(own);
        let mac = self.mac(&said)?.finalize().into_bytes();
        said.extend(mac);
        Ok(BASE64_URL_SAFE_NO_PAD.encode(said))
    }

    /// The device's own name, if it is one of this person and of this epoch.
    pub fn read(&self, token: &str, user: UserId, epoch: i64) -> Option<String> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
        let (said, mac) = bytes.split_at_checked(SAID)?;
        self.mac(said).ok()?.verify_slice(mac).ok()?;
        let (id, rest) = said.split_at(16);
        let (of, own) = rest.split_at(8);
        (id == user.0.as_bytes() && of == epoch.to_be_bytes()).then(|| crate::audit::hex(own))
    }

    fn mac(&self, said: &[u8]) -> Result<Hmac<Sha256>> {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).map_err(Error::internal)?;
        Ok(mac.chain_update(said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_known_as_one_of_its_person_only() {
        let key = |letter: &str| Secret::new(&letter.repeat(40)).map(|secret| DeviceKey::new(&secret));
        let (Ok(ours), Ok(theirs)) = (key("a"), key("b")) else { panic!("secrets of a good length") };
        let (anna, otto) = (UserId::new(), UserId::new());
        let token = ours.issue(anna, 7).unwrap_or_default();
        assert!(ours.read(&token, anna, 7).is_some_and(|name| name.len() == 32));
        assert_eq!((ours.read(&token, otto, 7), theirs.read(&token, anna, 7)), (None, None));
        assert_eq!(ours.read(&token, anna, 8), None, "a new password makes it a stranger");
        assert_ne!(ours.issue(anna, 7).ok(), Some(token.clone()));
        for worthless in ["", "x", &token[1..], &token[..40]] {
            assert_eq!(ours.read(worthless, anna, 7), None);
        }
    }
}
