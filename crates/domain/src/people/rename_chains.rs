//! Applying rows whose usernames or addresses hang together: a chain or a ring is taken whole, so that it happens as one.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::apply::CheckedRow;
use super::claims::{self, Holders};
use crate::Result;
use crate::batches::engine::batch::Batch;
use crate::batches::engine::row::Row;
use crate::batches::engine::rows;
use crate::db::Conn;
use crate::id::UserId;
use crate::profile::index::UniqueValueHolders;
use crate::profile::{self, Members};
use crate::refusal::{Code, Refusal};
use crate::users::{Field, FieldValue};

/// Rows that hang together, from how many on others are left to the next unit of work.
const ENOUGH: usize = 5_000;

/// The longest chain to each side of a row; what is longer is refused. SQLite takes 32,766 parameters in a statement.
const LONGEST: usize = 15_000;

/// The rows to take, and the line up to which rows are taken: the next ones, with all that hang together with them.
pub(super) fn complete(conn: &mut Conn, batch: &Batch, next: Vec<Row>, last: i64) -> Result<(Vec<Row>, i64)> {
    let first = next.first().map_or(last, |row| row.line);
    let unsettled: HashSet<i64> = next.iter().map(|row| row.line).collect();
    let mut linked = claims::linked(conn, batch.id, first, last)?;
    linked.retain(|line| unsettled.contains(line));
    linked.sort_unstable();
    if linked.is_empty() {
        return Ok((next, last));
    }
    let mut all = claims::chain(conn, batch.id, &linked, ENOUGH)?;
    let mut last = last;
    while all.len() >= ENOUGH && linked.len() > 1 {
        // Too many at once: the first half of them, and everything before the other.
        let other = linked.split_off(linked.len() / 2);
        last = other.first().map_or(last, |line| line - 1);
        let most = if linked.len() > 1 { ENOUGH } else { LONGEST };
        all = claims::chain(conn, batch.id, &linked, most)?;
    }
    let mut taken: Vec<Row> = next.into_iter().filter(|row| row.line <= last).collect();
    let known: BTreeSet<i64> = taken.iter().map(|row| row.line).collect();
    let beyond: Vec<i64> = all.difference(&known).copied().collect();
    taken.extend(rows::by_lines(conn, batch.id, &beyond)?.into_iter().filter(|row| !row.settled));
    taken.sort_by_key(|row| row.line);
    Ok((taken, last))
}

/// The rows whose username or address another user has, although they pass otherwise; each with the reason. A name is
/// free too where its holder gives it up in the same unit of work.
pub(super) fn names_lost(conn: &mut Conn, checked: &[CheckedRow<'_>]) -> Result<BTreeMap<i64, Refusal>> {
    let mut lost = BTreeMap::new();
    let (mut usernames, mut emails) = (BTreeSet::new(), BTreeSet::new());
    for row in checked {
        usernames.extend(wanted(row, Field::Username));
        emails.extend(wanted(row, Field::Email));
    }
    values_lost(conn, checked, &mut lost)?;
    if usernames.is_empty() && emails.is_empty() {
        return Ok(lost);
    }
    let holders = Holders::find(conn, &usernames, &emails)?;
    // Who gives which name up, unless the row is lost.
    let mut leaving: HashSet<(Field, UserId)> = HashSet::new();
    let mut waiting_for: BTreeMap<UserId, Vec<&CheckedRow<'_>>> = BTreeMap::new();
    for row in checked {
        for (field, name) in NAMES {
            let Some(value) = wanted(row, field) else { continue };
            if let Some(user) = row.row.user.filter(|_| !lost.contains_key(&row.row.line)) {
                leaving.insert((field, user));
            }
            if let Some(holder) = holders.other(name, &value, row.row.user) {
                waiting_for.entry(holder.id).or_default().push(row);
            }
        }
    }
    let mut check: Vec<&CheckedRow<'_>> = checked.iter().collect();
    while let Some(row) = check.pop() {
        let refusal = NAMES.into_iter().find_map(|(field, name)| {
            let value = wanted(row, field)?;
            let holder = holders.other(name, &value, row.row.user)?;
            let taken = if field == Field::Email { claims::email_taken } else { claims::username_taken };
            (!leaving.contains(&(field, holder.id))).then(|| taken(&value, holder.is_deleted))
        });
        let Some(refusal) = refusal else { continue };
        if lost.contains_key(&row.row.line) {
            continue;
        }
        lost.insert(row.row.line, refusal);
        // Who is refused keeps all names, and who waited for one does not get it.
        if let Some(user) = row.row.user {
            for (field, _) in NAMES {
                leaving.remove(&(field, user));
            }
            check.extend(waiting_for.get(&user).into_iter().flatten());
        }
    }
    Ok(lost)
}

/// The fields that only one account can have, and what claims to them are called.
const NAMES: [(Field, &str); 2] = [(Field::Username, claims::USERNAME), (Field::Email, claims::EMAIL)];

/// The rows whose values of custom fields another user has by now, where no two accounts may have the same.
fn values_lost(conn: &mut Conn, checked: &[CheckedRow<'_>], lost: &mut BTreeMap<i64, Refusal>) -> Result<()> {
    let wanted: Vec<(&Row, Members)> = checked.iter().filter_map(|row| Some((row.row, members(row)?))).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let fields = profile::store::all(conn)?;
    let held = UniqueValueHolders::find(conn, &fields, wanted.iter().map(|(_, members)| members))?;
    for (row, members) in &wanted {
        let taken = fields.iter().filter(|field| field.unique).find(|field| {
            let key = members.get(&field.name).and_then(|value| field.key(value));
            key.is_some_and(|key| held.is_taken(field, &key, row.user))
        });
        if let Some(field) = taken {
            let message = format!(
                "Another account has this value of {} by now, and no two may have the same. It was left alone.",
                field.label
            );
            lost.insert(row.line, Refusal::new(Code::ChangedSincePlan, message));
        }
    }
    Ok(())
}

/// The values of custom fields that a row sets.
fn members(checked: &CheckedRow<'_>) -> Option<Members> {
    match &checked.change {
        Some((_, change)) => match &change.steps().get(&Field::Profile)?.after {
            FieldValue::Members(members) => Some(members.clone()),
            _ => None,
        },
        None => Some(checked.row.after.get(Field::Profile.name())?.as_object()?.clone().into_iter().collect()),
    }
}

/// What a row wants to have in a field.
fn wanted(checked: &CheckedRow<'_>, field: Field) -> Option<String> {
    match &checked.change {
        Some((_, change)) => change.text_after(field).map(str::to_owned),
        None => checked.row.after.get(field.name())?.as_str().map(str::to_owned),
    }
}
