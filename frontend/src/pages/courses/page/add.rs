//! Add people to a course: one who is found by name, or many by a list.

use rollcall_wire::courses::Course;
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
    Button, Dialog, Form, FormButtons, Look, ProblemAlert, TextSkeleton, Toast, use_load, use_task, use_toaster,
    use_unique_id,
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
    let wanted = use_state_eq(EnrolmentForm::default);
    let strict = use_state_eq(|| false);
    let (task, toaster) = (use_task(), use_toaster());
    let source = &props.source;
    let onsubmit = {
        let (task, chosen, wanted, strict) = (task.clone(), chosen.clone(), wanted.clone(), strict.setter());
        let (onclose, onadded) = (props.onclose.clone(), props.onadded.clone());
        let (course, course_name) = (source.course.id.clone(), source.course.name.clone());
        Callback::from(move |()| {
            strict.set(true);
            let Some(user) = (*chosen).clone().filter(|_| wanted.is_sound()) else { return };
            let (new, course, toaster) = (wanted.created(user.id), course.clone(), toaster.clone());
            let (onclose, onadded) = (onclose.clone(), onadded.clone());
            let text = t!("enrolled-toast", name = user.full_name, course = course_name.clone());
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
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="participant-submit">{ t!("enrol") }</FormButtons>
    };
    html! {
        <Dialog title={t!("participants-add-title", course = source.course.name.clone())} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="participant-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <PersonPicker value={(*chosen).clone()} onchange={set_chosen} error={missing} />
                <EnrolmentFields value={(*wanted).clone()} {onchange} roles={(*source.roles).clone()} groups={(*source.groups).clone()} strict={*strict} />
            </Form>
            <p class="rc-after">
                <Button look={Look::Link} onclick={props.onlist.clone()} testid="participants-by-list">{ t!("participants-by-list") }</Button>
            </p>
        </Dialog>
    }
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
