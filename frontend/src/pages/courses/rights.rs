//! What a person may do with a course: by what they may do everywhere, and by the roles that they hold in it. The server decides; this
//! spares the detour.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use yew::prelude::*;

use crate::session::{CourseRights, may, use_course_rights, use_me};

/// What it takes to make courses.
const CREATE: &str = "courses.create";
/// What it takes to change a course.
const MANAGE: &str = "courses.manage";
/// What it takes to change who is enrolled anywhere.
const ENROLMENTS: &str = "enrolments.manage";
/// The same in a course.
const PARTICIPANTS: &str = "participants.manage";
/// What it takes to see who takes part.
const VIEW: &str = "participants.view";
/// What it takes to write to many people of a course.
const WRITE: &str = "messages.bulk.course";
/// What it takes to write to many people of the site, and so of every course.
const WRITE_ANYWHERE: &str = "messages.bulk.site";

/// The rights of a person in courses.
#[derive(Clone, Default, PartialEq)]
pub struct Rights {
    me: Option<Rc<Me>>,
    courses: CourseRights,
}

/// Those of the person who is signed in.
#[hook]
pub fn use_rights() -> Rights {
    Rights { me: use_me(), courses: use_course_rights() }
}

impl Rights {
    fn everywhere(&self, capability: &str) -> bool {
        self.me.as_ref().is_some_and(|me| may(me, capability))
    }

    fn holds(&self, course: &str, capability: &str) -> bool {
        self.everywhere(capability) || self.courses.may_in(course, capability)
    }

    /// Whether they are known: who is asked about too early may do less than it turns out.
    pub fn are_known(&self) -> bool {
        self.courses.courses.is_some()
    }

    /// Whether they may make courses.
    pub fn create(&self) -> bool {
        self.everywhere(CREATE)
    }

    /// Whether they may enrol people in every course.
    pub fn enrol_anywhere(&self) -> bool {
        self.everywhere(ENROLMENTS)
    }

    /// Whether they may change a course.
    pub fn manage(&self, course: &str) -> bool {
        self.holds(course, MANAGE)
    }

    /// Whether they may change who takes part in a course.
    pub fn manage_participants(&self, course: &str) -> bool {
        self.holds(course, ENROLMENTS) || self.holds(course, PARTICIPANTS)
    }

    /// Whether they may write to many people of a course.
    pub fn write_to_many(&self, course: &str) -> bool {
        self.everywhere(WRITE_ANYWHERE) || self.holds(course, WRITE)
    }

    /// Whether they may see who takes part in a course.
    pub fn see_participants(&self, course: &str) -> bool {
        self.holds(course, VIEW) || self.manage_participants(course)
    }

    /// Whether they see the accounts of the site, and can find people among them.
    pub fn see_users(&self) -> bool {
        self.everywhere("users.view")
    }

    /// Asks anew: a user has come into a course or gone out of one.
    pub fn reload(&self) {
        self.courses.reload.emit(());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::courses::RightsInCourse;
    use crate::session::tests::me;

    fn rights(everywhere: &[&str], in_c1: &[&str]) -> Rights {
        let capabilities = in_c1.iter().map(|name| (*name).to_owned()).collect();
        let courses = Some(Rc::new(vec![RightsInCourse { id: "c1".to_owned(), capabilities }]));
        Rights { me: Some(Rc::new(me(&[], everywhere))), courses: CourseRights { courses, ..CourseRights::default() } }
    }

    #[test]
    fn rights_count_everywhere_or_in_one_course() {
        let instructor = rights(&["me.read"], &["courses.manage", "participants.view", "participants.manage"]);
        assert!(instructor.manage("c1") && instructor.manage_participants("c1") && instructor.see_participants("c1"));
        assert!(!instructor.manage("c2") && !instructor.see_participants("c2") && !instructor.create());
        let voice = rights(&["me.read"], &["participants.view", "messages.bulk.course"]);
        assert!(voice.write_to_many("c1") && !voice.write_to_many("c2") && !voice.manage_participants("c1"));
        assert!(rights(&["messages.bulk.site"], &[]).write_to_many("c2"));
        let manager = rights(&["enrolments.manage", "users.view"], &[]);
        assert!(manager.see_participants("c2") && manager.manage_participants("c2") && !manager.manage("c2"));
        let auditor = rights(&["participants.view"], &[]);
        assert!(auditor.see_participants("c2") && !auditor.manage_participants("c2"));
    }
}
