//! Single calls: who may, what they do, and what they refuse.

mod access;
mod audit;
mod changing_users;
mod creating_users;
mod deleting;
mod erasing;
mod exporting;
mod filters;
mod history;
mod hostile_filters;
mod idempotency;
mod limits;
mod listing;
mod lock_out;
mod mails;
mod me;
mod overview;
mod permissions;
mod problems;
mod profile_fields;
mod searching;
mod sessions;
mod signing_in;
mod surroundings;
mod suspending;
mod views;
