//! The cohorts that a course enrols as a whole, and what happens to those who leave one.

use rollcall_wire::cohorts::Cohort;
use rollcall_wire::courses::{EnrolCohort, EnrolledCohort};
use yew::prelude::*;

use super::super::roles::{self, use_course_roles};
use crate::api;
use crate::pages::cohorts::{self, CohortPicker, people_address};
use crate::t;
use crate::ui::{
    Button, Cell, Column, Confirm, Dialog, Empty, Form, FormButtons, Link, ProblemAlert, Row, Select, Symbol, Table,
    TableSkeleton, Toast, after_act, use_load, use_rescue_after_acts, use_task, use_toaster, use_unique_id,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The course's id.
    pub id: String,
    /// Whether the person may change which cohorts are enrolled.
    pub changes: bool,
    /// Whether the person sees who is in a cohort.
    pub sees_users: bool,
    pub archived: bool,
}

#[derive(Clone, PartialEq)]
enum OpenDialog {
    Nothing,
    Add,
    Remove(EnrolledCohort),
}

/// The tab.
#[component]
pub fn CohortsTab(props: &Props) -> Html {
    let enrolled = use_load(props.id.clone(), |id, signal| async move { api::courses::cohorts(&id, &signal).await });
    let roles = use_course_roles(Some(props.id.clone()));
    let acted = use_rescue_after_acts(&enrolled.data);
    let open = use_state_eq(|| OpenDialog::Nothing);
    let changes = props.changes && !props.archived;
    let opening = |opened: OpenDialog| {
        let open = open.setter();
        Callback::from(move |()| open.set(opened.clone()))
    };
    let onchanged = after_act(&acted, &enrolled.reload);
    let add = if changes {
        html! { <Button icon={Symbol::Add} onclick={opening(OpenDialog::Add)} testid="course-cohort-add">{ t!("course-cohort-add") }</Button> }
    } else {
        Html::default()
    };
    let known = roles.data.as_ref().map(|roles| roles.as_slice()).unwrap_or_default();
    let body = match (&enrolled.data, &enrolled.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={enrolled.reload.clone()} testid="course-cohorts-error" /> }
        }
        (None, None) => html! { <TableSkeleton rows={3} /> },
        (Some(found), None) if found.is_empty() => {
            html! { <Empty title={t!("course-cohorts-none")} testid="course-cohorts-empty" actions={add}>{ t!("course-cohorts-none-detail") }</Empty> }
        }
        (Some(found), None) => {
            let row = |cohort: &EnrolledCohort| {
                let role = roles::names(std::slice::from_ref(&cohort.role), known).concat();
                let onremove = changes.then(|| opening(OpenDialog::Remove(cohort.clone())));
                row(cohort, role, props.sees_users, onremove)
            };
            html! {
                <>
                    if changes {
                        <div class="rc-bar">{ add }</div>
                    }
                    <Table caption={t!("cohorts")} columns={headings(changes)} busy={enrolled.busy} testid="course-cohorts-table">
                        { for found.iter().map(row) }
                    </Table>
                </>
            }
        }
    };
    let (onclose, id) = (opening(OpenDialog::Nothing), props.id.clone());
    html! {
        <>
            { body }
            { match &*open {
                OpenDialog::Nothing => Html::default(),
                OpenDialog::Add => {
                    let roles = roles::options(known.iter().filter(|role| role.grantable));
                    html! { <AddDialog {id} {roles} {onclose} {onchanged} /> }
                }
                OpenDialog::Remove(cohort) => html! { <RemoveDialog {id} cohort={cohort.clone()} {onclose} {onchanged} /> },
            } }
        </>
    }
}

fn headings(changes: bool) -> Vec<Column> {
    let common = [t!("cohort"), t!("course-role"), t!("course-cohort-leaving")].map(Column::new);
    common.into_iter().chain(changes.then(|| Column::new(t!("actions")).quiet())).collect()
}

fn leaving(code: &str) -> String {
    if code == "suspend" { t!("course-cohort-leaving-suspend") } else { t!("course-cohort-leaving-unenrol") }
}

fn row(cohort: &EnrolledCohort, role: String, links: bool, onremove: Option<Callback<()>>) -> Html {
    let key = &cohort.cohort;
    html! {
        <Row key={key.clone()} testid="course-cohort-row" of={key.clone()}>
            <Cell heads=true label={t!("cohort")}>
                if links {
                    <Link to={people_address(key)}>{ key }</Link>
                } else {
                    { key }
                }
            </Cell>
            <Cell label={t!("course-role")}>{ role }</Cell>
            <Cell label={t!("course-cohort-leaving")}>{ leaving(&cohort.leaving) }</Cell>
            if let Some(onclick) = onremove {
                <Cell label={t!("actions")} class="rc-actions">
                    <Button small=true label={t!("act-on", act = t!("cohort-leave"), name = key.clone())} {onclick} testid="course-cohort-remove">{ t!("cohort-leave") }</Button>
                </Cell>
            }
        </Row>
    }
}

#[derive(PartialEq, Properties)]
struct AddProps {
    /// The course's id.
    id: String,
    /// The roles that the person may give in it.
    roles: Vec<(AttrValue, AttrValue)>,
    onclose: Callback<()>,
    onchanged: Callback<()>,
}

/// Enrols a cohort as a whole.
#[component]
fn AddDialog(props: &AddProps) -> Html {
    let form = use_unique_id("form");
    let chosen = use_state_eq(|| None::<Cohort>);
    let how = use_state_eq(|| ("learner".to_owned(), "unenrol".to_owned()));
    let missing = use_state_eq(|| false);
    let (task, toaster) = (use_task(), use_toaster());
    let any = cohorts::use_any(true);
    let has_any = any.data.as_ref().map(|any| **any);
    let reason = cohorts::reason(has_any, any.failure.is_some()).map(AttrValue::from);
    let onsubmit = {
        let (task, chosen, how, missing, id) =
            (task.clone(), chosen.clone(), how.clone(), missing.setter(), props.id.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            missing.set(chosen.is_none());
            let Some(cohort) = (*chosen).clone() else { return };
            let (role, leaving) = (*how).clone();
            let (id, toaster, how) =
                (id.clone(), toaster.clone(), EnrolCohort { role: Some(role), leaving: Some(leaving) });
            let (onclose, onchanged, name) = (onclose.clone(), onchanged.clone(), cohort.name.clone());
            task.run(async move { api::courses::put_cohort(&id, &cohort.key, &how).await }, move |_| {
                toaster.emit(Toast::success(t!("course-cohort-added", name = name)));
                onclose.emit(());
                onchanged.emit(());
            });
        })
    };
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |cohort| chosen.set(cohort))
    };
    let set = |change: fn((String, String), String) -> (String, String)| {
        let how = how.clone();
        Callback::from(move |value| how.set(change((*how).clone(), value)))
    };
    let leavings = ["unenrol", "suspend"].map(|code| (AttrValue::Static(code), leaving(code).into())).to_vec();
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} {reason} onclose={props.onclose.clone()} testid="course-cohort-submit">{ t!("enrol") }</FormButtons>
    };
    html! {
        <Dialog title={t!("course-cohort-add")} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="course-cohort-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ t!("course-cohort-what") }</p>
            <Form id={form} {onsubmit}>
                <CohortPicker
                    any={has_any}
                    failure={any.failure.clone()}
                    reload={any.reload.clone()}
                    value={(*chosen).clone()}
                    {onchange}
                    error={(*missing && chosen.is_none()).then(|| AttrValue::from(t!("cohort-pick-missing")))}
                />
                <Select label={t!("course-role")} value={how.0.clone()} options={props.roles.clone()} onchange={set(|(_, leaving), role| (role, leaving))} testid="course-cohort-role" />
                <Select label={t!("course-cohort-leaving")} value={how.1.clone()} options={leavings} onchange={set(|(role, _), leaving| (role, leaving))} testid="course-cohort-leaving" />
            </Form>
        </Dialog>
    }
}

#[derive(PartialEq, Properties)]
struct RemoveProps {
    /// The course's id.
    id: String,
    cohort: EnrolledCohort,
    onclose: Callback<()>,
    onchanged: Callback<()>,
}

/// Asks whether the cohort is enrolled no more, and says what follows for its people.
#[component]
fn RemoveDialog(props: &RemoveProps) -> Html {
    let (task, toaster) = (use_task(), use_toaster());
    let key = props.cohort.cohort.clone();
    let onconfirm = {
        let (task, id, key) = (task.clone(), props.id.clone(), key.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            let (id, gone, key, toaster) = (id.clone(), key.clone(), key.clone(), toaster.clone());
            let (onclose, onchanged, onstale) = (onclose.clone(), onchanged.clone(), onchanged.clone());
            let done = move |()| {
                toaster.emit(Toast::success(t!("course-cohort-removed", name = key)));
                onclose.emit(());
                onchanged.emit(());
            };
            task.run_or(async move { api::courses::remove_cohort(&id, &gone).await }, done, move |_| onstale.emit(()));
        })
    };
    let what = if props.cohort.leaving == "suspend" {
        t!("course-cohort-remove-suspend")
    } else {
        t!("course-cohort-remove-unenrol")
    };
    html! {
        <Confirm
            title={t!("course-cohort-remove-title", name = key)}
            action={t!("cohort-leave")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="course-cohort-remove-dialog"
        >
            <p>{ what }</p>
        </Confirm>
    }
}
