//! The first administrator's password where nobody gave one: made here, so that it can be shown in the closing box, which is
//! read, and not among the lines of a log, which are not.

use std::fs::File;
use std::io::Read as _;

use anyhow::{Context, Result};

/// The variable by which an operator, or this program, gives it to the server.
pub(crate) const GIVEN: &str = "ROLLCALL_ADMIN_PASSWORD";

/// The variable by which the announcer learns it; arguments are seen by every user of the machine.
pub(crate) const MADE: &str = "ROLLCALL_FIRST_PASSWORD";

/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A password of 100 random bits; `None` if one is given.
pub(crate) fn make() -> Result<Option<String>> {
    if std::env::var_os(GIVEN).is_some_and(|given| !given.is_empty()) {
        return Ok(None);
    }
    let mut bytes = [0_u8; 20];
    File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes)).context("no random numbers")?;
    Ok(Some(of(&bytes)))
}

fn of(bytes: &[u8]) -> String {
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(5).map(|five| five.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_easy_to_read_and_long_enough() {
        assert_eq!(of(&[0, 31, 32, 63, 1, 2]), "a9a9b-c");
        assert_eq!(of(&[7; 20]).len(), 23);
    }
}
