//! Keep settings under a name, for oneself or for others too.

use rollcall_wire::batch_presets::BatchPreset;
use serde_json::Value;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Check, Dialog, Form, FormButtons, ProblemAlert, TextField, use_task, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub settings: Value,
    pub onclose: Callback<()>,
    pub onsaved: Callback<BatchPreset>,
}

/// The dialog.
#[component]
pub fn SaveDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let name = use_state_eq(String::new);
    let shared = use_state_eq(|| false);
    let missing = use_state_eq(|| false);
    let task = use_task();
    let taken = task.failure.as_ref().is_some_and(|failure| failure.code() == Some("name_taken"));
    let onsubmit = {
        let (task, name, shared, missing) = (task.clone(), name.clone(), *shared, missing.setter());
        let (settings, onsaved) = (props.settings.clone(), props.onsaved.clone());
        Callback::from(move |()| {
            missing.set(name.trim().is_empty());
            if name.trim().is_empty() {
                return;
            }
            let (name, settings, onsaved) = (name.trim().to_owned(), settings.clone(), onsaved.clone());
            let call = async move { api::batch_presets::create(&name, &settings, shared).await };
            task.run(call, move |saved| onsaved.emit(saved));
        })
    };
    let error = match (*missing, taken) {
        (true, _) => Some(AttrValue::from(t!("preset-name-missing"))),
        (false, true) => Some(AttrValue::from(t!("preset-name-taken"))),
        (false, false) => None,
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="preset-submit">{ t!("preset-submit") }</FormButtons>
    };
    html! {
        <Dialog title={t!("preset-save-title")} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="preset-dialog">
            if let Some(failure) = task.failure.as_ref().filter(|_| !taken) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ t!("preset-save-what") }</p>
            <Form id={form} {onsubmit}>
                <TextField
                    label={t!("preset-name")}
                    autocomplete="off"
                    required=true
                    value={(*name).clone()}
                    oninput={let name = name.setter(); Callback::from(move |value| name.set(value))}
                    {error}
                    testid="preset-name"
                />
                <Check
                    label={t!("preset-share")}
                    help={t!("preset-share-help")}
                    checked={*shared}
                    onchange={let shared = shared.setter(); Callback::from(move |value| shared.set(value))}
                    testid="preset-share"
                />
            </Form>
        </Dialog>
    }
}
