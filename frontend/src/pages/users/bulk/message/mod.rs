//! A message to many: its text with placeholders, kept as a draft and as templates, how some recipients would read it, and to whom it
//! goes in a course.

mod draft;
mod field;
mod narrowing;
mod recipients;
mod rendered;
mod templates;
mod trial;

pub use self::draft::{Draft, DraftedDialog, KeptDraft};
pub use self::field::TemplateField;
pub use self::narrowing::{Narrowing, NarrowingFields};
pub use self::recipients::plan_in;
pub use self::templates::Templates;
pub use self::trial::Trial;
