//! An operation that the engine has never heard of: its rows write lines into a table of their own. What it takes is this file and
//! the registry.

use std::thread;
use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use rollcall_domain::batches::engine::apply::apply_rows;
use rollcall_domain::batches::engine::batch::{Batch, BatchKind, State};
use rollcall_domain::batches::engine::commands::{self, BatchCommand};
use rollcall_domain::batches::engine::operation::{
    Action, Applying, CarriedOut, Operation, OrFailure, PlannedRows, Proposal, Reversal, RowOperation, RowReader,
    RowSource,
};
use rollcall_domain::batches::engine::registry::Registry;
use rollcall_domain::batches::engine::row::{AppliedRow, Row};
use rollcall_domain::batches::engine::source::Source;
use rollcall_domain::batches::engine::stop::Stop;
use rollcall_domain::batches::engine::store::{self, NewBatch};
use rollcall_domain::batches::engine::work::Work;
use rollcall_domain::db::Conn;
use rollcall_domain::filter::Scope;
use rollcall_domain::id::BatchId;
use rollcall_domain::outcome::Outcome;
use rollcall_domain::refusal::{Code, Refusal};
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::roles::Capability;
use rollcall_domain::settings::Settings;
use rollcall_domain::{Actor, Context, Millis, Result};
use rollcall_http::Options;
use rollcall_testkit::{Engine, TestApp};
use serde_json::{Value, json};

const WRITE_LINES: &str = "write_lines";
const ACTIONS: &[Action] =
    &[Action { name: WRITE_LINES, label: "Write lines", needs: Capability::UsersUpdate, settings: &["lines"] }];

/// The operation of the test.
struct Lines;

static LINES: Lines = Lines;

impl Operation for Lines {
    fn has(&self, _kind: BatchKind, action: &str) -> bool {
        action == WRITE_LINES
    }

    fn actions(&self) -> &'static [Action] {
        ACTIONS
    }

    fn settings(&self, _: &Action, given: &Value, _: &Scope, _: &Settings, _: Millis) -> Result<Value> {
        Ok(given.clone())
    }

    fn needs(&self, _batch: &Batch) -> Result<Vec<Capability>> {
        Ok(vec![Capability::UsersUpdate])
    }

    fn population(&self, _conn: &mut Conn) -> Result<i64> {
        Ok(1_000)
    }

    fn open<'w>(
        &self,
        work: &'w Work<'w>,
        _: &'w Actor,
        _: &'w Settings,
    ) -> Result<OrFailure<Box<dyn RowSource + 'w>>> {
        Ok(Ok(Box::new(Numbers { behind: work.batch.place, last: work.batch.settings["lines"].as_i64().unwrap_or(0) })))
    }

    fn apply(&self, work: &Work<'_>) -> Result<()> {
        apply_rows(work, self)
    }

    fn by_rows(&self) -> Option<&dyn RowOperation> {
        Some(self)
    }

    fn conceal_batch(&self, _batch: &mut Batch) {}

    fn conceal(&self, _batch: &Batch, _row: &mut Row) {}
}

/// Rows with numbers; every tenth is an error.
struct Numbers {
    behind: i64,
    last: i64,
}

impl RowSource for Numbers {
    fn read(&self) -> Result<OrFailure<Box<dyn RowReader + '_>>> {
        Ok(Ok(Box::new(Self { ..*self })))
    }

    fn note(&self, _batch: &mut Batch, _is_last: bool) -> OrFailure<()> {
        Ok(())
    }
}

impl RowReader for Numbers {
    fn next(&mut self, most: usize) -> Result<OrFailure<PlannedRows>> {
        let last = self.last.min(self.behind + i64::try_from(most).expect("a number of rows"));
        let rows = (self.behind + 1..=last).map(|line| {
            let outcome = if line % 10 == 0 { Outcome::Error } else { Outcome::Create };
            let after = json!({ "text": format!("line {line}") });
            Row { outcomes: outcome.into(), settled: outcome == Outcome::Error, after, ..Row::blank(line, "number") }
        });
        let rows = rows.collect();
        self.behind = last;
        Ok(Ok(PlannedRows { rows, is_last: last == self.last }))
    }
}

impl RowOperation for Lines {
    fn prepare(&self, _: &mut Conn, _: Applying<'_>, rows: &[Row]) -> Result<Option<Box<dyn Proposal>>> {
        // Every other chunk is looked at in the transaction.
        let is_even = rows.first().is_some_and(|row| row.line % 2 == 0);
        Ok(is_even.then(|| Box::new(PreparedRows(rows.to_vec())) as Box<dyn Proposal>))
    }

    fn carry_out(
        &self,
        conn: &mut Conn,
        _: Applying<'_>,
        taken: Vec<Row>,
        last: i64,
        stop: &mut Stop,
    ) -> Result<CarriedOut> {
        let mut done = CarriedOut { last, ..CarriedOut::default() };
        for (at, row) in taken.iter().enumerate() {
            if !stop.reaches(row.line) {
                done.unreached.push(at);
            } else if row.line == 7 && row.after["text"] != Value::Null {
                done.refused.push((at, Refusal::new(Code::ChangedSincePlan, "Seven is taken.")));
                stop.note_refused(row.line);
            } else {
                done.applied.push(write(conn, row)?);
            }
        }
        Ok(CarriedOut { taken, ..done })
    }

    fn reverse(&self, _: &mut Conn, _: Reversal<'_>, rows: Vec<Row>) -> Result<Vec<Row>> {
        let reversed = rows.into_iter().map(|row| Row {
            outcomes: Outcome::Delete.into(),
            before: row.after,
            after: json!({ "text": null }),
            ..Row::blank(row.line, &row.key)
        });
        Ok(reversed.collect())
    }
}

/// Rows that were read ahead.
struct PreparedRows(Vec<Row>);

impl Proposal for PreparedRows {
    fn write(&self, conn: &mut Conn) -> Result<Option<Vec<AppliedRow>>> {
        // What does not go this way leaves nothing behind, although some of it was written.
        let applied = self.0.iter().map(|row| write(conn, row)).collect::<Result<_>>()?;
        let is_plain = self.0.iter().all(|row| row.line != 7);
        Ok(is_plain.then_some(applied))
    }
}

fn write(conn: &mut Conn, row: &Row) -> Result<AppliedRow> {
    match row.after["text"].as_str() {
        Some(text) => diesel::sql_query("INSERT INTO test_lines (line, text) VALUES ($1, $2)")
            .bind::<BigInt, _>(row.line)
            .bind::<Text, _>(text)
            .execute(conn)?,
        None => {
            diesel::sql_query("DELETE FROM test_lines WHERE line = $1").bind::<BigInt, _>(row.line).execute(conn)?
        }
    };
    Ok(AppliedRow { line: row.line, version: 1, created: None })
}

const WITH_LINES: Registry = Registry { operations: &[&LINES], actor: REGISTRY.actor };

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn lines(app: &TestApp) -> i64 {
    app.read(|conn| Ok(diesel::sql_query("SELECT count(*) AS n FROM test_lines").get_result::<Count>(conn)?)).n
}

#[track_caller]
fn rested(app: &TestApp, id: BatchId, state: State) -> Batch {
    app.wake();
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let batch = app.read(|conn| store::find(conn, id));
        if batch.state.is_resting() || Instant::now() > until {
            assert_eq!(batch.state, state, "{batch:?}");
            return batch;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

fn it_is_planned_applied_and_undone(engine: Engine) {
    let app = TestApp::start_as(engine, Options { requests_per_second: 100_000, ..Options::default() }, WITH_LINES);
    let root = app.administrator_called("root");
    let actor = app.read(|conn| (REGISTRY.actor)(conn, root.id, 1)).expect("the administrator may sign in");
    app.write(|conn| {
        Ok(diesel::sql_query("CREATE TABLE test_lines (line BIGINT PRIMARY KEY, text TEXT)").execute(conn)?)
    });
    let id = BatchId::new();
    let settings = json!({ "lines": 2_500 });
    let new = NewBatch {
        id,
        name: "Lines",
        kind: BatchKind::Selection,
        action: WRITE_LINES,
        settings: &settings,
        created_by: root.id,
        source: &Source::default(),
        staged: None,
        apply: false,
        confirmed: None,
        rows_estimated: 2_500,
        warnings: &[],
        undo_of: None,
        takes_long: false,
        context: Context::Site,
    };
    app.write(|conn| store::insert(conn, &new, 0));
    let planned = rested(&app, id, State::Planned);
    assert_eq!((planned.affected, planned.counts.get(Outcome::Error)), (2_250, 250));
    assert!(planned.confirmation_required);
    assert_eq!(lines(&app), 0);

    let command = |id| BatchCommand { registry: &WITH_LINES, actor: &actor, now: 1, id, if_version: None };
    app.write(|conn| commands::apply(conn, command(id), Some(2_250), None));
    let applied = rested(&app, id, State::Applied);
    assert_eq!((applied.changed, applied.counts.get(Outcome::Conflict)), (2_249, 1));
    assert_eq!(lines(&app), 2_249);

    let undo = app.write(|conn| commands::undo(conn, command(id), true, Some(2_249)));
    let undone = rested(&app, undo.id, State::Applied);
    assert_eq!(undone.changed, 2_249);
    assert_eq!(lines(&app), 0);
    assert_eq!(app.read(|conn| store::find(conn, id)).undone_by, Some(undo.id));
}

#[test]
fn it_is_planned_applied_and_undone_on_sqlite() {
    it_is_planned_applied_and_undone(Engine::Sqlite);
}

#[test]
fn it_is_planned_applied_and_undone_on_postgres() {
    it_is_planned_applied_and_undone(Engine::Postgres);
}
