//! A bulk message as some of its recipients would read it.

use super::template::{Escaping, Filling, Template};
use super::{checked_body, checked_subject, markdown};
use crate::courses::Course;
use crate::users::Account;
use crate::{Error, Faults, Result};

/// A message as one recipient reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject.
    pub subject: String,
    /// The text in Markdown.
    pub body: String,
    /// The text as HTML.
    pub html: String,
    /// Placeholders that stand for nothing with this recipient, and have no fallback.
    pub blanks: Vec<&'static str>,
}

/// A message as each of some people would read it.
///
/// # Errors
/// Subject or text that are not valid, and placeholders that stand for nothing.
pub fn render(subject: &str, body: &str, course: Option<&Course>, people: &[Account]) -> Result<Vec<Rendered>> {
    let mut faults = Faults::default();
    let mut template = |field: &'static str, checked: std::result::Result<String, crate::Fault>| match checked
        .and_then(|text| Template::parse(field, &text, course.is_some()))
    {
        Ok(template) => Some(template),
        Err(fault) => {
            faults.push(fault);
            None
        }
    };
    let parsed =
        (template("subject", checked_subject("subject", subject)), template("body", checked_body("body", body)));
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    let (Some(subject), Some(body)) = parsed else { return Ok(Vec::new()) };
    let course = course.map(|course| (course.name.as_str(), course.code.as_str()));
    let one = |account: &Account| {
        let filling = Filling { account, course };
        let text = body.fill(filling, Escaping::Markdown);
        let mut blanks = subject.blanks(filling);
        blanks.extend(body.blanks(filling));
        Rendered { subject: subject.fill(filling, Escaping::Plain), html: markdown::to_html(&text), body: text, blanks }
    };
    Ok(people.iter().map(one).collect())
}
