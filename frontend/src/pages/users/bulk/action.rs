//! The actions on a selection: what they are called, who may plan them, and what they do.

use rollcall_wire::auth::Me;

use crate::i18n::find;
use crate::pages::cohorts;
use crate::session::may;
use crate::t;

/// An action on a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkAction {
    Suspend,
    Activate,
    SetAuthMethod,
    Confirm,
    ForcePasswordChange,
    SignOut,
    AssignRole,
    AddToCohort,
    RemoveFromCohort,
    Delete,
    Restore,
}

/// The actions that a table of people offers on those who are selected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offers {
    /// Those with a button of their own.
    pub first: &'static [BulkAction],
    /// Those in the menu.
    pub further: &'static [BulkAction],
}

impl Offers {
    /// On everybody.
    pub const SITE: Self = Self {
        first: &[BulkAction::Suspend, BulkAction::Activate],
        further: &[
            BulkAction::SetAuthMethod,
            BulkAction::Confirm,
            BulkAction::ForcePasswordChange,
            BulkAction::SignOut,
            BulkAction::AssignRole,
            BulkAction::AddToCohort,
            BulkAction::RemoveFromCohort,
            BulkAction::Delete,
        ],
    };
    /// On those who are in a cohort.
    pub const COHORT: Self = Self {
        first: &[BulkAction::RemoveFromCohort],
        further: &[
            BulkAction::Suspend,
            BulkAction::Activate,
            BulkAction::SetAuthMethod,
            BulkAction::ForcePasswordChange,
            BulkAction::SignOut,
            BulkAction::AddToCohort,
        ],
    };
}

impl BulkAction {
    /// What can be done with deleted accounts.
    pub const OF_DELETED: [Self; 1] = [Self::Restore];

    /// Its name in the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Activate => "activate",
            Self::SetAuthMethod => "set_auth_method",
            Self::Confirm => "confirm",
            Self::ForcePasswordChange => "force_password_change",
            Self::SignOut => "sign_out",
            Self::AssignRole => "assign_role",
            Self::AddToCohort => "add_to_cohort",
            Self::RemoveFromCohort => "remove_from_cohort",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }

    /// The capability that it needs besides planning.
    fn capability(self) -> &'static str {
        match self {
            Self::Suspend | Self::Activate => "users.suspend",
            Self::Delete | Self::Restore => "users.delete",
            Self::AssignRole => "roles.assign",
            Self::AddToCohort | Self::RemoveFromCohort => cohorts::MANAGE,
            _ => "users.update",
        }
    }

    /// Whether it is about a cohort, which has to be chosen.
    pub fn is_of_cohort(self) -> bool {
        matches!(self, Self::AddToCohort | Self::RemoveFromCohort)
    }

    fn key(self) -> String {
        self.code().replace('_', "-")
    }

    /// What its button says: the deed and the count.
    pub fn title(self, count: i64) -> String {
        find(&format!("bulk-{}", self.key()), &[("count", count.into())]).unwrap_or_default()
    }

    /// What it does to each account, in a sentence.
    pub fn what(self) -> String {
        find(&format!("bulk-{}-what", self.key()), &[]).unwrap_or_default()
    }

    /// For tests.
    pub fn testid(self) -> &'static str {
        match self {
            Self::Suspend => "bulk-suspend",
            Self::Activate => "bulk-activate",
            Self::SetAuthMethod => "bulk-set-auth-method",
            Self::Confirm => "bulk-confirm",
            Self::ForcePasswordChange => "bulk-force-password-change",
            Self::SignOut => "bulk-sign-out",
            Self::AssignRole => "bulk-assign-role",
            Self::AddToCohort => "bulk-add-to-cohort",
            Self::RemoveFromCohort => "bulk-remove-from-cohort",
            Self::Delete => "bulk-delete",
            Self::Restore => "bulk-restore",
        }
    }
}

/// Why a person can't plan an action; `None` where they can.
pub fn reason(action: BulkAction, me: Option<&Me>) -> Option<String> {
    let allowed = me.is_some_and(|me| may(me, "batches.create") && may(me, action.capability()));
    (!allowed).then(|| t!("guard-capability"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::tests::me;

    #[test]
    fn every_action_has_its_words() {
        let offered = [Offers::SITE, Offers::COHORT];
        let offered = offered.iter().flat_map(|offers| offers.first.iter().chain(offers.further));
        for action in offered.copied().chain(BulkAction::OF_DELETED) {
            assert!(action.title(37).contains("37"), "{}", action.code());
            assert!(!action.what().is_empty(), "{}", action.code());
        }
        assert_eq!(BulkAction::Suspend.title(1), "Suspend 1 user");
    }

    #[test]
    fn planning_and_the_action_itself_have_to_be_allowed() {
        let manager = me(&[], &["batches.create", "users.suspend"]);
        assert_eq!(reason(BulkAction::Suspend, Some(&manager)), None);
        assert!(reason(BulkAction::Delete, Some(&manager)).is_some());
        assert!(reason(BulkAction::Suspend, Some(&me(&[], &["users.suspend"]))).is_some());
    }
}
