//! A new batch from a file: what the file looks like, the file, how to read it, upload.

pub mod choices;
mod example;
mod mapping;
pub mod settings;

use web_sys::File;
use yew::prelude::*;

use self::choices::Choices;
use self::example::Example;
use self::settings::SettingsFields;
use super::kind::FileKind;
use super::state;
use crate::api;
use crate::router::{self, Route, use_place};
use crate::session::use_me;
use crate::t;
use crate::ui::{
    Alert, Button, Dropzone, Form, Look, PageHeader, ProblemAlert, Section, Select, Symbol, TextField, Tone, Wizard,
    use_task, use_unique_id,
};

/// The steps that this page holds; the others are on the page of the batch.
const FILE: usize = 0;
const SETTINGS: usize = 1;

/// The page.
#[component]
pub fn NewBatchPage() -> Html {
    let me = use_me();
    let kinds: Vec<FileKind> = FileKind::ALL.into_iter().filter(|kind| kind.is_open_to(me.as_deref())).collect();
    let allowed = !kinds.is_empty();
    let first = kinds.first().copied().unwrap_or(FileKind::Suspension);
    let asked = use_place().query.get("kind").and_then(FileKind::of).filter(|kind| kinds.contains(kind));
    let form = use_unique_id("form");
    let step = use_state_eq(|| FILE);
    let file = use_state(|| None::<File>);
    let missing = use_state_eq(|| false);
    let choices = use_state_eq(|| Choices::new(asked.unwrap_or(first)));
    let task = use_task();
    let onsubmit = {
        let (task, step, file, missing, choices) =
            (task.clone(), step.clone(), file.clone(), missing.setter(), choices.clone());
        Callback::from(move |()| {
            let Some(file) = (*file).clone() else {
                missing.set(true);
                return step.set(FILE);
            };
            if *step == FILE {
                return step.set(SETTINGS);
            }
            if !allowed {
                return;
            }
            task.clear();
            let settings = choices.settings();
            let call = async move { api::batches::upload(&file, &settings).await };
            task.run(call, |batch| router::go(&Route::Batch(batch.id).path()));
        })
    };
    let onfile = {
        let (file, missing, task) = (file.setter(), missing.setter(), task.clone());
        Callback::from(move |chosen| {
            file.set(Some(chosen));
            missing.set(false);
            task.clear();
        })
    };
    let onname = {
        let choices = choices.clone();
        Callback::from(move |name| choices.set(Choices { name, ..(*choices).clone() }))
    };
    let onkind = {
        let (choices, task) = (choices.clone(), task.clone());
        Callback::from(move |code: String| {
            task.clear();
            if let Some(kind) = FileKind::of(&code) {
                choices.set((*choices).clone().turned_into(kind));
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
    let fields = if *step == FILE {
        html! {
            <>
                <Select
                    label={t!("file-kind")}
                    value={choices.kind.code()}
                    options={kinds.iter().map(|kind| (kind.code().into(), kind.label().into())).collect::<Vec<_>>()}
                    onchange={onkind}
                    testid="file-kind"
                />
                <Dropzone
                    label={t!("drop-label")}
                    accept=".csv,.txt,.tsv,.xlsx,text/csv,text/plain"
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
                <Example kind={choices.kind} />
            </>
        }
    } else {
        html! {
            <>
                <SettingsFields choices={(*choices).clone()} {onchange} />
                if let Some(failure) = &task.failure {
                    <div>
                        <ProblemAlert failure={failure.clone()} urgent=true testid="upload-error" />
                        <p class="rc-quiet">{ t!("upload-kept") }</p>
                    </div>
                }
            </>
        }
    };
    let footer = if *step == FILE {
        html! {
            <>
                <Button look={Look::Primary} submit=true form={form.clone()} disabled={!allowed} testid="wizard-next">{ t!("wizard-next") }</Button>
                <Button look={Look::Link} onclick={Callback::from(|()| router::go(&Route::Batches.path()))}>{ t!("cancel") }</Button>
            </>
        }
    } else {
        html! {
            <>
                <Button look={Look::Primary} icon={Symbol::Upload} submit=true form={form.clone()} busy={task.busy} disabled={!allowed} testid="upload-submit">
                    { if task.busy { t!("uploading") } else { t!("upload-submit") } }
                </Button>
                <Button onclick={onstep.reform(|()| FILE)} disabled={task.busy} testid="wizard-back">{ t!("wizard-back") }</Button>
                <p class="rc-quiet">{ t!("upload-safe") }</p>
            </>
        }
    };
    html! {
        <>
            <PageHeader title={t!("batch-new")} above={Some((Route::Batches.path().into(), t!("batches").into()))}>
                <p class="rc-lead">{ t!("batch-new-lead") }</p>
            </PageHeader>
            <Section>
                if !allowed {
                    <Alert tone={Tone::Warning} title={t!("batch-new-forbidden")}>{ t!("forbidden-detail") }</Alert>
                }
                <Wizard label={t!("batch-new")} steps={state::steps()} current={*step} {onstep} {footer}>
                    <Form id={form} narrow=true {onsubmit}>{ fields }</Form>
                </Wizard>
            </Section>
        </>
    }
}
