//! Where something counts: a role that is held, a capability that is asked for, an act that is noted.
//!
//! Plain data. What a context holds (a course, a cohort) is found by its own noun.

use std::fmt;

use uuid::Uuid;

use crate::id::{CohortId, CourseId};
use crate::text::show;

/// The kinds of contexts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContextKind {
    /// The whole installation.
    Site,
    /// The people of one cohort.
    Cohort,
    /// One course.
    Course,
}

impl ContextKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Site, Self::Cohort, Self::Course];

    /// The name in the API and the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Cohort => "cohort",
            Self::Course => "course",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What is said of a name that none of them has.
    pub fn unknown(name: &str) -> String {
        let known = Self::ALL.map(Self::name).join(", ");
        format!("There is no context \"{}\". There are: {known}.", show(name))
    }

    /// Where that is, in the middle of a sentence.
    pub fn place(self) -> &'static str {
        match self {
            Self::Site => "at site level",
            Self::Cohort => "in a cohort",
            Self::Course => "in a course",
        }
    }
}

/// One context. The site is around all others: what is allowed there is allowed in each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Context {
    /// The whole installation.
    #[default]
    Site,
    /// The people of one cohort.
    Cohort(CohortId),
    /// One course.
    Course(CourseId),
}

impl Context {
    /// The context of this kind and id; `None` if the two do not go together.
    pub fn new(kind: ContextKind, id: Option<Uuid>) -> Option<Self> {
        match (kind, id) {
            (ContextKind::Site, None) => Some(Self::Site),
            (ContextKind::Cohort, Some(id)) => Some(Self::Cohort(CohortId(id))),
            (ContextKind::Course, Some(id)) => Some(Self::Course(CourseId(id))),
            _ => None,
        }
    }

    /// Its kind.
    pub fn kind(self) -> ContextKind {
        match self {
            Self::Site => ContextKind::Site,
            Self::Cohort(_) => ContextKind::Cohort,
            Self::Course(_) => ContextKind::Course,
        }
    }

    /// The id of the cohort or course; `None` for the site.
    pub fn id(self) -> Option<Uuid> {
        match self {
            Self::Site => None,
            Self::Cohort(id) => Some(id.0),
            Self::Course(id) => Some(id.0),
        }
    }
}

/// As it stands in the address of a list: `site`, or the kind and the id with a colon between.
impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.id() {
            None => f.write_str(self.kind().name()),
            Some(id) => write!(f, "{}:{}", self.kind().name(), id.hyphenated()),
        }
    }
}

impl std::str::FromStr for Context {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(':').map_or((text, None), |(kind, id)| (kind, Some(id)));
        let id = id.map(Uuid::parse_str).transpose().map_err(|_| ())?;
        Self::new(ContextKind::from_name(kind).ok_or(())?, id).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_reads_back_as_it_was_written() {
        for context in [Context::Site, Context::Cohort(CohortId::new()), Context::Course(CourseId::new())] {
            assert_eq!(context.to_string().parse(), Ok(context));
            assert_eq!(Context::new(context.kind(), context.id()), Some(context));
        }
    }

    #[test]
    fn only_the_site_has_no_id() {
        for wrong in ["", "site:0199a000-0000-7000-8000-000000000009", "cohort", "course:", "course:x", "planet"] {
            assert_eq!(wrong.parse::<Context>(), Err(()), "{wrong}");
        }
    }
}
