//! Texts with placeholders: `{first_name}`, `{department|your department}`; `{{` is a brace. Pure.

use std::fmt::Write;

use crate::text::show;
use crate::users::Account;
use crate::{Fault, visible};

/// A placeholder that texts can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placeholder {
    /// What stands in the braces.
    pub name: &'static str,
    /// Whether it is a fact of the course, and so stands for something only in one.
    pub of_course: bool,
}

const fn of_recipient(name: &'static str) -> Placeholder {
    Placeholder { name, of_course: false }
}

const fn of_course(name: &'static str) -> Placeholder {
    Placeholder { name, of_course: true }
}

/// All placeholders: the public facts of the recipient, and of the course. Clients are told of them by [`crate::action_description`].
pub const PLACEHOLDERS: [Placeholder; 10] = [
    of_recipient("first_name"),
    of_recipient("last_name"),
    of_recipient("full_name"),
    of_recipient("username"),
    of_recipient("email"),
    of_recipient("institution"),
    of_recipient("department"),
    of_recipient("city"),
    of_course("course_name"),
    of_course("course_code"),
];

/// A text with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Placeholder { name: &'static str, fallback: Option<String> },
}

/// What placeholders are filled with, for one recipient.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'a> {
    /// The recipient.
    pub account: &'a Account,
    /// Name and code of the course, if the message is sent in one.
    pub course: Option<(&'a str, &'a str)>,
}

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escaping {
    /// As they are: for a subject.
    Plain,
    /// So that nothing in them means anything in Markdown: a name is no link.
    Markdown,
}

impl Template {
    /// Reads a text. `in_course`: whether the placeholders of a course stand for something.
    ///
    /// # Errors
    /// A brace that begins no placeholder, or one that stands for nothing, with the field and what there is.
    pub fn parse(field: &str, text: &str, in_course: bool) -> Result<Self, Fault> {
        let (mut pieces, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find('{') {
            plain.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(behind) = rest.strip_prefix('{') {
                plain.push('{');
                rest = behind;
                continue;
            }
            let inside = rest.find(['}', '{', '\n']).filter(|end| rest[*end..].starts_with('}'));
            let Some(end) = inside else {
                let message = "A brace begins a placeholder such as {first_name}. For a brace itself, write \"{{\".";
                return Err(Fault::new(field, "invalid_value", message));
            };
            let (name, fallback) = match rest[..end].split_once('|') {
                Some((name, fallback)) => (name, Some(visible::one_line(fallback).into_owned())),
                None => (&rest[..end], None),
            };
            let offered =
                PLACEHOLDERS.into_iter().filter(|known| in_course || !known.of_course).map(|known| known.name);
            let Some(known) = offered.clone().find(|known| *known == name.trim()) else {
                let offered: Vec<&str> = offered.collect();
                let message = format!(
                    "There is no placeholder \"{{{}}}\". There are: {}. For a brace itself, write \"{{{{\".",
                    show(name.trim()),
                    offered.join(", ")
                );
                return Err(Fault::new(field, "unknown_placeholder", message));
            };
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(Piece::Placeholder { name: known, fallback });
            rest = &rest[end + 1..];
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self(pieces))
    }

    /// Whether it is the same for everybody.
    pub fn is_plain(&self) -> bool {
        self.0.iter().all(|piece| matches!(piece, Piece::Text(_)))
    }

    /// The placeholders that stand for nothing with one recipient, and have no fallback.
    pub fn blanks(&self, filling: Filling<'_>) -> Vec<&'static str> {
        let blank = self.0.iter().filter_map(|piece| match piece {
            Piece::Placeholder { name, fallback: None } if value(name, filling).is_empty() => Some(*name),
            _ => None,
        });
        blank.collect()
    }

    /// The text for one recipient.
    pub fn fill(&self, filling: Filling<'_>, escaping: Escaping) -> String {
        let mut filled = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Placeholder { name, fallback } => {
                    let value = value(name, filling);
                    let value = if value.is_empty() { fallback.clone().unwrap_or_default() } else { value };
                    match escaping {
                        Escaping::Plain => filled.push_str(&value),
                        Escaping::Markdown => push_escaped(&mut filled, &value),
                    }
                }
            }
        }
        filled
    }

    /// The text without placeholders; only meant where there are none.
    pub fn text(&self) -> String {
        let texts =
            self.0.iter().filter_map(|piece| if let Piece::Text(text) = piece { Some(text.as_str()) } else { None });
        texts.collect()
    }
}

/// What a placeholder stands for: one line, without characters that nobody sees.
fn value(name: &str, filling: Filling<'_>) -> String {
    let Filling { account, course } = filling;
    let text = match name {
        "first_name" => account.first_name.clone(),
        "last_name" => account.last_name.clone(),
        "full_name" => account.full_name(),
        "username" => account.username.clone(),
        "email" => account.email.clone(),
        "institution" => account.institution.clone().unwrap_or_default(),
        "department" => account.department.clone().unwrap_or_default(),
        "city" => account.city.clone().unwrap_or_default(),
        "course_name" => course.map(|(name, _)| name.to_owned()).unwrap_or_default(),
        "course_code" => course.map(|(_, code)| code.to_owned()).unwrap_or_default(),
        _ => String::new(),
    };
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    visible::one_line(&line).into_owned()
}

/// Markdown takes a backslash before any ASCII punctuation for the character itself (CommonMark 0.31, 2.4).
/// A text so that nothing in it means anything in Markdown.
pub fn escaped(text: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    push_escaped(&mut filled, text);
    filled
}

fn push_escaped(filled: &mut String, value: &str) {
    for letter in value.chars() {
        if letter.is_ascii_punctuation() {
            let _ = write!(filled, "\\{letter}");
        } else {
            filled.push(letter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::markdown;

    fn anna() -> Account {
        Account {
            first_name: "Anna".to_owned(),
            last_name: "[x](http://evil.example)".to_owned(),
            ..Account::for_tests()
        }
    }

    fn filled(text: &str, escaping: Escaping) -> String {
        let account = anna();
        let template = Template::parse("body", text, true).unwrap_or_else(|fault| panic!("{fault:?}"));
        template.fill(Filling { account: &account, course: Some(("Fire *safety*", "F1")) }, escaping)
    }

    #[test]
    fn placeholders_are_filled_with_what_they_stand_for_or_the_fallback() {
        assert_eq!(filled("Hello {first_name}!", Escaping::Plain), "Hello Anna!");
        assert_eq!(filled("{department|your department} in { course_code }", Escaping::Plain), "your department in F1");
        assert_eq!(filled("{department}.", Escaping::Plain), ".");
        assert_eq!(filled("{{first_name} and }", Escaping::Plain), "{first_name} and }");
    }

    #[test]
    fn a_name_is_no_markdown_and_no_link() {
        let body = filled("Dear {last_name} of {course_name}", Escaping::Markdown);
        let html = markdown::to_html(&body);
        assert!(!html.contains("<a") && !html.contains("<em>"), "{html}");
        assert!(html.contains("[x](http://evil.example)") && html.contains("*safety*"), "{html}");
    }

    #[test]
    fn what_stands_for_nothing_is_refused_by_name() {
        for (text, code) in [
            ("{nickname}", "unknown_placeholder"),
            ("{id_number}", "unknown_placeholder"),
            ("{First_Name}", "unknown_placeholder"),
            ("{}", "unknown_placeholder"),
            ("{first_name", "invalid_value"),
            ("a { b", "invalid_value"),
            ("{first\nname}", "invalid_value"),
            ("{a{b}}", "invalid_value"),
        ] {
            assert_eq!(Template::parse("body", text, true).map_err(|fault| fault.code), Err(code), "{text}");
        }
        assert!(Template::parse("body", "{course_name}", false).is_err(), "there is no course");
    }

    #[test]
    fn a_text_without_placeholders_is_the_same_for_everybody() {
        let plain = Template::parse("body", "a {{b}", true).expect("valid");
        assert!(plain.is_plain());
        assert_eq!(plain.text(), "a {b}");
        assert!(!Template::parse("body", "{city}", true).expect("valid").is_plain());
    }

    #[test]
    fn blanks_without_a_fallback_are_named() {
        let account = anna();
        let template = Template::parse("body", "{city} {department|x} {first_name}", true).expect("valid");
        assert_eq!(template.blanks(Filling { account: &account, course: None }), ["city"]);
    }
}
