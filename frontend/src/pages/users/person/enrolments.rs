//! The courses that the person takes part in, with the way into another one.

use std::rc::Rc;

use rollcall_wire::courses::{Course, CreateEnrolment, Enrolment};
use rollcall_wire::users::User;
use yew::prelude::*;

use crate::api;
use crate::i18n::format;
use crate::pages::courses::enrolment::{EnrolmentFields, EnrolmentForm};
use crate::pages::courses::rights::use_rights;
use crate::pages::courses::{CoursePicker, groups, roles, state};
use crate::router::Route;
use crate::t;
use crate::ui::{
    Button, Card, Cell, Column, Dialog, Form, FormButtons, Link, ProblemAlert, Row, Symbol, Table, TextSkeleton, Toast,
    use_load, use_task, use_toaster, use_unique_id,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub user: Rc<User>,
    pub onchanged: Callback<()>,
}

/// The card.
#[component]
pub fn Enrolments(props: &Props) -> Html {
    let enrolments =
        use_load(props.user.id.clone(), |id, signal| async move { api::courses::of_user(&id, &signal).await });
    let adding = use_state_eq(|| false);
    let enrols = use_rights().enrol_anywhere() && props.user.status != "deleted";
    let body = match (&enrolments.data, &enrolments.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={enrolments.reload.clone()} testid="person-enrolments-error" /> }
        }
        (None, None) => html! { <TextSkeleton /> },
        (Some(found), None) if found.is_empty() => {
            html! { <p class="rc-quiet" data-testid="person-enrolments-none">{ t!("person-enrolments-none") }</p> }
        }
        (Some(found), None) => {
            let columns =
                [t!("course"), t!("course-roles"), t!("course-status"), t!("course-dates"), t!("field-course-access")];
            html! {
                <Table caption={t!("enrolments")} columns={columns.map(Column::new).to_vec()} busy={enrolments.busy} testid="person-enrolments-table">
                    { for found.iter().map(row) }
                </Table>
            }
        }
    };
    let open = |wanted: bool| {
        let adding = adding.setter();
        Callback::from(move |()| adding.set(wanted))
    };
    let actions = html! {
        if enrols {
            <Button icon={Symbol::Add} onclick={open(true)} testid="person-enrol">{ t!("person-enrol") }</Button>
        }
    };
    let onchanged = {
        let (reload, onchanged) = (enrolments.reload.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            reload.emit(());
            onchanged.emit(());
        })
    };
    html! {
        <Card title={t!("enrolments")} {actions} testid="person-enrolments">
            { body }
            if *adding {
                <EnrolDialog user={props.user.clone()} onclose={open(false)} {onchanged} />
            }
        </Card>
    }
}

fn row(enrolment: &Enrolment) -> Html {
    let course = &enrolment.course;
    let last_access = enrolment.last_access_at.as_ref();
    html! {
        <Row key={enrolment.id.clone()} testid="person-enrolment" of={course.code.clone()}>
            <Cell heads=true label={t!("course")}>
                <Link to={Route::Course(course.id.clone()).path()} testid="person-course">{ &course.name }</Link>
            </Cell>
            <Cell label={t!("course-roles")}>{ format::list(&roles::names(&enrolment.roles, &[])) }</Cell>
            <Cell label={t!("course-status")}>{ state::enrolment(enrolment) }</Cell>
            <Cell label={t!("course-dates")} class="rc-when">{ state::dates(enrolment.starts_at.as_deref(), enrolment.ends_at.as_deref()) }</Cell>
            <Cell label={t!("field-course-access")} class="rc-when">{ super::super::row::moment(last_access) }</Cell>
        </Row>
    }
}

#[derive(PartialEq, Properties)]
struct EnrolProps {
    user: Rc<User>,
    onclose: Callback<()>,
    onchanged: Callback<()>,
}

/// Enrols the person in a course that is found by typing.
#[component]
fn EnrolDialog(props: &EnrolProps) -> Html {
    let form = use_unique_id("form");
    let chosen = use_state_eq(|| None::<Course>);
    let wanted = use_state_eq(EnrolmentForm::default);
    let strict = use_state_eq(|| false);
    let (task, toaster) = (use_task(), use_toaster());
    let id = chosen.as_ref().map(|course| course.id.clone());
    let (roles, groups) = (roles::use_course_roles(id.clone()), groups::use_groups(id));
    let name = props.user.full_name.clone();
    let onsubmit = {
        let (task, chosen, wanted, strict) = (task.clone(), chosen.clone(), wanted.clone(), strict.setter());
        let (user, name, onclose, onchanged) =
            (props.user.id.clone(), name.clone(), props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            strict.set(true);
            let Some(course) = (*chosen).clone().filter(|_| wanted.is_sound()) else { return };
            let new = CreateEnrolment { user_id: Some(user.clone()), ..wanted.created() };
            let toaster = toaster.clone();
            let (onclose, onchanged) = (onclose.clone(), onchanged.clone());
            let text = t!("enrolled-toast", name = name.clone(), course = course.name);
            task.run(async move { api::courses::enrol(&course.id, &new).await }, move |_| {
                toaster.emit(Toast::success(text));
                onclose.emit(());
                onchanged.emit(());
            });
        })
    };
    let onchoose = {
        let (chosen, wanted) = (chosen.setter(), wanted.setter());
        Callback::from(move |course| {
            chosen.set(course);
            // Another course has other roles and groups.
            wanted.set(EnrolmentForm::default());
        })
    };
    let onchange = {
        let wanted = wanted.setter();
        Callback::from(move |form| wanted.set(form))
    };
    let missing = (*strict && chosen.is_none()).then(|| AttrValue::from(t!("course-pick-missing")));
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="person-enrol-submit">{ t!("enrol") }</FormButtons>
    };
    html! {
        <Dialog title={t!("person-enrol-title", name = name)} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="person-enrol-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <CoursePicker value={(*chosen).clone()} onchange={onchoose} error={missing} />
                if let (true, Some(roles), Some(groups)) = (chosen.is_some(), &roles.data, &groups.data) {
                    <EnrolmentFields value={(*wanted).clone()} {onchange} roles={(**roles).clone()} groups={(**groups).clone()} strict={*strict} />
                }
            </Form>
        </Dialog>
    }
}
