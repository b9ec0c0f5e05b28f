//! One test binary for the running system: a module a subject.

mod api;
mod batches;
mod browser;
mod courses;
mod curl;
mod faults;
mod files;
mod mail;
mod messages;
mod migrations;
