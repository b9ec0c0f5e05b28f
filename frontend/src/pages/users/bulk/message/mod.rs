//! A message to many: its text with placeholders, how some recipients would read it, and to whom it goes in a course.

mod field;
mod recipients;
mod rendered;
mod trial;

pub use self::field::TemplateField;
pub use self::recipients::plan_in;
pub use self::trial::Trial;
