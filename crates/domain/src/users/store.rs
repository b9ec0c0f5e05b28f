//! Reading accounts, and the one place where they are written.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;
use serde_json::Value;

use super::change::AccountChange;
use super::field::{Field, FieldKind, FieldValue};
use super::keys::{KEYS, key_columns, key_value};
use super::model::Account;
use super::notices::{self, Notices};
use super::values::NOLOGIN;
use super::{administrators, freed, rules, sign_in_failures};
use crate::audit::{self, Entry};
use crate::cohorts::store::MembershipChange;
use crate::db::Conn;
use crate::db::followers::Written;
use crate::db::recordset::{Cell, ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::{role_assignments, users};
use crate::deliveries::DeliveryKind;
use crate::id::{BatchId, UserId};
use crate::profile::{Members, index};
use crate::roles::store::RoleChange;
use crate::roles::{self, RoleKey};
use crate::text::fold;
use crate::{Actor, Error, Millis, Noun, Origin, Result, bounces, cohorts, deliveries};

/// One account.
pub fn find(conn: &mut Conn, id: UserId) -> Result<Account> {
    users::table.find(id).select(Account::as_select()).first(conn).optional()?.ok_or(Error::NotFound(Noun::Account))
}

/// The name that is locked by what changes who is an administrator that can sign in.
pub const ADMINISTRATORS: &str = "administrators";

/// Locks accounts until the end of the unit of work.
pub fn lock(conn: &mut Conn, ids: &[UserId]) -> Result<()> {
    conn.lock_rows("users", ids)
}

/// One account, locked until the end of the unit of work.
pub fn find_for_change(conn: &mut Conn, id: UserId) -> Result<Account> {
    lock(conn, &[id])?;
    find(conn, id)
}

/// Accounts by id.
pub fn by_ids(conn: &mut Conn, ids: &[UserId]) -> Result<HashMap<UserId, Account>> {
    let accounts = users::table.filter(users::id.eq_any(ids)).select(Account::as_select()).load::<Account>(conn)?;
    Ok(accounts.into_iter().map(|account| (account.id, account)).collect())
}

/// Those of the accounts that are there and not deleted.
pub fn present(conn: &mut Conn, ids: &[UserId]) -> Result<HashSet<UserId>> {
    let found = users::table.filter(users::id.eq_any(ids)).filter(users::deleted_at.is_null());
    Ok(found.select(users::id).load(conn)?.into_iter().collect())
}

/// Whether accounts have these versions.
pub fn have_versions(conn: &mut Conn, expected: &[(UserId, i64)]) -> Result<bool> {
    if expected.is_empty() {
        return Ok(true);
    }
    let asked = users::table.filter(users::id.eq_any(expected.iter().map(|(id, _)| *id)));
    let found: HashMap<UserId, i64> = asked.select((users::id, users::version)).load(conn)?.into_iter().collect();
    Ok(expected.iter().all(|(id, version)| found.get(id) == Some(version)))
}

/// Which of the accounts are administrators'. Where many are asked for, all administrators are read and looked
/// through: they are few, while each id of a long list has its price.
pub fn administrators_among(conn: &mut Conn, ids: &[UserId]) -> Result<BTreeSet<UserId>> {
    const MANY: usize = 100;
    let administrators = role_assignments::table
        .filter(role_assignments::role.eq(RoleKey::Administrator.key()))
        .select(role_assignments::user_id);
    if ids.len() <= MANY {
        let found = administrators.filter(role_assignments::user_id.eq_any(ids)).load::<UserId>(conn)?;
        return Ok(found.into_iter().collect());
    }
    let asked: HashSet<&UserId> = ids.iter().collect();
    Ok(administrators.load::<UserId>(conn)?.into_iter().filter(|id| asked.contains(id)).collect())
}

/// How many accounts are not deleted: two numbers that indexes give, where one would take the whole table.
pub fn count(conn: &mut Conn) -> Result<i64> {
    let all: i64 = users::table.count().get_result(conn)?;
    let deleted: i64 = users::table.filter(users::deleted_at.is_not_null()).count().get_result(conn)?;
    Ok(all - deleted)
}

/// A change on its way into the database.
#[derive(Debug)]
pub struct PlannedChange<'a> {
    /// The account as it was read in this unit of work.
    pub account: &'a Account,
    /// What changes; not empty.
    pub change: &'a AccountChange,
    /// The line of the batch that asks for it.
    pub line: Option<i64>,
    /// What else the audit keeps.
    pub details: Value,
}

/// What changes are part of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Occasion {
    /// The batch that they belong to.
    pub batch: Option<BatchId>,
    /// Who is told.
    pub notices: Notices,
}

/// The fields of which no two accounts have the same.
const PARKED: [Field; 2] = [Field::Username, Field::Email];

/// Changes made ready to be written.
#[derive(Debug)]
pub struct PreparedChanges {
    /// The accounts.
    pub ids: Vec<UserId>,
    /// Those among them who may no longer sign in afterwards, or administrate.
    disabling: Vec<UserId>,
    columns: Vec<ColumnSpec>,
    changes: RecordSet<'static>,
    /// The fields that change, of one or another.
    fields: BTreeSet<Field>,
    /// The values of custom fields of those whose change is about them.
    members: Vec<(UserId, Members)>,
    /// What changes about roles.
    roles: Vec<RoleChange>,
    /// The same of cohorts.
    cohorts: Vec<MembershipChange>,
    entries: audit::Entries,
    /// Those whose username, or whose address, another one of them gets.
    parked: [RecordSet<'static>; PARKED.len()],
    /// Who gets which kind of mail.
    mails: Vec<(DeliveryKind, UserId)>,
    /// Who is activated: their invitations may have waited for it.
    activated: Vec<UserId>,
    /// The addresses that are replaced: each is told.
    old_addresses: Vec<(UserId, String)>,
    now: Millis,
}

/// Writes changes to accounts, their audit entries, the end of their sessions and what people are told of it: a few
/// statements however many there are. Each account's version grows by one.
///
/// Fails, and so takes back the whole unit of work, where no administrator would be left, or where a
/// name is taken.
pub fn write(
    conn: &mut Conn,
    actor: &Actor,
    now: Millis,
    occasion: Occasion,
    planned: &[PlannedChange<'_>],
) -> Result<()> {
    if planned.is_empty() || write_prepared(conn, &prepare(actor.user_id, &actor.origin, now, occasion, planned))? {
        return Ok(());
    }
    Err(Error::internal("an account changed inside the unit of work that had locked it"))
}

/// Makes changes ready to be written, by whom and from where; takes no database.
pub fn prepare(
    actor: Option<UserId>,
    origin: &Origin,
    now: Millis,
    occasion: Occasion,
    planned: &[PlannedChange<'_>],
) -> PreparedChanges {
    let ids: Vec<UserId> = planned.iter().map(|row| row.account.id).collect();
    debug_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an account is changed once a statement");
    let fields: BTreeSet<Field> = planned.iter().flat_map(|row| row.change.steps().keys().copied()).collect();
    let (columns, changes) = changes(now, planned, &fields);
    let members = planned
        .iter()
        .filter(|row| row.change.steps().contains_key(&Field::Profile))
        .map(|row| (row.account.id, members(row.change.value_after(row.account, Field::Profile))));
    let roles = planned.iter().filter(|row| row.change.steps().contains_key(&Field::SystemRoles)).map(|row| {
        let (given, taken) = row.change.roles();
        RoleChange { user: row.account.id, given, taken, by: actor }
    });
    let cohorts = planned.iter().filter(|row| row.change.steps().contains_key(&Field::Cohorts)).map(|row| {
        let (added, removed) = row.change.cohorts();
        MembershipChange { user: row.account.id, added, removed }
    });
    let entries = planned.iter().map(|row| Entry {
        batch: occasion.batch,
        line: row.line,
        before: row.change.before_json(),
        after: row.change.after_json(),
        details: row.details.clone(),
        ..Entry::about(row.change.action(), row.account.id)
    });
    PreparedChanges {
        disabling: planned.iter().filter(|row| row.change.ends_administration()).map(|row| row.account.id).collect(),
        ids,
        columns,
        changes,
        fields,
        members: members.collect(),
        roles: roles.collect(),
        cohorts: cohorts.collect(),
        entries: audit::prepare(actor, origin, now, entries),
        parked: PARKED.map(|field| parked(planned, field)),
        mails: planned.iter().flat_map(|row| notices::told(occasion.notices, row)).collect(),
        activated: planned.iter().filter(|row| is_activation(row.change)).map(|row| row.account.id).collect(),
        old_addresses: planned.iter().filter_map(notices::old_address).collect(),
        now,
    }
}

fn is_activation(change: &AccountChange) -> bool {
    change.steps().get(&Field::Suspended).is_some_and(|step| step.after == FieldValue::Bool(false))
}

/// Accounts that give their username, or their address, to another one of the same unit of work.
fn parked(planned: &[PlannedChange<'_>], field: Field) -> RecordSet<'static> {
    let mut chunk = RecordSet::default();
    let changed = |row: &PlannedChange<'_>| row.change.steps().get(&field).map(|step| step.after.clone());
    let wanted: HashSet<FieldValue> = planned.iter().filter_map(changed).collect();
    if wanted.is_empty() {
        return chunk;
    }
    for row in planned.iter().filter(|row| changed(row).is_some()) {
        if wanted.contains(&row.account.get(field)) {
            chunk.push([row.account.id.0.into(), row.account.version.into(), format!("~{}", row.account.id).into()]);
        }
    }
    chunk
}

/// Writes changes that were made ready, as [`write`] does. False if an account has another version than it was
/// made ready for: the caller takes the unit of work back.
pub fn write_prepared(conn: &mut Conn, prepared: &PreparedChanges) -> Result<bool> {
    let endangers = !prepared.disabling.is_empty() && !administrators_among(conn, &prepared.disabling)?.is_empty();
    if endangers {
        conn.lock_name(ADMINISTRATORS)?;
    }
    let on = "users.id = c.id AND users.version = c.version";
    // No engine takes two of a unique name, not even for the length of a statement: names that change hands are put
    // down first, under names that no account can have and no list shows.
    for (field, parked) in PARKED.into_iter().zip(&prepared.parked) {
        let columns = [("id", ColumnKind::Id), ("version", ColumnKind::Int), (field.name(), ColumnKind::Text)];
        let set = format!("{0} = c.{0}", field.name());
        let park = Statement::Update { table: "users", set: &set, on };
        if conn.execute_chunk(park, &columns, parked)? != parked.len() {
            return Ok(false);
        }
    }
    let assignments: Vec<String> =
        prepared.columns[4..].iter().map(|(name, _)| format!(", {name} = c.{name}")).collect();
    let set = format!(
        "version = users.version + 1, updated_at = c.now, session_epoch = users.session_epoch + c.ends{}",
        assignments.concat()
    );
    let update = Statement::Update { table: "users", set: &set, on };
    if conn.execute_chunk(update, &prepared.columns, &prepared.changes)? != prepared.changes.len() {
        return Ok(false);
    }
    index::write(conn, &prepared.members)?;
    roles::store::write(conn, &prepared.roles, prepared.now)?;
    cohorts::store::write(conn, &prepared.cohorts, prepared.now)?;
    conn.note_written(Written {
        people: prepared.ids.iter().map(|id| id.0).collect(),
        attributes: prepared.fields.iter().map(|field| field.name()).collect(),
        are_new: false,
        at: prepared.now,
    });
    if endangers {
        require_an_administrator(conn)?;
    }
    audit::store(conn, &prepared.entries)?;
    deliveries::release_invitations(conn, &prepared.activated, prepared.now)?;
    deliveries::put_all(conn, &prepared.mails, prepared.now)?;
    deliveries::put_old_addresses(conn, &prepared.old_addresses, prepared.now)?;
    // Mails that did not reach the old address say nothing about the new one.
    let old: Vec<&str> = prepared.old_addresses.iter().map(|(_, address)| address.as_str()).collect();
    bounces::store::forget(conn, &old)?;
    Ok(true)
}

/// Fails if no administrator would be left who can sign in (PRODUCT 0).
pub fn require_an_administrator(conn: &mut Conn) -> Result<()> {
    if administrators::active(conn)? > 0 {
        return Ok(());
    }
    Err(rules::last_administrator().into())
}

/// The changes of these fields as rows: id, version, whether sessions end and the time, then the columns that change.
fn changes(
    now: Millis,
    planned: &[PlannedChange<'_>],
    fields: &BTreeSet<Field>,
) -> (Vec<ColumnSpec>, RecordSet<'static>) {
    let keys: Vec<&'static str> = key_columns(fields);
    let mut columns: Vec<ColumnSpec> =
        vec![("id", ColumnKind::Id), ("version", ColumnKind::Int), ("ends", ColumnKind::Int), ("now", ColumnKind::Int)];
    // Where names are freed or taken back, the columns of names hold something else than the names.
    let moves_names = fields.contains(&Field::NamesFreed);
    let has_own_column = |field: &&Field| !(moves_names && matches!(field, Field::Username | Field::Email));
    let of_fields: Vec<Field> = fields.iter().filter(has_own_column).copied().collect();
    columns.extend(of_fields.iter().map(|field| (field.name(), column_kind(*field))));
    columns.extend(keys.iter().map(|key| (*key, ColumnKind::Text)));
    if moves_names {
        columns.extend(freed::COLUMNS);
    }
    let remembers = fields.contains(&Field::AuthMethod) || fields.contains(&Field::Suspended);
    if remembers {
        columns.push(("previous_auth_method", ColumnKind::Text));
    }
    let renames = fields.contains(&Field::Username);
    if renames {
        columns.push(("former_usernames", ColumnKind::Text));
    }
    let mut chunk = RecordSet::with_room(planned.len(), columns.len());
    for PlannedChange { account, change, .. } in planned {
        let mut row: Vec<Cell<'static>> =
            vec![account.id.0.into(), account.version.into(), i64::from(change.ends_sessions()).into(), now.into()];
        row.extend(of_fields.iter().map(|field| change.value_after(account, *field).into_cell()));
        let former = former_usernames_after(account, change);
        row.extend(keys.iter().map(|key| key_value(key, &former, |field| change.value_after(account, field)).into()));
        if moves_names {
            row.extend(freed::stored_names(account, change));
        }
        if remembers {
            row.push(previous_method_after(account, change).into());
        }
        if renames {
            row.push(former.into());
        }
        chunk.push(row);
    }
    (columns, chunk)
}

fn members(value: FieldValue) -> Members {
    if let FieldValue::Members(members) = value { members } else { Members::new() }
}

/// The method to remember: the one in whose place a suspension sets another, mostly "No login", for as long as it lasts.
/// An account that was put on "No login" for its own sake has none, or else activating would let it in again; nor has one
/// that was given another method by hand while it was suspended.
pub(super) fn previous_method_after(account: &Account, change: &AccountChange) -> Option<String> {
    let is_suspended = change.value_after(account, Field::Suspended) == FieldValue::Bool(true);
    match change.steps().get(&Field::AuthMethod) {
        _ if !is_suspended => None,
        Some(_) if change.steps().contains_key(&Field::Suspended) => Some(account.auth_method.clone()),
        Some(step) if step.after == FieldValue::Text(NOLOGIN.to_owned()) => Some(account.auth_method.clone()),
        Some(_) => None,
        None => account.previous_auth_method.clone(),
    }
}

/// The names by which people may still look for the account: those it had, without the one it has.
fn former_usernames_after(account: &Account, change: &AccountChange) -> String {
    let Some(FieldValue::Text(name)) = change.steps().get(&Field::Username).map(|step| &step.after) else {
        return account.former_usernames.clone();
    };
    let (now, before) = (fold(name), fold(&account.username));
    let kept =
        account.former_usernames.split(' ').filter(|former| !former.is_empty() && *former != now && *former != before);
    kept.chain([before.as_str()]).collect::<Vec<_>>().join(" ")
}

fn column_kind(field: Field) -> ColumnKind {
    match field.kind() {
        FieldKind::Text | FieldKind::Members | FieldKind::Roles | FieldKind::Cohorts => ColumnKind::Text,
        FieldKind::Bool => ColumnKind::Bool,
        FieldKind::Time => ColumnKind::Int,
    }
}

/// A new account, its values checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Its id.
    pub id: UserId,
    /// Its fields; those that are missing are empty.
    pub fields: HashMap<Field, FieldValue>,
    /// The hash of its password.
    pub password_hash: Option<String>,
    /// When it was made.
    pub created_at: Millis,
    /// When the person was last seen; 0 for never. For accounts that come from elsewhere.
    pub last_access_at: Millis,
}

impl NewAccount {
    fn value(&self, field: Field) -> FieldValue {
        self.fields.get(&field).cloned().unwrap_or(match field {
            Field::Suspended | Field::MustChangePassword | Field::NamesFreed => FieldValue::Bool(false),
            Field::Confirmed => FieldValue::Bool(true),
            Field::AuthMethod => FieldValue::Text("manual".to_owned()),
            Field::Profile => FieldValue::Members(Members::new()),
            Field::SystemRoles => FieldValue::Roles(BTreeSet::new()),
            Field::Cohorts => FieldValue::Cohorts(BTreeSet::new()),
            _ => FieldValue::Null,
        })
    }
}

/// New accounts made ready to be stored.
#[derive(Debug, Default)]
pub struct NewAccounts {
    ids: Vec<UserId>,
    columns: Vec<ColumnSpec>,
    accounts: RecordSet<'static>,
    /// The values of custom fields of those that have any.
    members: Vec<(UserId, Members)>,
    /// The roles of those that have any.
    roles: Vec<RoleChange>,
    /// The cohorts of those that are in any.
    cohorts: Vec<MembershipChange>,
    /// Since when.
    made_at: Millis,
}

/// Stores new accounts in one statement. The audit is the caller's.
pub fn insert(conn: &mut Conn, accounts: &[NewAccount]) -> Result<()> {
    insert_prepared(conn, &prepare_insert(accounts))
}

/// Makes new accounts ready to be stored; takes no database.
pub fn prepare_insert(accounts: &[NewAccount]) -> NewAccounts {
    let mut columns: Vec<ColumnSpec> = vec![
        ("id", ColumnKind::Id),
        ("password_hash", ColumnKind::Text),
        ("created_at", ColumnKind::Int),
        ("updated_at", ColumnKind::Int),
        ("last_access_at", ColumnKind::Int),
        ("previous_auth_method", ColumnKind::Text),
    ];
    columns.extend(Field::ALL.iter().map(|field| (field.name(), column_kind(*field))));
    columns.extend(KEYS.iter().map(|(key, _)| (*key, ColumnKind::Text)));
    let mut chunk = RecordSet::with_room(accounts.len(), columns.len());
    for account in accounts {
        let mut row: Vec<Cell<'static>> = vec![
            account.id.0.into(),
            account.password_hash.clone().into(),
            account.created_at.into(),
            account.created_at.into(),
            account.last_access_at.into(),
            Cell::Null,
        ];
        row.extend(Field::ALL.iter().map(|field| account.value(*field).into_cell()));
        row.extend(KEYS.iter().map(|(key, _)| key_value(key, "", |field| account.value(field)).into()));
        chunk.push(row);
    }
    let held = accounts.iter().map(|account| (account.id, members(account.value(Field::Profile))));
    let given = accounts.iter().map(|account| {
        let given = account.value(Field::SystemRoles).roles();
        RoleChange { user: account.id, given, taken: BTreeSet::new(), by: None }
    });
    let added = accounts.iter().map(|account| {
        let added = account.value(Field::Cohorts).cohorts();
        MembershipChange { user: account.id, added, removed: BTreeSet::new() }
    });
    NewAccounts {
        ids: accounts.iter().map(|account| account.id).collect(),
        columns,
        accounts: chunk,
        members: held.filter(|(_, members)| !members.is_empty()).collect(),
        roles: given.filter(|given| !given.given.is_empty()).collect(),
        cohorts: added.filter(|moved| !moved.added.is_empty()).collect(),
        made_at: accounts.first().map_or(0, |account| account.created_at),
    }
}

/// Stores new accounts that were made ready.
pub fn insert_prepared(conn: &mut Conn, new: &NewAccounts) -> Result<()> {
    conn.execute_chunk(Statement::Insert("users"), &new.columns, &new.accounts)?;
    roles::store::write(conn, &new.roles, new.made_at)?;
    cohorts::store::write(conn, &new.cohorts, new.made_at)?;
    index::write(conn, &new.members)?;
    let people = new.ids.iter().map(|id| id.0).collect();
    conn.note_written(Written { people, attributes: BTreeSet::new(), are_new: true, at: new.made_at });
    Ok(())
}

/// The account, other than `except`, that has this value in a field that must be unique.
pub fn holder(conn: &mut Conn, field: Field, value: &str, except: Option<UserId>) -> Result<Option<UserId>> {
    let query = users::table.select(users::id).into_boxed();
    let query = match field {
        Field::Username => query.filter(users::username.eq(value)),
        Field::Email => query.filter(users::email.eq(value)),
        _ => return Ok(None),
    };
    let holders: Vec<UserId> = query.limit(2).load(conn)?;
    Ok(holders.into_iter().find(|id| Some(*id) != except))
}

/// Raises an account's version: something that is shown with it has changed, though none of its fields.
pub fn note_change(conn: &mut Conn, id: UserId, now: Millis) -> Result<()> {
    diesel::update(users::table.find(id))
        .set((users::version.eq(users::version + 1), users::updated_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Sets a password, whose policy the caller has checked, and ends the person's sessions.
pub fn set_password(conn: &mut Conn, actor: &Actor, now: Millis, id: UserId, hash: &str) -> Result<()> {
    diesel::update(users::table.find(id))
        .set((
            users::password_hash.eq(hash),
            users::session_epoch.eq(users::session_epoch + 1),
            users::version.eq(users::version + 1),
            users::updated_at.eq(now),
        ))
        .execute(conn)?;
    sign_in_failures::forget_all(conn, id)?;
    audit::record(conn, actor, now, [Entry::about("user.password_set", id)])
}
