//! A new batch from a file: what the file looks like, the file, how to read it, upload.

mod example;
pub mod settings;

use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use self::example::Example;
use self::settings::{Choices, SettingsFields};
use super::state;
use crate::api::{self, Failure};
use crate::router::{self, Route};
use crate::session::use_me;
use crate::t;
use crate::ui::{
    Alert, Button, Dropzone, Form, Look, PageHeader, ProblemAlert, Section, Symbol, TextField, Tone, Wizard,
    use_unique_id,
};

/// The steps that this page holds; the others are on the page of the batch.
const FILE: usize = 0;
const SETTINGS: usize = 1;

/// The page.
#[component]
pub fn NewBatchPage() -> Html {
    let me = use_me();
    let allowed = state::may_make(me.as_deref());
    let form = use_unique_id("form");
    let step = use_state_eq(|| FILE);
    let file = use_state(|| None::<File>);
    let missing = use_state_eq(|| false);
    let choices = use_state_eq(Choices::default);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state_eq(|| false);
    let onsubmit = {
        let (step, file, missing, choices) = (step.clone(), file.clone(), missing.setter(), choices.clone());
        let (failure, busy) = (failure.clone(), busy.clone());
        Callback::from(move |()| {
            let Some(file) = (*file).clone() else {
                missing.set(true);
                return step.set(FILE);
            };
            if *step == FILE {
                return step.set(SETTINGS);
            }
            if *busy || !allowed {
                return;
            }
            busy.set(true);
            failure.set(None);
            let settings = choices.settings();
            let (failure, busy) = (failure.clone(), busy.clone());
            spawn_local(async move {
                match api::batches::upload(&file, &settings).await {
                    Ok(batch) => router::go(&Route::Batch(batch.id).path()),
                    Err(reason) => {
                        failure.set(Some(reason));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let onfile = {
        let (file, missing, failure) = (file.setter(), missing.setter(), failure.setter());
        Callback::from(move |chosen| {
            file.set(Some(chosen));
            missing.set(false);
            failure.set(None);
        })
    };
    let onname = {
        let choices = choices.clone();
        Callback::from(move |name| choices.set(Choices { name, ..(*choices).clone() }))
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
                <Example />
            </>
        }
    } else {
        html! {
            <>
                <SettingsFields choices={(*choices).clone()} {onchange} />
                if let Some(failure) = &*failure {
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
                <Button look={Look::Primary} icon={Symbol::Upload} submit=true form={form.clone()} busy={*busy} disabled={!allowed} testid="upload-submit">
                    { if *busy { t!("uploading") } else { t!("upload-submit") } }
                </Button>
                <Button onclick={onstep.reform(|()| FILE)} disabled={*busy} testid="wizard-back">{ t!("wizard-back") }</Button>
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
