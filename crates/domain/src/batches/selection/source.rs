//! A selection as rows: its people, decided on by an operation. Whom the filter would find later does not matter any more.

use std::collections::HashMap;

use super::selected_accounts::{People, SelectedAccount};
use crate::batches::engine::batch::{Batch, Failure};
use crate::batches::engine::causes::{SELECTION_CHANGED, Warning};
use crate::batches::engine::message::Message;
use crate::batches::engine::operation::{OrFailure, PlannedRows, RowReader, RowSource};
use crate::batches::engine::row::Row;
use crate::batches::engine::rows;
use crate::batches::engine::work::Work;
use crate::db::Conn;
use crate::id::UserId;
use crate::message_values::message_values;
use crate::{Actor, Error, Result};

/// What a row of a user who was selected asks for; that of a user who was selected before asks for nothing.
const ASKED: &str = "selected";

/// What is done to the people of a selection.
pub trait Decision: Sync {
    /// Whether deleted accounts are meant, too.
    fn with_deleted(&self) -> bool;

    /// The rows of people, each once.
    fn rows(&self, conn: &mut Conn, chosen: Vec<SelectedAccount>) -> Result<Vec<Row>>;

    /// Refuses a selection that is complete.
    fn check(&self, _batch: &Batch) -> OrFailure<()> {
        Ok(())
    }
}

/// The people of a batch's target, decided on.
pub struct SelectionSource<'w, D> {
    work: &'w Work<'w>,
    actor: &'w Actor,
    decision: D,
}

impl<'w, D: Decision> SelectionSource<'w, D> {
    /// The people of a batch, for the person who has selected them.
    pub fn new(work: &'w Work<'w>, actor: &'w Actor, decision: D) -> Self {
        Self { work, actor, decision }
    }
}

impl<D: Decision> RowSource for SelectionSource<'_, D> {
    fn read(&self) -> Result<OrFailure<Box<dyn RowReader + '_>>> {
        let people = People::open(self.work.db(), self.work.batch, self.actor, self.decision.with_deleted());
        Ok(match people {
            // A custom field, or the right to ask for one, may have gone since the filter was given.
            Err(Error::Malformed { code, message, .. }) => Err(Failure::new(code, message)),
            people => Ok(Box::new(Reader { selected: self, people: people?, first_lines: HashMap::new() })),
        })
    }

    fn note(&self, batch: &mut Batch, is_last: bool) -> OrFailure<()> {
        if !is_last {
            return Ok(());
        }
        batch.source.count = Some(batch.done);
        self.decision.check(batch)?;
        batch.warnings.extend(selection_changed(batch));
        Ok(())
    }
}

struct Reader<'r, D> {
    selected: &'r SelectionSource<'r, D>,
    people: People,
    /// On which line a person of a pasted list was named first.
    first_lines: HashMap<UserId, i64>,
}

impl<D: Decision> RowReader for Reader<'_, D> {
    fn next(&mut self, most: usize) -> Result<OrFailure<PlannedRows>> {
        let SelectionSource { work, decision, .. } = self.selected;
        let (rows, is_last) = work.read(|conn| {
            let (chosen, is_last) = self.people.next(conn, most)?;
            let (chosen, mut rows) = self.without_repeated(conn, chosen)?;
            let mut decided = decision.rows(conn, chosen)?;
            decided.iter_mut().filter(|row| row.user.is_some()).for_each(|row| row.asked = Some(ASKED.to_owned()));
            rows.extend(decided);
            rows.sort_by_key(|row| row.line);
            Ok((rows, is_last))
        })?;
        Ok(Ok(PlannedRows { rows, is_last }))
    }
}

impl<D> Reader<'_, D> {
    /// Those who were not named before, and rows that say so of the others. Only a pasted list can name a user twice.
    fn without_repeated(
        &mut self,
        conn: &mut Conn,
        chosen: Vec<SelectedAccount>,
    ) -> Result<(Vec<SelectedAccount>, Vec<Row>)> {
        if !matches!(self.people, People::List { .. }) {
            return Ok((chosen, Vec::new()));
        }
        // Rows of a worker before this one; those on their way are in the map.
        let ids: Vec<UserId> = chosen.iter().filter_map(|one| Some(one.account.as_ref().ok()?.id)).collect();
        for (user, line, _) in rows::asked(conn, self.selected.work.batch.id, &ids)? {
            self.first_lines.entry(user).or_insert(line);
        }
        let (mut first, mut repeated) = (Vec::with_capacity(chosen.len()), Vec::new());
        for one in chosen {
            let before = match &one.account {
                Ok(account) => self.first_lines.insert(account.id, one.line).map(|line| (account, line)),
                Err(_) => None,
            };
            let Some((account, line)) = before else {
                first.push(one);
                continue;
            };
            self.first_lines.insert(account.id, line);
            let mut row = Row {
                user: Some(account.id),
                version_planned: Some(account.version),
                settled: true,
                ..Row::blank(one.line, &one.key)
            };
            row.messages.push(named_before(line));
            repeated.push(row);
        }
        Ok((first, repeated))
    }
}

fn named_before(line: i64) -> Message {
    Message {
        message: format!("Line {line} names the same person; this row adds nothing."),
        ..Message::same_as_before(line)
    }
}

/// What to say where there are more or fewer people than the caller saw.
fn selection_changed(batch: &Batch) -> Option<Warning> {
    let expected = batch.source.expected_count.filter(|expected| *expected != batch.done)?;
    Some(Warning {
        code: SELECTION_CHANGED.to_owned(),
        count: (batch.done - expected).abs(),
        message: format!("{} people are selected; {expected} were when you looked.", batch.done),
        repair: "Look at the rows before you apply, or select again.".to_owned(),
        values: message_values([("selected", batch.done.into()), ("expected", expected.into())]),
    })
}
