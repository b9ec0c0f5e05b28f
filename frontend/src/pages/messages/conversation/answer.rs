//! Answer in a conversation.

use rollcall_wire::messages::Conversation;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Button, Form, Look, ProblemAlert, TextArea, use_announcer, use_task};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub conversation: Conversation,
    pub onsent: Callback<()>,
}

/// The field; empty where an answer would have no reader.
#[component]
pub fn Answer(props: &Props) -> Html {
    let body = use_state_eq(String::new);
    let tried = use_state_eq(|| false);
    let (task, say) = (use_task(), use_announcer());
    let conversation = &props.conversation;
    let onsubmit = {
        let (task, body, tried, say) = (task.clone(), body.clone(), tried.setter(), say.clone());
        let (id, onsent) = (conversation.id.clone(), props.onsent.clone());
        Callback::from(move |()| {
            if body.trim().is_empty() {
                return tried.set(true);
            }
            let (text, id, body) = ((*body).clone(), id.clone(), body.setter());
            let (tried, say, onsent) = (tried.clone(), say.clone(), onsent.clone());
            task.run(async move { api::messages::answer(&id, text).await }, move |_| {
                body.set(String::new());
                tried.set(false);
                say.emit(t!("message-sent"));
                onsent.emit(());
            });
        })
    };
    let oninput = {
        let body = body.setter();
        Callback::from(move |text| body.set(text))
    };
    if conversation.kind == "notice" || conversation.with.is_empty() {
        return html! { <p class="rc-quiet" data-testid="answer-none">{ t!("answer-none") }</p> };
    }
    let error = (*tried && body.trim().is_empty()).then(|| AttrValue::from(t!("value-missing")));
    let help = if conversation.kind == "bulk" { t!("answer-to-sender") } else { t!("message-text-help") };
    html! {
        <Form {onsubmit}>
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="answer-error" />
            }
            <TextArea label={t!("answer")} {help} {error} rows=4 value={(*body).clone()} {oninput} testid="answer" />
            <div class="rc-bar"><Button look={Look::Primary} submit=true busy={task.busy} testid="answer-send">{ t!("message-send") }</Button></div>
        </Form>
    }
}
