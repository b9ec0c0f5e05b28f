//! E-mail addresses: which there are (RFC 5321, section 4.1.2; domains in all letters of RFC 5890), and when two are the same.

use std::borrow::Cow;

use idna::uts46::{AsciiDenyList, Hyphens, Uts46};
use unicode_normalization::char::is_combining_mark;
use validator::ValidateEmail;

use super::field::Field;
use crate::refusal::{Code, Refusal};
use crate::text::{canonical_username, domain_key, lower_case, show};
use crate::visible;

/// The longest address, in characters (RFC 5321, section 4.5.3.1.3, without the brackets of a path).
const LONGEST: usize = 254;
/// The longest part before the `@`, in bytes (section 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// An e-mail address as it is stored and compared: without invisible characters, NFKC, lower case, the domain in its own
/// letters as UTS 46 maps them (`xn--bcher-kva.example` is bücher.example). What is no address stays as it is otherwise.
pub fn canonical(text: &str) -> String {
    parsed(text).unwrap_or_else(|| canonical_username(text))
}

/// A part of an address that a user looks for. Where it has a domain's end in it, that is brought into the form of domains.
pub fn canonical_part(text: &str) -> String {
    let part = lower_case(text);
    let (local, domain) = part.rsplit_once('@').map_or(("", part.as_str()), |(local, domain)| (local, domain));
    if is_plain(domain) {
        return part;
    }
    let at = if part.contains('@') { "@" } else { "" };
    domain_in_letters(domain).map_or(part.clone(), |domain| format!("{local}{at}{domain}"))
}

/// What the end of an address says about its domain, as [`domain_key`] has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainPart {
    /// This is the whole domain.
    Whole(String),
    /// The key of the domain begins with this.
    Beginning(String),
}

/// What is asked of the domain, if the end of an address that a user looks for asks for nothing else.
pub fn domain_part(end: &str) -> Option<DomainPart> {
    match end.rsplit_once('@') {
        Some(("", domain)) => Some(DomainPart::Whole(domain_key(domain))),
        Some(_) => None,
        None => Some(DomainPart::Beginning(domain_key(end))).filter(|_| !end.is_empty()),
    }
}

/// The address in its one form, where its domain can be one.
fn parsed(text: &str) -> Option<String> {
    let text = visible::trim(text);
    // The full-width @ is one as well.
    let (local, domain) = text.rsplit_once(['@', '\u{FF20}', '\u{FE6B}'])?;
    let local = unquoted(lower_case(local));
    if is_plain(domain) {
        return Some(format!("{local}@{}", domain.to_ascii_lowercase()));
    }
    let domain = domain_in_letters(domain)?;
    domain.split('.').all(is_label).then(|| format!("{local}@{domain}"))
}

/// A name in front of the `@` with no more quotes and backslashes than it needs: `"anna"` and `"an\na"` are the mailbox `anna`
/// (RFC 5321, section 4.1.2).
fn unquoted(local: String) -> String {
    let Some(quoted) = local.strip_prefix('"').filter(|quoted| is_quoted(quoted)) else { return local };
    let mut inside = String::with_capacity(local.len());
    let mut letters = quoted[..quoted.len() - 1].chars();
    while let Some(letter) = letters.next() {
        inside.push(if letter == '\\' { letters.next().unwrap_or(letter) } else { letter });
    }
    let is_atom = |part: &str| {
        let is_text = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
        !part.is_empty() && part.bytes().all(is_text)
    };
    if inside.split('.').all(is_atom) {
        return inside;
    }
    format!("\"{}\"", inside.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a domain is in its one form but for the case.
fn is_plain(domain: &str) -> bool {
    domain.is_ascii() && !domain.as_bytes().windows(4).any(|four| four.eq_ignore_ascii_case(b"xn--"))
}

/// A domain in its own letters (UTS 46, processing without transition, with the checks of hyphens, joiners and direction).
fn domain_in_letters(domain: &str) -> Option<String> {
    let (domain, checked) = Uts46::new().to_unicode(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Check);
    // What goes over the wire is the same domain: a label that cannot be written in ASCII is none.
    checked.ok()?;
    Some(domain.into_owned())
}

/// Whether a label has nothing but letters, digits and marks of a script (RFC 5892): UTS 46 also lets symbols through, which
/// registries do not. Those that are allowed in places only (RFC 5892, appendix A) are allowed.
fn is_label(label: &str) -> bool {
    let is_letter = |letter: char| {
        letter.is_alphanumeric()
            || is_combining_mark(letter)
            || matches!(
                letter,
                '-' | '\u{B7}'
                    | '\u{375}'
                    | '\u{5F3}'
                    | '\u{5F4}'
                    | '\u{6FD}'
                    | '\u{6FE}'
                    | '\u{F0B}'
                    | '\u{200C}'
                    | '\u{200D}'
                    | '\u{3007}'
                    | '\u{30FB}'
            )
    };
    label.chars().all(is_letter)
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
    // Where a user is looked for, invisible characters are ignored; no address is stored with them.
    let hidden = |text: &str| text.chars().filter(|letter| visible::is_ignorable(*letter)).count();
    let text = visible::trim(text);
    let address = parsed(text).filter(|address| hidden(address) == hidden(text)).unwrap_or_default();
    let address = if text.contains(['\u{3002}', '\u{FF61}']) { String::new() } else { address };
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
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_address_ends_with_a_text_when_its_domain_key_says_so(
            local in "[a-c.]{1,4}", domain in "[a-bü]{1,3}(\\.[a-b]{1,2}){0,2}", end in "[a-c.]{0,2}@?[a-bü.]{0,5}",
        ) {
            let address = format!("{local}@{domain}");
            let says = match domain_part(&end) {
                Some(DomainPart::Whole(key)) => domain_key(&address) == key,
                Some(DomainPart::Beginning(key)) => domain_key(&address).starts_with(&key),
                None => return Ok(()),
            };
            prop_assert_eq!(says, address.ends_with(&end), "{} {}", address, end);
        }
    }

    #[test]
    fn a_domain_is_found_by_its_whole_or_by_its_end() {
        assert_eq!(domain_key("anna@uni.example"), "elpmaxe.inu");
        assert_eq!(domain_part("@uni.example"), Some(DomainPart::Whole("elpmaxe.inu".to_owned())));
        assert_eq!(domain_part("example"), Some(DomainPart::Beginning("elpmaxe".to_owned())));
        assert_eq!((domain_part("a@uni.example"), domain_part("")), (None, None));
    }

    #[test]
    fn quotes_that_are_not_needed_make_no_other_address() {
        for (written, stored) in [
            ("\"qq\"@example.org", "qq@example.org"),
            ("\"q\\q\"@example.org", "qq@example.org"),
            ("\"a.b+c\"@Example.org", "a.b+c@example.org"),
            ("\"a b\"@example.org", "\"a b\"@example.org"),
            ("\"\\a b\"@example.org", "\"a b\"@example.org"),
            ("\"a\\\"b\"@example.org", "\"a\\\"b\"@example.org"),
            ("\"a..b\"@example.org", "\"a..b\"@example.org"),
            ("\"\"@example.org", "\"\"@example.org"),
        ] {
            assert_eq!(canonical(written), stored);
            assert_eq!(canonical(stored), stored, "it reads back as itself");
        }
    }

    #[test]
    fn addresses_of_all_kinds_are_taken() {
        for (text, stored) in [
            (" Anna@Example.ORG ", "anna@example.org"),
            ("o'neil+news@sub.example.org", "o'neil+news@sub.example.org"),
            ("anna@B\u{dc}CHER.example", "anna@b\u{fc}cher.example"),
            ("anna@XN--bcher-kva.example", "anna@b\u{fc}cher.example"),
            ("\"anna bauer\"@example.org", "\"anna bauer\"@example.org"),
            (r#""a\"b@c"@example.org"#, r#""a\"b@c"@example.org"#),
            ("\u{feff}dora@example.org\u{ad}", "dora@example.org"),
            ("\u{ff44}ora\u{ff20}\u{ff45}xample.org", "dora@example.org"),
            ("anna@fa\u{df}.example", "anna@fa\u{df}.example"),
            ("anna@xn--fa-hia.example", "anna@fa\u{df}.example"),
            ("anna@B\u{dc}CHER\u{ff0e}example", "anna@b\u{fc}cher.example"),
            ("anna@\u{391}\u{3a3}.example", "anna@\u{3b1}\u{3c3}.example"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(stored), "{text}");
            assert_eq!(read(stored).as_deref(), Ok(stored), "what is stored reads back");
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        let long = format!("\"{} x\"@example.org", "x".repeat(61));
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
            "anna@xn--a.example",
            "anna@\u{1f600}.example",
            "anna@xn--e28h.example",
            "anna@a\u{200d}b.example",
            "do\u{200b}ra@example.org",
            "dora@exam\u{200b}ple.org",
            "dora@exam\u{ad}ple.org",
            "dora@example\u{3002}org",
            "anna@-b\u{fc}cher.example",
            "anna@b\u{fc}_cher.example",
            "anna@exa\u{2024}mple.org",
            "anna@\u{2603}.example",
            &long,
        ] {
            assert_eq!(read(text).err().map(|refusal| refusal.code), Some(Code::EmailInvalid), "{text}");
        }
    }

    #[test]
    fn who_is_looked_for_is_found_whatever_is_hidden_in_the_address() {
        for text in
            ["do\u{200b}ra@exam\u{200b}ple.org\u{ad}", "dora@exam\u{ad}ple\u{3002}org", "\u{ff44}ora@example.org"]
        {
            assert_eq!(canonical(text), "dora@example.org", "{text:?}");
        }
    }

    #[test]
    fn parts_are_looked_for_in_the_same_form() {
        for (part, expected) in [
            ("@XN--bcher-kva.example", "@b\u{fc}cher.example"),
            ("B\u{dc}CHER.example", "b\u{fc}cher.example"),
            ("exam\u{200b}ple.org", "example.org"),
            ("exam\u{ad}ple\u{3002}org", "example.org"),
            ("@Example.org", "@example.org"),
            ("an", "an"),
            ("_\u{fc}", "_\u{fc}"),
        ] {
            assert_eq!(canonical_part(part), expected, "{part}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_reads_back_as_itself(domain in "[a-zA-Z\u{fc}\u{df}\u{ad}\u{200b}\u{3002}\u{3c2}\u{5d0}\u{131}.-]{1,12}") {
            if let Ok(address) = read(&format!("x@{domain}.example")) {
                proptest::prop_assert_eq!(read(&address), Ok(address.clone()));
                proptest::prop_assert_eq!(canonical(&address), address.clone());
                let wire = for_the_wire(&address).into_owned();
                proptest::prop_assert!(wire.is_ascii(), "{}", wire);
                proptest::prop_assert_eq!(read(&wire), Ok(address));
            }
        }
    }

    #[test]
    fn domains_go_over_the_wire_in_ascii() {
        assert_eq!(for_the_wire("anna@b\u{fc}cher.example"), "anna@xn--bcher-kva.example");
        assert_eq!(for_the_wire("anna@example.org"), "anna@example.org");
        assert_eq!(for_the_wire("nobody"), "nobody");
    }
}
