//! Remove a conversation from one's own inbox, after a question.

use rollcall_wire::messages::Conversation;
use yew::prelude::*;

use super::names;
use crate::api;
use crate::t;
use crate::ui::{Confirm, Toast, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub conversation: Conversation,
    pub onremoved: Callback<()>,
    pub onclose: Callback<()>,
}

/// The question.
#[component]
pub fn RemoveDialog(props: &Props) -> Html {
    let task = use_task();
    let toaster = use_toaster();
    let onconfirm = {
        let (task, id, toaster) = (task.clone(), props.conversation.id.clone(), toaster.clone());
        let (onclose, onremoved) = (props.onclose.clone(), props.onremoved.clone());
        Callback::from(move |()| {
            let (id, toaster, onclose, onremoved) = (id.clone(), toaster.clone(), onclose.clone(), onremoved.clone());
            task.run(async move { api::messages::clear(&id).await }, move |()| {
                toaster.emit(Toast::success(t!("conversation-removed")));
                onclose.emit(());
                onremoved.emit(());
            });
        })
    };
    html! {
        <Confirm
            title={t!("conversation-remove-title", name = names::title(&props.conversation))}
            action={t!("conversation-remove")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="conversation-remove-dialog"
        >
            <p>{ t!("conversation-remove-what") }</p>
        </Confirm>
    }
}
