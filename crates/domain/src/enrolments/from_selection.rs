//! What is done to the enrolments of people who were selected.

use std::collections::BTreeSet;

use super::commands::require_grantable;
use super::rules::{self, EnrolmentRequest};
use super::{Enrolment, store};
use crate::Actor;
use crate::Result;
use crate::batches::engine::message::Message;
use crate::batches::engine::row::Row;
use crate::batches::selection::selected_accounts::SelectedAccount;
use crate::batches::selection::source::Decision;
use crate::courses::groups;
use crate::db::Conn;
use crate::id::{CourseId, UserId};
use crate::refusal::{Code, Refusal};
use crate::users::Account;

/// What an action does in a course.
pub(super) struct EnrolmentDecision<'a> {
    pub(super) course: CourseId,
    pub(super) request: EnrolmentRequest,
    pub(super) actor: &'a Actor,
}

impl Decision for EnrolmentDecision<'_> {
    fn with_deleted(&self) -> bool {
        false
    }

    fn rows(&self, conn: &mut Conn, chosen: Vec<SelectedAccount>) -> Result<Vec<Row>> {
        let ids: Vec<UserId> = chosen.iter().filter_map(|one| Some(one.account.as_ref().ok()?.id)).collect();
        let mut enrolments = store::of_people(conn, self.course, &ids)?;
        let missing = missing_groups(conn, self.course, self.named_groups())?;
        let rows = chosen.into_iter().map(|one| {
            let user = one.account.as_ref().ok().map(|account| account.id);
            self.row(one, user.and_then(|user| enrolments.remove(&user)), &missing)
        });
        Ok(rows.collect())
    }
}

impl EnrolmentDecision<'_> {
    fn named_groups(&self) -> BTreeSet<String> {
        if let EnrolmentRequest::Enrol(new) = &self.request { new.groups.clone() } else { BTreeSet::new() }
    }

    fn row(&self, one: SelectedAccount, enrolment: Option<Enrolment>, missing: &BTreeSet<String>) -> Row {
        let mut row =
            Row { user: one.account.as_ref().ok().map(|account| account.id), ..Row::blank(one.line, &one.key) };
        let decided = one.account.and_then(|account| self.decide(&account, enrolment, missing, &mut row));
        if let Err(refusal) = decided {
            row.refuse(refusal);
        }
        row.settled = !row.outcomes.changes_something();
        row
    }

    fn decide(
        &self,
        account: &Account,
        enrolment: Option<Enrolment>,
        missing: &BTreeSet<String>,
        row: &mut Row,
    ) -> std::result::Result<(), Refusal> {
        row.version_planned = enrolment.as_ref().map(|enrolment| enrolment.version);
        if account.deleted_at.is_some() {
            return Err(Refusal::new(Code::UnknownUser, "This account is deleted. Restore it first."));
        }
        if let Some(name) = missing.first() {
            return Err(Refusal::new(Code::InvalidValue, groups::unknown(name)));
        }
        let Some(change) = rules::plan(enrolment.as_ref(), &self.request)? else {
            if matches!(self.request, EnrolmentRequest::Enrol(_)) {
                let message = "The person is enrolled in the course already, as asked.";
                row.messages.push(Message::info(Code::AlreadyEnrolled.name(), message.to_owned()));
            }
            return Ok(());
        };
        require_grantable(self.actor, self.course, &rules::roles_touched(&change))?;
        row.outcomes = change.outcomes();
        (row.before, row.after) = (change.before_json(), change.after_json());
        Ok(())
    }
}

/// Those of some groups that the course has not.
pub(super) fn missing_groups(conn: &mut Conn, course: CourseId, names: BTreeSet<String>) -> Result<BTreeSet<String>> {
    let found = groups::named(conn, course, &names)?;
    Ok(names.into_iter().filter(|name| !found.contains_key(name)).collect())
}
