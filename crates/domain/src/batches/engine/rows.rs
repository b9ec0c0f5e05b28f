//! Reading and writing the rows of batches, a chunk at a time.

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use serde_json::Value;

use super::counts::Counts;
use super::row::{AppliedRow, Row, StoredRow};
use crate::Result;
use crate::db::recordset::{ColumnKind, ColumnSpec, RecordSet, Statement};
use crate::db::schema::{batch_repairs, batch_rows};
use crate::db::types::Id;
use crate::db::{Conn, Number};
use crate::id::{BatchId, UserId};
use crate::outcome::{Outcome, Outcomes};
use crate::refusal::Code;

const COLUMNS: [ColumnSpec; 13] = [
    ("batch_id", ColumnKind::Id),
    ("line", ColumnKind::Int),
    ("row_key", ColumnKind::Text),
    ("user_id", ColumnKind::Id),
    ("cells", ColumnKind::Text),
    ("asked", ColumnKind::Text),
    ("outcomes", ColumnKind::Int),
    ("settled", ColumnKind::Bool),
    ("before", ColumnKind::Text),
    ("after", ColumnKind::Text),
    ("messages", ColumnKind::Text),
    ("version_planned", ColumnKind::Int),
    ("secret", ColumnKind::Text),
];

/// A value as JSON text; `None` if it is empty.
fn text(value: &Value) -> Option<String> {
    let empty = match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    (!empty).then(|| value.to_string())
}

fn json_text(list: &impl serde::Serialize, is_empty: bool) -> Result<Option<String>> {
    Ok(if is_empty { None } else { Some(serde_json::to_string(list)?) })
}

/// Stores planned rows in one statement.
pub fn insert(conn: &mut Conn, batch: BatchId, rows: &[Row]) -> Result<()> {
    store(conn, &prepare(batch, rows)?)
}

/// Stores planned rows that were made ready.
pub fn store(conn: &mut Conn, rows: &RecordSet<'_>) -> Result<()> {
    conn.execute_chunk(Statement::Insert("batch_rows"), &COLUMNS, rows)?;
    Ok(())
}

/// Makes planned rows ready to be stored.
pub fn prepare(batch: BatchId, rows: &[Row]) -> Result<RecordSet<'_>> {
    let mut chunk = RecordSet::with_room(rows.len(), COLUMNS.len());
    for row in rows {
        chunk.push([
            batch.0.into(),
            row.line.into(),
            row.key.as_str().into(),
            row.user.map(|user| user.0).into(),
            json_text(&row.cells, row.cells.is_empty())?.into(),
            row.asked.as_deref().into(),
            row.outcomes.bits().into(),
            row.settled.into(),
            text(&row.before).into(),
            text(&row.after).into(),
            json_text(&row.messages, row.messages.is_empty())?.into(),
            row.version_planned.into(),
            row.secret.as_deref().into(),
        ]);
    }
    Ok(chunk)
}

const ON: &str = "batch_rows.batch_id = c.batch_id AND batch_rows.line = c.line";

/// Notes the rows that were carried out: in one statement those that changed something, in another those that made an account.
pub fn settle_applied(conn: &mut Conn, batch: BatchId, applied: &[AppliedRow]) -> Result<()> {
    let (mut changed, mut created) = (RecordSet::with_room(applied.len(), 3), RecordSet::default());
    for row in applied {
        match row.created {
            None => changed.push([batch.0.into(), row.line.into(), row.version.into()]),
            Some(user) => created.push([batch.0.into(), row.line.into(), row.version.into(), user.0.into()]),
        }
    }
    let columns = [
        ("batch_id", ColumnKind::Id),
        ("line", ColumnKind::Int),
        ("version", ColumnKind::Int),
        ("user_id", ColumnKind::Id),
    ];
    let set = "settled = true, applied = true, version_applied = c.version";
    conn.execute_chunk(Statement::Update { table: "batch_rows", set, on: ON }, &columns[..3], &changed)?;
    let set = "settled = true, applied = true, version_applied = c.version, user_id = c.user_id, secret = NULL";
    conn.execute_chunk(Statement::Update { table: "batch_rows", set, on: ON }, &columns, &created)?;
    Ok(())
}

/// Notes rows that change nothing after all, with the reason.
pub fn settle_refused(conn: &mut Conn, batch: BatchId, refused: &[Row]) -> Result<()> {
    let mut chunk = RecordSet::default();
    for row in refused {
        let messages = json_text(&row.messages, row.messages.is_empty())?;
        chunk.push([batch.0.into(), row.line.into(), row.outcomes.bits().into(), messages.into()]);
    }
    let columns = [
        ("batch_id", ColumnKind::Id),
        ("line", ColumnKind::Int),
        ("outcomes", ColumnKind::Int),
        ("messages", ColumnKind::Text),
    ];
    let set = "settled = true, outcomes = c.outcomes, messages = c.messages";
    conn.execute_chunk(Statement::Update { table: "batch_rows", set, on: ON }, &columns, &chunk)?;
    Ok(())
}

/// The columns of a row but its cells, which may be long and are not needed to act on it.
#[diesel::dsl::auto_type]
fn without_cells() -> _ {
    let no_cells: SqlLiteral<Nullable<Text>> = sql::<Nullable<Text>>("NULL");
    (
        batch_rows::line,
        batch_rows::row_key,
        batch_rows::user_id,
        no_cells,
        batch_rows::asked,
        batch_rows::outcomes,
        batch_rows::settled,
        batch_rows::before,
        batch_rows::after,
        batch_rows::messages,
        batch_rows::version_planned,
        batch_rows::version_applied,
        batch_rows::secret,
    )
}

/// The next rows behind `line` that are not settled.
pub fn unsettled(conn: &mut Conn, batch: BatchId, line: i64, limit: usize) -> Result<Vec<Row>> {
    read(
        batch_rows::table
            .filter(batch_rows::batch_id.eq(batch))
            .filter(batch_rows::line.gt(line))
            .filter(batch_rows::settled.eq(false))
            .order(batch_rows::line)
            .limit(i64::try_from(limit).unwrap_or(i64::MAX))
            .select(without_cells())
            .load(conn)?,
    )
}

/// The next rows behind `line` that were carried out.
pub fn applied(conn: &mut Conn, batch: BatchId, line: i64, limit: usize) -> Result<Vec<Row>> {
    read(
        batch_rows::table
            .filter(batch_rows::batch_id.eq(batch))
            .filter(batch_rows::line.gt(line))
            .filter(batch_rows::applied.eq(true))
            .order(batch_rows::line)
            .limit(i64::try_from(limit).unwrap_or(i64::MAX))
            .select(without_cells())
            .load(conn)?,
    )
}

/// Rows by their lines, in order.
pub fn by_lines(conn: &mut Conn, batch: BatchId, lines: &[i64]) -> Result<Vec<Row>> {
    read(
        batch_rows::table
            .filter(batch_rows::batch_id.eq(batch))
            .filter(batch_rows::line.eq_any(lines))
            .order(batch_rows::line)
            .select(without_cells())
            .load(conn)?,
    )
}

/// Rows by their lines, in order, with their cells.
pub fn whole_by_lines(conn: &mut Conn, batch: BatchId, lines: &[i64]) -> Result<Vec<Row>> {
    read(
        batch_rows::table
            .filter(batch_rows::batch_id.eq(batch))
            .filter(batch_rows::line.eq_any(lines))
            .order(batch_rows::line)
            .select(StoredRow::as_select())
            .load(conn)?,
    )
}

/// The line of the first row that is an error.
pub fn first_error(conn: &mut Conn, batch: BatchId) -> Result<Option<i64>> {
    let error = Outcomes::from(Outcome::Error).bits();
    Ok(batch_rows::table
        .filter(batch_rows::batch_id.eq(batch))
        .filter(batch_rows::outcomes.eq(error))
        .select(diesel::dsl::min(batch_rows::line))
        .first(conn)?)
}

/// The line of the last row.
pub fn last_line(conn: &mut Conn, batch: BatchId) -> Result<i64> {
    let lines = batch_rows::table.filter(batch_rows::batch_id.eq(batch)).select(diesel::dsl::max(batch_rows::line));
    Ok(lines.first::<Option<i64>>(conn)?.unwrap_or(0))
}

/// How many rows do nothing and name no account either.
pub fn naming_nobody(conn: &mut Conn, batch: BatchId) -> Result<i64> {
    let by_outcome = conn.engine().by_index("batch_rows_by_outcome");
    let of = |outcome: Outcome| Outcomes::from(outcome).bits();
    let sql = format!(
        "SELECT count(*) AS n FROM batch_rows {by_outcome} WHERE batch_id = $1 AND outcomes IN ({}, {}) \
         AND (user_id IS NULL OR version_planned IS NULL)",
        of(Outcome::Error),
        of(Outcome::Skip)
    );
    Ok(diesel::sql_query(sql).bind::<Id, _>(batch).get_result::<Number>(conn)?.n)
}

/// How many rows are an error for their quotes.
pub fn with_damaged_quotes(conn: &mut Conn, batch: BatchId) -> Result<i64> {
    let by_outcome = conn.engine().by_index("batch_rows_by_outcome");
    let sql = format!(
        "SELECT count(*) AS n FROM batch_rows {by_outcome} WHERE batch_id = $1 AND outcomes = {} \
         AND messages LIKE '%\"{}\"%'",
        Outcomes::from(Outcome::Error).bits(),
        Code::DamagedQuotes.name()
    );
    Ok(diesel::sql_query(sql).bind::<Id, _>(batch).get_result::<Number>(conn)?.n)
}

/// How many rows that are done may hide others in a cell of several lines.
pub fn perhaps_hiding(conn: &mut Conn, batch: BatchId) -> Result<i64> {
    let sql = format!(
        "SELECT count(*) AS n FROM batch_rows WHERE batch_id = $1 AND outcomes NOT IN ({}, {}) \
         AND messages LIKE '%\"{}\"%'",
        Outcomes::from(Outcome::Error).bits(),
        Outcomes::from(Outcome::Skip).bits(),
        Code::DamagedQuotes.name()
    );
    Ok(diesel::sql_query(sql).bind::<Id, _>(batch).get_result::<Number>(conn)?.n)
}

/// One row.
pub fn find(conn: &mut Conn, batch: BatchId, line: i64) -> Result<Option<Row>> {
    let stored: Option<StoredRow> =
        batch_rows::table.find((batch, line)).select(StoredRow::as_select()).first(conn).optional()?;
    stored.map(Row::try_from).transpose()
}

/// The rows of a batch that are about any of the accounts, up to `limit`, in no order (see [`asked`]).
pub fn about(conn: &mut Conn, batch: BatchId, users: &[UserId], limit: i64) -> Result<Vec<Row>> {
    read(
        batch_rows::table
            .filter(batch_rows::batch_id.eq(batch))
            .filter(batch_rows::user_id.eq_any(users))
            .limit(limit)
            .select(StoredRow::as_select())
            .load(conn)?,
    )
}

/// What was asked for the accounts in other rows: account, line and request. In no order: asking for one would
/// tempt the engine to read the whole batch in the order of its lines.
pub fn asked(conn: &mut Conn, batch: BatchId, users: &[UserId]) -> Result<Vec<(UserId, i64, String)>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(Option<UserId>, i64, Option<String>)> = batch_rows::table
        .filter(batch_rows::batch_id.eq(batch))
        .filter(batch_rows::user_id.eq_any(users))
        .filter(batch_rows::asked.is_not_null())
        .select((batch_rows::user_id, batch_rows::line, batch_rows::asked))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(user, line, asked)| Some((user?, line, asked?))).collect())
}

/// A page of rows behind a line, all or those with an outcome.
///
/// Rows are indexed by their set of outcomes. A set that holds the outcome is read through the index, one
/// after the other; there are a handful of sets at the most.
pub fn page(conn: &mut Conn, batch: BatchId, outcome: Option<Outcome>, behind: i64, limit: i64) -> Result<Vec<Row>> {
    let query = || {
        batch_rows::table
            .filter(batch_rows::batch_id.eq(batch))
            .filter(batch_rows::line.gt(behind))
            .order(batch_rows::line)
            .limit(limit)
            .select(StoredRow::as_select())
    };
    let Some(outcome) = outcome else { return read(query().load(conn)?) };
    let mut rows = Vec::new();
    for outcomes in sets(conn, batch)?.into_iter().filter(|set| set.contains(outcome)) {
        rows.extend(read(query().filter(batch_rows::outcomes.eq(outcomes.bits())).load(conn)?)?);
    }
    rows.sort_by_key(|row| row.line);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(rows)
}

/// How many rows there are, of those with an outcome where one is named.
pub fn how_many(conn: &mut Conn, batch: BatchId, outcome: Option<Outcome>) -> Result<i64> {
    let rows = batch_rows::table.filter(batch_rows::batch_id.eq(batch));
    let Some(outcome) = outcome else { return Ok(rows.count().get_result(conn)?) };
    let sets: Vec<i64> =
        sets(conn, batch)?.into_iter().filter(|set| set.contains(outcome)).map(Outcomes::bits).collect();
    Ok(rows.filter(batch_rows::outcomes.eq_any(sets)).count().get_result(conn)?)
}

/// The sets of outcomes that rows of the batch have, found by hopping through the index.
fn sets(conn: &mut Conn, batch: BatchId) -> Result<Vec<Outcomes>> {
    let mut sets = Vec::new();
    let mut last = -1;
    loop {
        let next: Option<i64> = batch_rows::table
            .filter(batch_rows::batch_id.eq(batch))
            .filter(batch_rows::outcomes.gt(last))
            .select(diesel::dsl::min(batch_rows::outcomes))
            .first(conn)?;
        let Some(next) = next else { return Ok(sets) };
        sets.push(Outcomes::from_bits(next));
        last = next;
    }
}

/// Removes rows up to `limit`; returns how many. Called until none is left.
pub fn remove_some(conn: &mut Conn, batch: BatchId, limit: i64) -> Result<usize> {
    let last: Option<i64> = batch_rows::table
        .filter(batch_rows::batch_id.eq(batch))
        .order(batch_rows::line)
        .select(batch_rows::line)
        .offset(limit - 1)
        .limit(1)
        .first(conn)
        .optional()?;
    let some = batch_rows::table.filter(batch_rows::batch_id.eq(batch));
    Ok(diesel::delete(some.filter(batch_rows::line.le(last.unwrap_or(i64::MAX)))).execute(conn)?)
}

/// Removes rows by line.
pub fn remove(conn: &mut Conn, batch: BatchId, lines: &[i64]) -> Result<()> {
    let some = batch_rows::table.filter(batch_rows::batch_id.eq(batch));
    diesel::delete(some.filter(batch_rows::line.eq_any(lines))).execute(conn)?;
    Ok(())
}

/// Keeps corrected cells for the next plan.
pub fn keep_repair(conn: &mut Conn, batch: BatchId, line: i64, cells: &[String]) -> Result<()> {
    diesel::delete(batch_repairs::table.find((batch, line))).execute(conn)?;
    diesel::insert_into(batch_repairs::table)
        .values((
            batch_repairs::batch_id.eq(batch),
            batch_repairs::line.eq(line),
            batch_repairs::cells.eq(serde_json::to_string(cells)?),
        ))
        .execute(conn)?;
    Ok(())
}

/// Corrected cells of lines in a range.
pub fn repairs(conn: &mut Conn, batch: BatchId, first: i64, last: i64) -> Result<Vec<(i64, Vec<String>)>> {
    let stored: Vec<(i64, String)> = batch_repairs::table
        .filter(batch_repairs::batch_id.eq(batch))
        .filter(batch_repairs::line.between(first, last))
        .select((batch_repairs::line, batch_repairs::cells))
        .load(conn)?;
    stored.into_iter().map(|(line, cells)| Ok((line, serde_json::from_str(&cells)?))).collect()
}

/// Forgets corrected cells: the file is read in another way, and they would not fit.
pub fn forget_repairs(conn: &mut Conn, batch: BatchId) -> Result<()> {
    diesel::delete(batch_repairs::table.filter(batch_repairs::batch_id.eq(batch))).execute(conn)?;
    Ok(())
}

/// Rows by outcome.
pub fn count(rows: &[Row], counts: &mut Counts) {
    rows.iter().for_each(|row| counts.add(row.outcomes));
}

fn read(stored: Vec<StoredRow>) -> Result<Vec<Row>> {
    stored.into_iter().map(Row::try_from).collect()
}
