//! Values of fields: parsed into what may be stored, or refused with the reason (PRODUCT 5 and 6).

use unicode_normalization::UnicodeNormalization;
use validator::ValidateEmail;

use super::country;
use super::field::{Field, FieldKind, FieldValue};
use super::refusal::{Code, Refusal};

/// The method that lets nobody sign in.
pub const NOLOGIN: &str = "nologin";

/// Names that nobody may have: they mean something else.
const RESERVED: [&str; 6] = ["guest", "anonymous", "nobody", "root", "system", "me"];

/// How a person signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthMethod {
    /// With a password that is kept here.
    Manual,
    /// Not at all.
    NoLogin,
    /// With an OpenID Connect provider.
    Oidc,
    /// With a directory.
    Ldap,
}

impl AuthMethod {
    /// Every method.
    pub const ALL: [Self; 4] = [Self::Manual, Self::NoLogin, Self::Oidc, Self::Ldap];

    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::NoLogin => NOLOGIN,
            Self::Oidc => "oidc",
            Self::Ldap => "ldap",
        }
    }

    /// Reads a name, without regard to case.
    pub fn parse(field: &str, text: &str) -> Result<Self, Refusal> {
        let name = text.trim().to_lowercase();
        Self::ALL.into_iter().find(|method| method.name() == name).ok_or_else(|| {
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

/// Reads the value of a text field; nothing where the text is blank.
pub fn parse(field: Field, text: &str) -> Result<FieldValue, Refusal> {
    let text = text.trim();
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
    if text.chars().any(|c| c.is_control() && !(multi_line(field) && matches!(c, '\n' | '\r' | '\t'))) {
        return Err(invalid(field, text, "text without control characters"));
    }
    let value = match field {
        Field::Username => username(text)?,
        Field::Email => email(text)?,
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

fn multi_line(field: Field) -> bool {
    matches!(field, Field::Description | Field::Address | Field::SuspensionReason)
}

/// A username as it is stored and compared: trimmed, NFKC, lower case.
pub fn canonical_username(text: &str) -> String {
    lower_case(text.trim())
}

/// Text in the form of usernames and e-mail addresses: NFKC, lower case.
pub fn lower_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// An e-mail address as it is stored and compared: trimmed, NFKC, lower case.
pub fn canonical_email(text: &str) -> String {
    canonical_username(text)
}

/// Whether a username may hold the letter.
fn is_of_usernames(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_.@".contains(letter)
}

/// A username without the letters that it may not hold, and whether there were any (PRODUCT 5).
pub fn standardise_username(text: &str) -> (String, bool) {
    let name = canonical_username(text);
    let kept: String = name.chars().filter(|letter| is_of_usernames(*letter)).collect();
    let has_changed = kept.len() != name.len();
    (kept, has_changed)
}

fn username(text: &str) -> Result<String, Refusal> {
    let name = canonical_username(text);
    let expected = "1 to 100 of a-z 0-9 - _ . @";
    if let Some(bad) = name.chars().find(|letter| !is_of_usernames(*letter)) {
        return Err(Refusal::of(
            Code::UsernameInvalid,
            Field::Username.name(),
            text,
            expected,
            format!("A username may not hold \"{bad}\". Use {expected}."),
        ));
    }
    if RESERVED.contains(&name.as_str()) {
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

fn email(text: &str) -> Result<String, Refusal> {
    let address = canonical_email(text);
    if address.chars().count() <= 254 && address.as_str().validate_email() {
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

fn country(text: &str) -> Result<String, Refusal> {
    country::code(text)
        .map(str::to_owned)
        .ok_or_else(|| invalid(Field::Country, text, "a code of ISO 3166-1 such as AT, or the country's English name"))
}

/// The shape of a BCP 47 tag: a language of 2 to 8 letters, then subtags of 1 to 8 letters and digits.
fn language(text: &str) -> Result<String, Refusal> {
    let tag = text.replace('_', "-");
    let mut parts = tag.split('-');
    let well_formed = parts
        .next()
        .is_some_and(|first| (2..=8).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()));
    if well_formed { Ok(tag) } else { Err(invalid(Field::Language, text, "a language tag of BCP 47 such as de-AT")) }
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

/// A value short enough to be repeated in a sentence.
pub fn show(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(LONGEST).collect::<String>())
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
            (Field::AuthMethod, "magic", "unknown_auth_method"),
            (Field::City, "a\u{0}b", "invalid_value"),
        ] {
            assert_eq!(code(field, text), Some(expected), "{text}");
        }
        assert_eq!(code(Field::Username, &"a".repeat(101)), Some("too_long"));
    }

    proptest! {
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
