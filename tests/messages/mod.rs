//! Messages: in bulk, and from person to person.

mod bulk;
mod drafts;
mod in_courses;
mod inbox;
mod preview;
mod reach;
mod refused;
mod reports;
mod results;
pub mod support;
mod templates;
