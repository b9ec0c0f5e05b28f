//! Put a user into a cohort.

use std::rc::Rc;

use rollcall_wire::cohorts::Cohort;
use rollcall_wire::users::User;
use yew::prelude::*;

use crate::api;
use crate::pages::cohorts::{self, CohortPicker};
use crate::t;
use crate::ui::{Dialog, Form, FormButtons, ProblemAlert, Toast, use_task, use_toaster, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub user: Rc<User>,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// The dialog.
#[component]
pub fn AddDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let chosen = use_state_eq(|| None::<Cohort>);
    let missing = use_state_eq(|| false);
    let task = use_task();
    let toaster = use_toaster();
    let any = cohorts::use_any(true);
    let has_any = any.data.as_ref().map(|any| **any);
    let reason = cohorts::reason(has_any, any.failure.is_some()).map(AttrValue::from);
    let onsubmit = {
        let (task, chosen, missing, user) = (task.clone(), chosen.clone(), missing.setter(), props.user.clone());
        let (toaster, onclose, onchanged) = (toaster.clone(), props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            missing.set(chosen.is_none());
            let Some(cohort) = (*chosen).clone() else { return };
            let (toaster, onclose, onchanged) = (toaster.clone(), onclose.clone(), onchanged.clone());
            let (id, name, joined) = (user.id.clone(), user.full_name.clone(), cohort.name.clone());
            task.run(async move { api::cohorts::add(&cohort, &id).await }, move |()| {
                toaster.emit(Toast::success(t!("cohort-joined", name = name, cohort = joined)));
                onclose.emit(());
                onchanged.emit(());
            });
        })
    };
    let onchange = {
        let (chosen, missing) = (chosen.setter(), missing.setter());
        Callback::from(move |cohort: Option<Cohort>| {
            missing.set(false);
            chosen.set(cohort);
        })
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} {reason} onclose={props.onclose.clone()} testid="cohort-join-submit">{ t!("cohort-join-do") }</FormButtons>
    };
    html! {
        <Dialog
            title={t!("cohort-join-title", name = props.user.full_name.clone())}
            onclose={props.onclose.clone()}
            busy={task.busy}
            {footer}
            testid="cohort-join-dialog"
        >
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <CohortPicker
                    any={has_any}
                    failure={any.failure.clone()}
                    reload={any.reload.clone()}
                    value={(*chosen).clone()}
                    {onchange}
                    error={missing.then(|| AttrValue::from(t!("cohort-pick-missing")))}
                />
            </Form>
        </Dialog>
    }
}
