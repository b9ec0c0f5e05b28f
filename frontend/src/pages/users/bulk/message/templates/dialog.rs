//! Keep the text of a message under a name, for oneself or for others too.

use rollcall_wire::message_templates::{KeepMessageDraft, MessageTemplate};
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{NameDialog, NameWords, use_task};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub text: KeepMessageDraft,
    pub onclose: Callback<()>,
    pub onsaved: Callback<MessageTemplate>,
}

/// The dialog.
#[component]
pub fn SaveDialog(props: &Props) -> Html {
    let task = use_task();
    let onsubmit = {
        let (task, text, onsaved) = (task.clone(), props.text.clone(), props.onsaved.clone());
        Callback::from(move |(name, shared): (String, bool)| {
            let (text, onsaved) = (text.clone(), onsaved.clone());
            let call = async move { api::message_templates::create(&name, &text, shared).await };
            task.run(call, move |saved| onsaved.emit(saved));
        })
    };
    let words = NameWords {
        title: t!("template-save-title"),
        what: Some(t!("template-save-what")),
        name: t!("template-name"),
        missing: t!("template-name-missing"),
        taken: t!("template-name-taken"),
        share: t!("template-share"),
        share_help: t!("template-share-help"),
        submit: t!("template-submit"),
    };
    html! {
        <NameDialog kind="template" {words} busy={task.busy} failure={task.failure.clone()} {onsubmit} onclose={props.onclose.clone()} />
    }
}
