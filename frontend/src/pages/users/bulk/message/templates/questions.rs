//! What is asked before a text is lost: one that was written by a template, or a template for good.

use rollcall_wire::message_templates::MessageTemplate;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Confirm, use_task};

#[derive(PartialEq, Properties)]
pub struct ReplaceProps {
    pub template: MessageTemplate,
    pub onclose: Callback<()>,
    pub onconfirm: Callback<()>,
}

/// Asks before a template takes the place of what was written.
#[component]
pub fn ReplaceDialog(props: &ReplaceProps) -> Html {
    html! {
        <Confirm
            title={t!("template-replace-title")}
            action={t!("template-replace")}
            busy=false
            onconfirm={props.onconfirm.clone()}
            onclose={props.onclose.clone()}
            testid="template-replace-dialog"
        >
            <p class="rc-paragraph">{ t!("template-replace-what", name = props.template.name.clone()) }</p>
        </Confirm>
    }
}

#[derive(PartialEq, Properties)]
pub struct DeleteProps {
    pub template: MessageTemplate,
    pub onclose: Callback<()>,
    pub ondeleted: Callback<MessageTemplate>,
}

/// Asks before a template goes.
#[component]
pub fn DeleteDialog(props: &DeleteProps) -> Html {
    let task = use_task();
    let template = &props.template;
    let onconfirm = {
        let (task, template, ondeleted) = (task.clone(), template.clone(), props.ondeleted.clone());
        Callback::from(move |()| {
            let (gone, template, ondeleted) = (template.clone(), template.clone(), ondeleted.clone());
            task.run(async move { api::message_templates::delete(&gone).await }, move |()| ondeleted.emit(template));
        })
    };
    let what = if template.shared { t!("template-delete-shared") } else { t!("template-delete-what") };
    html! {
        <Confirm
            title={t!("template-delete-title", name = template.name.clone())}
            action={t!("template-delete")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="template-delete-dialog"
        >
            <p class="rc-paragraph">{ what }</p>
        </Confirm>
    }
}
