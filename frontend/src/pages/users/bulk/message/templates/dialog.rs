//! Keep the text of a message under a name, for oneself or for others too.

use rollcall_wire::message_templates::{KeepMessageDraft, MessageTemplate};
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Check, Dialog, Form, FormButtons, ProblemAlert, TextField, use_task, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub text: KeepMessageDraft,
    pub onclose: Callback<()>,
    pub onsaved: Callback<MessageTemplate>,
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
        let (text, onsaved) = (props.text.clone(), props.onsaved.clone());
        Callback::from(move |()| {
            missing.set(name.trim().is_empty());
            if name.trim().is_empty() {
                return;
            }
            let (name, text, onsaved) = (name.trim().to_owned(), text.clone(), onsaved.clone());
            let call = async move { api::message_templates::create(&name, &text, shared).await };
            task.run(call, move |saved| onsaved.emit(saved));
        })
    };
    let error = match (*missing, taken) {
        (true, _) => Some(AttrValue::from(t!("template-name-missing"))),
        (false, true) => Some(AttrValue::from(t!("template-name-taken"))),
        (false, false) => None,
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="template-submit">{ t!("template-submit") }</FormButtons>
    };
    html! {
        <Dialog title={t!("template-save-title")} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="template-dialog">
            if let Some(failure) = task.failure.as_ref().filter(|_| !taken) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ t!("template-save-what") }</p>
            <Form id={form} {onsubmit}>
                <TextField
                    label={t!("template-name")}
                    autocomplete="off"
                    required=true
                    value={(*name).clone()}
                    oninput={let name = name.setter(); Callback::from(move |value| name.set(value))}
                    {error}
                    testid="template-name"
                />
                <Check
                    label={t!("template-share")}
                    help={t!("template-share-help")}
                    checked={*shared}
                    onchange={let shared = shared.setter(); Callback::from(move |value| shared.set(value))}
                    testid="template-share"
                />
            </Form>
        </Dialog>
    }
}
