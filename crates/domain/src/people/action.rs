//! What is done to accounts that were selected.

use crate::batches::engine::operation::Action;
use crate::roles::Capability;
use crate::words::words;

words! {
    /// An action on the accounts of a selection.
    AccountAction {
        /// They are suspended.
        Suspend "suspend",
        /// They are activated.
        Activate "activate",
        /// They get another authentication method.
        SetAuthMethod "set_auth_method",
        /// They are confirmed.
        Confirm "confirm",
        /// Their password has to be changed at the next sign-in.
        ForcePasswordChange "force_password_change",
        /// Every sign-in ends.
        SignOut "sign_out",
        /// They get a role at site level.
        AssignRole "assign_role",
        /// They come into a cohort.
        AddToCohort "add_to_cohort",
        /// They go out of a cohort.
        RemoveFromCohort "remove_from_cohort",
        /// They are deleted.
        Delete "delete",
        /// They come back.
        Restore "restore",
    }
}

/// The actions as they are offered.
pub(super) const ACTIONS: &[Action] = &[
    action(AccountAction::Suspend, "Suspend", Capability::UsersSuspend, &["set_auth_method", "reason", "until"]),
    action(AccountAction::Activate, "Activate", Capability::UsersSuspend, &["restore_auth_method"]),
    action(AccountAction::SetAuthMethod, "Set authentication method", Capability::UsersUpdate, &["auth_method"]),
    action(AccountAction::Confirm, "Confirm", Capability::UsersUpdate, &[]),
    action(AccountAction::ForcePasswordChange, "Force password change", Capability::UsersUpdate, &[]),
    action(AccountAction::SignOut, "Sign out", Capability::UsersUpdate, &[]),
    action(AccountAction::AssignRole, "Assign role", Capability::RolesAssign, &["role"]),
    action(AccountAction::AddToCohort, "Add to cohort", Capability::CohortsManage, &["cohort"]),
    action(AccountAction::RemoveFromCohort, "Remove from cohort", Capability::CohortsManage, &["cohort"]),
    action(AccountAction::Delete, "Delete", Capability::UsersDelete, &[]),
    action(AccountAction::Restore, "Restore", Capability::UsersDelete, &[]),
];

const fn action(
    action: AccountAction,
    label: &'static str,
    needs: Capability,
    settings: &'static [&'static str],
) -> Action {
    Action { name: action.name(), label, needs, settings }
}
