//! Add people to a course: one who is found by name, or many by a list. Who does not see the accounts of the site names one person exactly.

use rollcall_wire::courses::{Course, CreateEnrolment};
use rollcall_wire::users::User;
use yew::prelude::*;

use super::super::enrolment::{EnrolmentFields, EnrolmentForm};
use crate::api;
use crate::pages::users::people_table::CourseSource;
use crate::pages::users::selection::Selection;
use crate::pages::users::{BulkDialog, ENROL, PasteDialog, PersonPicker};
use crate::session::use_me;
use crate::t;
use crate::ui::{
    Button, Dialog, Form, FormButtons, Look, ProblemAlert, TextField, TextSkeleton, Toast, use_load, use_task,
    use_toaster, use_unique_id,
};

#[derive(PartialEq, Properties)]
pub struct AddProps {
    pub source: CourseSource,
    pub onclose: Callback<()>,
    pub onadded: Callback<()>,
    /// Many are added by a list instead.
    pub onlist: Callback<()>,
}

/// One person who is found by typing.
#[component]
pub fn AddDialog(props: &AddProps) -> Html {
    let form = use_unique_id("form");
    let chosen = use_state_eq(|| None::<User>);
    // Who sees no accounts types what names one exactly.
    let typed = use_state_eq(String::new);
    let picks = props.source.sees_users;
    let wanted = use_state_eq(EnrolmentForm::default);
    let strict = use_state_eq(|| false);
    let (task, toaster) = (use_task(), use_toaster());
    let source = &props.source;
    let onsubmit = {
        let (task, chosen, wanted, strict) = (task.clone(), chosen.clone(), wanted.clone(), strict.setter());
        let typed = typed.clone();
        let (onclose, onadded) = (props.onclose.clone(), props.onadded.clone());
        let (course, course_name) = (source.course.id.clone(), source.course.name.clone());
        Callback::from(move |()| {
            strict.set(true);
            let named = if picks { chosen.as_ref().map(by_id) } else { by_identifier(&typed) };
            let Some((name, named)) = named.filter(|_| wanted.is_sound()) else { return };
            let new = CreateEnrolment { user_id: named.user_id, identifier: named.identifier, ..wanted.created() };
            let (course, toaster) = (course.clone(), toaster.clone());
            let (onclose, onadded) = (onclose.clone(), onadded.clone());
            let text = t!("enrolled-toast", name = name, course = course_name.clone());
            task.run(async move { api::courses::enrol(&course, &new).await }, move |_| {
                toaster.emit(Toast::success(text));
                onclose.emit(());
                onadded.emit(());
            });
        })
    };
    let set_chosen = {
        let chosen = chosen.setter();
        Callback::from(move |user| chosen.set(user))
    };
    let onchange = {
        let wanted = wanted.setter();
        Callback::from(move |form| wanted.set(form))
    };
    let missing = (*strict && chosen.is_none()).then(|| AttrValue::from(t!("person-pick-missing")));
    let unknown = !picks && task.failure.as_ref().is_some_and(|failure| failure.code() == Some("not_found"));
    let type_error = match (*strict && typed.trim().is_empty(), unknown) {
        (true, _) => Some(AttrValue::from(t!("identifier-missing"))),
        (false, true) => Some(AttrValue::from(t!("identifier-unknown"))),
        (false, false) => None,
    };
    let ontype = {
        let (typed, task) = (typed.setter(), task.clone());
        Callback::from(move |text: String| {
            task.clear();
            typed.set(text);
        })
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="participant-submit">{ t!("enrol") }</FormButtons>
    };
    html! {
        <Dialog title={t!("participants-add-title", course = source.course.name.clone())} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="participant-dialog">
            if let Some(failure) = task.failure.as_ref().filter(|_| !unknown) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                if picks {
                    <PersonPicker value={(*chosen).clone()} onchange={set_chosen} error={missing} />
                } else {
                    <TextField label={t!("identifier")} help={t!("identifier-help")} error={type_error} autocomplete="off" required=true value={(*typed).clone()} oninput={ontype} testid="identifier" />
                }
                <EnrolmentFields value={(*wanted).clone()} {onchange} roles={(*source.roles).clone()} groups={(*source.groups).clone()} strict={*strict} />
            </Form>
            // A list names people among those whom one sees.
            if picks {
                <p class="rc-after">
                    <Button look={Look::Link} onclick={props.onlist.clone()} testid="participants-by-list">{ t!("participants-by-list") }</Button>
                </p>
            }
        </Dialog>
    }
}

/// What a person is called, and the enrolment that names the person by id.
fn by_id(user: &User) -> (String, CreateEnrolment) {
    let named = CreateEnrolment { user_id: Some(user.id.clone()), ..CreateEnrolment::default() };
    (user.full_name.clone(), named)
}

/// The same of a person who is named exactly; `None` if nothing was typed.
fn by_identifier(typed: &str) -> Option<(String, CreateEnrolment)> {
    let text = Some(typed.trim().to_owned()).filter(|text| !text.is_empty())?;
    Some((text.clone(), CreateEnrolment { identifier: Some(text), ..CreateEnrolment::default() }))
}

#[derive(PartialEq, Properties)]
pub struct ByListProps {
    pub course: Course,
    pub onclose: Callback<()>,
}

/// Many by a list: a plan that is looked at before anybody is enrolled.
#[component]
pub fn ByListDialog(props: &ByListProps) -> Html {
    let selection = use_state_eq(|| None::<Selection>);
    let described = use_load((), |(), signal| async move { api::batches::described(&signal).await });
    let me = use_me();
    let take = {
        let selection = selection.setter();
        Callback::from(move |pasted| selection.set(Some(pasted)))
    };
    let onclose = props.onclose.clone();
    let Some(pasted) = (*selection).clone() else {
        return html! { <PasteDialog onselect={take} {onclose} keeps=true /> };
    };
    let action =
        described.data.as_ref().and_then(|all| all.actions.iter().find(|action| action.name == ENROL).cloned());
    if let (Some(action), None) = (action, &described.failure) {
        return html! {
            <BulkDialog {action} selection={pasted} course={Some(props.course.clone())} {me} onchange={take} {onclose} />
        };
    }
    let footer = html! { <Button look={Look::Link} onclick={onclose.clone()}>{ t!("cancel") }</Button> };
    html! {
        <Dialog title={t!("participants-add-title", course = props.course.name.clone())} {onclose} {footer} testid="participants-list">
            if let Some(failure) = &described.failure {
                <ProblemAlert failure={failure.clone()} retry={described.reload.clone()} testid="dialog-error" />
            } else {
                <TextSkeleton />
            }
        </Dialog>
    }
}
