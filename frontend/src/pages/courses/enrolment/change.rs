//! Change how somebody takes part: roles, groups, dates.

use yew::prelude::*;

use super::{EnrolmentFields, EnrolmentForm};
use crate::api;
use crate::pages::users::people_table::{CourseSource, Listed};
use crate::t;
use crate::ui::{Dialog, Form, FormButtons, ProblemAlert, Toast, use_task, use_toaster, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub source: CourseSource,
    /// Who it is, with the enrolment.
    pub listed: Listed,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// The dialog.
#[component]
pub fn EnrolmentDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let enrolment = props.listed.enrolment.clone();
    let wanted = use_state_eq(|| enrolment.as_ref().map(EnrolmentForm::of).unwrap_or_default());
    let strict = use_state_eq(|| false);
    let (task, toaster) = (use_task(), use_toaster());
    let name = props.listed.user.full_name.clone();
    let onsubmit = {
        let (task, wanted, strict, name) = (task.clone(), wanted.clone(), strict.setter(), name.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            strict.set(true);
            let Some(seen) = enrolment.clone().filter(|_| wanted.is_sound()) else { return };
            let changes = wanted.changed(&seen);
            let (toaster, onclose, onchanged, name) =
                (toaster.clone(), onclose.clone(), onchanged.clone(), name.clone());
            let onstale = onchanged.clone();
            let done = move |_| {
                toaster.emit(Toast::success(t!("enrolment-changed", name = name)));
                onclose.emit(());
                onchanged.emit(());
            };
            let call = async move { api::courses::change_enrolment(&seen, &changes).await };
            task.run_or(call, done, move |failure| {
                // Another user was faster: the table shows the enrolment as it is now.
                if matches!(failure.status(), Some(404 | 412)) {
                    onstale.emit(());
                }
            });
        })
    };
    let onchange = {
        let wanted = wanted.setter();
        Callback::from(move |form| wanted.set(form))
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="enrolment-submit">{ t!("save") }</FormButtons>
    };
    let source = &props.source;
    html! {
        <Dialog title={t!("enrolment-title", name = name, course = source.course.name.clone())} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="enrolment-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <EnrolmentFields
                    value={(*wanted).clone()}
                    {onchange}
                    roles={(*source.roles).clone()}
                    groups={(*source.groups).clone()}
                    strict={*strict}
                />
            </Form>
        </Dialog>
    }
}
