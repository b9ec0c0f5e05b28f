//! E-mail addresses: which there are (RFC 5321, section 4.1.2; domains in all letters of RFC 5890), and when two are the same.

use std::borrow::Cow;

use validator::ValidateEmail;

use super::field::Field;
use super::refusal::{Code, Refusal};
use super::values::{canonical_username, show};

/// The longest address, in characters (RFC 5321, section 4.5.3.1.3, without the brackets of a path).
const LONGEST: usize = 254;
/// The longest part before the `@`, in bytes (section 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// An e-mail address as it is stored and compared: trimmed, NFKC, lower case, the domain in its own letters (`xn--bcher-kva.example`
/// is bücher.example).
pub fn canonical(text: &str) -> String {
    let address = canonical_username(text);
    match address.rsplit_once('@') {
        Some((local, domain)) if domain.contains("xn--") => match idna::domain_to_unicode(domain) {
            (unicode, Ok(())) => format!("{local}@{unicode}"),
            _ => address,
        },
        _ => address,
    }
}

/// An address as mail servers take it that know no letters beyond ASCII in domains.
pub fn for_the_wire(address: &str) -> Cow<'_, str> {
    match address.rsplit_once('@') {
        Some((local, domain)) if !domain.is_ascii() => match idna::domain_to_ascii(domain) {
            Ok(ascii) => Cow::Owned(format!("{local}@{ascii}")),
            Err(_) => Cow::Borrowed(address),
        },
        _ => Cow::Borrowed(address),
    }
}

/// An address as it would be stored.
pub(super) fn read(text: &str) -> Result<String, Refusal> {
    let address = canonical(text);
    if address.chars().count() <= LONGEST && is_address(&address) {
        return Ok(address);
    }
    Err(Refusal::of(
        Code::EmailInvalid,
        Field::Email.name(),
        text,
        "an address such as name@example.org",
        format!("\"{}\" is not an e-mail address. Write it as name@example.org.", show(text)),
    ))
}

fn is_address(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    if let Some(quoted) = local.strip_prefix('"') {
        // The rest is judged as that of a plain address.
        return local.len() <= LONGEST_LOCAL && is_quoted(quoted) && format!("x@{domain}").as_str().validate_email();
    }
    // Dots stand between letters.
    let is_dotted_well = !local.starts_with('.') && !local.ends_with('.') && !address.contains("..");
    is_dotted_well && address.validate_email()
}

/// Whether a text is what follows the first quote of a quoted name: printable ASCII to the last quote, quotes and backslashes behind a
/// backslash.
fn is_quoted(text: &str) -> bool {
    let Some(inside) = text.strip_suffix('"') else { return false };
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        let is_taken = match letter {
            '\\' => letters.next().is_some_and(|escaped| matches!(escaped, ' '..='~')),
            '"' => false,
            other => matches!(other, ' '..='~'),
        };
        if !is_taken {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_all_kinds_are_taken() {
        for (text, stored) in [
            (" Anna@Example.ORG ", "anna@example.org"),
            ("o'neil+news@sub.example.org", "o'neil+news@sub.example.org"),
            ("anna@B\u{dc}CHER.example", "anna@b\u{fc}cher.example"),
            ("anna@XN--bcher-kva.example", "anna@b\u{fc}cher.example"),
            ("\"anna bauer\"@example.org", "\"anna bauer\"@example.org"),
            (r#""a\"b@c"@example.org"#, r#""a\"b@c"@example.org"#),
        ] {
            assert_eq!(read(text).as_deref(), Ok(stored), "{text}");
            assert_eq!(read(stored).as_deref(), Ok(stored), "what is stored reads back");
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        let long = format!("\"{}\"@example.org", "x".repeat(63));
        for text in [
            "anna",
            "@example.org",
            "anna@",
            "a@b@c",
            ".anna@example.org",
            "anna.@example.org",
            "an..na@example.org",
            "anna@exa mple.org",
            "j\u{fc}rgen@example.org",
            "\"anna@example.org",
            "anna\"@example.org",
            "\"an\"na\"@example.org",
            "\"an\\\"@example.org",
            "\"j\u{fc}\"@example.org",
            &long,
        ] {
            assert_eq!(read(text).err().map(|refusal| refusal.code), Some(Code::EmailInvalid), "{text}");
        }
    }

    #[test]
    fn domains_go_over_the_wire_in_ascii() {
        assert_eq!(for_the_wire("anna@b\u{fc}cher.example"), "anna@xn--bcher-kva.example");
        assert_eq!(for_the_wire("anna@example.org"), "anna@example.org");
        assert_eq!(for_the_wire("nobody"), "nobody");
    }
}
