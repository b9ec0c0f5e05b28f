//! The field of an action's setting, by the kind of its values.

use rollcall_wire::batch_settings::ActionSetting;
use rollcall_wire::courses::{Course, CourseRole, Group};
use rollcall_wire::roles::Role;
use serde_json::{Value, json};
use yew::prelude::*;

use super::answers::{Answers, Fault};
use super::message::TemplateField;
use super::role::{self, RoleSelect};
use crate::i18n::{find, words};
use crate::pages::cohorts::{self, CohortPicker};
use crate::pages::courses::{CoursePicker, groups, roles};
use crate::t;
use crate::ui::{Check, Load, ProblemAlert, Select, TextArea, TextField};

/// What the fields of an action need besides its description.
pub struct FieldChoices {
    roles: Load<Vec<Role>>,
    /// Whether there is any cohort.
    cohorts: Load<bool>,
    /// The groups and roles of the course that is chosen.
    groups: Load<Vec<Group>>,
    course_roles: Load<Vec<CourseRole>>,
}

/// Loads what these settings need.
#[hook]
pub fn use_needed(settings: &[ActionSetting], course: Option<&Course>) -> FieldChoices {
    let has = |kind: &str| settings.iter().any(|setting| setting.kind == kind);
    let of_course = |kind: &str| course.filter(|_| has(kind)).map(|course| course.id.clone());
    FieldChoices {
        roles: role::use_roles(has("role")),
        cohorts: cohorts::use_any(has("cohort")),
        groups: groups::use_groups(of_course("group")),
        course_roles: roles::use_course_roles(of_course("course_role")),
    }
}

impl FieldChoices {
    fn any_cohort(&self) -> Option<bool> {
        self.cohorts.data.as_ref().map(|any| **any)
    }

    /// Why nothing can be planned yet.
    pub fn reason(&self, settings: &[ActionSetting]) -> Option<String> {
        settings.iter().find_map(|setting| match setting.kind.as_str() {
            "role" => {
                let roles = self.roles.data.as_ref().map(|roles| roles.as_slice());
                role::reason(roles, self.roles.failure.is_some())
            }
            "cohort" => cohorts::reason(self.any_cohort(), self.cohorts.failure.is_some()),
            _ => None,
        })
    }
}

fn key(name: &str) -> String {
    name.replace('_', "-")
}

/// What a setting is called; one that the console has no words for bears its own name.
fn label(name: &str) -> String {
    find(&format!("action-{}", key(name)), &[]).unwrap_or_else(|| name.replace('_', " "))
}

/// What a value of a choice is called.
fn value_label(name: &str, value: &str) -> String {
    if name == "status" {
        return words::enrolment_status(value);
    }
    if name.ends_with("auth_method") { words::auth_method(value) } else { value.replace('_', " ") }
}

/// The field. One of a kind that is not known here keeps its default.
pub fn field(
    setting: &ActionSetting,
    answers: &UseStateHandle<Answers>,
    fault: Option<&Fault>,
    needed: &FieldChoices,
) -> Html {
    let name = setting.name.as_str();
    let (label, testid, value) = (label(name), format!("setting-{name}"), answers.value(setting));
    let help = find(&format!("action-{}-help", key(name)), &[]).map(AttrValue::from);
    let error = fault.filter(|fault| fault.name == name).map(|fault| AttrValue::from(fault.message.clone()));
    let set = {
        let (answers, name) = (answers.clone(), name.to_owned());
        Callback::from(move |value: Value| answers.set((*answers).clone().with(&name, value)))
    };
    let typed = set.reform(|text: String| json!(text));
    match (setting.kind.as_str(), setting.values.as_slice()) {
        ("truth", _) => {
            let onchange = set.reform(|on: bool| json!(on));
            html! { <Check {label} {help} checked={value == json!(true)} {onchange} {testid} /> }
        }
        // This value or none.
        ("choice", [only]) if setting.nullable => {
            let (only, checked) = (only.clone(), value == json!(only));
            let onchange = set.reform(move |on: bool| if on { json!(only) } else { Value::Null });
            html! { <Check {label} {help} {checked} {onchange} {testid} /> }
        }
        ("choice", values) => {
            let option = |value: &String| (value.clone().into(), value_label(name, value).into());
            let options: Vec<(AttrValue, AttrValue)> = values.iter().map(option).collect();
            html! { <Select {label} {help} {error} value={answers.text(setting)} {options} onchange={typed} {testid} /> }
        }
        ("text", _) => html! {
            <TextArea {label} {help} {error} maxlength="1000" value={answers.text(setting)} oninput={typed} {testid} />
        },
        ("line", _) => html! {
            <TextField {label} {help} {error} required=true value={answers.text(setting)} oninput={typed} {testid} />
        },
        ("markdown", _) => html! {
            <TemplateField {label} {help} {error} placeholders={setting.placeholders.clone()} in_course={answers.course.is_some()} value={answers.text(setting)} oninput={typed} {testid} />
        },
        ("time", _) => html! {
            <TextField kind="datetime-local" {label} {help} {error} value={answers.text(setting)} oninput={typed} {testid} />
        },
        ("role", _) => {
            let Load { data, failure, reload, .. } = &needed.roles;
            html! { <RoleSelect roles={data.clone()} failure={failure.clone()} reload={reload.clone()} value={answers.text(setting)} onchange={typed} {error} /> }
        }
        ("cohort", _) => cohort(answers, error, needed),
        ("day", _) => html! {
            <TextField kind="date" {label} {help} {error} value={answers.text(setting)} oninput={typed} {testid} />
        },
        ("course", _) => course(answers, error),
        // Which groups and roles there are follows from the course.
        ("group" | "course_role", _) if answers.course.is_none() => Html::default(),
        ("group", _) => {
            let groups = needed.groups.data.as_ref().map(|groups| groups.as_slice()).unwrap_or_default();
            let none = (AttrValue::Static(""), t!("action-group-none").into());
            let named = groups.iter().map(|group| (group.name.clone().into(), group.name.clone().into()));
            let options: Vec<(AttrValue, AttrValue)> = std::iter::once(none).chain(named).collect();
            html! {
                if !groups.is_empty() {
                    <Select {label} {help} {error} value={answers.text(setting)} {options} onchange={typed} {testid} />
                }
            }
        }
        ("course_role", _) => {
            let Load { data, failure, reload, .. } = &needed.course_roles;
            if let Some(failure) = failure {
                return html! { <ProblemAlert failure={failure.clone()} retry={reload.clone()} testid="bulk-role-error" /> };
            }
            let found = data.as_ref().map(|roles| roles.as_slice()).unwrap_or_default();
            let options = roles::options(found.iter().filter(|role| role.grantable));
            html! {
                if !options.is_empty() {
                    <Select {label} {help} {error} value={answers.text(setting)} {options} onchange={typed} {testid} />
                }
            }
        }
        _ => Html::default(),
    }
}

fn course(answers: &UseStateHandle<Answers>, error: Option<AttrValue>) -> Html {
    let onchange = {
        let answers = answers.clone();
        Callback::from(move |course| answers.set((*answers).clone().in_course(course)))
    };
    let error = error.filter(|_| answers.course.is_none());
    html! { <CoursePicker value={answers.course.clone()} {onchange} {error} /> }
}

fn cohort(answers: &UseStateHandle<Answers>, error: Option<AttrValue>, needed: &FieldChoices) -> Html {
    let onchange = {
        let answers = answers.clone();
        Callback::from(move |cohort| answers.set((*answers).clone().choosing(cohort)))
    };
    let Load { failure, reload, .. } = &needed.cohorts;
    let error = error.filter(|_| answers.cohort.is_none());
    html! {
        <CohortPicker
            any={needed.any_cohort()}
            failure={failure.clone()}
            reload={reload.clone()}
            value={answers.cohort.clone()}
            {onchange}
            {error}
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_of_this_server_has_its_words_and_another_has_its_name() {
        for name in [
            "set_auth_method",
            "reason",
            "until",
            "restore_auth_method",
            "auth_method",
            "body",
            "email",
            "include_inactive",
        ] {
            assert!(find(&format!("action-{}", key(name)), &[]).is_some(), "{name}");
            assert!(find(&format!("action-{}-help", key(name)), &[]).is_some(), "{name}");
        }
        assert_eq!((label("brand_new"), value_label("brand_new", "so_so")), ("brand new".into(), "so so".into()));
    }
}
