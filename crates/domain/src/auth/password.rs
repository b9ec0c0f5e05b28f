//! Passwords: hashed with Argon2id, accepted by the policy of the API document (after NIST 800-63B-4).

use std::sync::{Condvar, Mutex, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use zxcvbn::{Score, zxcvbn};

use crate::{Error, Result};

/// The fewest characters of a password.
const SHORTEST: usize = 15;
/// The most; longer ones only cost time.
const LONGEST: usize = 1_000;

/// Hashes and verifies, a few at a time: each takes 19 MiB of memory and a core for as long as it lasts.
pub struct Passwords {
    free: Mutex<usize>,
    released: Condvar,
    decoy: String,
}

impl Passwords {
    /// Works on up to `parallel` passwords at once.
    pub fn new(parallel: usize) -> Result<Self> {
        let decoy = Argon2::default().hash_password(b"nobody has this password").map_err(Error::internal)?.to_string();
        Ok(Self { free: Mutex::new(parallel.max(1)), released: Condvar::new(), decoy })
    }

    /// The hash to store, in PHC format.
    pub fn hash(&self, password: &str) -> Result<String> {
        let _turn = self.turn();
        Ok(Argon2::default().hash_password(password.as_bytes()).map_err(Error::internal)?.to_string())
    }

    /// Whether the password is the one that was hashed. Without a hash it takes the same time and is false.
    pub fn verify(&self, password: &str, hash: Option<&str>) -> bool {
        let _turn = self.turn();
        let Ok(parsed) = PasswordHash::new(hash.unwrap_or(&self.decoy)) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
    }

    fn turn(&self) -> Turn<'_> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = self.released.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        Turn(self)
    }
}

struct Turn<'a>(&'a Passwords);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.released.notify_one();
    }
}

/// The hashes of many passwords, worked out on all cores at once: so many times 19 MiB of memory, whatever their number.
pub fn hash_all(passwords: &[&str]) -> Result<Vec<String>> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = passwords.len().div_ceil(cores).max(1);
    let hash = |password: &&str| {
        Ok(Argon2::default().hash_password(password.as_bytes()).map_err(Error::internal)?.to_string())
    };
    let hashed: Vec<Result<Vec<String>>> = std::thread::scope(|scope| {
        let shares: Vec<_> = passwords
            .chunks(share)
            .map(|share| scope.spawn(move || share.iter().map(hash).collect::<Result<Vec<String>>>()))
            .collect();
        let gone = |_| Err(Error::internal("a thread that hashes passwords is gone"));
        shares.into_iter().map(|share| share.join().unwrap_or_else(gone)).collect()
    });
    Ok(hashed.into_iter().collect::<Result<Vec<_>>>()?.concat())
}

/// Refuses a password that is easy to guess; `about` is what an attacker would know of the person.
pub fn check_policy(password: &str, about: &[&str]) -> Result<()> {
    let weak = |message: String| Err(Error::invalid("password", "password_weak", message));
    let length = password.chars().count();
    if length < SHORTEST {
        return weak(format!(
            "The password has {length} characters; it needs at least {SHORTEST}. A few words in a row are easy to remember."
        ));
    }
    if length > LONGEST {
        return weak(format!("The password has {length} characters; at most {LONGEST} are allowed."));
    }
    let about: Vec<&str> = about.iter().copied().filter(|text| text.chars().count() > 2).collect();
    // Guessing cost is counted over the beginning: the rest can only make it harder.
    let beginning: String = password.chars().take(100).collect();
    let entropy = zxcvbn(&beginning, &about);
    if entropy.score() >= Score::Three {
        return Ok(());
    }
    let hint = entropy.feedback().and_then(|feedback| feedback.warning()).map(|warning| format!(" {warning}"));
    weak(format!(
        "The password is easy to guess.{} Use a few words that have nothing to do with each other.",
        hint.unwrap_or_default()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_another_is_not() {
        let passwords = Passwords::new(2).ok();
        let hash = passwords.as_ref().and_then(|p| p.hash("orbit lantern sparrow dune").ok());
        let verify = |password: &str, hash: Option<&str>| passwords.as_ref().map(|p| p.verify(password, hash));
        assert!(hash.as_deref().is_some_and(|hash| hash.starts_with("$argon2id$")));
        assert_eq!(verify("orbit lantern sparrow dune", hash.as_deref()), Some(true));
        assert_eq!(verify("orbit lantern sparrow dunes", hash.as_deref()), Some(false));
        assert_eq!(verify("nobody has this password", None), Some(false));
    }

    #[test]
    fn the_policy_refuses_what_is_short_common_or_about_the_person() {
        let weak = |password: &str, about: &[&str]| check_policy(password, about).is_err();
        assert!(weak("Tr0ub4dor&3", &[]));
        assert!(weak("passwordpassword", &[]));
        assert!(weak("aaaaaaaaaaaaaaaaaaaa", &[]));
        assert!(weak("theodora.papadopoulou", &["theodora.papadopoulou", "Theodora", "Papadopoulou"]));
        assert!(!weak("orbit lantern sparrow dune", &["anna", "Bauer"]));
    }
}
