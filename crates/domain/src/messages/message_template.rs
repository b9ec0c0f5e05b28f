//! Texts of messages to many under a name, private or shared with all users who may write to many.
//!
//! [`crate::saved_items`] keeps them; what placeholders mean is the business of [`super::template`].

use serde::{Deserialize, Serialize};

use super::template::Template;
use super::{checked_body, checked_subject};
use crate::saved_items::{self, SavedItem};
use crate::{Error, Fault, Faults, Noun, Result};

/// A text under a name.
pub type MessageTemplate = SavedItem<TemplateText>;

/// What a template holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateText {
    /// The subject, with placeholders.
    pub subject: String,
    /// The text in Markdown, with placeholders.
    pub body: String,
    /// Whether a copy goes out by e-mail.
    pub email: bool,
}

impl saved_items::Content for TemplateText {
    const TABLE: &'static str = "message_templates";
    const NOUN: Noun = Noun::MessageTemplate;
    const TOO_MANY: &'static str = "too_many_message_templates";
    const CREATED: &'static str = "message_template.created";
    const CHANGED: &'static str = "message_template.changed";
    const DELETED: &'static str = "message_template.deleted";
    const CONTENT: &'static str = "text";
}

impl TemplateText {
    /// The same checks as of a message. The placeholders of a course are taken: only when a message is planned it is known where.
    ///
    /// # Errors
    /// Subject or text that are not valid, and placeholders that stand for nothing nowhere.
    pub fn checked(self) -> Result<Self> {
        let mut faults = Faults::default();
        let subject = text(&mut faults, "subject", checked_subject("subject", &self.subject));
        let body = text(&mut faults, "body", checked_body("body", &self.body));
        Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
        Ok(Self { subject, body, email: self.email })
    }
}

/// A part of the text as it is kept; what is wrong with it goes to the faults.
fn text(faults: &mut Faults, field: &str, checked: std::result::Result<String, Fault>) -> String {
    let parsed = checked.and_then(|text| Template::parse(field, &text, true).map(|_| text));
    parsed.unwrap_or_else(|fault| {
        faults.push(fault);
        String::new()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(subject: &str, body: &str) -> std::result::Result<TemplateText, Vec<(String, &'static str)>> {
        let text = TemplateText { subject: subject.to_owned(), body: body.to_owned(), email: true };
        text.checked().map_err(|error| match error {
            Error::Invalid { faults, .. } => faults.into_iter().map(|fault| (fault.field, fault.code)).collect(),
            other => vec![(other.to_string(), "")],
        })
    }

    #[test]
    fn a_template_is_a_message_that_could_be_sent_somewhere() {
        let kept = found(" To {first_name} ", "In {course_name}\n").expect("valid");
        assert_eq!(
            (kept.subject.as_str(), kept.body.as_str(), kept.email),
            ("To {first_name}", "In {course_name}", true)
        );
        let faults = found("{nickname}", " ").expect_err("two faults");
        let named = |field: &str, code| (field.to_owned(), code);
        assert_eq!(faults, [named("subject", "unknown_placeholder"), named("body", "missing_value")]);
    }
}
