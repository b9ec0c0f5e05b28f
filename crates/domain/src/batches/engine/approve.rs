//! A second person's approval of large batches (PRODUCT 0): asked for by a setting, given to a plan as it is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::batch::{Batch, State};
use super::commands::{BatchCommand, person};
use super::registry::Registry;
use super::store::{self, AwaitingApproval, Update};
use crate::db::Conn;
use crate::id::{BatchId, UserId};
use crate::settings::Settings;
use crate::{Actor, Error, Millis, Result};

/// For so long the batches that a user has applied without an approval count together: many small ones are no way around it.
pub(crate) const DAY: Millis = 24 * 3_600_000;

impl Batch {
    /// Whether a user had a hand in the plan, and so is no second person for it.
    pub fn was_shaped_by(&self, person: UserId) -> bool {
        self.created_by == person || self.applied_by == Some(person) || self.shaped_by.contains(&person)
    }

    /// Those who have shaped it, with one more, as they are stored.
    pub(crate) fn also_shaped_by(&self, person: UserId) -> String {
        let others = self.shaped_by.iter().filter(|other| **other != person);
        others.chain([&person]).map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

/// Whether a batch that changes so many accounts needs the approval, when so many others were changed within a day.
fn is_required(affected: i64, others: i64, site: &Settings) -> bool {
    site.approve_above > 0 && affected > 0 && affected + others > site.approve_above
}

/// Whether a batch needs the approval when this person has it applied.
pub(crate) fn is_required_of(
    conn: &mut Conn,
    batch: &Batch,
    person: UserId,
    site: &Settings,
    now: Millis,
) -> Result<bool> {
    // The sum is asked for only where it matters.
    let may_matter = site.approve_above > 0 && batch.affected > 0;
    if !may_matter {
        return Ok(false);
    }
    // One after the other, or two small ones at once would each not know of the other.
    conn.lock_name(&format!("what {person} has applied"))?;
    let others = store::changed_since(conn, person, now - DAY)?;
    Ok(is_required(batch.affected, others, site))
}

/// Those of some plans that need an approval, as things are now. What a user has applied is summed up once a person.
pub fn required(conn: &mut Conn, batches: &[Batch], site: &Settings, now: Millis) -> Result<BTreeSet<BatchId>> {
    let mut required = BTreeSet::new();
    if site.approve_above <= 0 {
        return Ok(required);
    }
    let mut others: BTreeMap<UserId, i64> = BTreeMap::new();
    for batch in batches.iter().filter(|batch| batch.state == State::Planned && batch.affected > 0) {
        let person = batch.starter();
        let others = match others.get(&person) {
            Some(others) => *others,
            None => *others.entry(person).or_insert(store::changed_since(conn, person, now - DAY)?),
        };
        if is_required(batch.affected, others, site) {
            required.insert(batch.id);
        }
    }
    Ok(required)
}

/// Approves a plan. Who has planned it, repaired a row or changed its settings is no second person.
pub fn approve(conn: &mut Conn, command: BatchCommand<'_>) -> Result<Batch> {
    let BatchCommand { actor, now, id, .. } = command;
    let (batch, _) = command.lock(conn)?;
    if batch.state != State::Planned {
        let message = format!("The batch is {}; a plan is approved before it is applied.", batch.state.name());
        return Err(Error::conflict("not_planned", message));
    }
    let site = Settings::load(conn)?;
    if !is_required_of(conn, &batch, batch.starter(), &site, now)? {
        return Err(Error::conflict("approval_not_required", "This batch needs no approval. Apply it."));
    }
    let by = person(actor)?;
    if batch.was_shaped_by(by) {
        let message =
            "You have made this plan, repaired a row of it or changed its settings. Ask another user who may apply it.";
        return Err(Error::forbidden("own_approval", message));
    }
    store::update(conn, id, Update { approved_by: Some(Some(by)), approved_at: Some(Some(now)), ..Update::default() })?;
    command.record(conn, "batch.approved", json!({ "affected": batch.affected }))?;
    store::find(conn, id)
}

/// Whether an approval counts: the person who gave it may still do so. `None` is no approval, or one by a user who may no longer do
/// anything.
fn counts(registry: &Registry, approver: Option<&Actor>, batch: &Batch) -> Result<bool> {
    approver.map_or(Ok(false), |approver| registry.of(batch)?.may_apply(approver, batch))
}

/// Those of some batches that are plans and wait for an approval, by the setting and by everybody's rights as they are now. Each
/// approver is read once, however many of the batches they have approved.
pub fn waiting(
    conn: &mut Conn,
    registry: &Registry,
    batches: &[Batch],
    site: &Settings,
    now: Millis,
) -> Result<BTreeSet<BatchId>> {
    let required = required(conn, batches, site, now)?;
    let mut approvers: BTreeMap<UserId, Option<Actor>> = BTreeMap::new();
    let mut waiting = BTreeSet::new();
    for batch in batches.iter().filter(|batch| required.contains(&batch.id)) {
        if let Some(by) = batch.approved_by.filter(|by| !approvers.contains_key(by)) {
            approvers.insert(by, (registry.actor)(conn, by, now)?);
        }
        let approver = batch.approved_by.and_then(|by| approvers.get(&by)).and_then(Option::as_ref);
        if !counts(registry, approver, batch)? {
            waiting.insert(batch.id);
        }
    }
    Ok(waiting)
}

/// The plans that wait for an approval now, as a list shows them. Of those that a user has approved, and that are rarely
/// left lying, each is looked at: whether its approval still counts takes the settings that it was planned with.
pub fn all_waiting(conn: &mut Conn, registry: &Registry, now: Millis) -> Result<AwaitingApproval> {
    let site = Settings::load(conn)?;
    if site.approve_above <= 0 {
        return Ok(AwaitingApproval { above: None, since: now, lapsed: Vec::new() });
    }
    let approved = store::approved_plans(conn)?;
    let lapsed = waiting(conn, registry, &approved, &site, now)?.into_iter().collect();
    Ok(AwaitingApproval { above: Some(site.approve_above), since: now - DAY, lapsed })
}

/// Refuses to apply a plan without an approval, or whose approver has lost the permission.
pub(crate) fn require_approval(
    conn: &mut Conn,
    registry: &Registry,
    batch: &Batch,
    person: UserId,
    site: &Settings,
    now: Millis,
) -> Result<()> {
    if !is_required_of(conn, batch, person, site, now)? {
        return Ok(());
    }
    let approver = batch.approved_by.map(|by| (registry.actor)(conn, by, now)).transpose()?.flatten();
    if counts(registry, approver.as_ref(), batch)? {
        return Ok(());
    }
    let why = if batch.approved_by.is_some() { " The person who approved it may no longer do so." } else { "" };
    Err(Error::conflict(
        "approval_required",
        format!(
            "This batch changes {} accounts. Where there are more than {}, together with what you have applied within a day, a second person who may apply it has to approve it first: POST /batches/{}/approve.{why}",
            batch.affected, site.approve_above, batch.id
        ),
    ))
}
