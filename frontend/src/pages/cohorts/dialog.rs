//! Make a cohort, or change its name and description. That its key stays is said before.

use std::collections::BTreeMap;

use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

use super::form::{CohortForm, LONGEST_DESCRIPTION};
use crate::api::{self, Failure};
use crate::t;
use crate::ui::{
    Alert, Dialog, Form, FormButtons, ProblemAlert, Task, TextArea, TextField, Toast, Tone, field_errors, use_task,
    use_toaster, use_unique_id,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// None for a new one.
    pub cohort: Option<Cohort>,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// The dialog.
#[component]
pub fn CohortDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let wanted = use_state_eq(|| CohortForm::of(props.cohort.as_ref()));
    // The cohort as it was last seen; another one than at first where another user was faster.
    let seen = use_state_eq(|| props.cohort.clone());
    let faults = use_state_eq(BTreeMap::<String, String>::new);
    let task = use_task();
    let onsubmit = saving(props, &wanted, &seen, &faults.setter(), &task, use_toaster());
    let stale = task.failure.as_ref().is_some_and(Failure::is_stale);
    let mut errors = task.failure.as_ref().map(field_errors).unwrap_or_default();
    if task.failure.as_ref().and_then(|failure| failure.code()) == Some("cohort_exists") {
        errors.insert("key".to_owned(), t!("cohort-key-taken"));
    }
    errors.extend((*faults).clone());
    let error = |name: &str| errors.get(name).cloned().map(AttrValue::from);
    let set = |change: fn(&mut CohortForm, String)| {
        let wanted = wanted.clone();
        Callback::from(move |text| {
            let mut now = (*wanted).clone();
            change(&mut now, text);
            wanted.set(now.sound());
        })
    };
    let title = match &props.cohort {
        None => t!("cohort-new"),
        Some(cohort) => t!("cohort-edit-title", name = cohort.name.clone()),
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="cohort-submit">{ t!("save") }</FormButtons>
    };
    html! {
        <Dialog {title} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="cohort-dialog">
            if let (true, Some(now)) = (stale, &*seen) {
                <Alert tone={Tone::Warning} title={t!("problem-version-mismatch")} urgent=true testid="cohort-stale">
                    <p>{ t!("cohort-stale") }</p>
                    <p>{ t!("cohort-stale-name", name = now.name.clone()) }</p>
                    if let Some(description) = &now.description {
                        <p>{ t!("cohort-stale-description", description = description.clone()) }</p>
                    }
                </Alert>
            } else if let Some(failure) = task.failure.as_ref().filter(|_| errors.is_empty()) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <TextField label={t!("cohort-name")} required=true error={error("name")} value={wanted.name.clone()} oninput={set(|wanted, name| wanted.name = name)} autocomplete="off" testid="cohort-name" />
                if props.cohort.is_none() {
                    <TextField
                        label={t!("cohort-key")}
                        help={t!("cohort-key-help")}
                        required=true
                        error={error("key")}
                        value={wanted.key.clone()}
                        oninput={set(|wanted, key| {
                            wanted.keyed = !key.is_empty();
                            wanted.key = key;
                        })}
                        autocomplete="off"
                        testid="cohort-key"
                    />
                }
                <TextArea label={t!("cohort-description-label")} error={error("description")} maxlength={LONGEST_DESCRIPTION.to_string()} value={wanted.description.clone()} oninput={set(|wanted, text| wanted.description = text)} testid="cohort-description" />
            </Form>
        </Dialog>
    }
}

/// Saves the cohort, unless something is wrong with what was typed.
fn saving(
    props: &Props,
    wanted: &UseStateHandle<CohortForm>,
    seen: &UseStateHandle<Option<Cohort>>,
    faults: &UseStateSetter<BTreeMap<String, String>>,
    task: &Task,
    toaster: Callback<Toast>,
) -> Callback<()> {
    let (task, wanted, faults) = (task.clone(), wanted.clone(), faults.clone());
    let (seen, onclose, onchanged) = (seen.clone(), props.onclose.clone(), props.onchanged.clone());
    Callback::from(move |()| {
        let found = wanted.faults();
        faults.set(found.clone());
        if !found.is_empty() {
            return;
        }
        let call = {
            let (wanted, seen) = (wanted.clone(), seen.clone());
            async move {
                let Some(before) = &*seen else { return api::cohorts::create(&wanted.created()).await };
                let answer = api::cohorts::update(&before.id, before.version, &wanted.changed(before)).await;
                // Another user was faster: the dialog takes the cohort as it is now, and keeps what was typed here.
                if answer.as_ref().is_err_and(Failure::is_stale)
                    && let Ok(now) = api::cohorts::get(&before.id).await
                {
                    wanted.set((*wanted).clone().rebased(before, &now));
                    seen.set(Some(now));
                }
                answer
            }
        };
        let (toaster, onclose, onchanged) = (toaster.clone(), onclose.clone(), onchanged.clone());
        let onstale = onchanged.clone();
        let done = move |cohort: Cohort| {
            toaster.emit(Toast::success(t!("cohort-saved", name = cohort.name)));
            onclose.emit(());
            onchanged.emit(());
        };
        task.run_or(call, done, move |failure| {
            if failure.is_stale() {
                onstale.emit(());
            }
        });
    })
}
