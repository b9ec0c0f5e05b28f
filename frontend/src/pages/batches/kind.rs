//! The kinds of files, as people choose them.

use rollcall_wire::auth::Me;

use crate::i18n::words;
use crate::session::may;

/// What a file does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Suspends and activates.
    Suspension,
    /// Makes accounts, and changes those that are there.
    Upsert,
    /// Gives accounts another username.
    Rename,
    /// Deletes accounts.
    Delete,
}

impl FileKind {
    /// Every kind, the most usual first.
    pub const ALL: [Self; 4] = [Self::Suspension, Self::Upsert, Self::Rename, Self::Delete];

    /// The preset in the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::Suspension => "suspension",
            Self::Upsert => "upsert",
            Self::Rename => "rename",
            Self::Delete => "delete",
        }
    }

    /// The kind with this name.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What people call it.
    pub fn label(self) -> String {
        words::batch_action(self.code())
    }

    /// Whether a person may plan such files. Of an upsert that is whether any of its modes is open to them.
    pub fn is_open_to(self, me: Option<&Me>) -> bool {
        let any: &[&str] = match self {
            Self::Suspension => &["users.suspend"],
            Self::Upsert => &["users.create", "users.update"],
            Self::Rename => &["users.update"],
            Self::Delete => &["users.delete"],
        };
        me.is_some_and(|me| may(me, "batches.create") && any.iter().any(|capability| may(me, capability)))
    }
}
