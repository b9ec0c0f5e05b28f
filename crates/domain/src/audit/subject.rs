//! What an entry is about: a thing of any kind. The audit knows no noun; each says how its things are called.

use uuid::Uuid;

use crate::id::UserId;

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The kind of thing, such as `user`; as the API calls it.
    pub kind: &'static str,
    /// Which one.
    pub name: SubjectName,
}

/// What a thing is named by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubjectName {
    /// An id.
    Id(Uuid),
    /// A key, for things that have no id.
    Key(String),
}

impl Subject {
    /// The kind of accounts: what entries are about unless they say otherwise.
    pub const USER: &'static str = "user";

    /// A thing with an id.
    pub fn of(kind: &'static str, id: Uuid) -> Self {
        Self { kind, name: SubjectName::Id(id) }
    }

    /// A thing with a key.
    pub fn named(kind: &'static str, key: impl Into<String>) -> Self {
        Self { kind, name: SubjectName::Key(key.into()) }
    }

    /// The id, if it has one.
    pub fn id(&self) -> Option<Uuid> {
        if let SubjectName::Id(id) = self.name { Some(id) } else { None }
    }

    /// The key, if it has one.
    pub fn key(&self) -> Option<&str> {
        if let SubjectName::Key(key) = &self.name { Some(key) } else { None }
    }
}

/// An account.
impl From<UserId> for Subject {
    fn from(id: UserId) -> Self {
        Self::of(Self::USER, id.0)
    }
}
