//! What somebody is writing to many: one draft for the site and one for each course, as it is typed.
//!
//! A draft is seen by nobody else and does nothing, so that the audit has no entries of drafts. Of two windows,
//! the text that was saved last counts.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use super::{LONGEST_BODY, LONGEST_SUBJECT, checked_body, checked_subject};
use crate::db::Conn;
use crate::db::schema::message_drafts as d;
use crate::db::types::Id;
use crate::id::{CourseId, UserId};
use crate::{Error, Fault, Faults, Millis, Result};

/// A message that is being written. It may be unfinished: with braces that are open, or without a subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The subject.
    pub subject: String,
    /// The text in Markdown.
    pub body: String,
    /// Whether a copy goes out by e-mail.
    pub email: bool,
}

impl Draft {
    /// Whether nothing is written.
    pub fn is_blank(&self) -> bool {
        self.subject.trim().is_empty() && self.body.trim().is_empty()
    }

    /// Whether it is the text of a message, which has been checked.
    fn is_text_of(&self, subject: &str, body: &str) -> bool {
        checked_subject("subject", &self.subject).is_ok_and(|own| own == subject)
            && checked_body("body", &self.body).is_ok_and(|own| own.trim() == body.trim())
    }

    fn check(&self) -> Result<()> {
        let mut faults = Faults::default();
        if self.subject.chars().count() > LONGEST_SUBJECT {
            let message = format!("A subject has at most {LONGEST_SUBJECT} characters.");
            faults.push(Fault::new("subject", "too_long", message));
        }
        if self.body.len() > LONGEST_BODY {
            faults.push(Fault::new("body", "too_long", "A message has at most 64 KB."));
        }
        for (field, text) in [("subject", &self.subject), ("body", &self.body)] {
            if text.contains('\0') {
                faults.push(Fault::new(field, "invalid_value", "A message has no NUL characters in it."));
            }
        }
        Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)
    }
}

/// The key of a place: the site, or a course.
fn place(course: Option<CourseId>) -> String {
    course.map_or_else(|| "site".to_owned(), |course| course.to_string())
}

/// What somebody was writing, and when it was saved.
pub fn find(conn: &mut Conn, user: UserId, course: Option<CourseId>) -> Result<Option<(Draft, Millis)>> {
    let found = d::table.find((user, place(course))).select((d::subject, d::body, d::email, d::saved_at));
    let found: Option<(String, String, bool, Millis)> = found.first(conn).optional()?;
    Ok(found.map(|(subject, body, email, at)| (Draft { subject, body, email }, at)))
}

/// Keeps what somebody is writing, in place of what was kept before. A blank draft is none.
///
/// # Errors
/// Texts that are longer than those of messages, and NUL characters.
pub fn keep(conn: &mut Conn, user: UserId, course: Option<CourseId>, draft: &Draft, now: Millis) -> Result<()> {
    draft.check()?;
    if draft.is_blank() {
        return discard(conn, user, course);
    }
    // In one statement: two windows may save at once.
    let sql = "INSERT INTO message_drafts (user_id, place, course_id, subject, body, email, saved_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (user_id, place) DO UPDATE SET \
               subject = excluded.subject, body = excluded.body, email = excluded.email, saved_at = excluded.saved_at";
    diesel::sql_query(sql)
        .bind::<Id, _>(user)
        .bind::<Text, _>(place(course))
        .bind::<Nullable<Id>, _>(course)
        .bind::<Text, _>(&draft.subject)
        .bind::<Text, _>(&draft.body)
        .bind::<Bool, _>(draft.email)
        .bind::<BigInt, _>(now)
        .execute(conn)?;
    Ok(())
}

/// Removes what somebody was writing.
pub fn discard(conn: &mut Conn, user: UserId, course: Option<CourseId>) -> Result<()> {
    diesel::delete(d::table.find((user, place(course)))).execute(conn)?;
    Ok(())
}

/// Removes what somebody was writing if it has been sent now; another text stays.
pub(super) fn discard_sent(
    conn: &mut Conn,
    user: UserId,
    course: Option<CourseId>,
    (subject, body): (&str, &str),
) -> Result<()> {
    match find(conn, user, course)? {
        Some((draft, _)) if draft.is_text_of(subject, body) => discard(conn, user, course),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(subject: &str, body: &str) -> Draft {
        Draft { subject: subject.to_owned(), body: body.to_owned(), email: false }
    }

    #[test]
    fn a_draft_may_be_unfinished_but_not_too_long() {
        assert!(draft("", "Dear {first").check().is_ok());
        assert!(draft(&"x".repeat(256), "").check().is_err());
        assert!(draft("", &"x".repeat(LONGEST_BODY + 1)).check().is_err());
        assert!(draft("a\0", "").check().is_err());
        assert!(draft(" ", "\n").is_blank() && !draft("a", "").is_blank());
    }

    #[test]
    fn blanks_around_a_text_do_not_make_it_another_one() {
        assert!(draft(" Hello ", "Dear all,\n\n").is_text_of("Hello", "Dear all,"));
        assert!(!draft("Hello", "Dear all, more").is_text_of("Hello", "Dear all,"));
        assert!(!draft("", "").is_text_of("", ""), "no message is blank");
    }
}
