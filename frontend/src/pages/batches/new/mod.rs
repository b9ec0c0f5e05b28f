//! A new batch from a file: what the file looks like, the file, how to read it, upload.

pub mod choices;
pub mod described;
mod example;
mod full_sync;
mod mapping;
mod presets;
pub mod settings;
mod unmapped;

use web_sys::File;
use yew::prelude::*;

use self::choices::Choices;
use self::example::Example;
use self::presets::Presets;
use self::settings::SettingsFields;
use self::unmapped::UnmappedHeadings;
use super::state;
use crate::api;
use crate::i18n::words;
use crate::router::{self, Route, use_place};
use crate::session::use_me;
use crate::t;
use crate::ui::{
    Alert, Button, Dropzone, Form, Look, PageHeader, ProblemAlert, Section, Select, Symbol, TextField, TextSkeleton,
    Tone, Wizard, field_errors, use_load, use_task, use_unique_id,
};

/// The steps that this page holds; the others are on the page of the batch.
const FILE: usize = 0;
const SETTINGS: usize = 1;

/// Files as the server reads them, by ending and by media type.
const ACCEPTED: &str = ".csv,.txt,.tsv,.xlsx,.ods,text/csv,text/plain,\
                        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,\
                        application/vnd.oasis.opendocument.spreadsheet";

/// The page.
#[component]
pub fn NewBatchPage() -> Html {
    let me = use_me();
    let described = use_load((), |(), signal| async move { api::batches::described(&signal).await });
    let presets = described.data.as_ref().map(|described| described::presets_open_to(described, me.as_deref()));
    let allowed = presets.as_ref().is_some_and(|presets| !presets.is_empty());
    let asked = use_place().query.get("kind").map(str::to_owned);
    let form = use_unique_id("form");
    let step = use_state_eq(|| FILE);
    let file = use_state(|| None::<File>);
    let missing = use_state_eq(|| false);
    let choices = use_state_eq(Choices::default);
    // The saved settings that were taken: kept here, as one goes back and forth between the steps.
    let taken = use_state_eq(String::new);
    // Which kinds there are is known once the server has said so.
    use_effect_with(presets.clone(), {
        let choices = choices.clone();
        move |presets| {
            let presets = presets.as_deref().unwrap_or_default();
            let wanted = asked.filter(|asked| presets.contains(asked)).or_else(|| presets.first().cloned());
            if let Some(preset) = wanted.filter(|_| choices.preset.is_empty()) {
                choices.set(Choices::new(&preset));
            }
        }
    });
    let task = use_task();
    // The headings of a file that was refused for them.
    let unmapped = use_state_eq(Vec::new);
    let onsubmit = {
        let (task, step, file, missing, choices) =
            (task.clone(), step.clone(), file.clone(), missing.setter(), choices.clone());
        let unmapped = unmapped.setter();
        let described = described.data.clone();
        Callback::from(move |()| {
            let Some(file) = (*file).clone() else {
                missing.set(true);
                return step.set(FILE);
            };
            if *step == FILE {
                return step.set(SETTINGS);
            }
            let Some(described) = described.as_ref().filter(|_| allowed) else { return };
            task.clear();
            let settings = choices.settings(described);
            let call = async move { api::batches::upload(&file, &settings).await };
            let unmapped = unmapped.clone();
            let refused = move |failure: &api::Failure| unmapped.set(unmapped::columns_of(failure));
            task.run_or(call, |batch| router::go(&Route::Batch(batch.id).path()), refused);
        })
    };
    let onfile = {
        let (file, missing, task) = (file.setter(), missing.setter(), task.clone());
        let (unmapped, choices) = (unmapped.setter(), choices.clone());
        Callback::from(move |chosen| {
            file.set(Some(chosen));
            // Another file has other headings.
            unmapped.set(Vec::new());
            choices.set((*choices).clone().without("columns"));
            missing.set(false);
            task.clear();
        })
    };
    let onname = {
        let choices = choices.clone();
        Callback::from(move |name| choices.set(Choices { name, ..(*choices).clone() }))
    };
    let onkind = {
        let (choices, task, taken) = (choices.clone(), task.clone(), taken.setter());
        let described = described.data.clone();
        Callback::from(move |preset: String| {
            task.clear();
            taken.set(String::new());
            if let Some(described) = &described {
                choices.set((*choices).clone().turned_into(&preset, described));
            }
        })
    };
    let onchange = {
        let choices = choices.setter();
        Callback::from(move |changed| choices.set(changed))
    };
    let onstep = {
        let step = step.setter();
        Callback::from(move |wanted| step.set(wanted))
    };
    let offered = presets.unwrap_or_default();
    let offered: Vec<_> =
        offered.into_iter().map(|preset| (preset.clone().into(), words::batch_action(&preset).into())).collect();
    let errors = task.failure.as_ref().map(field_errors).unwrap_or_default();
    let fields = if *step == FILE {
        html! {
            <>
                <Select
                    label={t!("file-kind")}
                    value={choices.preset.clone()}
                    options={offered}
                    onchange={onkind}
                    testid="file-kind"
                />
                <Dropzone
                    label={t!("drop-label")}
                    accept={ACCEPTED}
                    file={(*file).clone()}
                    {onfile}
                    error={missing.then(|| AttrValue::from(t!("upload-missing")))}
                />
                <TextField
                    label={t!("upload-name")}
                    help={t!("upload-name-help")}
                    autocomplete="off"
                    value={choices.name.clone()}
                    oninput={onname}
                    testid="batch-name"
                />
                <Example preset={choices.preset.clone()} />
            </>
        }
    } else {
        html! {
            <>
                if let Some(described) = &described.data {
                    <SettingsFields described={described.clone()} choices={(*choices).clone()} {errors} onchange={onchange.clone()} />
                }
                // Before the problem, which takes the focus: so both are in sight.
                if let Some(described) = described.data.as_ref().filter(|_| !unmapped.is_empty()) {
                    <UnmappedHeadings described={described.clone()} choices={(*choices).clone()} columns={(*unmapped).clone()} onchange={onchange.clone()} />
                }
                if let Some(failure) = &task.failure {
                    <div>
                        <ProblemAlert failure={failure.clone()} urgent=true testid="upload-error" />
                        <p class="rc-quiet">{ t!("upload-kept") }</p>
                    </div>
                }
            </>
        }
    };
    // Beside the form: its dialogs have forms of their own.
    let presets = match &described.data {
        Some(described) if *step == SETTINGS => {
            let (described, choices) = (described.clone(), (*choices).clone());
            let onchoose = {
                let taken = taken.setter();
                Callback::from(move |id| taken.set(id))
            };
            html! { <Presets {described} {choices} onchange={onchange.clone()} chosen={(*taken).clone()} {onchoose} /> }
        }
        _ => Html::default(),
    };
    // With keys: what was clicked must not become the button that sends the form while the click is still under way.
    let footer = if *step == FILE {
        html! {
            <>
                <Button key="next" look={Look::Primary} submit=true form={form.clone()} disabled={!allowed} testid="wizard-next">{ t!("wizard-next") }</Button>
                <Button key="cancel" look={Look::Link} onclick={Callback::from(|()| router::go(&Route::Batches.path()))}>{ t!("cancel") }</Button>
            </>
        }
    } else {
        html! {
            <>
                <Button key="upload" look={Look::Primary} icon={Symbol::Upload} submit=true form={form.clone()} busy={task.busy} disabled={!allowed} testid="upload-submit">
                    { if task.busy { t!("uploading") } else { t!("upload-submit") } }
                </Button>
                <Button key="back" onclick={onstep.reform(|()| FILE)} disabled={task.busy} testid="wizard-back">{ t!("wizard-back") }</Button>
                <p key="safe" class="rc-quiet">{ t!("upload-safe") }</p>
            </>
        }
    };
    html! {
        <>
            <PageHeader title={t!("batch-new")}>
                <p class="rc-lead">{ t!("batch-new-lead") }</p>
            </PageHeader>
            <Section>
                if let Some(failure) = &described.failure {
                    <ProblemAlert failure={failure.clone()} retry={described.reload.clone()} testid="described-error" />
                }
                if !state::may_make(me.as_deref()) || (described.data.is_some() && !allowed) {
                    <Alert tone={Tone::Warning} title={t!("batch-new-forbidden")}>{ t!("forbidden-detail") }</Alert>
                }
                if described.data.is_none() && described.failure.is_none() {
                    <TextSkeleton />
                } else if allowed {
                <Wizard label={t!("batch-new")} steps={state::steps()} current={*step} {onstep} {footer}>
                    { presets }
                    <Form id={form} narrow=true {onsubmit}>{ fields }</Form>
                </Wizard>
                }
            </Section>
        </>
    }
}
