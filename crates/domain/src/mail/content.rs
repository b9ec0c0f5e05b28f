//! What a mail says: its subject, and paragraphs in Markdown that become its text and its page.

use fluent_bundle::FluentValue;
use jiff::tz::TimeZone;

use super::words::Words;
use crate::batches::engine::batch::{Batch, State};
use crate::deliveries::DeliveryKind;
use crate::messages::Message;
use crate::messages::markdown::{to_html, to_text};
use crate::messages::template::escaped;
use crate::outcome::Outcome;
use crate::users::Account;
use crate::users::values::AuthMethod;
use crate::visible;

/// What a mail says, in the language of its reader.
pub(super) struct Content {
    pub(super) subject: String,
    /// Markdown, each by itself: what somebody else has written does not reach into the next one.
    parts: Vec<String>,
}

fn value(text: &str) -> FluentValue<'static> {
    FluentValue::from(escaped(&visible::one_line(text)))
}

/// A link that stands alone; it shows where it leads.
fn link(address: &str) -> String {
    format!("<{address}>")
}

impl Content {
    fn new(subject: String, parts: impl IntoIterator<Item = String>) -> Self {
        Self { subject, parts: parts.into_iter().collect() }
    }

    /// A mail with a link: an invitation, a new password, a confirmation.
    pub(super) fn with_link(words: &Words, kind: DeliveryKind, account: &Account, address: &str) -> Self {
        let key = kind.name();
        let parts = [
            words.text(&format!("{key}-request")),
            link(address),
            words.text(&format!("{key}-ends")),
            words.say("your-username", [("username", value(&account.username))]),
        ];
        Self::new(words.text(&format!("{key}-subject")), parts)
    }

    pub(super) fn suspended(words: &Words, account: &Account, zone: &TimeZone) -> Self {
        let username = ("username", value(&account.username));
        let body = match account.suspended_until {
            Some(until) => {
                let until = FluentValue::from(words.moment(until, zone));
                words.say("suspended-until-body", [username, ("until", until)])
            }
            None => words.say("suspended-body", [username]),
        };
        Self::new(words.text("suspended-subject"), [body, words.text("suspended-mistake")])
    }

    pub(super) fn renamed(words: &Words, account: &Account) -> Self {
        let signs_in = !account.suspended && account.auth_method == AuthMethod::Manual.name();
        let body = words.say("renamed-body", [("username", value(&account.username))]);
        let body = if signs_in { format!("{body} {}", words.text("renamed-sign-in")) } else { body };
        Self::new(words.text("renamed-subject"), [body])
    }

    /// That an address is, or is asked to be, another.
    pub(super) fn about_address(words: &Words, kind: DeliveryKind, account: &Account) -> Self {
        let key = kind.name();
        let body = words.say(&format!("{key}-body"), [("username", value(&account.username))]);
        Self::new(words.text(&format!("{key}-subject")), [body, words.text(&format!("{key}-mistake"))])
    }

    pub(super) fn batch_ended(words: &Words, batch: &Batch, page: &str, zone: &TimeZone) -> Self {
        let plain = || [("name", FluentValue::from(visible::one_line(&batch.name).into_owned()))];
        let name = || ("name", value(&batch.name));
        if let (State::Applied, Some(until)) = (batch.state, batch.export_expires_at) {
            let until = FluentValue::from(words.moment(until, zone));
            let body = words.say("file-ready-body", [name(), ("until", until)]);
            return Self::new(words.say("file-ready-subject", plain()), [body, link(page)]);
        }
        let problem = batch.problem.as_ref().map_or_else(String::new, |problem| problem.message.clone());
        let (how, changed) = match batch.state {
            State::Failed if batch.problem.is_some() => ("failed", "batch-changed-before"),
            State::Cancelled => ("cancelled", "batch-changed-before"),
            _ => ("applied", "batch-changed"),
        };
        let count = |count: i64| [("count", FluentValue::from(count))];
        let mut told = vec![
            words.say(&format!("batch-{how}-body"), [name(), ("problem", value(&problem))]),
            words.say(changed, count(batch.changed)),
        ];
        for (outcome, key) in [(Outcome::Error, "batch-errors"), (Outcome::Conflict, "batch-conflicts")] {
            if batch.counts.get(outcome) > 0 {
                told.push(words.say(key, count(batch.counts.get(outcome))));
            }
        }
        let parts = [told.join(" "), words.text("batch-report"), link(page)];
        Self::new(words.say(&format!("batch-{how}-subject"), plain()), parts)
    }

    /// A copy of a message. `answers_by_mail`: whether an answer to the mail reaches its sender.
    pub(super) fn message(words: &Words, told: &ToldMessage<'_>, page: &str, answers_by_mail: bool) -> Self {
        let from = match &told.sender {
            Some(sender) => words.say("message-from", [("sender", value(sender))]),
            None => words.text("message-from-nobody"),
        };
        let answer = if answers_by_mail { "message-answer-mail" } else { "message-answer" };
        let parts = [from, told.message.body.clone(), "---".to_owned(), words.text(answer), link(page)];
        Self::new(told.title(words), parts)
    }

    /// Messages told together.
    pub(super) fn digest(words: &Words, told: &[ToldMessage<'_>], inbox: &str) -> Self {
        let count = || [("count", FluentValue::from(i64::try_from(told.len()).unwrap_or(i64::MAX)))];
        let mut parts = vec![words.say("digest-body", count())];
        for one in told {
            let subject = ("subject", value(&one.title(words)));
            parts.push(match &one.sender {
                Some(sender) => words.say("digest-item", [subject, ("sender", value(sender))]),
                None => words.say("digest-item-nobody", [subject]),
            });
            parts.push(escaped(&beginning(&to_text(&one.message.body))));
        }
        parts.extend([words.text("digest-inbox"), link(inbox)]);
        Self::new(words.say("digest-subject", count()), parts)
    }

    /// The greeting goes before everything, the way out behind it.
    pub(super) fn framed(mut self, words: &Words, name: &str, unsubscribe: Option<&str>) -> Self {
        self.parts.insert(0, words.say("greeting", [("name", value(name))]));
        if let Some(address) = unsubscribe {
            self.parts.extend(["---".to_owned(), words.text("unsubscribe"), link(address)]);
        }
        self
    }

    /// As plain text.
    pub(super) fn text(&self) -> String {
        let parts: Vec<String> = self.parts.iter().map(|part| to_text(part)).collect();
        parts.join("\n\n") + "\n"
    }

    /// As a page that mail programs show.
    pub(super) fn html(&self, language: &str) -> String {
        const STYLE: &str =
            "font-family:sans-serif;line-height:1.5;color:#151515;max-width:40em;margin:1em auto;padding:0 1em";
        let parts: String = self.parts.iter().map(|part| to_html(part)).collect();
        let title = ammonia::clean_text(&self.subject);
        format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
             <body style=\"{STYLE}\">\n{parts}</body>\n</html>\n"
        )
    }
}

/// A message that is told.
pub(super) struct ToldMessage<'a> {
    pub(super) message: &'a Message,
    /// The subject of a message to many.
    pub(super) subject: Option<&'a str>,
    /// Who has written it.
    pub(super) sender: Option<String>,
}

impl ToldMessage<'_> {
    fn title(&self, words: &Words) -> String {
        let subject = self.subject.filter(|subject| !visible::is_blank(subject));
        match (subject, &self.sender) {
            (Some(subject), _) => visible::one_line(subject).into_owned(),
            (None, Some(sender)) => {
                words.say("message-subject", [("sender", FluentValue::from(visible::one_line(sender).into_owned()))])
            }
            (None, None) => words.text("message-subject-nobody"),
        }
    }
}

/// The first letters of a text, on one line.
fn beginning(text: &str) -> String {
    const LETTERS: usize = 200;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LETTERS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_told_by_its_beginning() {
        assert_eq!(beginning("a\n\nb"), "a b");
        assert_eq!(beginning(&"ä".repeat(201)).chars().count(), 201);
        assert!(beginning(&"ä".repeat(201)).ends_with('…'));
    }

    #[test]
    fn what_somebody_is_called_is_no_markdown_and_no_html() {
        let words = Words::of(None);
        let content =
            Content::new("x <b>".to_owned(), []).framed(words, "[Anna](http://evil.example) <b>*B*</b>", None);
        assert_eq!(content.text(), "Hello [Anna](http://evil.example) <b>*B*</b>,\n");
        let html = content.html("en");
        assert!(!html.contains("<a") && !html.contains("<b>") && html.contains("&lt;b&gt;*B*"), "{html}");
    }
}
