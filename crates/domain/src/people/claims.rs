//! What rows of a plan would have for themselves alone: a username, an e-mail address, a unique value of a custom field.
//!
//! A row by itself cannot know whether it gets what it claims: another row may want the same, and the account that has
//! it now may give it up in a row further down. So each claim is noted while rows are planned, and judged when all of
//! them are known ([`crate::people::claim_conflicts`]). Claims on usernames hang together: who waits for whose name is a chain, or a
//! ring, and is applied in one transaction ([`chain`]).
//!
//! Statements name the index that they go by: SQLite, which knows nothing of how claims are spread, would go through all
//! claims of the batch for every one of them.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::Result;
use crate::batches::engine::row::{Claim, Row};
use crate::db::Conn;
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::{batch_claims, users};
use crate::db::types::Id;
use crate::erasure::{Erasure, Fate};
use crate::id::{BatchId, UserId};
use crate::refusal::{Code, Refusal};
use crate::text::show;
use crate::users::skeleton::skeleton;

/// Erasure policy of claims.
pub const ERASURES: &[Erasure] = &[Erasure {
    table: "batch_claims",
    rows: "user_id IN (SELECT c.id FROM {people}) OR holder_id IN (SELECT c.id FROM {people})",
    fate: Fate::Removed,
}];

/// The claim to a username; the others are the names of columns.
pub const USERNAME: &str = "username";
/// The claim to an e-mail address.
pub const EMAIL: &str = "email";

/// Who has usernames and addresses now.
#[derive(Debug, Default)]
pub struct Holders(HashMap<(&'static str, String), Holder>);

/// Who has a name, and whether the account is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// The account.
    pub id: UserId,
    /// Whether the name is kept for an account that could be restored.
    pub is_deleted: bool,
    /// The same, where that may be said.
    pub is_deleted_and_shown: bool,
}

impl Holders {
    /// Looks names and addresses up: a query each.
    pub fn find(conn: &mut Conn, usernames: &BTreeSet<String>, emails: &BTreeSet<String>) -> Result<Self> {
        type HolderRow = (String, UserId, Option<i64>);
        let mut holders = HashMap::new();
        let mut note = |field, found: Vec<HolderRow>| {
            for (value, id, deleted_at) in found {
                holders.insert((field, value), holder(id, deleted_at.is_some()));
            }
        };
        if !usernames.is_empty() {
            let named = users::table.filter(users::username.eq_any(usernames));
            note(USERNAME, named.select((users::username, users::id, users::deleted_at)).load(conn)?);
        }
        if !emails.is_empty() {
            let named = users::table.filter(users::email.eq_any(emails));
            note(EMAIL, named.select((users::email, users::id, users::deleted_at)).load(conn)?);
        }
        Ok(Self(holders))
    }

    /// Takes what is known of deleted accounts for accounts like others: not everybody may know of those.
    pub(super) fn hide_deleted(&mut self) {
        self.0.values_mut().for_each(|holder| holder.is_deleted_and_shown = false);
    }

    /// The account that has the value in the field and is not `except`.
    pub fn other(&self, field: &'static str, value: &str, except: Option<UserId>) -> Option<Holder> {
        self.0.get(&(field, value.to_owned())).copied().filter(|holder| Some(holder.id) != except)
    }
}

fn holder(id: UserId, is_deleted: bool) -> Holder {
    Holder { id, is_deleted, is_deleted_and_shown: is_deleted }
}

/// What a change would have for an account alone, for a new one without id; the refusals where it cannot have it. A
/// username or an address may still be had where its holder gives it up, but for one that is kept for a deleted account.
pub(super) fn of_names(
    holders: &Holders,
    user: Option<UserId>,
    username: Option<&str>,
    email: Option<&str>,
) -> Result<Vec<Claim>, Vec<Refusal>> {
    let (mut claims, mut refused) = (Vec::new(), Vec::new());
    if let Some(name) = username {
        let holder = holders.other(USERNAME, name, user);
        if holder.is_some_and(|holder| holder.is_deleted) {
            refused.push(username_taken(name, holder.is_some_and(|holder| holder.is_deleted_and_shown)));
        }
        let holder = holder.map(|holder| holder.id);
        claims.push(Claim::new(USERNAME, name, holder));
    }
    if let Some(address) = email {
        let holder = holders.other(EMAIL, address, user);
        if holder.is_some_and(|holder| holder.is_deleted) {
            refused.push(email_taken(address, holder.is_some_and(|holder| holder.is_deleted_and_shown)));
        }
        let holder = holder.map(|holder| holder.id);
        claims.push(Claim::new(EMAIL, address, holder));
    }
    if refused.is_empty() { Ok(claims) } else { Err(refused) }
}

/// The refusal of a username that a user has.
pub fn username_taken(name: &str, is_deleted: bool) -> Refusal {
    let message = if is_deleted {
        format!(
            "The username \"{}\" is kept for a deleted account until it is purged. Choose another one, or restore that account.",
            show(name)
        )
    } else {
        format!("Another account has the username \"{}\". Choose another one.", show(name))
    };
    Refusal::of(Code::UsernameTaken, "username", name, "a username that is free", message)
}

/// The refusal of an e-mail address that a user has.
pub fn email_taken(address: &str, is_deleted: bool) -> Refusal {
    let message = if is_deleted {
        format!(
            "The e-mail address \"{}\" is kept for a deleted account until it is purged. Correct it, or restore that account.",
            show(address)
        )
    } else {
        format!("Another account has the e-mail address \"{}\". Correct it.", show(address))
    };
    Refusal::of(Code::EmailTaken, "email", address, "an address that is free", message)
}

const COLUMNS: [ColumnSpec; 9] = [
    ("batch_id", ColumnKind::Id),
    ("line", ColumnKind::Int),
    ("field", ColumnKind::Text),
    ("value", ColumnKind::Text),
    ("user_id", ColumnKind::Id),
    ("holder_id", ColumnKind::Id),
    ("skeleton", ColumnKind::Text),
    ("derived", ColumnKind::Bool),
    ("failed", ColumnKind::Bool),
];

/// The primary key, as SQLite calls it. By the fields, the claims of a whole batch would be looked through for each chunk.
const BY_LINE: &str = "sqlite_autoindex_batch_claims_1";
const BY_VALUE: &str = "batch_claims_by_value";
const BY_USER: &str = "batch_claims_by_user";
const BY_HOLDER: &str = "batch_claims_by_holder";
const BY_SKELETON: &str = "batch_claims_by_skeleton";

/// Notes the claims of rows.
pub(super) fn store(conn: &mut Conn, batch: BatchId, rows: &[Row]) -> Result<()> {
    let mut chunk = RecordSet::default();
    for row in rows {
        for Claim { field, value, holder, derived, failed } in &row.claims {
            chunk.push([
                batch.0.into(),
                row.line.into(),
                field.as_str().into(),
                value.as_str().into(),
                row.user.map(|id| id.0).into(),
                holder.map(|id| id.0).into(),
                (field == USERNAME && !failed).then(|| skeleton(value)).into(),
                (*derived).into(),
                (*failed).into(),
            ]);
        }
    }
    conn.execute_chunk(Statement::Insert("batch_claims"), &COLUMNS, &chunk)?;
    Ok(())
}

/// Whether any row of the batch claims anything.
pub(super) fn any(conn: &mut Conn, batch: BatchId) -> Result<bool> {
    let any = batch_claims::table.filter(batch_claims::batch_id.eq(batch)).select(batch_claims::line).limit(1);
    Ok(any.first::<i64>(conn).optional()?.is_some())
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

/// Which of the values rows claim already, among those of a field.
pub(super) fn claimed(conn: &mut Conn, batch: BatchId, field: &str, values: &[String]) -> Result<BTreeSet<String>> {
    let (asked, by_value) = (conn.engine().texts(), conn.engine().by_index(BY_VALUE));
    let sql = format!(
        "SELECT c.value FROM {asked} CROSS JOIN batch_claims c {by_value} \
         WHERE c.batch_id = $2 AND c.field = $3 AND c.value = asked.text AND NOT c.failed"
    );
    let query = diesel::sql_query(sql).bind::<Text, _>(serde_json::to_string(values)?);
    let found: Vec<Value> = query.bind::<Id, _>(batch).bind::<Text, _>(field).load(conn)?;
    Ok(found.into_iter().map(|found| found.value).collect())
}

/// The usernames that rows claim already and that have one of these skeletons.
pub(super) fn looking_like(conn: &mut Conn, batch: BatchId, skeletons: &BTreeSet<String>) -> Result<Vec<String>> {
    let (asked, by_skeleton) = (conn.engine().texts(), conn.engine().by_index(BY_SKELETON));
    let sql = format!(
        "SELECT c.value FROM {asked} CROSS JOIN batch_claims c {by_skeleton} \
         WHERE c.batch_id = $2 AND c.skeleton = asked.text AND c.skeleton IS NOT NULL"
    );
    let query = diesel::sql_query(sql).bind::<Text, _>(serde_json::to_string(skeletons)?);
    let found: Vec<Value> = query.bind::<Id, _>(batch).load(conn)?;
    Ok(found.into_iter().map(|found| found.value).collect())
}

/// A claim that fails.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub(super) struct LostClaim {
    /// Its row.
    #[diesel(sql_type = BigInt)]
    pub(super) line: i64,
    /// What it is about.
    #[diesel(sql_type = Text)]
    pub(super) field: String,
    /// What it wants.
    #[diesel(sql_type = Text)]
    pub(super) value: String,
    /// The row that wants the same and gets it.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) first: Option<i64>,
}

/// Claims to what another row claims before them, up to so many: the first that writes the value itself, or else the first.
pub(super) fn repeated(conn: &mut Conn, batch: BatchId, most: i64) -> Result<Vec<LostClaim>> {
    let by_value = conn.engine().by_index(BY_VALUE);
    let sql = format!(
        "SELECT c.line, c.field, c.value, twice.first \
         FROM (SELECT field, value, COALESCE(min(CASE WHEN derived THEN NULL ELSE line END), min(line)) AS first \
               FROM batch_claims {by_value} \
               WHERE batch_id = $1 AND NOT failed GROUP BY field, value HAVING count(*) > 1 LIMIT {most}) twice \
         CROSS JOIN batch_claims c {by_value} WHERE c.batch_id = $1 AND c.field = twice.field \
              AND c.value = twice.value AND NOT c.failed AND c.line <> twice.first \
         LIMIT {most}"
    );
    Ok(diesel::sql_query(sql).bind::<Id, _>(batch).load(conn)?)
}

/// Claims to usernames and addresses that their holder does not give up, and those that wait for their rows in turn, up to so many.
pub(super) fn in_vain(conn: &mut Conn, batch: BatchId, most: i64) -> Result<Vec<LostClaim>> {
    let (by_user, by_holder) = (conn.engine().by_index(BY_USER), conn.engine().by_index(BY_HOLDER));
    let sql = format!(
        "WITH RECURSIVE lost (line, user_id, field, value) AS ( \
           SELECT c.line, c.user_id, c.field, c.value FROM batch_claims c \
           WHERE c.batch_id = $1 AND c.holder_id IS NOT NULL AND NOT c.failed AND NOT EXISTS ( \
             SELECT 1 FROM batch_claims m {by_user} WHERE m.user_id = c.holder_id AND m.batch_id = $1 \
             AND m.field = c.field AND NOT m.failed) \
           UNION \
           SELECT c.line, c.user_id, c.field, c.value FROM lost \
           CROSS JOIN batch_claims c {by_holder} WHERE c.holder_id = lost.user_id AND c.batch_id = $1 AND NOT c.failed) \
         SELECT line, field, value, CAST(NULL AS BIGINT) AS first FROM lost LIMIT {most}"
    );
    Ok(diesel::sql_query(sql).bind::<Id, _>(batch).load(conn)?)
}

/// Notes that all claims of rows have failed.
pub(super) fn fail(conn: &mut Conn, batch: BatchId, lines: &[i64]) -> Result<()> {
    let claims = batch_claims::table.filter(batch_claims::batch_id.eq(batch));
    diesel::update(claims.filter(batch_claims::line.eq_any(lines))).set(batch_claims::failed.eq(true)).execute(conn)?;
    Ok(())
}

/// Those of the accounts whom rows would give another username, each with the line and whether that row is refused.
pub(super) fn renamed(conn: &mut Conn, batch: BatchId, users: &[UserId]) -> Result<Vec<(UserId, Rename)>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let claims =
        batch_claims::table.filter(batch_claims::user_id.eq_any(users)).filter(batch_claims::batch_id.eq(batch));
    let renames = claims.filter(batch_claims::field.eq(USERNAME));
    let columns = (batch_claims::user_id, batch_claims::line, batch_claims::failed);
    let found: Vec<(Option<UserId>, i64, bool)> = renames.select(columns).load(conn)?;
    Ok(found.into_iter().filter_map(|(user, line, is_refused)| Some((user?, Rename { line, is_refused }))).collect())
}

/// A row that would give an account another username.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rename {
    /// Its line.
    pub(super) line: i64,
    /// Whether it will not be done.
    pub(super) is_refused: bool,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = BigInt)]
    line: i64,
}

/// The rows between two lines that wait for a name, or whose name another row waits for.
pub(super) fn linked(conn: &mut Conn, batch: BatchId, first: i64, last: i64) -> Result<Vec<i64>> {
    let (by_line, by_holder) = (conn.engine().by_index(BY_LINE), conn.engine().by_index(BY_HOLDER));
    let sql = format!(
        "SELECT c.line FROM batch_claims c {by_line} \
         WHERE c.batch_id = $1 AND c.line BETWEEN $2 AND $3 AND c.field IN ('username', 'email') AND NOT c.failed \
         AND (c.holder_id IS NOT NULL OR (c.user_id IS NOT NULL AND EXISTS (SELECT 1 FROM batch_claims w {by_holder} \
              WHERE w.holder_id = c.user_id AND w.batch_id = $1 AND NOT w.failed)))"
    );
    let found: Vec<Line> =
        diesel::sql_query(sql).bind::<Id, _>(batch).bind::<BigInt, _>(first).bind::<BigInt, _>(last).load(conn)?;
    Ok(found.into_iter().map(|found| found.line).collect())
}

/// All rows that hang together with those on the given lines: for whose names they wait, and who waits for theirs. Up to
/// so many.
pub(super) fn chain(conn: &mut Conn, batch: BatchId, lines: &[i64], most: usize) -> Result<BTreeSet<i64>> {
    let list = lines.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    let mut all: BTreeSet<i64> = lines.iter().copied().collect();
    for (index, step) in [(BY_USER, "c.user_id = linked.holder_id"), (BY_HOLDER, "c.holder_id = linked.user_id")] {
        let index = conn.engine().by_index(index);
        let sql = format!(
            "WITH RECURSIVE linked (line, user_id, holder_id) AS ( \
               SELECT c.line, c.user_id, c.holder_id FROM batch_claims c \
               WHERE c.batch_id = $1 AND c.line IN ({list}) AND c.field IN ('username', 'email') AND NOT c.failed \
               UNION \
               SELECT c.line, c.user_id, c.holder_id FROM linked \
               CROSS JOIN batch_claims c {index} WHERE {step} AND c.batch_id = $1 AND c.field IN ('username', 'email') AND NOT c.failed) \
             SELECT line FROM linked LIMIT {most}"
        );
        let found: Vec<Line> = diesel::sql_query(sql).bind::<Id, _>(batch).load(conn)?;
        all.extend(found.into_iter().map(|found| found.line));
    }
    Ok(all)
}

/// The rows whose claims have to do with those of the given rows, up to so many: they want the same, or wait in turn.
pub(super) fn touching(conn: &mut Conn, batch: BatchId, rows: &[Row], most: i64) -> Result<BTreeSet<i64>> {
    let people: Vec<UserId> = rows.iter().filter_map(|row| row.user).collect();
    let lines: Vec<i64> = rows.iter().map(|row| row.line).collect();
    let values: Vec<&str> = rows.iter().flat_map(|row| &row.claims).map(|claim| claim.value.as_str()).collect();
    let earlier: Vec<String> = batch_claims::table
        .filter(batch_claims::batch_id.eq(batch))
        .filter(batch_claims::line.eq_any(&lines))
        .select(batch_claims::value)
        .load(conn)?;
    let wanted: Vec<&str> = values.into_iter().chain(earlier.iter().map(String::as_str)).collect();
    let same: Vec<(i64, Option<UserId>)> = batch_claims::table
        .filter(batch_claims::batch_id.eq(batch))
        .filter(batch_claims::value.eq_any(wanted))
        .select((batch_claims::line, batch_claims::user_id))
        .limit(most)
        .load(conn)?;
    let mut found: BTreeSet<i64> = same.iter().map(|(line, _)| *line).collect();
    // Who waits for the names of these people, and who waits for theirs: failed or not, it may turn out otherwise now.
    let mut waiting: Vec<UserId> = people.into_iter().chain(same.into_iter().filter_map(|(_, user)| user)).collect();
    while !waiting.is_empty() && (found.len() as i64) < most {
        let next: Vec<(i64, Option<UserId>)> = batch_claims::table
            .filter(batch_claims::batch_id.eq(batch))
            .filter(batch_claims::holder_id.eq_any(&waiting))
            .select((batch_claims::line, batch_claims::user_id))
            .limit(most)
            .load(conn)?;
        waiting = next.into_iter().filter(|(line, _)| found.insert(*line)).filter_map(|(_, user)| user).collect();
    }
    Ok(found)
}

/// Takes the claims of rows back, since they are planned again.
pub(super) fn remove(conn: &mut Conn, batch: BatchId, lines: &[i64]) -> Result<()> {
    let claims = batch_claims::table.filter(batch_claims::batch_id.eq(batch));
    diesel::delete(claims.filter(batch_claims::line.eq_any(lines))).execute(conn)?;
    Ok(())
}

/// Removes claims up to `limit`; returns how many. Called until none is left.
pub(super) fn remove_some(conn: &mut Conn, batch: BatchId, limit: i64) -> Result<usize> {
    let some = batch_claims::table.filter(batch_claims::batch_id.eq(batch));
    let last: Option<i64> =
        some.order(batch_claims::line).select(batch_claims::line).offset(limit - 1).limit(1).first(conn).optional()?;
    let some = batch_claims::table.filter(batch_claims::batch_id.eq(batch));
    Ok(diesel::delete(some.filter(batch_claims::line.le(last.unwrap_or(i64::MAX)))).execute(conn)?)
}
