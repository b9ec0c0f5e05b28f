//! Write to a person.

use rollcall_wire::messages::{Conversation, Recipient};
use yew::prelude::*;

use super::recipient_picker::RecipientPicker;
use crate::api;
use crate::t;
use crate::ui::{
    Dialog, DialogSize, Form, FormButtons, ProblemAlert, TextArea, Toast, use_task, use_toaster, use_unique_id,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// Called with the conversation that the message stands in.
    pub onsent: Callback<Option<Conversation>>,
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn ComposeDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let to = use_state_eq(|| None::<Recipient>);
    let body = use_state_eq(String::new);
    let tried = use_state_eq(|| false);
    let (task, toaster) = (use_task(), use_toaster());
    let onsubmit = {
        let (task, to, body, tried) = (task.clone(), to.clone(), body.clone(), tried.setter());
        let (onsent, onclose, toaster) = (props.onsent.clone(), props.onclose.clone(), toaster.clone());
        Callback::from(move |()| {
            tried.set(true);
            let Some(person) = (*to).clone().filter(|_| !body.trim().is_empty()) else { return };
            let (text, onsent, onclose, toaster) = ((*body).clone(), onsent.clone(), onclose.clone(), toaster.clone());
            let call = async move {
                api::messages::send(&person.id, text).await?;
                // It is sent, whether its conversation is found or not.
                Ok(api::messages::with(&person.id).await.unwrap_or_default())
            };
            task.run(call, move |conversation| {
                toaster.emit(Toast::success(t!("message-sent")));
                onclose.emit(());
                onsent.emit(conversation);
            });
        })
    };
    let onto = {
        let to = to.setter();
        Callback::from(move |person| to.set(person))
    };
    let oninput = {
        let body = body.setter();
        Callback::from(move |text| body.set(text))
    };
    let to_error = (*tried && to.is_none()).then(|| AttrValue::from(t!("recipient-missing")));
    let body_error = (*tried && body.trim().is_empty()).then(|| AttrValue::from(t!("value-missing")));
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="message-send">{ t!("message-send") }</FormButtons>
    };
    html! {
        <Dialog title={t!("message-new")} size={DialogSize::Medium} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="compose-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <RecipientPicker label={t!("message-to")} value={(*to).clone()} onchange={onto} error={to_error} />
                <TextArea label={t!("message-text")} help={t!("message-text-help")} error={body_error} required=true rows=6 value={(*body).clone()} {oninput} testid="message-body" />
            </Form>
        </Dialog>
    }
}
