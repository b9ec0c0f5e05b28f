//! What the shipped roles hold, where they can be held, and which roles they may assign: constants, since their keys
//! and meaning are a part of the API.

use super::RoleKey;
use super::capability::Capability::*;
use super::capability::{Capabilities, Capability};
use crate::context::ContextKind;

/// What a shipped role is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedRole {
    /// Its key.
    pub key: RoleKey,
    /// What people read.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Where it can be held.
    pub contexts: &'static [ContextKind],
    /// What it allows.
    pub capabilities: Capabilities,
    /// The roles that its holder may give and take away.
    pub may_assign: MayAssign,
}

/// The roles that a role lets its holder give and take away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayAssign {
    /// Every role.
    Every,
    /// Every shipped role that is held in a course.
    OfCourses,
    /// These.
    Only(&'static [RoleKey]),
}

impl MayAssign {
    /// Whether the role is one of them.
    pub fn contains(self, role: RoleKey) -> bool {
        match self {
            Self::Every => true,
            Self::OfCourses => shipped(role).is_some_and(|shipped| shipped.contexts.contains(&Course)),
            Self::Only(roles) => roles.contains(&role),
        }
    }
}

use ContextKind::{Cohort, Course, Site};

const SITE: &[ContextKind] = &[Site];
const SITE_AND_COHORT: &[ContextKind] = &[Site, Cohort];
const SITE_AND_COURSE: &[ContextKind] = &[Site, Course];
const COURSE: &[ContextKind] = &[Course];
const NO_ROLE: MayAssign = MayAssign::Only(&[]);

const fn all(list: &[Capability]) -> Capabilities {
    Capabilities::of(list)
}

/// The shipped roles, in the order of the API document.
pub const SHIPPED: [ShippedRole; RoleKey::SHIPPED.len()] = [
    ShippedRole {
        key: RoleKey::Administrator,
        name: "Administrator",
        description: "May do everything.",
        contexts: SITE,
        capabilities: Capabilities::ALL,
        may_assign: MayAssign::Every,
    },
    ShippedRole {
        key: RoleKey::AccountManager,
        name: "Account manager",
        description: "Manages accounts, one at a time and in batches, but not those of administrators.",
        contexts: SITE_AND_COHORT,
        capabilities: all(&[
            UsersView,
            UsersViewPrivate,
            UsersCreate,
            UsersUpdate,
            UsersSuspend,
            UsersDelete,
            UsersSupport,
            BatchesView,
            BatchesCreate,
            BatchesApply,
            CohortsManage,
            EnrolmentsManage,
            MessagesBulkSite,
            AuditView,
            ExportsCreate,
        ]),
        may_assign: MayAssign::OfCourses,
    },
    ShippedRole {
        key: RoleKey::Helpdesk,
        name: "Helpdesk",
        description: "Looks at accounts, and helps people to sign in.",
        contexts: SITE_AND_COHORT,
        capabilities: all(&[UsersView, UsersSupport]),
        may_assign: NO_ROLE,
    },
    ShippedRole {
        key: RoleKey::Auditor,
        name: "Auditor",
        description: "Reads everything but private fields, and changes nothing.",
        contexts: SITE,
        capabilities: all(&[UsersView, BatchesView, AuditView, ParticipantsView, SubmissionsView]),
        may_assign: NO_ROLE,
    },
    ShippedRole {
        key: RoleKey::PrivacyOfficer,
        name: "Privacy officer",
        description: "Decides on requests to delete an account.",
        contexts: SITE,
        capabilities: all(&[UsersView, AuditView, DeletionRequestsManage]),
        may_assign: NO_ROLE,
    },
    ShippedRole {
        key: RoleKey::CourseCreator,
        name: "Course creator",
        description: "Makes courses, and becomes the instructor of those.",
        contexts: SITE,
        capabilities: all(&[CoursesCreate]),
        may_assign: NO_ROLE,
    },
    ShippedRole {
        key: RoleKey::Instructor,
        name: "Instructor",
        description: "Runs a course: its participants, messages, assignments.",
        contexts: COURSE,
        capabilities: all(&[
            CoursesManage,
            ParticipantsView,
            ParticipantsManage,
            MessagesBulkCourse,
            AssignmentsManage,
            SubmissionsView,
        ]),
        may_assign: MayAssign::Only(&[RoleKey::Learner, RoleKey::CourseManager]),
    },
    ShippedRole {
        key: RoleKey::CourseManager,
        name: "Course manager",
        description: "Sees who takes part in a course, and how far they are.",
        contexts: COURSE,
        capabilities: all(&[ParticipantsView, SubmissionsView]),
        may_assign: NO_ROLE,
    },
    ShippedRole {
        key: RoleKey::Learner,
        name: "Learner",
        description: "One's own account, messages and submissions. Everybody holds it at site level.",
        contexts: SITE_AND_COURSE,
        capabilities: all(&[MessagesSend, MeRead, MeWrite]),
        may_assign: NO_ROLE,
    },
];

/// What a shipped role is; `None` for an own one.
pub fn shipped(role: RoleKey) -> Option<&'static ShippedRole> {
    SHIPPED.iter().find(|shipped| shipped.key == role)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(role: RoleKey) -> Vec<&'static str> {
        shipped(role).map(|role| role.capabilities.names()).unwrap_or_default()
    }

    #[test]
    fn every_shipped_key_has_its_role() {
        assert_eq!(SHIPPED.map(|role| role.key), RoleKey::SHIPPED);
        assert_eq!(shipped(RoleKey::from_key("training_lead").expect("a key")), None);
    }

    #[test]
    fn roles_hold_what_the_contract_says() {
        assert_eq!(held(RoleKey::Administrator).len(), Capability::ALL.len());
        assert_eq!(held(RoleKey::Helpdesk), ["users.view", "users.support"]);
        assert_eq!(held(RoleKey::PrivacyOfficer), ["users.view", "audit.view", "deletion_requests.manage"]);
        assert_eq!(held(RoleKey::CourseCreator), ["courses.create"]);
        assert_eq!(held(RoleKey::CourseManager), ["participants.view", "submissions.view"]);
        assert_eq!(held(RoleKey::Learner), ["messages.send", "me.read", "me.write"]);
        let manager = held(RoleKey::AccountManager);
        for capability in Capability::ALL.map(Capability::name) {
            let is_held = capability.starts_with("users.")
                || capability.starts_with("batches.")
                || ["cohorts.manage", "enrolments.manage", "messages.bulk.site", "audit.view", "exports.create"]
                    .contains(&capability);
            assert_eq!(manager.contains(&capability), is_held, "{capability}");
        }
    }

    #[test]
    fn auditors_see_all_that_can_be_seen_but_private_fields() {
        for capability in Capability::ALL.map(Capability::name) {
            let is_held = capability.ends_with(".view");
            assert_eq!(held(RoleKey::Auditor).contains(&capability), is_held, "{capability}");
        }
    }

    #[test]
    fn roles_that_may_be_assigned_are_those_of_the_contract() {
        let assigned = |role: RoleKey| {
            let may = shipped(role).map_or(NO_ROLE, |role| role.may_assign);
            RoleKey::SHIPPED.into_iter().filter(|other| may.contains(*other)).collect::<Vec<_>>()
        };
        assert_eq!(assigned(RoleKey::Administrator), RoleKey::SHIPPED);
        assert_eq!(assigned(RoleKey::AccountManager), [RoleKey::Instructor, RoleKey::CourseManager, RoleKey::Learner]);
        assert_eq!(assigned(RoleKey::Instructor), [RoleKey::CourseManager, RoleKey::Learner]);
        assert_eq!(assigned(RoleKey::Helpdesk), []);
    }
}
