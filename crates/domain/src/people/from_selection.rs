//! What is done to the accounts of a selection.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::request::SelectionRequest;
use crate::batches::engine::row::Row;
use crate::batches::file::cohorts_of_rows;
use crate::batches::selection::selected_accounts::SelectedAccount;
use crate::batches::selection::source::Decision;
use crate::cohorts::{self, CohortKey, Unusable};
use crate::db::Conn;
use crate::id::UserId;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::users::rules::{self, Route, Subject};
use crate::users::{freed, store as user_store};
use crate::{Actor, Millis, Result};

/// What an action does to accounts.
pub(super) struct AccountDecision<'a> {
    pub(super) request: SelectionRequest,
    pub(super) actor: &'a Actor,
    pub(super) site: &'a Settings,
    pub(super) now: Millis,
}

impl Decision for AccountDecision<'_> {
    fn with_deleted(&self) -> bool {
        self.request == SelectionRequest::Restoration
    }

    fn rows(&self, conn: &mut Conn, chosen: Vec<SelectedAccount>) -> Result<Vec<Row>> {
        let ids: Vec<UserId> = chosen.iter().filter_map(|one| Some(one.account.as_ref().ok()?.id)).collect();
        let administrators = user_store::administrators_among(conn, &ids)?;
        let returns = self.with_deleted();
        let taken = freed::taken(conn, chosen.iter().filter_map(|one| one.account.as_ref().ok()).filter(|_| returns))?;
        let cohort = self.request.cohort().into_iter().cloned().collect();
        let unusable = cohorts::store::unusable(conn, &cohort)?;
        let rows = chosen.into_iter().map(|one| self.row(one, &administrators, &taken));
        Ok(rows.map(|row| without(row, &unusable)).collect())
    }
}

impl AccountDecision<'_> {
    fn row(&self, one: SelectedAccount, administrators: &BTreeSet<UserId>, taken: &HashMap<UserId, Refusal>) -> Row {
        let mut row =
            Row { user: one.account.as_ref().ok().map(|account| account.id), ..Row::blank(one.line, &one.key) };
        let decided = one.account.and_then(|account| {
            row.version_planned = Some(account.version);
            let change = self.request.change(&account, self.site, self.now)?;
            if let Some(refusal) = taken.get(&account.id).filter(|_| freed::takes_back(&change)) {
                return Err(refusal.clone());
            }
            let subject = Subject { account: &account, is_administrator: administrators.contains(&account.id) };
            rules::guard(subject, &change, self.actor, Route::Batch)?;
            row.outcomes = change.outcomes();
            (row.before, row.after) = (change.before_json(), change.after_json());
            Ok(())
        });
        if let Err(refusal) = decided {
            row.refuse(refusal);
        }
        row.settled = !row.outcomes.changes_something();
        row
    }
}

/// A row whose cohort takes nobody by hand any more does nothing.
fn without(mut row: Row, unusable: &BTreeMap<CohortKey, Unusable>) -> Row {
    if let Err(refusal) = cohorts_of_rows::refused(&row, unusable) {
        row.refuse(refusal);
        (row.before, row.after) = Default::default();
        row.settled = true;
    }
    row
}
