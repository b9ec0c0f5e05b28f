//! Rows of a file about people who have an account: how it would change, or all that keeps it from that.

use super::enrolling::{CourseChange, planned, stored};
use super::planner::{ChunkFacts, Planner};
use super::{claims, row_claims};
use crate::batches::engine::message::Message;
use crate::batches::engine::row::{Claim, Row};
use crate::batches::file::reading::ParsedRow;
use crate::batches::file::request::RowRequest;
use crate::refusal::Refusal;
use crate::users::Account;
use crate::users::change::AccountChange;
use crate::users::rules::{self, Route, Subject};

impl Planner<'_> {
    /// A row about an account that is there.
    pub(super) fn change(
        &self,
        known: &ChunkFacts<'_>,
        account: &Account,
        request: &RowRequest,
        result: &mut Row,
        further: &mut Vec<Refusal>,
    ) -> Result<(), Refusal> {
        let change = known.judge.change(account, request)?;
        result.claims = self.allow(known, account, request, &change).map_err(|mut refused| {
            let first = refused.remove(0);
            further.extend(refused);
            first
        })?;
        let in_courses = self.in_courses(known, Some(account), request).map_err(|mut refused| {
            let first = refused.remove(0);
            further.extend(refused);
            first
        })?;
        result.outcomes = change.outcomes();
        result.before = change.before_json();
        result.after = change.after_json();
        stored::put(result, &in_courses);
        if !account.suspended && request.suspension.lacks_its_switch() {
            result.messages.push(Message::without_suspension());
        }
        Ok(())
    }

    /// What a row changes in courses, or all that keeps it from them. Who is deleted is enrolled in nothing more.
    pub(super) fn in_courses(
        &self,
        known: &ChunkFacts<'_>,
        account: Option<&Account>,
        request: &RowRequest,
    ) -> Result<Vec<CourseChange>, Vec<Refusal>> {
        if request.deletes {
            return Ok(Vec::new());
        }
        planned::plan(self.actor, &known.enrolments, account.map(|account| account.id), request)
    }

    /// What a change claims, or all that keeps it from being made.
    fn allow(
        &self,
        known: &ChunkFacts<'_>,
        account: &Account,
        request: &RowRequest,
        change: &AccountChange,
    ) -> Result<Vec<Claim>, Vec<Refusal>> {
        let is_administrator = known.administrators.contains(&account.id);
        let guarded = rules::guard(Subject { account, is_administrator }, change, self.actor, Route::File);
        let mut refused: Vec<Refusal> = known.judge.unlisted(account, request).chain(guarded.err()).collect();
        let claims = row_claims::of_change(known, account, change);
        if refused.is_empty() {
            return claims;
        }
        refused.extend(claims.err().into_iter().flatten());
        Err(refused)
    }

    /// What else keeps a row from changing an account, of which some values cannot be read.
    pub(super) fn refusals_of_change(
        &self,
        known: &ChunkFacts<'_>,
        account: &Account,
        partial: &RowRequest,
    ) -> Vec<Refusal> {
        match known.judge.change(account, partial) {
            Ok(change) => {
                let of_account = self.allow(known, account, partial, &change).err();
                let in_courses = self.in_courses(known, Some(account), partial).err();
                of_account.into_iter().chain(in_courses).flatten().collect()
            }
            Err(refusal) if refusal.code.is_skip() => Vec::new(),
            Err(refusal) => vec![refusal],
        }
    }

    /// What a refused row claims all the same: see [`Claim::failed`].
    pub(super) fn claims_of_refused(&self, row: &ParsedRow, result: &Row) -> Vec<Claim> {
        let request = row.request.as_ref().ok().or(row.partial.as_ref());
        let renames = self.may_free_names() && request.is_some_and(|request| request.renames);
        let name = request.and_then(|request| request.username.as_ref()).and_then(|name| name.as_ref().ok());
        match result.user {
            Some(_) if renames => {
                vec![Claim { failed: true, ..Claim::new(claims::USERNAME, name.map_or("", String::as_str), None) }]
            }
            _ => Vec::new(),
        }
    }
}
