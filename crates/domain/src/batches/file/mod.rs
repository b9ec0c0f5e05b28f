//! Batches from a table of cells.
//!
//! - [`uploaded`]: the file as a table; [`header`]: its columns, found and checked; [`columns`]: which there are;
//! - [`settings`] and [`preset`]: what may be said about it, [`description`]: for forms; [`rights`]: what it takes;
//! - [`reading`]: what the cells of a row say ([`cells`], [`suspension`], [`template`]), as a [`request`]; [`enrolment_columns`] and
//!   [`enrolments_of_rows`]: what they say about courses; [`damaged_quotes`]: rows that hide others; [`derived_names`]: whom a standardised username means;
//! - [`create`]: the batch itself.

pub mod cells;
pub mod cohorts_of_rows;
pub mod columns;
pub mod create;
pub mod damaged_quotes;
pub mod deleted_names;
pub mod derived_names;
pub mod description;
pub mod enrolment_columns;
pub mod enrolments_of_rows;
pub mod guessed_encoding;
pub mod header;
pub mod preset;
pub mod private;
pub mod reading;
pub mod request;
pub mod rights;
pub mod roles_of_rows;
pub mod secret_headings;
pub mod settings;
pub mod suspension;
pub mod template;
pub mod uploaded;
