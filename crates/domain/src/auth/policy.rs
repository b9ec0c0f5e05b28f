//! Which passwords are accepted (API, "Passwords refused", after NIST 800-63B-4): those that are long and hard to guess.

use zxcvbn::{Score, zxcvbn};

use crate::{Error, Result};

/// The fewest characters of a password.
const SHORTEST: usize = 15;
/// The most; longer ones only cost time.
const LONGEST: usize = 1_000;

/// So many characters at the beginning and at the end are looked at for how hard they are to guess: the cost grows with the
/// square of their number.
const LOOKED_AT: usize = 64;

/// Characters that may stand for letters ("p4$$w0rd").
const AMBIGUOUS: &str = "4@8({[<369|1!7$50+%2";

/// Every way to read the ambiguous characters as letters is tried, so that the cost grows with the power of how many different
/// ones there are. So many are read as letters, more than passwords made of words have.
const READ_AS_LETTERS: usize = 6;

/// What stands in the place of further ones: characters that stand for no letter, a different one for each.
const PLAIN: &str = "^&*_-=~?/,.;:'\"`}])>";

/// Refuses a password that is short or easy to guess; `about` is what an attacker would know of the person.
pub(super) fn check(password: &str, about: &[&str]) -> Result<()> {
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
    let known = about.iter().filter(|text| text.chars().count() > 2);
    let about: Vec<String> = known.map(|text| bounded(text.chars().take(LOOKED_AT))).collect();
    let about: Vec<&str> = about.iter().map(String::as_str).collect();
    let judge = |part: String| zxcvbn(&part, &about);
    let beginning = judge(bounded(password.chars().take(LOOKED_AT)));
    // What stands around a part can only make it harder to guess.
    let is_strong = beginning.score() >= Score::Three
        || length > LOOKED_AT && judge(bounded(password.chars().skip(length - LOOKED_AT))).score() >= Score::Three;
    if is_strong {
        return Ok(());
    }
    let hint = beginning.feedback().and_then(|feedback| feedback.warning()).map(|warning| format!(" {warning}"));
    weak(format!(
        "The password is easy to guess.{} Use a few words that have nothing to do with each other.",
        hint.unwrap_or_default()
    ))
}

/// A text with few different characters that may stand for letters.
fn bounded(text: impl Iterator<Item = char>) -> String {
    let mut ambiguous: Vec<char> = Vec::new();
    let plain = |at: usize| PLAIN.chars().nth(at).unwrap_or('^');
    text.map(|letter| {
        if !AMBIGUOUS.contains(letter) {
            return letter;
        }
        let at = ambiguous.iter().position(|before| *before == letter).unwrap_or_else(|| {
            ambiguous.push(letter);
            ambiguous.len() - 1
        });
        at.checked_sub(READ_AS_LETTERS).map_or(letter, plain)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_weak(password: &str, about: &[&str]) -> bool {
        check(password, about).is_err()
    }

    #[test]
    fn the_policy_refuses_what_is_short_common_or_about_the_person() {
        assert!(is_weak("Tr0ub4dor&3", &[]));
        assert!(is_weak("passwordpassword", &[]));
        assert!(is_weak("p4$$w0rdp4$$w0rd", &[]));
        assert!(is_weak("aaaaaaaaaaaaaaaaaaaa", &[]));
        assert!(is_weak("theodora.papadopoulou", &["theodora.papadopoulou", "Theodora", "Papadopoulou"]));
        assert!(!is_weak("orbit lantern sparrow dune", &["anna", "Bauer"]));
    }

    #[test]
    fn a_long_one_is_as_strong_as_its_stronger_end() {
        assert!(!is_weak(&format!("{}orbit lantern sparrow dune", "a".repeat(200)), &[]));
        assert!(is_weak(&"a".repeat(200), &[]));
    }

    #[test]
    fn only_a_few_characters_are_read_as_letters() {
        let read: String = bounded(AMBIGUOUS.chars());
        assert_eq!(read.chars().filter(|letter| AMBIGUOUS.contains(*letter)).count(), READ_AS_LETTERS);
        assert_eq!(read.chars().count(), AMBIGUOUS.chars().count());
        let mut different: Vec<char> = read.chars().collect();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), read.chars().count(), "what is different stays different");
        assert_eq!(bounded("p4$$w0rd1!".chars()), "p4$$w0rd1!");
    }
}
