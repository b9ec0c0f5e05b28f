//! What a role can allow. The names are scopes of API tokens too.

/// One thing that a caller may be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// Read accounts.
    UsersView,
    /// Read phone numbers, postal addresses and ID numbers of accounts.
    UsersViewPrivate,
    /// Make accounts.
    UsersCreate,
    /// Change details of accounts.
    UsersUpdate,
    /// Suspend and activate.
    UsersSuspend,
    /// Delete and restore.
    UsersDelete,
    /// Change who holds which role at site level.
    RolesAssign,
    /// Set up custom profile fields.
    ProfileFieldsManage,
    /// Make, change and delete cohorts, and change who is in them.
    CohortsManage,
    /// Read batches, their rows and reports.
    BatchesView,
    /// Plan batches.
    BatchesCreate,
    /// Apply, cancel and undo batches.
    BatchesApply,
    /// Read the audit log.
    AuditView,
    /// Download profiles.
    ExportsCreate,
    /// Read one's own account.
    MeRead,
    /// Change one's own account.
    MeWrite,
}

impl Capability {
    /// Every capability.
    pub const ALL: [Self; 16] = [
        Self::UsersView,
        Self::UsersViewPrivate,
        Self::UsersCreate,
        Self::UsersUpdate,
        Self::UsersSuspend,
        Self::UsersDelete,
        Self::RolesAssign,
        Self::ProfileFieldsManage,
        Self::CohortsManage,
        Self::BatchesView,
        Self::BatchesCreate,
        Self::BatchesApply,
        Self::AuditView,
        Self::ExportsCreate,
        Self::MeRead,
        Self::MeWrite,
    ];

    /// The capability with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capability| capability.name() == name)
    }

    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::UsersView => "users.view",
            Self::UsersViewPrivate => "users.view_private",
            Self::UsersCreate => "users.create",
            Self::UsersUpdate => "users.update",
            Self::UsersSuspend => "users.suspend",
            Self::UsersDelete => "users.delete",
            Self::RolesAssign => "roles.assign",
            Self::ProfileFieldsManage => "profile_fields.manage",
            Self::CohortsManage => "cohorts.manage",
            Self::BatchesView => "batches.view",
            Self::BatchesCreate => "batches.create",
            Self::BatchesApply => "batches.apply",
            Self::AuditView => "audit.view",
            Self::ExportsCreate => "exports.create",
            Self::MeRead => "me.read",
            Self::MeWrite => "me.write",
        }
    }

    pub(super) fn is_own_account(self) -> bool {
        matches!(self, Self::MeRead | Self::MeWrite)
    }

    /// What an account manager holds: all of it but handing out roles, and what is set up for the whole site.
    pub(super) fn is_account_management(self) -> bool {
        !matches!(self, Self::RolesAssign | Self::ProfileFieldsManage)
    }
}
