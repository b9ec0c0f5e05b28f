//! Plan a file again with other settings, without uploading it again.

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::new::settings::{Choices, SettingsFields};
use super::super::state;
use crate::api::{self, Failure};
use crate::session::use_me;
use crate::t;
use crate::ui::{Button, Dialog, DialogSize, Form, Look, ProblemAlert, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
    pub onchanged: Callback<()>,
}

/// The button, and the dialog while it is open. Nothing for batches that are of no file.
#[component]
pub fn ReplanButton(props: &Props) -> Html {
    let me = use_me();
    let open = use_state_eq(|| false);
    if props.batch.kind != "file" || !state::may_make(me.as_deref()) {
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

#[derive(PartialEq, Properties)]
struct DialogProps {
    batch: Rc<Batch>,
    onclose: Callback<()>,
    onchanged: Callback<()>,
}

#[component]
fn ReplanDialog(props: &DialogProps) -> Html {
    let form = use_unique_id("form");
    let choices = use_state_eq(|| Choices::of(&props.batch));
    let busy = use_state_eq(|| false);
    let failure = use_state(|| None::<Failure>);
    let onsubmit = {
        let (id, choices) = (props.batch.id.clone(), choices.clone());
        let (busy, failure) = (busy.clone(), failure.setter());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (id, settings) = (id.clone(), choices.settings());
            let (busy, failure) = (busy.setter(), failure.clone());
            let (onclose, onchanged) = (onclose.clone(), onchanged.clone());
            spawn_local(async move {
                match api::batches::replan(&id, settings).await {
                    Ok(_) => {
                        onclose.emit(());
                        onchanged.emit(());
                    }
                    Err(reason) => {
                        failure.set(Some(reason));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let onchange = {
        let choices = choices.setter();
        Callback::from(move |changed| choices.set(changed))
    };
    let footer = html! {
        <>
            <Button look={Look::Primary} submit=true form={form.clone()} busy={*busy} testid="replan-submit">{ t!("replan-submit") }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={*busy}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog title={t!("replan-title")} size={DialogSize::Medium} onclose={props.onclose.clone()} busy={*busy} {footer} testid="replan-dialog">
            if let Some(failure) = &*failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ t!("replan-what") }</p>
            <Form id={form} {onsubmit}><SettingsFields choices={(*choices).clone()} {onchange} /></Form>
        </Dialog>
    }
}
