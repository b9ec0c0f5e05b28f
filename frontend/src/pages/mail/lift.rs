//! Send mails to an address again, after a question.

use rollcall_wire::mail::Suppression;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Confirm, Toast, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub suppression: Suppression,
    pub onlifted: Callback<()>,
    pub onclose: Callback<()>,
}

/// The question.
#[component]
pub fn LiftDialog(props: &Props) -> Html {
    let task = use_task();
    let toaster = use_toaster();
    let onconfirm = {
        let (task, toaster, address) = (task.clone(), toaster.clone(), props.suppression.address.clone());
        let (onlifted, onclose) = (props.onlifted.clone(), props.onclose.clone());
        Callback::from(move |()| {
            let (address, toaster) = (address.clone(), toaster.clone());
            let (onlifted, onclose) = (onlifted.clone(), onclose.clone());
            let said = t!("suppression-lifted", address = address.clone());
            task.run(async move { api::mail::lift(&address).await }, move |()| {
                toaster.emit(Toast::success(said));
                onclose.emit(());
                onlifted.emit(());
            });
        })
    };
    html! {
        <Confirm
            title={t!("suppression-lift-title", address = props.suppression.address.clone())}
            action={t!("suppression-lift")}
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="lift-dialog"
        >
            <p>{ t!("suppression-lift-what") }</p>
        </Confirm>
    }
}
