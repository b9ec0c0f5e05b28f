//! Set a field up, or change it. What can't be changed later is said before.

use std::collections::BTreeMap;
use std::rc::Rc;

use rollcall_wire::profile::ProfileField;
use yew::prelude::*;

use super::form::{AUDIENCES, EDITORS, FieldForm, KINDS};
use super::word;
use crate::api;
use crate::t;
use crate::ui::{
    Alert, Check, Dialog, DialogSize, Form, FormButtons, ProblemAlert, Select, Task, TextArea, TextField, Toast, Tone,
    field_errors, use_task, use_toaster, use_unique_id,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// None for a new one.
    pub field: Option<Rc<ProfileField>>,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// The dialog.
#[component]
pub fn FieldDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let wanted = use_state_eq(|| FieldForm::of(props.field.as_deref()));
    let missing = use_state_eq(BTreeMap::<String, String>::new);
    let task = use_task();
    let onsubmit = saving(props, &wanted, &missing.setter(), &task, use_toaster());
    let mut errors = task.failure.as_ref().map(field_errors).unwrap_or_default();
    if task.failure.as_ref().and_then(|failure| failure.code()) == Some("name_taken") {
        errors.insert("name".to_owned(), t!("custom-name-taken"));
    }
    errors.extend((*missing).clone());
    let title = match &props.field {
        None => t!("custom-new"),
        Some(field) => t!("custom-edit-title", name = field.label.clone()),
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="field-submit">{ t!("save") }</FormButtons>
    };
    html! {
        <Dialog {title} size={DialogSize::Medium} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="field-dialog">
            if let Some(failure) = task.failure.as_ref().filter(|_| errors.is_empty()) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                { fields(props, &wanted, &errors) }
            </Form>
        </Dialog>
    }
}

/// Saves the field, unless something is missing.
fn saving(
    props: &Props,
    wanted: &UseStateHandle<FieldForm>,
    missing: &UseStateSetter<BTreeMap<String, String>>,
    task: &Task,
    toaster: Callback<Toast>,
) -> Callback<()> {
    let (task, wanted, missing) = (task.clone(), wanted.clone(), missing.clone());
    let (field, onclose, onchanged) = (props.field.clone(), props.onclose.clone(), props.onchanged.clone());
    Callback::from(move |()| {
        let empty = wanted.missing();
        missing.set(empty.clone());
        if !empty.is_empty() {
            return;
        }
        let (wanted, field) = ((*wanted).clone(), field.clone());
        let (toaster, onclose, onchanged) = (toaster.clone(), onclose.clone(), onchanged.clone());
        let call = async move {
            match field {
                None => api::profile_fields::create(&wanted.created()).await,
                Some(field) => api::profile_fields::update(&field, &wanted.changed()).await,
            }
        };
        let onfailed = onchanged.clone();
        let done = move |field: ProfileField| {
            toaster.emit(Toast::success(t!("custom-saved", name = field.label)));
            onclose.emit(());
            onchanged.emit(());
        };
        task.run_or(call, done, move |failure| {
            // Another user was faster: the list then shows the field as it is.
            if failure.is_stale() {
                onfailed.emit(());
            }
        });
    })
}

/// What can be set of the field as it stands.
fn fields(props: &Props, wanted: &UseStateHandle<FieldForm>, errors: &BTreeMap<String, String>) -> Html {
    let error = |name: &str| errors.get(name).cloned().map(AttrValue::from);
    let set = |change: fn(&mut FieldForm, String)| {
        let wanted = wanted.clone();
        Callback::from(move |text| {
            let mut now = (*wanted).clone();
            change(&mut now, text);
            wanted.set(now.sound());
        })
    };
    let tick = |change: fn(&mut FieldForm, bool)| {
        let wanted = wanted.clone();
        Callback::from(move |ticked| {
            let mut now = (*wanted).clone();
            change(&mut now, ticked);
            wanted.set(now.sound());
        })
    };
    let options = |family: &str, codes: &[&'static str]| -> Vec<(AttrValue, AttrValue)> {
        codes.iter().map(|code| (AttrValue::Static(code), word(family, code).into())).collect()
    };
    let editors = if wanted.visible_to == "staff" { &EDITORS[..1] } else { &EDITORS[..] };
    let fewer = props.field.as_ref().is_some_and(|field| {
        let choices = wanted.choices().unwrap_or_default();
        field.choices.iter().any(|choice| !choices.contains(choice))
    });
    let newly_required = props.field.as_ref().is_some_and(|field| !field.required) && wanted.required;
    html! {
        <>
            <TextField label={t!("custom-label")} help={t!("custom-label-help")} required=true error={error("label")} value={wanted.label.clone()} oninput={set(|wanted, label| wanted.label = label)} autocomplete="off" testid="field-label" />
            if props.field.is_none() {
                <TextField
                    label={t!("custom-name")}
                    help={t!("custom-name-help")}
                    required=true
                    error={error("name")}
                    value={wanted.name.clone()}
                    oninput={set(|wanted, name| {
                        wanted.named = !name.is_empty();
                        wanted.name = name;
                    })}
                    autocomplete="off"
                    testid="field-name"
                />
                <Select label={t!("custom-kind")} help={t!("custom-kind-help")} value={wanted.kind.clone()} options={options("custom-kind", &KINDS)} onchange={set(|wanted, kind| wanted.kind = kind)} testid="field-kind" />
            }
            if wanted.kind == "choice" {
                <TextArea label={t!("custom-choices")} help={t!("custom-choices-help")} error={error("choices")} value={wanted.choices.clone()} oninput={set(|wanted, choices| wanted.choices = choices)} testid="field-choices" />
                if fewer {
                    <Alert tone={Tone::Warning} title={t!("custom-choices-fewer")} testid="field-choices-fewer" />
                }
            }
            <Check label={t!("custom-required")} help={t!("custom-required-help")} checked={wanted.required} onchange={tick(|wanted, required| wanted.required = required)} testid="field-required" />
            if newly_required {
                <Alert tone={Tone::Warning} title={t!("custom-required-now")} testid="field-required-now" />
            }
            if wanted.kind != "yes_no" {
                <Check label={t!("custom-unique")} help={t!("custom-unique-help")} checked={wanted.unique} onchange={tick(|wanted, unique| wanted.unique = unique)} testid="field-unique" />
            }
            <Select label={t!("custom-visible-to")} value={wanted.visible_to.clone()} options={options("custom-visible", &AUDIENCES)} onchange={set(|wanted, audience| wanted.visible_to = audience)} testid="field-visible" />
            <Select label={t!("custom-editable-by")} error={error("editable_by")} value={wanted.editable_by.clone()} options={options("custom-editable", editors)} onchange={set(|wanted, editor| wanted.editable_by = editor)} testid="field-editable" />
        </>
    }
}
