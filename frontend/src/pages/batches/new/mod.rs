//! A new batch from a file: what the file looks like, the file, how to read it, upload.

pub mod choices;
pub mod described;
mod example;
mod full_sync;
mod mapping;
mod presets;
pub mod settings;
mod unmapped;
mod upload;

use yew::prelude::*;

use self::example::Example;
use self::presets::Presets;
use self::settings::SettingsFields;
use self::unmapped::UnmappedHeadings;
use self::upload::{Upload, use_upload};
use super::state;
use crate::api;
use crate::i18n::words;
use crate::router::{self, Route};
use crate::session::use_me;
use crate::t;
use crate::ui::{
    Alert, Button, Dropzone, Form, Look, PageHeader, ProblemAlert, Section, Select, Symbol, TextField, TextSkeleton,
    Tone, Wizard, field_errors, use_load, use_unique_id,
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
    let form = use_unique_id("form");
    let upload = use_upload(described.data.clone(), presets.clone());
    let onstep = {
        let step = upload.step.setter();
        Callback::from(move |chosen| step.set(chosen))
    };
    let fields =
        if *upload.step == FILE { file_fields(&upload, presets.unwrap_or_default()) } else { settings_fields(&upload) };
    let footer = footer(&upload, form.clone(), allowed, &onstep);
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
                    <Wizard label={t!("batch-new")} steps={state::steps()} current={*upload.step} {onstep} {footer}>
                        { presets_of(&upload) }
                        <Form id={form} narrow=true onsubmit={upload.submit(allowed)}>{ fields }</Form>
                    </Wizard>
                }
            </Section>
        </>
    }
}

/// What file it is.
fn file_fields(upload: &Upload, presets: Vec<String>) -> Html {
    let offered: Vec<(AttrValue, AttrValue)> =
        presets.into_iter().map(|preset| (preset.clone().into(), words::batch_action(&preset).into())).collect();
    html! {
        <>
            <Select
                label={t!("file-kind")}
                value={upload.choices.preset.clone()}
                options={offered}
                onchange={upload.turned()}
                testid="file-kind"
            />
            <Dropzone
                label={t!("drop-label")}
                accept={ACCEPTED}
                file={(*upload.file).clone()}
                onfile={upload.chosen()}
                error={upload.missing.then(|| AttrValue::from(t!("upload-missing")))}
            />
            <TextField
                label={t!("upload-name")}
                help={t!("upload-name-help")}
                autocomplete="off"
                value={upload.choices.name.clone()}
                oninput={upload.named()}
                testid="batch-name"
            />
            <Example preset={upload.choices.preset.clone()} />
        </>
    }
}

/// How the file is read, and why the server refused it.
fn settings_fields(upload: &Upload) -> Html {
    let errors = upload.task.failure.as_ref().map(field_errors).unwrap_or_default();
    let (choices, onchange) = ((*upload.choices).clone(), upload.changed());
    html! {
        <>
            if let Some(described) = &upload.described {
                <SettingsFields described={described.clone()} choices={choices.clone()} {errors} onchange={onchange.clone()} />
            }
            // Before the problem, which takes the focus: so both are in sight.
            if let Some(described) = upload.described.as_ref().filter(|_| !upload.unmapped.is_empty()) {
                <UnmappedHeadings described={described.clone()} {choices} columns={(*upload.unmapped).clone()} {onchange} />
            }
            if let Some(failure) = &upload.task.failure {
                <div>
                    <ProblemAlert failure={failure.clone()} urgent=true testid="upload-error" />
                    <p class="rc-quiet">{ t!("upload-kept") }</p>
                </div>
            }
        </>
    }
}

/// The saved settings. Beside the form: their dialogs have forms of their own.
fn presets_of(upload: &Upload) -> Html {
    let Some(described) = upload.described.clone().filter(|_| *upload.step == SETTINGS) else {
        return Html::default();
    };
    let onchoose = {
        let taken = upload.taken.setter();
        Callback::from(move |id| taken.set(id))
    };
    let (choices, chosen) = ((*upload.choices).clone(), (*upload.taken).clone());
    html! { <Presets {described} {choices} onchange={upload.changed()} {chosen} {onchoose} /> }
}

/// The buttons. With keys: what was clicked must not become the button that sends the form while the click is still under way.
fn footer(upload: &Upload, form: AttrValue, allowed: bool, onstep: &Callback<usize>) -> Html {
    let busy = upload.task.busy;
    if *upload.step == FILE {
        return html! {
            <>
                <Button key="next" look={Look::Primary} submit=true {form} disabled={!allowed} testid="wizard-next">{ t!("wizard-next") }</Button>
                <Button key="cancel" look={Look::Link} onclick={Callback::from(|()| router::go(&Route::Batches.path()))}>{ t!("cancel") }</Button>
            </>
        };
    }
    html! {
        <>
            <Button key="upload" look={Look::Primary} icon={Symbol::Upload} submit=true {form} {busy} disabled={!allowed} testid="upload-submit">
                { if busy { t!("uploading") } else { t!("upload-submit") } }
            </Button>
            <Button key="back" onclick={onstep.reform(|()| FILE)} disabled={busy} testid="wizard-back">{ t!("wizard-back") }</Button>
            <p key="safe" class="rc-quiet">{ t!("upload-safe") }</p>
        </>
    }
}
