//! The operation that changes accounts: what rows of files and selections do to people.
//!
//! - [`operation`]: how the engine of batches sees it; [`action`]: what is done to selections, [`needs`](operation): what that takes;
//! - `from_file` and `from_selection`: rows decided on, a file's by the [`planner`](from_file) with what it looks up for a chunk at a
//!   time: `wanted` what a row does to an account, `new_people` and `present_people`, `unmatched_keys` who is meant by a name that
//!   nobody has, `numbering`, `confusable` names, `seen` people of earlier rows; [`full_sync`]: who is not in the file;
//! - [`claims`]: what only one account can have, judged (`judging`) when all rows are known;
//! - `apply`, read ahead by `prefetch`: checked once more, and written; `rename_chains` that happen as one, `creation` of accounts,
//!   `written` what somebody wrote in between; `reverse`: the same backwards;
//! - [`repair`]: cells that somebody mends; [`conceal`]: what not everybody may see.

pub mod action;
mod apply;
pub mod claims;
pub mod conceal;
mod confusable;
mod corrections;
mod creation;
mod from_file;
mod from_selection;
pub mod full_sync;
mod judging;
pub mod leftovers;
pub(crate) mod needs;
mod new_people;
mod numbering;
pub mod operation;
mod planner;
mod prefetch;
mod present_people;
mod rename_chains;
pub mod repair;
pub mod request;
mod reverse;
mod row_claims;
mod seen;
mod unmatched_keys;
mod wanted;
mod written;
