//! The fields of an enrolment: roles, groups, dates.

use rollcall_wire::courses::{CourseRole, Group};
use yew::prelude::*;

use super::super::roles;
use super::form::{EnrolmentForm, with};
use crate::t;
use crate::ui::{Check, TextField};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub value: EnrolmentForm,
    pub onchange: Callback<EnrolmentForm>,
    /// The roles of the course. Those that the person may not give are shown where they are held.
    pub roles: Vec<CourseRole>,
    pub groups: Vec<Group>,
    /// Whether it was tried to send the form: only then is it said what is missing.
    pub strict: bool,
}

/// The fields.
#[component]
pub fn EnrolmentFields(props: &Props) -> Html {
    let value = &props.value;
    let role = |role: &CourseRole| {
        let held = value.roles.contains(&role.key);
        if !role.grantable {
            return html! { if held { <li class="rc-quiet">{ t!("enrolment-role-fixed", role = roles::name(role)) }</li> } };
        }
        let (form, key) = (value.clone(), role.key.clone());
        let onchange = props.onchange.reform(move |wanted| {
            let form = form.clone();
            EnrolmentForm { roles: with(form.roles, &key, wanted), ..form }
        });
        html! { <li><Check label={roles::name(role)} checked={held} {onchange} testid={format!("role-{}", role.key)} /></li> }
    };
    let group = |group: &Group| {
        let (form, name) = (value.clone(), group.name.clone());
        let onchange = props.onchange.reform(move |wanted| {
            let form = form.clone();
            EnrolmentForm { groups: with(form.groups, &name, wanted), ..form }
        });
        html! { <li><Check label={group.name.clone()} checked={value.groups.contains(&group.name)} {onchange} testid="enrolment-group" /></li> }
    };
    let day = |change: fn(EnrolmentForm, String) -> EnrolmentForm| {
        let form = value.clone();
        props.onchange.reform(move |day| change(form.clone(), day))
    };
    let role_fault = value.role_fault().filter(|_| props.strict);
    html! {
        <>
            <fieldset class="rc-ticks" aria-describedby={role_fault.as_ref().map(|_| "enrolment-role-fault")}>
                <legend>{ t!("course-roles") }</legend>
                <ul role="list">{ for props.roles.iter().map(role) }</ul>
                if let Some(fault) = role_fault {
                    <p id="enrolment-role-fault" class="rc-fault" role="alert" data-testid="enrolment-role-missing">{ fault }</p>
                }
            </fieldset>
            if !props.groups.is_empty() {
                <fieldset class="rc-ticks">
                    <legend>{ t!("course-groups") }</legend>
                    <ul role="list">{ for props.groups.iter().map(group) }</ul>
                </fieldset>
            }
            <div class="rc-columns-two">
                <TextField kind="date" label={t!("course-starts-label")} value={value.starts.clone()} oninput={day(|form, starts| EnrolmentForm { starts, ..form })} testid="enrolment-starts" />
                <TextField
                    kind="date"
                    label={t!("course-ends-label")}
                    error={value.date_fault().filter(|_| props.strict).map(AttrValue::from)}
                    value={value.ends.clone()}
                    oninput={day(|form, ends| EnrolmentForm { ends, ..form })}
                    testid="enrolment-ends"
                />
            </div>
        </>
    }
}
