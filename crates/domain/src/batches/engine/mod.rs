//! The engine of batches: planning, applying, reporting and undoing rows of any kind. It knows no noun.
//!
//! What the rows of a batch do is an [`operation`]; the [`registry`] says which there are. Planned rows come from an operation's
//! [`RowSource`](operation::RowSource). The engine does the rest, the same for all of them:
//!
//! - [`batch`], [`row`], [`source`], [`counts`], [`causes`], [`message`]: what is stored; [`store`] and [`rows`]: reading and writing it;
//! - [`worker`], [`lease`], `heartbeat`, [`pacing`], `pipeline`: who works on what, in chunks of which size, and how it goes on after a crash;
//! - [`plan`]: rows to outcomes; [`apply`]: rows carried out, each exactly once, read ahead by [`prefetch`]; [`undo`]: the reverse of
//!   another batch; [`stop`]: what an error does to the rows behind it;
//! - [`confirm`], [`approve`], [`schedule`]: what may be asked for before a plan is applied; [`commands`]: what a single request does;
//! - [`report`]: the result of each row, as a file; [`staging`](stage): files in parts, where every node finds them.
//!
//! A chunk of rows is written in one transaction with the batch's own progress. After a crash the next worker goes on behind the
//! last chunk.

pub mod apply;
pub mod approve;
pub mod batch;
pub mod causes;
pub mod commands;
pub mod confirm;
pub mod counts;
mod erasure;
pub mod heartbeat;
pub mod housekeeping;
pub mod lease;
pub mod message;
pub mod names;
pub mod operation;
pub mod pacing;
pub mod pipeline;
pub mod plan;
pub mod prefetch;
pub mod registry;
pub mod report;
pub mod rights;
pub mod row;
pub mod rows;
pub mod schedule;
pub mod signal;
pub mod source;
pub mod stage;
pub mod stop;
pub mod store;
pub mod undo;
pub mod watch;
pub mod work;
pub mod worker;

pub use erasure::ERASURES;
