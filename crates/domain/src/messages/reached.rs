//! How many people of a course a message would reach, before there is a plan. Decided as the plan decides, a thousand people at a time.

use super::audience::Audience;
use super::from_selection::Place;
use crate::courses::Course;
use crate::db::Conn;
use crate::enrolments::store as enrolment_store;
use crate::id::UserId;
use crate::refusal::Code;
use crate::users::store as user_store;
use crate::{Millis, Result};

/// So many people are looked at together.
const STEP: i64 = 1_000;

/// How many people are meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reached {
    /// Who would get the message.
    pub recipients: i64,
    /// Who is meant, and would not get it: suspended, or with an enrolment that does not count.
    pub inactive: i64,
}

/// How many people a message reaches: of all participants, or of those with these ids.
pub fn count(
    conn: &mut Conn,
    (course, audience): (Course, Audience),
    ids: Option<&[UserId]>,
    to_inactive: bool,
    now: Millis,
) -> Result<Reached> {
    let id = course.id;
    let place = Place::in_course(conn, course, audience, now)?;
    let mut reached = Reached::default();
    if let Some(ids) = ids {
        // Somebody who is named twice gets one message.
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        for some in ids.chunks(usize::try_from(STEP).unwrap_or(1)) {
            reached.add(conn, &place, some, to_inactive)?;
        }
        return Ok(reached);
    }
    let mut behind = None;
    loop {
        let found = enrolment_store::page(conn, id, behind, STEP)?;
        let Some(last) = found.last() else { return Ok(reached) };
        behind = Some(last.id);
        let some: Vec<UserId> = found.iter().map(|enrolment| enrolment.user).collect();
        reached.add(conn, &place, &some, to_inactive)?;
    }
}

impl Reached {
    fn add(&mut self, conn: &mut Conn, place: &Place, ids: &[UserId], to_inactive: bool) -> Result<()> {
        let accounts = user_store::by_ids(conn, ids)?;
        let enrolments = place.enrolments(conn, ids)?;
        for account in accounts.values() {
            match place.allows(to_inactive, account, enrolments.get(&account.id)) {
                Ok(()) => self.recipients += 1,
                Err(refusal) if refusal.code == Code::Inactive => self.inactive += 1,
                Err(_) => {}
            }
        }
        Ok(())
    }
}
