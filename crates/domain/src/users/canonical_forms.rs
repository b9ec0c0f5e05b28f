//! Accounts from before values had the form in which they are stored now: brought into it once, at the first start.
//!
//! There is one form of each value ([`super::values`], [`super::email`]), in which it is compared, stored and mailed to. When
//! the form changes, what is stored has to follow, or two accounts would have one address. Where two accounts turn out to
//! have the same, the later one keeps what it has, and is listed until a user corrects it ([`unsettled`]).

use std::collections::{BTreeSet, HashSet};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::change::AccountChange;
use super::field::{Field, FieldKind, FieldValue};
use super::keys::{KEYS, SKELETON, key_value};
use super::model::Account;
use super::store::{self, Occasion, PlannedChange};
use super::{email, values};
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::{OWN_EMAIL, OWN_USERNAME, users};
use crate::db::{Conn, Db, Urgency};
use crate::id::UserId;
use crate::profile::{self, Members, ProfileField, index};
use crate::text::canonical_username;
use crate::{Actor, Millis, Result, settings};

/// The forms in force: raised when any of them, or folding, changes.
pub const VERSION: &str = "2";

/// The name under which the forms that accounts are in are noted.
const NOTE: &str = "accounts.canonical_forms";

/// Accounts of a transaction.
const STEP: i64 = 500;

/// Accounts that are looked through for those, so that no statement takes long.
const WINDOW: i64 = 20_000;

/// All text of an account that has a form. What is ASCII is in it.
const TEXTS: &str = "users.username || users.email || COALESCE(users.freed_username, '') \
    || COALESCE(users.freed_email, '') || users.first_name || users.last_name || COALESCE(users.id_number, '') \
    || COALESCE(users.institution, '') || COALESCE(users.department, '') || COALESCE(users.phone, '') \
    || COALESCE(users.mobile_phone, '') || COALESCE(users.address, '') || COALESCE(users.city, '') \
    || COALESCE(users.description, '') || COALESCE(users.external_id, '') || COALESCE(users.suspension_reason, '') \
    || COALESCE(users.profile, '')";

/// Brings accounts into the forms in force, unless they are. Safe to be broken off, and to be run by several nodes.
pub fn bring_up(db: &Db, now: Millis) -> Result<()> {
    if db.read(|conn| settings::get(conn, NOTE))?.as_deref() == Some(VERSION) {
        return Ok(());
    }
    let mut behind = None;
    let mut changed = 0;
    loop {
        let (last, count) = db.write(Urgency::Background, |conn| step(conn, behind, now))?;
        changed += count;
        behind = last;
        if behind.is_none() {
            break;
        }
    }
    db.write(Urgency::Background, |conn| {
        let set = "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        diesel::sql_query(set).bind::<Text, _>(NOTE).bind::<Text, _>(VERSION).execute(conn)?;
        Ok(())
    })?;
    let left = unsettled(db)?.len();
    tracing::info!(changed, left, "accounts are in their canonical forms; `rollcall migrate` lists what is left");
    Ok(())
}

/// A name or an address that is not in its form: it is another account's in that form, or can be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsettled {
    /// The account.
    pub id: UserId,
    /// `username` or `email`.
    pub field: Field,
    /// What it has.
    pub value: String,
    /// The form that it would have.
    pub canonical: String,
}

/// The most that is listed.
const MOST_LISTED: usize = 1_000;

/// What could not be brought into its form.
pub fn unsettled(db: &Db) -> Result<Vec<Unsettled>> {
    let mut found = Vec::new();
    let mut behind = None;
    loop {
        let (last, names): (_, Vec<(UserId, String, String)>) = db.read(|conn| {
            let (ids, last) = next(conn, "users.username || users.email", behind)?;
            let some = users::table.filter(users::id.eq_any(ids));
            Ok((last, some.select((users::id, sql::<Text>(OWN_USERNAME), sql::<Text>(OWN_EMAIL))).load(conn)?))
        })?;
        behind = last;
        for (id, username, address) in names {
            let forms = [
                (Field::Username, canonical_username(&username), username),
                (Field::Email, email::canonical(&address), address),
            ];
            let other = forms.into_iter().filter(|(_, canonical, value)| canonical != value);
            found.extend(other.map(|(field, canonical, value)| Unsettled { id, field, value, canonical }));
        }
        if behind.is_none() || found.len() >= MOST_LISTED {
            return Ok(found);
        }
    }
}

/// Those of the next accounts that have letters beyond ASCII in a text or quotes in their address, and the id behind which to go on; `None` at the end.
fn next(conn: &mut Conn, text: &str, behind: Option<UserId>) -> Result<(Vec<UserId>, Option<UserId>)> {
    let behind_it = || {
        let all = users::table.order(users::id).select(users::id).into_boxed();
        match behind {
            Some(id) => all.filter(users::id.gt(id)),
            None => all,
        }
    };
    let end: Option<UserId> = behind_it().offset(WINDOW).first(conn).optional()?;
    let beyond = format!("({} OR COALESCE(users.email, '') LIKE '\"%')", conn.engine().beyond_ascii(text));
    let some = behind_it().filter(sql::<Bool>(&beyond)).limit(STEP);
    let ids: Vec<UserId> = match end {
        Some(end) => some.filter(users::id.le(end)).load(conn)?,
        None => some.load(conn)?,
    };
    let is_full = i64::try_from(ids.len()).is_ok_and(|count| count == STEP);
    let last = if is_full { ids.last().copied() } else { end };
    Ok((ids, last))
}

/// The next accounts: where to go on, and how many were changed.
fn step(conn: &mut Conn, behind: Option<UserId>, now: Millis) -> Result<(Option<UserId>, usize)> {
    let (ids, last) = next(conn, TEXTS, behind)?;
    crate::users::store::lock(conn, &ids)?;
    let custom = profile::store::all(conn)?;
    let accounts = in_order(conn, &ids)?;
    let forms: Vec<(&Account, Vec<(Field, FieldValue)>)> =
        accounts.iter().map(|account| (account, forms(account, &custom))).collect();
    let mut taken = taken(conn, &forms)?;
    let mut changes = Vec::new();
    for (account, mut fields) in forms {
        fields.retain(|(field, value)| match value {
            FieldValue::Text(name) if matches!(field, Field::Username | Field::Email) => {
                account.get(*field) == *value || taken.insert((*field, name.clone()))
            }
            _ => true,
        });
        let change = AccountChange::towards(account, fields);
        if !change.steps().is_empty() {
            changes.push((account, change));
        }
    }
    let planned: Vec<PlannedChange<'_>> = changes
        .iter()
        .map(|(account, change)| PlannedChange { account, change, line: None, details: serde_json::Value::Null })
        .collect();
    store::write(conn, &Actor::system(), now, Occasion::default(), &planned)?;
    refresh_keys(conn, &ids)?;
    Ok((last, planned.len()))
}

fn in_order(conn: &mut Conn, ids: &[UserId]) -> Result<Vec<Account>> {
    let all = users::table.filter(users::id.eq_any(ids)).order(users::id);
    Ok(all.select(Account::as_select()).load(conn)?)
}

/// The values of an account in their forms; those that can be none stay as they are.
fn forms(account: &Account, custom: &[ProfileField]) -> Vec<(Field, FieldValue)> {
    let texts = Field::ALL.iter().filter(|field| field.kind() == FieldKind::Text && **field != Field::AuthMethod);
    let mut fields: Vec<(Field, FieldValue)> = texts
        .filter_map(|field| match (field, account.get(*field)) {
            (Field::Username, FieldValue::Text(text)) => Some((*field, FieldValue::Text(canonical_username(&text)))),
            (Field::Email, FieldValue::Text(text)) => Some((*field, FieldValue::Text(email::canonical(&text)))),
            (_, FieldValue::Text(text)) => Some((*field, values::parse(*field, &text).ok()?)),
            _ => None,
        })
        .collect();
    let held = account.members();
    let parsed = |name: &String| {
        let field = custom.iter().find(|field| field.name == *name)?;
        Some((name.clone(), field.parse(held.get(name)?).ok()?))
    };
    let members: Members = held.keys().filter_map(parsed).collect();
    if !members.is_empty() {
        fields.push((Field::Profile, FieldValue::Members(members)));
    }
    fields
}

/// The names and addresses among the forms that accounts have already.
fn taken(conn: &mut Conn, forms: &[(&Account, Vec<(Field, FieldValue)>)]) -> Result<HashSet<(Field, String)>> {
    let of = |wanted: Field| -> BTreeSet<String> {
        let fields = forms.iter().flat_map(|(_, fields)| fields).filter(|(field, _)| *field == wanted);
        fields
            .filter_map(|(_, value)| if let FieldValue::Text(text) = value { Some(text.clone()) } else { None })
            .collect()
    };
    let names = users::table.filter(users::username.eq_any(of(Field::Username))).select(users::username);
    let mut taken: HashSet<(Field, String)> =
        names.load::<String>(conn)?.into_iter().map(|name| (Field::Username, name)).collect();
    let addresses = users::table.filter(users::email.eq_any(of(Field::Email))).select(users::email);
    taken.extend(addresses.load::<String>(conn)?.into_iter().map(|address| (Field::Email, address)));
    Ok(taken)
}

/// Writes the columns anew by which accounts are found, where they differ: they follow from the fields, so that no version
/// rises.
fn refresh_keys(conn: &mut Conn, ids: &[UserId]) -> Result<()> {
    type StoredAccount = (UserId, String, String, String, String, String, String, String, String);
    let stored: Vec<StoredAccount> = users::table
        .filter(users::id.eq_any(ids))
        .order(users::id)
        .select((
            users::id,
            users::first_name_key,
            users::last_name_key,
            users::id_number_key,
            users::institution_key,
            users::department_key,
            users::city_key,
            users::search_key,
            users::email_domain_key,
        ))
        .load(conn)?;
    let names: Vec<&'static str> = KEYS.iter().map(|(name, _)| *name).filter(|name| *name != SKELETON).collect();
    let mut columns: Vec<ColumnSpec> = vec![("id", ColumnKind::Id)];
    columns.extend(names.iter().map(|name| (*name, ColumnKind::Text)));
    let (mut chunk, mut members) = (RecordSet::default(), Vec::new());
    for (account, (id, first, last, number, institution, department, city, search, domain)) in
        in_order(conn, ids)?.into_iter().zip(stored)
    {
        let before = [first, last, number, institution, department, city, search, domain];
        let after: Vec<String> =
            names.iter().map(|key| key_value(key, &account.former_usernames, |field| account.get(field))).collect();
        if before.as_slice() != after.as_slice() {
            chunk.push(std::iter::once(id.0.into()).chain(after.into_iter().map(Into::into)));
        }
        let held = account.members();
        if !held.is_empty() {
            members.push((id, held));
        }
    }
    let set = names.iter().map(|name| format!("{name} = c.{name}")).collect::<Vec<_>>().join(", ");
    conn.execute_chunk(Statement::Update { table: "users", set: &set, on: "users.id = c.id" }, &columns, &chunk)?;
    index::write(conn, &members)
}
