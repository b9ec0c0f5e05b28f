//! Which operations there are, given to the engine from above: it lists none itself.

use super::batch::Batch;
use super::operation::{Action, Operation};
use crate::db::Conn;
use crate::id::UserId;
use crate::{Actor, Error, Millis, Result};

/// What the engine is given.
#[derive(Clone, Copy)]
pub struct Registry {
    /// What rows can do.
    pub operations: &'static [&'static dyn Operation],
    /// Reads a person as things are at this time; `None` if the account can no longer sign in.
    pub actor: fn(&mut Conn, UserId, Millis) -> Result<Option<Actor>>,
}

impl Registry {
    /// The operation of a batch.
    ///
    /// # Errors
    /// If no operation has the batch's action: the batch was made by a later version.
    pub fn of(&self, batch: &Batch) -> Result<&'static dyn Operation> {
        let found = self.operations.iter().copied().find(|operation| operation.has(batch.kind, &batch.action));
        found.ok_or_else(|| Error::internal(format!("a batch has the action {:?}", batch.action)))
    }

    /// The action on selections with this name, and its operation.
    pub fn action(&self, name: &str) -> Option<(&'static dyn Operation, &'static Action)> {
        let of = |operation: &&'static dyn Operation| {
            let operation = *operation;
            Some((operation, operation.actions().iter().find(|action| action.name == name)?))
        };
        self.operations.iter().find_map(of)
    }

    /// Every action on selections, in the order in which they are offered.
    pub fn actions(&self) -> impl Iterator<Item = &'static Action> {
        self.operations.iter().flat_map(|operation| operation.actions())
    }

    /// Whether an undo would bring anything back.
    pub fn is_undoable(&self, batch: &Batch) -> Result<bool> {
        Ok(batch.has_changes_to_undo() && self.of(batch)?.is_undoable(batch))
    }
}
