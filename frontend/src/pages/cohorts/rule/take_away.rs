//! Take the rule of a cohort away: everybody leaves, and people fill it again.

use rollcall_wire::Patch;
use rollcall_wire::cohorts::{Cohort, UpdateCohort};
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Confirm, Toast, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub cohort: Cohort,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// The question.
#[component]
pub fn TakeAwayDialog(props: &Props) -> Html {
    let task = use_task();
    let toaster = use_toaster();
    let cohort = &props.cohort;
    let onconfirm = {
        let (task, cohort) = (task.clone(), cohort.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            let (before, toaster) = (cohort.clone(), toaster.clone());
            let (onclose, onchanged, onstale) = (onclose.clone(), onchanged.clone(), onchanged.clone());
            let call = async move {
                // The number that the question names.
                let confirm_affected = Some(before.members);
                let change = UpdateCohort { rule: Patch::Null, confirm_affected, ..UpdateCohort::default() };
                api::cohorts::update(&before.id, before.version, &change).await
            };
            let done = move |saved: Cohort| {
                toaster.emit(Toast::success(t!("rule-taken-away", name = saved.name)));
                onclose.emit(());
                onchanged.emit(());
            };
            task.run_or(call, done, move |_| onstale.emit(()));
        })
    };
    html! {
        <Confirm
            title={t!("rule-take-away-title", name = cohort.name.clone())}
            action={t!("rule-take-away")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="rule-take-away-dialog"
        >
            <p>{ t!("rule-take-away-what", count = cohort.members) }</p>
        </Confirm>
    }
}
