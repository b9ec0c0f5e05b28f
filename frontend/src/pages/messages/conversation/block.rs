//! Block a person, after a question.

use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Confirm, Toast, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub id: AttrValue,
    pub name: AttrValue,
    pub onclose: Callback<()>,
}

/// The question.
#[component]
pub fn BlockDialog(props: &Props) -> Html {
    let task = use_task();
    let toaster = use_toaster();
    let onconfirm = {
        let (task, toaster, onclose) = (task.clone(), toaster.clone(), props.onclose.clone());
        let (id, name) = (props.id.clone(), props.name.clone());
        Callback::from(move |()| {
            let (id, name, toaster, onclose) = (id.clone(), name.to_string(), toaster.clone(), onclose.clone());
            task.run(async move { api::messages::block(&id).await }, move |()| {
                toaster.emit(Toast::success(t!("blocked", name = name)));
                onclose.emit(());
            });
        })
    };
    html! {
        <Confirm
            title={t!("block-title", name = props.name.to_string())}
            action={t!("block")}
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="block-dialog"
        >
            <p>{ t!("block-what") }</p>
        </Confirm>
    }
}
