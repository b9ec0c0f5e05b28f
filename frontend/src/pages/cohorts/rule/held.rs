//! A rule that waits for somebody to look at it, and the way on.

use rollcall_wire::cohorts::{Cohort, UpdateCohort};
use yew::prelude::*;

use super::preview::{self, Trial, moves, seen, use_preview};
use crate::api;
use crate::t;
use crate::ui::{Alert, Button, ProblemAlert, Toast, Tone, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub cohort: Cohort,
    pub may_manage: bool,
    pub onchanged: Callback<()>,
}

/// Why it waits, and for what.
#[component]
pub fn Held(props: &Props) -> Html {
    let cohort = &props.cohort;
    let is_swing = cohort.held.as_ref().is_some_and(|held| held.reason == "swing");
    if !is_swing {
        return html! {
            <Alert tone={Tone::Warning} title={t!("rule-unreadable")} testid="rule-unreadable">{ t!("rule-unreadable-detail") }</Alert>
        };
    }
    html! {
        <Alert tone={Tone::Warning} title={t!("rule-swing")} testid="rule-swing">
            <p>{ t!("rule-swing-detail") }</p>
            if props.may_manage {
                <GoOn cohort={cohort.clone()} onchanged={props.onchanged.clone()} />
            }
        </Alert>
    }
}

#[derive(PartialEq, Properties)]
struct GoOnProps {
    cohort: Cohort,
    onchanged: Callback<()>,
}

/// Who would come and go, and the button that lets them.
#[component]
fn GoOn(props: &GoOnProps) -> Html {
    let cohort = &props.cohort;
    let preview = use_preview(Trial::Rule { cohort: cohort.id.clone(), rule: None });
    let task = use_task();
    let toaster = use_toaster();
    let count = seen(&preview).map(moves);
    let onclick = {
        let (task, cohort, onchanged) = (task.clone(), cohort.clone(), props.onchanged.clone());
        let reload = preview.reload.clone();
        Callback::from(move |()| {
            let change = UpdateCohort { confirm_affected: count, ..UpdateCohort::default() };
            let (before, toaster, onchanged) = (cohort.clone(), toaster.clone(), onchanged.clone());
            let reload = reload.clone();
            let call = async move { api::cohorts::update(&before.id, before.version, &change).await };
            let done = move |saved: Cohort| {
                toaster.emit(Toast::success(t!("rule-goes-on", name = saved.name)));
                onchanged.emit(());
            };
            // Others have moved in the meantime: the numbers are shown anew.
            task.run_or(call, done, move |_| reload.emit(()));
        })
    };
    html! {
        <>
            { preview::shown(&preview) }
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="rule-problem" />
            }
            if let Some(count) = count {
                <Button small=true busy={task.busy} {onclick} testid="rule-go-on">{ t!("rule-go-on", count = count) }</Button>
            }
        </>
    }
}
