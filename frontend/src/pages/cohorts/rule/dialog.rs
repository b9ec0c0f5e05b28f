//! Write the rule of a cohort. It is tried before it is saved: who comes and goes is seen first.

use rollcall_wire::Patch;
use rollcall_wire::cohorts::{Cohort, UpdateCohort};
use yew::prelude::*;

use super::preview::{self, Trial, confirmed, seen, use_preview};
use crate::api;
use crate::pages::users::FilterEditor;
use crate::t;
use crate::ui::{Button, Dialog, DialogSize, Look, ProblemAlert, Task, Toast, use_task, use_toaster};

/// A rule must not ask for cohorts.
const WITHOUT: &[&str] = &["cohorts"];

#[derive(PartialEq, Properties)]
pub struct Props {
    pub cohort: Cohort,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// The dialog.
#[component]
pub fn RuleDialog(props: &Props) -> Html {
    let cohort = &props.cohort;
    let tried = use_state_eq(|| cohort.rule.clone().unwrap_or_default());
    // As it is by now; another one than what was tried is tried again before it is saved.
    let edited = use_state_eq(|| Some((*tried).clone()));
    let ontry = {
        let (tried, edited) = (tried.setter(), edited.setter());
        Callback::from(move |rule: String| {
            edited.set(Some(rule.clone()));
            tried.set(rule);
        })
    };
    let onedit = {
        let edited = edited.setter();
        Callback::from(move |rule| edited.set(rule))
    };
    let is_tried = !tried.is_empty() && edited.as_deref() == Some(tried.as_str());
    let trial = match is_tried {
        true => Trial::Rule { cohort: cohort.id.clone(), rule: Some((*tried).clone()) },
        false => Trial::Nothing,
    };
    let preview = use_preview(trial);
    let task = use_task();
    let onsave = saving(props, &tried, seen(&preview).and_then(confirmed), &task, use_toaster());
    let reason = match (is_tried, seen(&preview)) {
        (false, _) => Some(t!("rule-try-first")),
        (true, None) => Some(t!("rule-try-wait")),
        (true, Some(_)) => None,
    };
    let footer = html! {
        <>
            <Button look={Look::Primary} reason={reason.map(AttrValue::from)} busy={task.busy} onclick={onsave} testid="rule-save">{ t!("rule-save") }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog
            title={t!("rule-title", name = cohort.name.clone())}
            size={DialogSize::Medium}
            onclose={props.onclose.clone()}
            busy={task.busy}
            {footer}
            testid="rule-dialog"
        >
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ t!("rule-help") }</p>
            <FilterEditor filter={(*tried).clone()} apply={t!("rule-try")} without={WITHOUT} onfilter={ontry} {onedit} />
            if is_tried {
                { preview::shown(&preview) }
            }
        </Dialog>
    }
}

/// Saves the rule, with the number that was seen where it has to be confirmed.
fn saving(
    props: &Props,
    rule: &str,
    confirm_affected: Option<i64>,
    task: &Task,
    toaster: Callback<Toast>,
) -> Callback<()> {
    let (task, cohort, rule) = (task.clone(), props.cohort.clone(), rule.to_owned());
    let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
    Callback::from(move |()| {
        let change = UpdateCohort { rule: Patch::Value(rule.clone()), confirm_affected, ..UpdateCohort::default() };
        let (before, toaster) = (cohort.clone(), toaster.clone());
        let (onclose, onchanged) = (onclose.clone(), onchanged.clone());
        task.run(
            async move { api::cohorts::update(&before.id, before.version, &change).await },
            move |saved: Cohort| {
                toaster.emit(Toast::success(t!("rule-saved", name = saved.name)));
                onclose.emit(());
                onchanged.emit(());
            },
        );
    })
}
