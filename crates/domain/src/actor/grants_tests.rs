//! Who may do what where, and who may give which role.

use super::*;
use crate::id::{CohortId, CourseId};

fn holding(roles: impl IntoIterator<Item = HeldRole>) -> Actor {
    Actor { roles: roles.into_iter().collect(), ..Actor::system() }
}

fn own(key: &str) -> RoleKey {
    RoleKey::from_key(key).expect("a key")
}

fn own_role(key: &str, capabilities: &[Capability], may_assign: &[RoleKey]) -> HeldRole {
    HeldRole {
        role: own(key),
        context: Context::Site,
        capabilities: Capabilities::of(capabilities),
        may_assign: may_assign.to_vec(),
    }
}

fn grantable(actor: &Actor, context: Context) -> Vec<RoleKey> {
    RoleKey::SHIPPED.into_iter().filter(|role| actor.may_grant_in(*role, context)).collect()
}

#[test]
fn a_role_held_at_site_level_counts_everywhere_and_one_of_a_context_there_alone() {
    let (here, there) = (Context::Course(CourseId::new()), Context::Course(CourseId::new()));
    let instructor = holding([HeldRole::shipped_in(RoleKey::Instructor, here)]);
    assert!(instructor.may_in(Capability::ParticipantsManage, here));
    assert!(
        !instructor.may_in(Capability::ParticipantsManage, there) && !instructor.may(Capability::ParticipantsManage)
    );
    assert!(instructor.may_somewhere(Capability::ParticipantsManage));
    let auditor = holding([RoleKey::Auditor.into()]);
    for context in [Context::Site, here, there, Context::Cohort(CohortId::new())] {
        assert!(auditor.may_in(Capability::ParticipantsView, context));
        assert!(!auditor.may_in(Capability::ParticipantsManage, context));
    }
}

#[test]
fn rights_add_up() {
    let course = Context::Course(CourseId::new());
    let both = holding([RoleKey::Helpdesk.into(), HeldRole::shipped_in(RoleKey::CourseManager, course)]);
    let capabilities = both.capabilities_in(course);
    assert_eq!(capabilities.names(), ["users.view", "users.support", "participants.view", "submissions.view"]);
    assert_eq!(both.capabilities_in(Context::Site).names(), ["users.view", "users.support"]);
}

#[test]
fn an_administrator_gives_every_role() {
    let administrator = Actor::system();
    assert_eq!(grantable(&administrator, Context::Site), RoleKey::SHIPPED);
    assert!(administrator.may_grant(own("training_lead")), "an own role too, which holds no more than everything");
}

#[test]
fn account_managers_and_instructors_give_roles_in_courses_only() {
    let (here, there) = (Context::Course(CourseId::new()), Context::Course(CourseId::new()));
    let in_courses = [RoleKey::Instructor, RoleKey::CourseManager, RoleKey::Learner];
    let manager = holding([RoleKey::AccountManager.into()]);
    assert_eq!((grantable(&manager, Context::Site), grantable(&manager, here)), (vec![], in_courses.to_vec()));
    let instructor = holding([HeldRole::shipped_in(RoleKey::Instructor, here), RoleKey::Learner.into()]);
    assert_eq!(grantable(&instructor, here), [RoleKey::CourseManager, RoleKey::Learner]);
    assert_eq!((grantable(&instructor, there), grantable(&instructor, Context::Site)), (vec![], vec![]));
    for other in [RoleKey::Helpdesk, RoleKey::Auditor, RoleKey::PrivacyOfficer, RoleKey::CourseCreator] {
        let actor = holding([other.into(), RoleKey::Learner.into()]);
        assert_eq!((grantable(&actor, here), actor.may_grant_something()), (vec![], false), "{other}");
    }
}

#[test]
fn nobody_gives_what_they_lack_nor_what_their_roles_do_not_name() {
    let lead = own_role(
        "lead",
        &[Capability::RolesAssign, Capability::UsersView, Capability::UsersSupport],
        &[RoleKey::Helpdesk, RoleKey::Auditor],
    );
    let actor = holding([lead, RoleKey::Learner.into()]);
    // It lacks what an auditor holds; the course creator is not named.
    assert_eq!(grantable(&actor, Context::Site), [RoleKey::Helpdesk]);
    let without_right = own_role("lead", &[Capability::UsersView, Capability::UsersSupport], &[RoleKey::Helpdesk]);
    assert_eq!(grantable(&holding([without_right]), Context::Site), []);
}

#[test]
fn own_account_capabilities_are_no_obstacle() {
    let plain = own("plain");
    let lead = own_role("lead", &[Capability::RolesAssign, Capability::UsersView], &[plain]);
    let of_plain = Capabilities::of(&[Capability::UsersView, Capability::MeRead, Capability::MeWrite]);
    let actor = Actor { own_roles: Some(BTreeMap::from([(plain, of_plain)])), ..holding([lead.clone()]) };
    assert!(actor.may_grant(plain));
    let gone = Actor { own_roles: Some(BTreeMap::new()), ..holding([lead.clone()]) };
    assert!(!gone.may_grant(plain), "a role that is there no more is not given");
    assert!(!holding([lead]).may_grant(plain), "nor one of which it is not known what it holds");
}

#[test]
fn a_token_gives_nothing_that_it_is_not_for() {
    let course = Context::Course(CourseId::new());
    let scoped = |scopes: &[Capability]| Actor { scopes: Some(scopes.to_vec()), ..Actor::system() };
    let narrow = scoped(&[Capability::RolesAssign, Capability::UsersView, Capability::UsersSupport]);
    assert_eq!(grantable(&narrow, Context::Site), [RoleKey::Helpdesk]);
    assert_eq!(grantable(&narrow, course), [RoleKey::Helpdesk]);
    assert!(narrow.grants_less_than_its_person() && !narrow.may_grant(own("training_lead")));
    assert!(!Actor::system().grants_less_than_its_person());
    let whole = scoped(&Capability::ALL);
    assert_eq!(grantable(&whole, Context::Site), RoleKey::SHIPPED);
    assert_eq!(grantable(&scoped(&[Capability::UsersView]), Context::Site), []);
}
