//! Values of fields: parsed into what may be stored, or refused with the reason (PRODUCT 5 and 6).

use std::borrow::Cow;

use language_tags::LanguageTag;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::field::{Field, FieldKind, FieldValue};
use super::skeleton::skeleton;
use super::{country, email};
use crate::refusal::{Code, Refusal};
use crate::settings::Settings;
use crate::text::{canonical_username, show};
use crate::visible;
use crate::words::words;

/// The method without sign-in.
pub const NOLOGIN: &str = AuthMethod::NoLogin.name();

/// Reserved names: they have another meaning.
const RESERVED: [&str; 6] = ["guest", "anonymous", "nobody", "root", "system", "me"];

words! {
    /// How a person signs in.
    AuthMethod {
        /// With a password that is kept here.
        Manual "manual",
        /// Not at all.
        NoLogin "nologin",
        /// With an OpenID Connect provider.
        Oidc "oidc",
        /// With a directory.
        Ldap "ldap",
    }
}

impl AuthMethod {
    /// Reads a name, without regard to case.
    pub fn parse(field: &str, text: &str) -> Result<Self, Refusal> {
        let name = visible::trim(text).to_lowercase();
        Self::from_name(&name).ok_or_else(|| {
            Refusal::of(
                Code::UnknownAuthMethod,
                field,
                text,
                "manual, nologin, oidc or ldap",
                format!("There is no authentication method \"{}\". Use manual, nologin, oidc or ldap.", show(text)),
            )
        })
    }
}

/// Which letters usernames may hold (PRODUCT 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Letters {
    /// `a-z 0-9 - _ . @`
    #[default]
    Basic,
    /// Besides, letters and digits of any script.
    Extended,
}

impl Letters {
    /// Those that the site's settings allow.
    pub fn of(site: &Settings) -> Self {
        if site.extended_usernames { Self::Extended } else { Self::Basic }
    }

    fn hold(self, letter: char) -> bool {
        let is_basic = letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_.@".contains(letter);
        is_basic || (self == Self::Extended && is_of_a_script(letter))
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Basic => "1 to 100 of a-z 0-9 - _ . @",
            Self::Extended => "1 to 100 letters, digits and - _ . @",
        }
    }
}

/// Whether it is a letter, a digit, or a mark that goes with the letter before it. Invisible characters are none of these, although
/// Unicode takes some of it for letters or marks; nor are spaces, controls and what turns the direction of writing.
fn is_of_a_script(letter: char) -> bool {
    let is_invisible = matches!(
        u32::from(letter),
        0x034F | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x3164 | 0xFE00..=0xFE0F | 0xFFA0
            | 0xE0100..=0xE01EF
    );
    !letter.is_ascii() && !is_invisible && (letter.is_alphanumeric() || is_combining_mark(letter))
}

/// Reads the value of a text field; `None` if the text is blank. Usernames have basic letters.
pub fn parse(field: Field, text: &str) -> Result<FieldValue, Refusal> {
    parse_with(field, text, Letters::Basic)
}

/// Reads the value of a text field as [`parse`] does, and usernames with the letters that the site allows.
pub fn parse_with(field: Field, text: &str, letters: Letters) -> Result<FieldValue, Refusal> {
    let text = &*match field {
        // Invisible characters are ignored where a name is looked for; a name cannot contain them.
        Field::Username => Cow::Borrowed(if visible::is_blank(text) { text.trim() } else { visible::trim(text) }),
        Field::Email => Cow::Borrowed(visible::trim(text)),
        field if may_have_several_lines(field) => Cow::Borrowed(visible::trim(text)),
        field => in_one_line(field, text)?,
    };
    if text.is_empty() {
        if field.is_required() {
            return Err(Refusal::of(
                Code::MissingValue,
                field.name(),
                "",
                "a value",
                format!("The {} may not be empty.", field.label()),
            ));
        }
        return Ok(FieldValue::Null);
    }
    if text
        .chars()
        .any(|c| visible::is_control(c) && !(may_have_several_lines(field) && matches!(c, '\n' | '\r' | '\t')))
    {
        return Err(invalid(field, text, "text without control characters"));
    }
    let value = match field {
        Field::Username => username(text, letters)?,
        Field::Email => email::read(text)?,
        Field::Country => country(text)?,
        Field::Language => language(text)?,
        Field::Timezone => timezone(text)?,
        Field::AuthMethod => AuthMethod::parse(field.name(), text)?.name().to_owned(),
        _ if field.kind() != FieldKind::Text => return Err(invalid(field, text, "text")),
        _ => text.nfc().collect(),
    };
    let limit = max_chars(field);
    if value.chars().count() > limit {
        return Err(Refusal::of(
            Code::TooLong,
            field.name(),
            text,
            &format!("at most {limit} characters"),
            format!("The {} is {} characters long; at most {limit} fit.", field.label(), value.chars().count()),
        ));
    }
    Ok(FieldValue::Text(value))
}

/// The most characters a text field holds.
pub fn max_chars(field: Field) -> usize {
    match field {
        Field::Username | Field::FirstName | Field::LastName | Field::Phone | Field::MobilePhone | Field::Timezone => {
            100
        }
        Field::Email => 254,
        Field::Description => 10_000,
        Field::SuspensionReason => 1_000,
        _ => 255,
    }
}

fn may_have_several_lines(field: Field) -> bool {
    matches!(field, Field::Description | Field::Address)
}

/// Text of one line without invisible characters. What turns the direction of writing in it is refused: it would read as
/// something else.
fn in_one_line(field: Field, text: &str) -> Result<Cow<'_, str>, Refusal> {
    let trimmed = visible::trim(text);
    if !trimmed.is_ascii() && trimmed.chars().any(visible::turns_direction) {
        return Err(invalid(field, text, "text without marks that turn its direction"));
    }
    // Reasons are typed into boxes of several lines.
    if field == Field::SuspensionReason && trimmed.contains(['\n', '\r']) {
        let words: Vec<_> = trimmed.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect();
        return Ok(Cow::Owned(visible::one_line(&words.join(" ")).into_owned()));
    }
    Ok(visible::one_line(trimmed))
}

/// An ID number as accounts are found by it: capital and small letters are the same, and nothing else is, or one number
/// would name several people.
pub fn id_number_form(text: &str) -> String {
    let seen = visible::trim(text).nfc().filter(|letter| !visible::is_ignorable(*letter));
    seen.flat_map(char::to_lowercase).nfc().collect()
}

/// A username without the letters that it may not hold, and whether there were any (PRODUCT 5).
pub fn standardise_username(text: &str, letters: Letters) -> (String, bool) {
    let name = canonical_username(text);
    let kept: String = name.chars().filter(|letter| letters.hold(*letter)).collect();
    // What would have been the mark of a letter that is gone stands alone now; without it the rest may compose otherwise.
    let kept = canonical_username(kept.trim_start_matches(is_combining_mark));
    let has_changed = kept != name;
    (kept, has_changed)
}

fn username(text: &str, letters: Letters) -> Result<String, Refusal> {
    let name = canonical_username(text);
    let expected = letters.expected();
    let stands_alone = name.chars().next().filter(|first| is_combining_mark(*first));
    let hidden = text.chars().find(|letter| visible::is_ignorable(*letter));
    if let Some(bad) = hidden.or(stands_alone).or_else(|| name.chars().find(|letter| !letters.hold(*letter))) {
        return Err(Refusal::of(
            Code::UsernameInvalid,
            Field::Username.name(),
            text,
            expected,
            format!("A username may not hold \"{}\". Use {expected}.", visible::spelled_out(&bad.to_string())),
        ));
    }
    // With more letters there are more ways to write what only looks like a reserved name.
    let looks_reserved = || !name.is_ascii() && RESERVED.iter().any(|reserved| skeleton(reserved) == skeleton(&name));
    if RESERVED.contains(&name.as_str()) || looks_reserved() {
        return Err(Refusal::of(
            Code::UsernameReserved,
            Field::Username.name(),
            text,
            "another name",
            format!("The username \"{name}\" is reserved. Choose another one."),
        ));
    }
    Ok(name)
}

fn country(text: &str) -> Result<String, Refusal> {
    country::code(text)
        .map(str::to_owned)
        .ok_or_else(|| invalid(Field::Country, text, "a code of ISO 3166-1 such as AT, or the country's English name"))
}

/// A tag of BCP 47 whose parts are in the registry of IANA, in the case that the standard recommends.
fn language(text: &str) -> Result<String, Refusal> {
    let tag = LanguageTag::parse(&text.replace('_', "-")).ok().filter(|tag| tag.validate().is_ok());
    tag.map(LanguageTag::into_string)
        .ok_or_else(|| invalid(Field::Language, text, "a language tag of BCP 47 such as de-AT"))
}

fn timezone(text: &str) -> Result<String, Refusal> {
    match jiff::tz::TimeZone::get(text) {
        Ok(zone) => Ok(zone.iana_name().unwrap_or(text).to_owned()),
        Err(_) => Err(invalid(Field::Timezone, text, "an IANA timezone such as Europe/Vienna")),
    }
}

fn invalid(field: Field, text: &str, expected: &str) -> Refusal {
    let message = format!("\"{}\" is not a valid {}. Expected {expected}.", show(text), field.label());
    Refusal::of(Code::InvalidValue, field.name(), text, expected, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(field: Field, text: &str) -> Option<&'static str> {
        parse(field, text).err().map(|refusal| refusal.code.name())
    }

    #[test]
    fn values_are_brought_into_the_form_they_are_stored_in() {
        for (field, text, stored) in [
            (Field::Username, "  Anna.Müller@X".trim_end_matches("üller@X"), "anna.m"),
            (Field::Email, " Anna@Example.ORG ", "anna@example.org"),
            (Field::Country, "at", "AT"),
            (Field::Country, "Côte d'Ivoire", "CI"),
            (Field::Language, "de_AT", "de-AT"),
            (Field::Language, "ZH-hant-tw", "zh-Hant-TW"),
            (Field::Language, "es-419", "es-419"),
            (Field::Language, "x-own", "x-own"),
            (Field::Timezone, "Europe/Vienna", "Europe/Vienna"),
            (Field::AuthMethod, "NoLogin", "nologin"),
        ] {
            assert_eq!(parse(field, text), Ok(FieldValue::Text(stored.to_owned())), "{text}");
        }
        assert_eq!(parse(Field::City, "   "), Ok(FieldValue::Null));
    }

    #[test]
    fn values_that_cannot_be_are_refused_by_name() {
        for (field, text, expected) in [
            (Field::Username, "anna müller", "username_invalid"),
            (Field::Username, "Guest", "username_reserved"),
            (Field::Username, "", "missing_value"),
            (Field::Email, "anna", "email_invalid"),
            (Field::Country, "XX", "invalid_value"),
            (Field::Timezone, "Mars/Olympus", "invalid_value"),
            (Field::Language, "d", "invalid_value"),
            (Field::Language, "english", "invalid_value"),
            (Field::Language, "xx", "invalid_value"),
            (Field::Language, "de-YY", "invalid_value"),
            (Field::Language, "de-Abcd", "invalid_value"),
            (Field::AuthMethod, "magic", "unknown_auth_method"),
            (Field::City, "a\u{0}b", "invalid_value"),
        ] {
            assert_eq!(code(field, text), Some(expected), "{text}");
        }
        assert_eq!(code(Field::Username, &"a".repeat(101)), Some("too_long"));
    }

    #[test]
    fn what_nobody_sees_is_no_part_of_a_value() {
        for (field, text, stored) in [
            (Field::LastName, "Bauer\u{200b}", Some("Bauer")),
            (Field::LastName, "\u{feff}Ba\u{ad}uer", Some("Bauer")),
            (Field::Department, "\u{200b}", None),
            (Field::Phone, "\u{202a}+43 1\u{202c}", Some("+43 1")),
            (Field::Description, "\u{200b}one\n\ntwo\u{a0}", Some("one\n\ntwo")),
            (Field::SuspensionReason, "left\r\n in May", Some("left in May")),
        ] {
            let expected = stored.map_or(FieldValue::Null, |stored| FieldValue::Text(stored.to_owned()));
            assert_eq!(parse(field, text), Ok(expected), "{text:?}");
        }
        assert_eq!(code(Field::LastName, "Bau\u{202e}er"), Some("invalid_value"));
        assert_eq!(code(Field::LastName, "Bau\ner"), Some("invalid_value"));
        let message = parse(Field::Country, "A\u{a0}X").err().map(|refusal| refusal.message);
        assert!(message.is_some_and(|message| message.contains("AU+00A0X")));
    }

    #[test]
    fn a_site_may_allow_the_letters_of_any_script() {
        let read = |text: &str| parse_with(Field::Username, text, Letters::Extended);
        for (text, stored) in [
            ("  J\u{fc}rgen.GRO\u{df}", "j\u{fc}rgen.gro\u{df}"),
            ("ju\u{308}rgen", "j\u{fc}rgen"),
            ("\u{410}\u{43d}\u{43d}\u{430}", "\u{430}\u{43d}\u{43d}\u{430}"),
            ("\u{5c71}\u{7530}\u{ff12}", "\u{5c71}\u{7530}2"),
            ("\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}", "\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}"),
        ] {
            assert_eq!(read(text), Ok(FieldValue::Text(stored.to_owned())), "{text}");
            assert_eq!(code(Field::Username, text), Some("username_invalid"), "{text}");
        }
        for text in ["\u{200b}ab\u{a0}", "\u{202a}ab\u{202c}", "ab\u{fe0f}"] {
            assert_eq!(read(text), Ok(FieldValue::Text("ab".to_owned())), "{text:?}");
        }
        assert_eq!(read("\u{39f}\u{394}\u{3a5}\u{3a3}"), read("\u{3bf}\u{3b4}\u{3c5}\u{3c2}"), "there is one sigma");
        for text in
            ["a b", "a\u{202e}b", "a\u{200d}b", "a\u{3164}b", "a\u{fe0f}b", "\u{301}", "a!b", "\u{1f600}", "\u{3164}"]
        {
            let refused = read(text).err().map(|refusal| refusal.code);
            assert_eq!(refused, Some(Code::UsernameInvalid), "{text:?}");
        }
        assert_eq!(read("gu\u{435}st").err().map(|refusal| refusal.code), Some(Code::UsernameReserved));
        assert_eq!(standardise_username("\u{fc}ber all!", Letters::Extended), ("\u{fc}berall".to_owned(), true));
        assert_eq!(standardise_username("\u{fc}ber", Letters::Basic), ("ber".to_owned(), true));
    }

    proptest! {
        #[test]
        fn a_standardised_name_has_nothing_to_standardise(text in "\\PC{1,40}") {
            for letters in [Letters::Basic, Letters::Extended] {
                let (name, _) = standardise_username(&text, letters);
                prop_assert_eq!(standardise_username(&name, letters), (name.clone(), false));
                prop_assert_eq!(canonical_username(&name), name);
            }
        }

        #[test]
        fn what_is_stored_reads_back_as_itself(text in "\\PC{1,60}") {
            for field in [Field::Username, Field::Email, Field::FirstName, Field::Language] {
                if let Ok(FieldValue::Text(stored)) = parse(field, &text) {
                    prop_assert_eq!(parse(field, &stored), Ok(FieldValue::Text(stored)));
                }
            }
        }
    }
}
