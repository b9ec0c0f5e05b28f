//! Batches: source -> plan -> review -> apply -> report -> undo.
//!
//! - [`model`]: a batch and its rows, as stored; [`settings`] and [`columns`]: what a file may say, [`description`]: for forms;
//! - [`stage`]: the uploaded file on its way to the worker; [`source`]: its header, found and checked;
//! - [`planning`]: a file to outcomes, a chunk at a time, each row by the `planner`: `reading` says what the cells mean,
//!   `wanted` what that does to an account; [`claims`] are what only one account can have, judged (`judging`) when all rows
//!   are known; [`full_sync`] adds those who are not in the file; [`apply`]: planned rows to changed accounts, renames that wait for one another as one (`chained`);
//!   [`selection`]: the same for people who were selected; [`action`]: what is done to them;
//!   `export`: they are written into a file, which is taken by [`download`];
//!   [`undo`]: the reverse, planned from what was recorded;
//! - [`worker`] and [`lease`]: who works on what, and how it goes on after a crash;
//! - [`rows`], [`report`]: what became of each row; [`commands`]: what a single request calls; [`approve`]: a second person;
//!   [`schedule`]: a set time.
//!
//! While one chunk is written, the next is made ready (`pipeline`). A chunk of rows is read with its accounts in a few
//! queries, decided on by the pure rules of [`crate::users::rules`], and written back in a few statements, in one
//! transaction with the batch's own progress. After a crash the next worker goes on behind the last chunk.

pub mod action;
mod ahead;
pub mod apply;
pub mod approve;
pub mod causes;
pub(crate) mod cells;
mod chained;
pub mod chunk;
pub mod claims;
mod cohorts_of_rows;
pub mod columns;
pub mod commands;
pub mod conceal;
pub mod confirm;
mod confusable;
mod corrections;
mod creation;
mod damaged_quotes;
mod deleted_names;
mod derived_names;
pub mod description;
pub mod download;
mod erasure;
mod export;
pub mod full_sync;
mod guessed_encoding;
pub mod heartbeat;
pub mod housekeeping;
mod judging;
pub mod lease;
mod leftovers;
pub mod model;
pub mod names;
mod new_people;
mod numbering;
mod pipeline;
mod planner;
pub mod planning;
mod present_people;
pub mod preset;
mod reading;
pub mod report;
mod request;
pub mod rights;
mod roles_of_rows;
mod row_claims;
pub mod rows;
pub mod schedule;
mod secret_headings;
mod seen;
pub mod selection;
pub mod settings;
pub mod source;
pub mod stage;
pub mod store;
mod suspension;
mod template;
pub mod undo;
mod unmatched_keys;
pub mod uploaded;
mod wanted;
pub mod worker;
mod written;

pub use erasure::ERASURES;
pub use model::{Batch, Counts, Kind, State};
pub use settings::FileSettings;
