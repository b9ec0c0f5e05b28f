//! The actions on a selection, as the server describes them: what they are called, who may plan them, and which of them a table of
//! people offers.

use rollcall_wire::auth::Me;
use rollcall_wire::batch_settings::{ActionDescription, BatchSettings};

use crate::i18n::{find, words};
use crate::session::may;
use crate::t;

/// Has a dialog of its own, beside the selection.
const DOWNLOAD: &str = "export";
/// Can hurt.
const DELETE: &str = "delete";

/// The actions that a table of people offers on those who are selected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offers {
    /// Those with a button of their own; the others are in the menu, in the order of the server.
    first: &'static [&'static str],
    /// Those that are not offered.
    without: &'static [&'static str],
}

impl Offers {
    /// On everybody.
    pub const SITE: Self = Self { first: &["suspend", "activate"], without: &[] };
    /// On those who are in a cohort.
    pub const COHORT: Self = Self { first: &["remove_from_cohort"], without: &["confirm", "assign_role", "delete"] };
    /// On those who are in a cohort that a rule fills.
    pub const COHORT_BY_RULE: Self =
        Self { first: &["suspend", "activate"], without: &["confirm", "assign_role", "delete", "remove_from_cohort"] };
    /// On those who take part in a course.
    pub const COURSE: Self = Self {
        first: &["set_enrolment", "unenrol"],
        without: &["confirm", "assign_role", "set_auth_method", "delete"],
    };

    /// The actions with buttons; of deleted accounts, all that there are.
    pub fn buttons<'d>(&self, described: &'d BatchSettings, of_deleted: bool) -> Vec<&'d ActionDescription> {
        if of_deleted {
            return described.actions.iter().filter(|action| action.of_deleted).collect();
        }
        self.first.iter().filter_map(|name| described.actions.iter().find(|action| action.name == *name)).collect()
    }

    /// The actions in the menu.
    pub fn menu<'d>(&self, described: &'d BatchSettings) -> Vec<&'d ActionDescription> {
        let elsewhere = |name: &str| name == DOWNLOAD || self.first.contains(&name) || self.without.contains(&name);
        let all = described.actions.iter().filter(|action| !action.of_deleted && !elsewhere(&action.name));
        all.filter(|action| can_be_filled_in(action)).collect()
    }
}

/// Kinds of settings that the dialog has fields for.
const KINDS: [&str; 12] =
    ["choice", "truth", "text", "line", "markdown", "time", "day", "cohort", "role", "course", "group", "course_role"];

/// Whether all that an action has to be told can be filled in here.
fn can_be_filled_in(action: &ActionDescription) -> bool {
    action.settings.iter().all(|setting| !setting.required || KINDS.contains(&setting.kind.as_str()))
}

fn key(name: &str) -> String {
    name.replace('_', "-")
}

/// What a button says: the deed and the count. An action that the console has no words for bears its own name.
pub fn title(action: &ActionDescription, count: i64) -> String {
    let title = find(&format!("bulk-{}", key(&action.name)), &[("count", count.into())]);
    title.unwrap_or_else(|| format!("{} ({count})", words::batch_action(&action.name)))
}

/// What an action does to each account, in a sentence.
pub fn what(action: &ActionDescription) -> String {
    find(&format!("bulk-{}-what", key(&action.name)), &[]).unwrap_or_default()
}

/// What its button is called in tests.
pub fn testid(action: &ActionDescription) -> String {
    format!("bulk-{}", key(&action.name))
}

/// Whether it can hurt.
pub fn is_dangerous(action: &ActionDescription) -> bool {
    action.name == DELETE
}

/// The action that takes people into a course.
pub const ENROL: &str = "enrol";

/// Writes to many people.
pub const MESSAGE: &str = "message";

/// Whether an action on those who take part in a course is done in that course. To enrol them is about another course.
pub fn is_of_participants(action: &ActionDescription) -> bool {
    action.name == MESSAGE || is_of_enrolments(action)
}

fn is_of_enrolments(action: &ActionDescription) -> bool {
    action.name != ENROL && action.settings.iter().any(|setting| setting.kind == "course")
}

/// What a person may do in the course whose people are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct InCourse {
    /// Change who takes part.
    pub manages: bool,
    /// Write to many of them.
    pub writes: bool,
}

/// Why a person can't plan an action; `None` if they can. Who may do it in the course whose people they are needs no more.
pub fn reason(action: &ActionDescription, me: Option<&Me>, course: InCourse) -> Option<String> {
    let everywhere = || me.is_some_and(|me| may(me, "batches.create") && may(me, &action.needs));
    let in_course = if action.name == MESSAGE { course.writes } else { course.manages && is_of_enrolments(action) };
    let allowed = in_course || everywhere();
    (!allowed).then(|| t!("guard-capability"))
}

#[cfg(test)]
pub mod tests {
    use rollcall_wire::batch_settings::ActionSetting;
    use serde_json::{Value, json};

    use super::*;
    use crate::session::tests::me;

    pub fn setting(name: &str, kind: &str, default: Value) -> ActionSetting {
        let (name, kind, values) = (name.to_owned(), kind.to_owned(), Vec::new());
        ActionSetting { name, kind, required: false, nullable: false, default, values, placeholders: Vec::new() }
    }

    pub fn action(name: &str, needs: &str, settings: Vec<ActionSetting>) -> ActionDescription {
        ActionDescription { name: name.to_owned(), needs: needs.to_owned(), of_deleted: name == "restore", settings }
    }

    fn described() -> BatchSettings {
        let names =
            ["suspend", "activate", "confirm", "brand_new", "remove_from_cohort", "delete", "restore", "export"];
        let actions = names.map(|name| action(name, "users.suspend", Vec::new())).to_vec();
        BatchSettings { actions, ..BatchSettings::default() }
    }

    fn names(actions: Vec<&ActionDescription>) -> Vec<&str> {
        actions.into_iter().map(|action| action.name.as_str()).collect()
    }

    #[test]
    fn what_the_server_describes_is_offered_where_it_makes_sense() {
        let described = described();
        assert_eq!(names(Offers::SITE.buttons(&described, false)), ["suspend", "activate"]);
        assert_eq!(names(Offers::SITE.menu(&described)), ["confirm", "brand_new", "remove_from_cohort", "delete"]);
        assert_eq!(names(Offers::SITE.buttons(&described, true)), ["restore"]);
        assert_eq!(names(Offers::COHORT.buttons(&described, false)), ["remove_from_cohort"]);
        assert_eq!(names(Offers::COHORT.menu(&described)), ["suspend", "activate", "brand_new"]);
    }

    #[test]
    fn an_action_that_the_dialog_has_no_fields_for_is_not_offered() {
        let body = ActionSetting { required: true, ..setting("body", "brand_new", json!(null)) };
        let optional = setting("more", "brand_new", json!(null));
        let actions = vec![action("message", "", vec![body]), action("other", "", vec![optional])];
        let described = BatchSettings { actions, ..BatchSettings::default() };
        assert_eq!(names(Offers::SITE.menu(&described)), ["other"]);
    }

    #[test]
    fn every_action_of_this_server_has_its_words_and_another_has_its_name() {
        let known = [
            "suspend",
            "activate",
            "set_auth_method",
            "confirm",
            "force_password_change",
            "sign_out",
            "assign_role",
            "add_to_cohort",
            "remove_from_cohort",
            "delete",
            "restore",
            "enrol",
            "unenrol",
            "set_enrolment",
            "message",
        ];
        for name in known {
            let action = action(name, "", Vec::new());
            assert!(title(&action, 37).contains("37") && !title(&action, 37).contains('('), "{name}");
            assert!(!what(&action).is_empty(), "{name}");
        }
        assert_eq!(title(&action("suspend", "", Vec::new()), 1), "Suspend 1 user");
        assert_eq!(title(&action("brand_new", "", Vec::new()), 2), "brand new (2)");
    }

    const NOWHERE: InCourse = InCourse { manages: false, writes: false };
    const MANAGES: InCourse = InCourse { manages: true, writes: false };

    #[test]
    fn planning_and_the_action_itself_have_to_be_allowed() {
        let suspend = action("suspend", "users.suspend", vec![setting("reason", "text", json!(null))]);
        assert_eq!(reason(&suspend, Some(&me(&[], &["batches.create", "users.suspend"])), NOWHERE), None);
        assert!(reason(&suspend, Some(&me(&[], &["batches.create"])), MANAGES).is_some());
        assert!(reason(&suspend, Some(&me(&[], &["users.suspend"])), NOWHERE).is_some());
        let unenrol = action("unenrol", "enrolments.manage", vec![setting("course", "course", json!(null))]);
        assert_eq!(reason(&unenrol, Some(&me(&[], &["me.read"])), MANAGES), None);
        assert!(reason(&unenrol, Some(&me(&[], &["me.read"])), NOWHERE).is_some());
        let message = action("message", "messages.bulk.site", vec![setting("subject", "line", json!(null))]);
        let writes = InCourse { writes: true, ..NOWHERE };
        assert_eq!(reason(&message, Some(&me(&[], &["me.read"])), writes), None);
        assert!(reason(&message, Some(&me(&[], &["me.read"])), MANAGES).is_some());
        assert!(is_of_participants(&message));
    }
}
