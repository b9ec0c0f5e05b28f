//! What a planned row claims, or all that it cannot have. Without a database: what others have was looked up before.

use super::claims;
use super::planner::ChunkFacts;
use crate::batches::engine::row::Claim;
use crate::batches::file::cells;
use crate::id::UserId;
use crate::profile::{Members, ProfileField};
use crate::refusal::{Code, Refusal};
use crate::users::change::AccountChange;
use crate::users::{Account, Field, FieldValue};

/// What a change would have for its account alone.
pub(super) fn of_change(
    known: &ChunkFacts<'_>,
    account: &Account,
    change: &AccountChange,
) -> Result<Vec<Claim>, Vec<Refusal>> {
    let (username, email) = (change.text_after(Field::Username), change.text_after(Field::Email));
    let members = match change.steps().get(&Field::Profile).map(|step| &step.after) {
        Some(FieldValue::Members(members)) => Some(members),
        _ => None,
    };
    all(known, Some(account.id), username, email, members)
}

/// What an account would have for itself alone, `None` for one that is new.
pub(super) fn all(
    known: &ChunkFacts<'_>,
    user: Option<UserId>,
    username: Option<&str>,
    email: Option<&str>,
    members: Option<&Members>,
) -> Result<Vec<Claim>, Vec<Refusal>> {
    let names = claims::of_names(&known.holders, user, username, email);
    let values = members.map_or_else(|| Ok(Vec::new()), |members| of_members(known, members, user));
    match (names, values) {
        (Ok(names), Ok(values)) => Ok(names.into_iter().chain(values).collect()),
        (names, values) => Err(names.err().into_iter().chain(values.err()).flatten().collect()),
    }
}

/// The claims to values of custom fields that no two accounts may have.
fn of_members(known: &ChunkFacts<'_>, members: &Members, user: Option<UserId>) -> Result<Vec<Claim>, Vec<Refusal>> {
    let unique = known.judge.custom.iter().filter(|field| field.unique);
    let keyed = |field: &ProfileField| {
        Some((format!("{}{}", cells::CUSTOM, field.name), field.key(members.get(&field.name)?)?))
    };
    let (mut claims, mut refused) = (Vec::new(), Vec::new());
    for (field, (column, value)) in unique.filter_map(|field| Some((field, keyed(field)?))) {
        if known.held.is_taken(field, &value, user) {
            let found = members.get(&field.name).map(ToString::to_string).unwrap_or_default();
            let message =
                format!("Another account has this value of {} already, and no two may have the same.", field.label);
            refused.push(Refusal::of(Code::InvalidValue, &column, &found, "a value that no account has", message));
        }
        claims.push(Claim::new(&column, &value, None));
    }
    if refused.is_empty() { Ok(claims) } else { Err(refused) }
}
