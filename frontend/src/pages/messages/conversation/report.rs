//! Report a message to those who look after messages.

use rollcall_wire::messages::Message;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Dialog, Form, FormButtons, ProblemAlert, TextArea, Toast, use_task, use_toaster, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub message: Message,
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn ReportDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let reason = use_state_eq(String::new);
    let tried = use_state_eq(|| false);
    let (task, toaster) = (use_task(), use_toaster());
    let onsubmit = {
        let (task, reason, tried) = (task.clone(), reason.clone(), tried.setter());
        let (id, toaster, onclose) = (props.message.id.clone(), toaster.clone(), props.onclose.clone());
        Callback::from(move |()| {
            tried.set(true);
            if reason.trim().is_empty() {
                return;
            }
            let (id, reason, toaster, onclose) = (id.clone(), (*reason).clone(), toaster.clone(), onclose.clone());
            task.run(async move { api::messages::report(&id, reason).await }, move |()| {
                toaster.emit(Toast::success(t!("reported")));
                onclose.emit(());
            });
        })
    };
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |text| reason.set(text))
    };
    let error = (*tried && reason.trim().is_empty()).then(|| AttrValue::from(t!("value-missing")));
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="report-send">{ t!("report") }</FormButtons>
    };
    html! {
        <Dialog title={t!("report-title")} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="report-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ t!("report-what") }</p>
            <Form id={form} {onsubmit}>
                <TextArea label={t!("report-reason")} {error} required=true maxlength="1000" value={(*reason).clone()} {oninput} testid="report-reason" />
            </Form>
        </Dialog>
    }
}
