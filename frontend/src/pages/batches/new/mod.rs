//! A new batch from a file: what the file looks like, the file, how to read it, upload.

mod example;
mod settings;

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
    Alert, Button, FileDrop, Form, Heading, Look, PageHeader, ProblemAlert, Section, Symbol, TextField, Tone,
};

/// The page.
#[component]
pub fn NewBatchPage() -> Html {
    let me = use_me();
    let allowed = state::may_make(me.as_deref());
    let file = use_state(|| None::<File>);
    let missing = use_state_eq(|| false);
    let choices = use_state_eq(Choices::default);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state_eq(|| false);
    let onsubmit = {
        let (file, missing, choices) = (file.clone(), missing.setter(), choices.clone());
        let (failure, busy) = (failure.clone(), busy.clone());
        Callback::from(move |()| {
            let Some(file) = (*file).clone() else {
                return missing.set(true);
            };
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
    html! {
        <>
            <PageHeader title={t!("batch-new")} above={Some((Route::Batches.path().into(), t!("batches").into()))}>
                <p class="rc-lead">{ t!("batch-new-lead") }</p>
            </PageHeader>
            <Section>
                if !allowed {
                    <Alert tone={Tone::Warning} title={t!("batch-new-forbidden")}>{ t!("forbidden-detail") }</Alert>
                }
                <Form narrow=true {onsubmit}>
                    <Example />
                    <Heading>{ t!("upload-file") }</Heading>
                    <FileDrop
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
                    <Heading>{ t!("upload-settings") }</Heading>
                    <SettingsFields choices={(*choices).clone()} {onchange} />
                    if let Some(failure) = &*failure {
                        <div>
                            <ProblemAlert failure={failure.clone()} urgent=true testid="upload-error" />
                            <p class="rc-quiet">{ t!("upload-kept") }</p>
                        </div>
                    }
                    <div class="rc-submit">
                        <Button look={Look::Primary} icon={Symbol::Upload} submit=true busy={*busy} disabled={!allowed} testid="upload-submit">
                            { if *busy { t!("uploading") } else { t!("upload-submit") } }
                        </Button>
                        <p class="rc-quiet">{ t!("upload-safe") }</p>
                    </div>
                </Form>
            </Section>
        </>
    }
}
