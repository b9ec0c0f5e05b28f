//! A message to many as one of its recipients reads it.

use rollcall_wire::messages::RenderedMessage;
use yew::prelude::*;

use crate::i18n::words;
use crate::t;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub message: RenderedMessage,
}

/// The message.
#[component]
pub fn Rendered(props: &Props) -> Html {
    let message = &props.message;
    let blanks: Vec<String> = message.blanks.iter().map(|name| words::field(name)).collect();
    html! {
        <article class="rc-card" data-testid="message-preview" data-of={message.user.full_name.clone()}>
            <div>
                <p class="rc-quiet">{ t!("message-preview-for", name = message.user.full_name.clone()) }</p>
                <h3 class="pf-v6-c-title pf-m-md">{ &message.subject }</h3>
            </div>
            // The server makes it of Markdown, and lets nothing through that could do harm.
            <div class="rc-message__text">{ Html::from_html_unchecked(message.html.clone().into()) }</div>
            if !blanks.is_empty() {
                <p class="rc-quiet" data-testid="message-blanks">{ t!("message-blanks", names = blanks.join(", ")) }</p>
            }
        </article>
    }
}
