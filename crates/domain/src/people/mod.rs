//! The operation that changes accounts: what rows of files and selections do to people.
//!
//! - [`operation`]: how the engine of batches sees it; [`action`]: what is done to selections, [`needs`](operation): what that takes;
//! - `from_file` and `from_selection`: rows decided on, a file's by the [`planner`](from_file) with what it looks up for a chunk at a
//!   time: `wanted` what a row does to an account, `new_people` and `present_people`, `unmatched_keys` who is meant by a name that
//!   nobody has, `numbering`, `confusable` names, `repeated_people` of earlier rows; [`full_sync`]: who is not in the file;
//! - [`claims`]: what only one account can have, judged (`judging`) when all rows are known;
//! - `apply`, read ahead by `prefetch`: checked once more, and written; `rename_chains` that happen as one, `creation` of accounts,
//!   `concurrent_changes` what was written since the plan; `reverse`: the same backwards;
//! - `enrolling`: what rows change about enrolments besides;
//! - [`repair`]: cells that a user repairs; [`conceal`]: what not everybody may see.

pub mod action;
mod apply;
mod claim_conflicts;
pub mod claims;
pub mod cleanup;
pub mod conceal;
mod concurrent_changes;
mod confusable;
mod corrections;
mod creation;
mod enrolling;
mod existing_people;
mod from_file;
mod from_selection;
pub mod full_sync;
pub(crate) mod needs;
mod new_people;
mod numbering;
pub mod operation;
mod planner;
mod prefetch;
mod rename_chains;
pub mod repair;
mod repeated_people;
pub mod request;
mod requested_changes;
mod reverse;
mod row_claims;
mod unmatched_keys;
