//! The actions on selections and their settings, described for clients that make forms of them. What a person reads of each is not
//! here.

use serde_json::{Value, json};

use crate::batches::engine::operation::Action;
use crate::enrolments::EnrolmentStatus;
use crate::exports::Columns;
use crate::messages::template::{PLACEHOLDERS, Placeholder};
use crate::profile::ProfileField;
use crate::registry::REGISTRY;
use crate::roles::RoleKey;
use crate::tabular::export::Format;
use crate::users::values::AuthMethod;
use crate::words::words;

words! {
    /// What kind of value a setting of an action has.
    ValueKind {
        /// One of its values.
        Choice "choice",
        /// True or false.
        Truth "truth",
        /// A text of several lines.
        Text "text",
        /// A text of one line, with placeholders.
        Line "line",
        /// A text in Markdown, with placeholders.
        Markdown "markdown",
        /// A point in time to come.
        Time "time",
        /// The key of a cohort.
        Cohort "cohort",
        /// The key of a role that the caller may give.
        Role "role",
        /// The code of a course.
        Course "course",
        /// The name of a group of that course.
        Group "group",
        /// The key of a role that the caller may give in that course.
        CourseRole "course_role",
        /// A point in time, or a day, past or to come.
        Day "day",
        /// Some of its values, in a list.
        Names "names",
    }
}

/// The action that brings deleted accounts back.
const RESTORE: &str = "restore";

/// An action on people who were selected.
#[derive(Debug)]
pub struct ActionDescription {
    /// Which, and what it takes besides `batches.create`.
    pub action: &'static Action,
    /// Whether it is for deleted accounts, which no other action takes.
    pub of_deleted: bool,
    /// Its own settings, in the order in which they are best asked for.
    pub settings: Vec<ActionSetting>,
}

/// A setting of an action.
#[derive(Debug)]
pub struct ActionSetting {
    /// Its name in the API.
    pub name: &'static str,
    /// Of which kind its values are.
    pub kind: ValueKind,
    /// Whether the action can't be planned without it.
    pub required: bool,
    /// Whether it can be null: none, or leave alone.
    pub nullable: bool,
    /// Its value if none is given.
    pub default: Value,
    /// The values of a choice or a list.
    pub values: Vec<String>,
    /// The placeholders that a text can have.
    pub placeholders: &'static [Placeholder],
}

/// Every action, with the custom fields that there are.
pub fn describe(custom: &[ProfileField]) -> Vec<ActionDescription> {
    let of = |action: &'static Action| ActionDescription {
        action,
        of_deleted: action.name == RESTORE,
        settings: action.settings.iter().filter_map(|name| setting(action, name, custom)).collect(),
    };
    REGISTRY.actions().map(of).collect()
}

fn setting(action: &Action, name: &'static str, custom: &[ProfileField]) -> Option<ActionSetting> {
    let plain = |kind| ActionSetting {
        name,
        kind,
        required: false,
        nullable: false,
        default: Value::Null,
        values: Vec::new(),
        placeholders: &[],
    };
    let required = |kind| ActionSetting { required: true, ..plain(kind) };
    let methods = || AuthMethod::ALL.map(|method| method.name().to_owned()).to_vec();
    Some(match name {
        "set_auth_method" => ActionSetting {
            nullable: true,
            default: json!(AuthMethod::NoLogin.name()),
            values: vec![AuthMethod::NoLogin.name().to_owned()],
            ..plain(ValueKind::Choice)
        },
        "reason" => plain(ValueKind::Text),
        "until" => plain(ValueKind::Time),
        "restore_auth_method" => ActionSetting { default: json!(true), ..plain(ValueKind::Truth) },
        "auth_method" => ActionSetting { values: methods(), ..required(ValueKind::Choice) },
        "role" if action.settings.contains(&"course") => {
            ActionSetting { default: json!(RoleKey::Learner.key()), ..plain(ValueKind::CourseRole) }
        }
        "role" => required(ValueKind::Role),
        "cohort" => required(ValueKind::Cohort),
        "course" => required(ValueKind::Course),
        "group" => plain(ValueKind::Group),
        "starts_at" | "ends_at" => plain(ValueKind::Day),
        "status" => ActionSetting {
            values: EnrolmentStatus::ALL.map(|status| status.name().to_owned()).to_vec(),
            ..required(ValueKind::Choice)
        },
        "subject" => ActionSetting { placeholders: &PLACEHOLDERS, ..required(ValueKind::Line) },
        "body" => ActionSetting { placeholders: &PLACEHOLDERS, ..required(ValueKind::Markdown) },
        "email" | "include_inactive" => ActionSetting { default: json!(false), ..plain(ValueKind::Truth) },
        "format" => ActionSetting {
            default: json!(Format::Csv.name()),
            values: Format::ALL.map(|format| format.name().to_owned()).to_vec(),
            ..plain(ValueKind::Choice)
        },
        "fields" => ActionSetting { values: Columns::offered(custom), ..plain(ValueKind::Names) },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Scope;
    use crate::settings::Settings;

    fn in_force(action: &Action, given: &Value) -> crate::Result<Value> {
        let scope = Scope { private: true, ..Scope::default() };
        let (operation, action) = REGISTRY.action(action.name).unwrap_or_else(|| panic!("no {}", action.name));
        operation.settings(action, given, &scope, &Settings::default(), 0)
    }

    #[test]
    fn every_setting_of_every_action_is_described() {
        for described in describe(&[]) {
            let names: Vec<_> = described.settings.iter().map(|setting| setting.name).collect();
            assert_eq!(names, described.action.settings, "{}", described.action.name);
        }
        assert!(describe(&[]).iter().any(|described| described.of_deleted));
    }

    #[test]
    fn defaults_that_are_described_are_in_force_if_nothing_is_given() {
        for described in describe(&[]).into_iter().filter(|of| of.settings.iter().all(|setting| !setting.required)) {
            let settings = in_force(described.action, &json!({})).unwrap_or_else(|error| panic!("{error:?}"));
            for setting in described.settings.iter().filter(|setting| setting.kind != ValueKind::Names) {
                let found = settings.get(setting.name).cloned().unwrap_or_default();
                assert_eq!(found, setting.default, "{} of {}", setting.name, described.action.name);
            }
        }
    }

    #[test]
    fn every_value_that_is_described_is_taken() {
        for described in describe(&[]) {
            for setting in &described.settings {
                let values = setting.values.iter().map(|value| match setting.kind {
                    ValueKind::Names => json!([value]),
                    _ => json!(value),
                });
                for value in values.chain(setting.nullable.then_some(Value::Null)) {
                    let mut given = json!({ setting.name: value });
                    for other in described.settings.iter().filter(|other| other.required && other.name != setting.name)
                    {
                        given[other.name] = "x".into();
                    }
                    let settings = in_force(described.action, &given);
                    let settings = settings.unwrap_or_else(|error| panic!("{given}: {error:?}"));
                    assert_eq!(settings[setting.name], value, "{}", described.action.name);
                }
            }
        }
    }
}
