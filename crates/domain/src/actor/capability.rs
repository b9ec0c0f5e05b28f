//! What a role can allow. The names are scopes of API tokens too.

use std::fmt;

macro_rules! capabilities {
    ($($doc:literal $variant:ident $name:literal;)*) => {
        /// One thing that a caller may be allowed to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Capability {
            $(#[doc = $doc] $variant,)*
        }

        impl Capability {
            /// Every capability.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];

            /// The name in the API.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

capabilities! {
    "Read accounts." UsersView "users.view";
    "Read phone numbers, postal addresses and ID numbers of accounts." UsersViewPrivate "users.view_private";
    "Make accounts." UsersCreate "users.create";
    "Change details of accounts." UsersUpdate "users.update";
    "Suspend and activate." UsersSuspend "users.suspend";
    "Delete and restore." UsersDelete "users.delete";
    "Help people to sign in: unlock, send links, sign out." UsersSupport "users.support";
    "Change who holds which role." RolesAssign "roles.assign";
    "Make, change and delete roles." RolesManage "roles.manage";
    "Set up custom profile fields." ProfileFieldsManage "profile_fields.manage";
    "Make, change and delete cohorts, and change who is in them." CohortsManage "cohorts.manage";
    "Read batches, their rows and reports." BatchesView "batches.view";
    "Plan batches." BatchesCreate "batches.create";
    "Apply, cancel and undo batches." BatchesApply "batches.apply";
    "Download profiles." ExportsCreate "exports.create";
    "Read the audit log." AuditView "audit.view";
    "Change settings of the site." SettingsManage "settings.manage";
    "Set up how people sign in." AuthMethodsManage "auth_methods.manage";
    "Set up OAuth clients." ClientsManage "clients.manage";
    "Look at and end API tokens of others." TokensManage "tokens.manage";
    "Set up webhooks." WebhooksManage "webhooks.manage";
    "Look after mail: addresses that bounce, what waits to be sent." MailManage "mail.manage";
    "Send messages to people." MessagesSend "messages.send";
    "Look into messages that were reported." MessagesModerate "messages.moderate";
    "Send a message to many people of the site." MessagesBulkSite "messages.bulk.site";
    "Send a message to many people of a course." MessagesBulkCourse "messages.bulk.course";
    "Make courses." CoursesCreate "courses.create";
    "Change courses." CoursesManage "courses.manage";
    "Change who is enrolled, in every course." EnrolmentsManage "enrolments.manage";
    "See who takes part in a course." ParticipantsView "participants.view";
    "Change who takes part in a course." ParticipantsManage "participants.manage";
    "Make and change assignments." AssignmentsManage "assignments.manage";
    "Submit documents on behalf of others." AssignmentsSubmitOnBehalf "assignments.submit_on_behalf";
    "Read submissions." SubmissionsView "submissions.view";
    "Decide on requests to delete an account." DeletionRequestsManage "deletion_requests.manage";
    "Read one's own account." MeRead "me.read";
    "Change one's own account." MeWrite "me.write";
}

impl Capability {
    /// The capability with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capability| capability.name() == name)
    }

    /// The capability that is enough for the same act within one course.
    pub const fn in_course(self) -> Option<Self> {
        match self {
            Self::EnrolmentsManage => Some(Self::ParticipantsManage),
            Self::MessagesBulkSite => Some(Self::MessagesBulkCourse),
            _ => None,
        }
    }

    const fn bit(self) -> u64 {
        1 << self as u32
    }
}

/// A set of capabilities.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Capabilities(u64);

// The set is a bit for each.
const _: () = assert!(Capability::ALL.len() <= 64);

impl Capabilities {
    /// All that there are.
    pub const ALL: Self = Self::of(&Capability::ALL);

    /// What is about one's own account. Everybody holds these, so they are no obstacle to giving a user a role.
    pub const OWN_ACCOUNT: Self = Self::of(&[Capability::MeRead, Capability::MeWrite]);

    /// The set of these.
    pub const fn of(list: &[Capability]) -> Self {
        let (mut bits, mut next) = (0, 0);
        while next < list.len() {
            bits |= list[next].bit();
            next += 1;
        }
        Self(bits)
    }

    /// Whether the capability is in the set.
    pub fn contains(self, capability: Capability) -> bool {
        self.0 & capability.bit() != 0
    }

    /// Whether all of the set are in the other one, too.
    pub fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// This set without what is in the other one.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What is in both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in either set.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The capabilities in the set, in the order of the API document.
    pub fn iter(self) -> impl Iterator<Item = Capability> {
        Capability::ALL.into_iter().filter(move |capability| self.contains(*capability))
    }

    /// Their names.
    pub fn names(self) -> Vec<&'static str> {
        self.iter().map(Capability::name).collect()
    }
}

impl fmt::Debug for Capabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl FromIterator<Capability> for Capabilities {
    fn from_iter<I: IntoIterator<Item = Capability>>(capabilities: I) -> Self {
        Self(capabilities.into_iter().fold(0, |bits, capability| bits | capability.bit()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set() -> impl Strategy<Value = Capabilities> {
        proptest::collection::vec(proptest::sample::select(Capability::ALL.to_vec()), 0..20)
            .prop_map(|list| list.into_iter().collect())
    }

    proptest! {
        #[test]
        fn a_set_holds_what_it_was_made_of(list in proptest::collection::vec(proptest::sample::select(Capability::ALL.to_vec()), 0..9)) {
            let set: Capabilities = list.iter().copied().collect();
            prop_assert_eq!(set, Capabilities::of(&list));
            for capability in Capability::ALL {
                prop_assert_eq!(set.contains(capability), list.contains(&capability));
            }
            prop_assert_eq!(set.iter().collect::<Capabilities>(), set);
        }

        #[test]
        fn sets_go_together_as_sets_do(a in set(), b in set()) {
            prop_assert_eq!(a.without(b).is_subset(a), true);
            prop_assert_eq!(a.without(b).and(b), Capabilities::default());
            prop_assert_eq!(a.is_subset(b), a.or(b) == b);
        }
    }

    #[test]
    fn names_read_back() {
        for capability in Capability::ALL {
            assert_eq!(Capability::from_name(capability.name()), Some(capability));
        }
        assert_eq!(Capability::from_name("users"), None);
    }
}
