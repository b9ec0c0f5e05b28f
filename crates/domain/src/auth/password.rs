//! Passwords: hashed with Argon2id, accepted by the [`policy`]. All of it takes time by design, so that it is done in turn.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use super::policy;
use crate::interrupt::Interrupt;
use crate::turns::Turns;
use crate::{Error, Result};

/// Hashes, verifies and judges passwords, a few at a time: each hash takes 19 MiB of memory, and each of these a core for as
/// long as it lasts.
pub struct Passwords {
    turns: Turns,
    decoy: String,
}

impl Passwords {
    /// Works on up to `parallel` passwords at once.
    pub fn new(parallel: usize) -> Result<Self> {
        let decoy = Argon2::default().hash_password(b"nobody has this password").map_err(Error::internal)?.to_string();
        Ok(Self { turns: Turns::new(parallel), decoy })
    }

    /// The hash to store, in PHC format. Blocks.
    pub fn hash(&self, password: &str) -> Result<String> {
        let _turn = self.turns.take();
        Ok(Argon2::default().hash_password(password.as_bytes()).map_err(Error::internal)?.to_string())
    }

    /// Whether the password is the one that was hashed. Without a hash it takes the same time and is false. Blocks.
    pub fn verify(&self, password: &str, hash: Option<&str>) -> bool {
        let _turn = self.turns.take();
        let Ok(parsed) = PasswordHash::new(hash.unwrap_or(&self.decoy)) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
    }

    /// The hash of a password that a user has chosen, unless the policy refuses it; `about` is what an attacker would know
    /// of the person. Blocks.
    pub fn hash_chosen(&self, password: &str, about: &[&str]) -> Result<String> {
        let _turn = self.turns.take();
        policy::check(password, about)?;
        Ok(Argon2::default().hash_password(password.as_bytes()).map_err(Error::internal)?.to_string())
    }
}

/// The hashes of many passwords, worked out on all cores at once: so many times 19 MiB of memory, whatever their number.
pub fn hash_all(passwords: &[&str], interrupt: &dyn Interrupt) -> Result<Vec<String>> {
    on_all_cores(passwords, interrupt, |password| {
        Ok(Argon2::default().hash_password(password.as_bytes()).map_err(Error::internal)?.to_string())
    })
}

/// Which of many passwords the policy would refuse, worked out on all cores; each comes with what is known of its owner.
pub fn find_weak(passwords: &[(&str, Vec<&str>)], interrupt: &dyn Interrupt) -> Result<Vec<bool>> {
    on_all_cores(passwords, interrupt, |(password, about)| Ok(policy::check(password, about).is_err()))
}

/// Does something to each of many, in order, until it is interrupted.
fn on_all_cores<T: Sync, R: Send>(
    all: &[T],
    interrupt: &dyn Interrupt,
    act: impl Fn(&T) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = all.len().div_ceil(cores).max(1);
    let one = |one: &T| interrupt.check().and_then(|()| act(one));
    let done: Vec<Result<Vec<R>>> = std::thread::scope(|scope| {
        let of_share = |share| {
            let one = &one;
            scope.spawn(move || -> Result<Vec<R>> { <[T]>::iter(share).map(one).collect() })
        };
        let shares: Vec<_> = all.chunks(share).map(of_share).collect();
        let gone = |_| Err(Error::internal("a thread that works on passwords is gone"));
        shares.into_iter().map(|share| share.join().unwrap_or_else(gone)).collect()
    });
    Ok(done.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
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
}
