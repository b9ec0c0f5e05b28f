//! Plan a file again with other settings, without uploading it again.

use std::rc::Rc;

use rollcall_wire::batches::{Batch, Column};
use yew::prelude::*;

use super::super::new::choices::Choices;
use super::super::new::settings::SettingsFields;
use super::super::state;
use crate::api;
use crate::session::{use_course_rights, use_me};
use crate::t;
use crate::ui::{
    Button, Dialog, DialogSize, Form, Look, ProblemAlert, TextSkeleton, field_errors, use_load, use_task, use_unique_id,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
    pub onchanged: Callback<()>,
}

/// The button, and the dialog while it is open. Nothing for batches that are of no file.
#[component]
pub fn ReplanButton(props: &Props) -> Html {
    let (me, courses) = (use_me(), use_course_rights());
    let open = use_state_eq(|| false);
    if props.batch.kind != "file" || !state::may_plan(me.as_deref(), &courses, &props.batch) {
        return Html::default();
    }
    let set = |value: bool| {
        let open = open.setter();
        Callback::from(move |()| open.set(value))
    };
    html! {
        <>
            <Button onclick={set(true)} testid="replan">{ t!("replan") }</Button>
            if *open {
                <ReplanDialog batch={props.batch.clone()} onclose={set(false)} onchanged={props.onchanged.clone()} />
            }
        </>
    }
}

/// What the batch was planned with; of a workbook the sheet that was read, named or not.
fn of_the_sheet_read(batch: &Batch) -> Choices {
    let choices = Choices::of(batch);
    match &batch.source.sheet {
        Some(sheet) => choices.with("sheet", sheet.clone().into()),
        None => choices,
    }
}

/// The headings of the batch's file, each with the column that it is read as.
fn headings(batch: &Batch) -> Vec<Column> {
    batch.source.columns.clone().unwrap_or_default()
}

#[derive(PartialEq, Properties)]
struct DialogProps {
    batch: Rc<Batch>,
    onclose: Callback<()>,
    onchanged: Callback<()>,
}

#[component]
fn ReplanDialog(props: &DialogProps) -> Html {
    let form = use_unique_id("form");
    let choices = use_state_eq(|| of_the_sheet_read(&props.batch));
    let described = use_load((), |(), signal| async move { api::batches::described(&signal).await });
    let task = use_task();
    let onsubmit = {
        let (task, id, choices) = (task.clone(), props.batch.id.clone(), choices.clone());
        let described = described.data.clone();
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            let Some(described) = &described else { return };
            let (id, settings) = (id.clone(), choices.settings_anew(described));
            let (onclose, onchanged) = (onclose.clone(), onchanged.clone());
            task.run(async move { api::batches::replan(&id, settings).await }, move |_| {
                onclose.emit(());
                onchanged.emit(());
            });
        })
    };
    let onchange = {
        let choices = choices.setter();
        Callback::from(move |changed| choices.set(changed))
    };
    let errors = task.failure.as_ref().map(field_errors).unwrap_or_default();
    let footer = html! {
        <>
            <Button look={Look::Primary} submit=true form={form.clone()} busy={task.busy} disabled={described.data.is_none()} testid="replan-submit">{ t!("replan-submit") }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog title={t!("replan-title")} size={DialogSize::Medium} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="replan-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ t!("replan-what") }</p>
            if let Some(failure) = &described.failure {
                <ProblemAlert failure={failure.clone()} retry={described.reload.clone()} testid="described-error" />
            }
            <Form id={form} {onsubmit}>
                if let Some(described) = &described.data {
                    <SettingsFields described={described.clone()} choices={(*choices).clone()} columns={headings(&props.batch)} sheets={props.batch.source.sheets.clone()} {errors} {onchange} />
                } else if described.failure.is_none() {
                    <TextSkeleton />
                }
            </Form>
        </Dialog>
    }
}
