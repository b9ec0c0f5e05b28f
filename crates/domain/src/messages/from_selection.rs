//! Who of a selection gets a bulk message. Asked when it is planned, and again when it is sent.
//!
//! Blocks and preferences do not count: what staff write in their role reaches everybody (PRODUCT 10).

use std::collections::HashMap;

use super::audience::Audience;
use super::request::BulkMessage;
use super::template::Filling;
use crate::batches::engine::batch::Batch;
use crate::batches::engine::message::{Level, Message};
use crate::batches::engine::row::Row;
use crate::batches::selection::selected_accounts::SelectedAccount;
use crate::batches::selection::source::Decision;
use crate::context::Context;
use crate::courses::{self, Course};
use crate::db::Conn;
use crate::deliveries::Ending;
use crate::enrolments::{Enrolment, store as enrolment_store};
use crate::id::UserId;
use crate::notifications::NotificationKind;
use crate::notifications::store::{ByMail, Choices, Notice, by_mail, effective};
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};
use crate::settings::{NotificationChoice, Settings};
use crate::users::{Account, Status};
use crate::{Error, Millis, Result};

/// Where a bulk message is sent: at site level, or to participants of a course.
pub(super) struct Place {
    pub(super) course: Option<Course>,
    audience: Audience,
    site: Settings,
    now: Millis,
}

impl Place {
    /// Where the message of a batch is sent.
    pub(super) fn of(conn: &mut Conn, batch: &Batch, now: Millis) -> Result<Self> {
        let course = match batch.context {
            Context::Course(id) => Some(courses::store::find(conn, id)?),
            _ => None,
        };
        let audience = batch.source.audience.clone().map(serde_json::from_value).transpose()?.unwrap_or_default();
        Ok(Self { course, audience, site: Settings::load(conn)?, now })
    }

    /// A course, before there is a batch.
    pub(super) fn in_course(conn: &mut Conn, course: Course, audience: Audience, now: Millis) -> Result<Self> {
        Ok(Self { course: Some(course), audience, site: Settings::load(conn)?, now })
    }

    /// The enrolments of some people in the course.
    pub(super) fn enrolments(&self, conn: &mut Conn, ids: &[UserId]) -> Result<HashMap<UserId, Enrolment>> {
        match &self.course {
            Some(course) => enrolment_store::of_people(conn, course.id, ids),
            None => Ok(HashMap::new()),
        }
    }

    /// Whether a person gets a message here; `to_inactive`: also who is suspended, or whose enrolment does not count.
    pub(super) fn allows(
        &self,
        to_inactive: bool,
        account: &Account,
        enrolment: Option<&Enrolment>,
    ) -> std::result::Result<(), Refusal> {
        if account.deleted_at.is_some() {
            return Err(Refusal::new(Code::UnknownUser, "This account is deleted. Restore it first."));
        }
        if !self.site.messaging {
            return Err(Refusal::new(Code::Forbidden, "Messages are switched off on this site."));
        }
        if let Some(course) = &self.course {
            if course.is_over(self.now) {
                return Err(Refusal::new(Code::CourseOver, "The course is over; nobody is written to in it any more."));
            }
            let Some(enrolment) = enrolment else {
                let message = "The person is not enrolled in the course. Enrol the person first, or leave the row out.";
                return Err(Refusal::new(Code::NotEnrolled, message));
            };
            if !self.audience.holds(enrolment) {
                return Err(Refusal::new(Code::OutsideOfTarget, "The person is not among those who are meant."));
            }
            if !to_inactive && !enrolment.is_active(self.now) {
                let why = "The enrolment is suspended, has ended or has not begun. \"include_inactive\" reaches these people, too.";
                return Err(Refusal::new(Code::Inactive, why));
            }
        }
        if !to_inactive && account.status(self.now) == Status::Suspended {
            let why = "The account is suspended. \"include_inactive\" reaches these people, too.";
            return Err(Refusal::new(Code::Inactive, why));
        }
        Ok(())
    }

    /// How somebody who has chosen this is told of the message.
    pub(super) fn told(&self, chosen: Option<&Choices>) -> NotificationChoice {
        effective(&self.site, chosen, NotificationKind::BulkMessage, self.course.as_ref().map(|course| course.id))
    }

    /// What placeholders are filled with.
    pub(super) fn filling<'a>(&'a self, account: &'a Account) -> Filling<'a> {
        Filling { account, course: self.course.as_ref().map(|course| (course.name.as_str(), course.code.as_str())) }
    }
}

/// What is written to the people of a selection.
pub(super) struct MessageDecision {
    pub(super) message: BulkMessage,
    pub(super) place: Place,
}

impl Decision for MessageDecision {
    fn with_deleted(&self) -> bool {
        false
    }

    fn rows(&self, conn: &mut Conn, chosen: Vec<SelectedAccount>) -> Result<Vec<Row>> {
        let ids: Vec<UserId> = chosen.iter().filter_map(|one| Some(one.account.as_ref().ok()?.id)).collect();
        let enrolments = self.place.enrolments(conn, &ids)?;
        let ways = self.ways(conn, &chosen)?;
        Ok(chosen.into_iter().map(|one| self.row(one, &enrolments, &ways)).collect())
    }
}

impl MessageDecision {
    /// How each is told by mail, if a copy goes out at all.
    fn ways(&self, conn: &mut Conn, chosen: &[SelectedAccount]) -> Result<HashMap<UserId, ByMail>> {
        if !self.message.by_mail {
            return Ok(HashMap::new());
        }
        let accounts = chosen.iter().filter_map(|one| one.account.as_ref().ok());
        let notices: Vec<Notice<'_>> = accounts
            .map(|account| Notice {
                account,
                kind: Some(NotificationKind::BulkMessage),
                course: self.place.course.as_ref().map(|course| course.id),
                address: &account.email,
            })
            .collect();
        let ways = by_mail(conn, &self.place.site, &notices, self.place.now)?;
        Ok(notices.iter().map(|notice| notice.account.id).zip(ways).collect())
    }

    fn row(
        &self,
        one: SelectedAccount,
        enrolments: &HashMap<UserId, Enrolment>,
        ways: &HashMap<UserId, ByMail>,
    ) -> Row {
        let mut row = Row::blank(one.line, &one.key);
        let decided = one.account.and_then(|account| {
            row.user = Some(account.id);
            row.version_planned = Some(account.version);
            self.place.allows(self.message.to_inactive, &account, enrolments.get(&account.id))?;
            row.outcomes = Outcome::Send.into();
            row.messages.extend(self.remarks(&account, ways.get(&account.id)));
            Ok(())
        });
        if let Err(refusal) = decided {
            row.refuse(refusal);
        }
        row.settled = !row.outcomes.changes_something();
        row
    }

    fn remarks(&self, account: &Account, way: Option<&ByMail>) -> Vec<Message> {
        let filling = self.place.filling(account);
        let mut blanks = self.message.subject.blanks(filling);
        blanks.extend(self.message.body.blanks(filling));
        blanks.sort_unstable();
        blanks.dedup();
        let blank = |name: &str| Message {
            level: Level::Warning,
            field: Some(name.to_owned()),
            ..Message::info(
                Code::MissingValue.name(),
                format!(
                    "\"{name}\" of this person is empty, and the placeholder has no fallback. Write {{{name}|...}}."
                ),
            )
        };
        let mut remarks: Vec<Message> = blanks.into_iter().map(blank).collect();
        if let Some(ByMail::No(ending, why)) = way {
            let code = if *ending == Ending::OptedOut { Code::OptedOut } else { Code::NoAddress };
            remarks.push(Message::info(
                code.name(),
                format!("No copy goes out by e-mail: {why}. The message is in the inbox."),
            ));
        }
        remarks
    }
}

/// The message that a batch sends.
pub(super) fn message_of(batch: &Batch) -> Result<BulkMessage> {
    let in_course = matches!(batch.context, Context::Course(_));
    super::request::bulk_message(&batch.settings, in_course).map_err(|fault| Error::internal(fault.message))
}
