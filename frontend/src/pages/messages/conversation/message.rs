//! One message.

use rollcall_wire::messages::Message;
use yew::prelude::*;

use super::super::names;
use crate::i18n::format;
use crate::t;
use crate::ui::{Badge, Button, Hue, Look};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub message: Message,
    /// Whether the person has written it.
    pub is_own: bool,
    pub onreport: Callback<Message>,
}

/// The message.
#[component]
pub fn MessageItem(props: &Props) -> Html {
    let message = &props.message;
    let from = names::person(message.from.as_ref());
    let can_be_reported = !props.is_own && message.from.is_some() && !message.withdrawn;
    let onclick = {
        let (onreport, message) = (props.onreport.clone(), message.clone());
        Callback::from(move |()| onreport.emit(message.clone()))
    };
    let read = message.read_at.as_ref().filter(|_| props.is_own);
    html! {
        <li class={classes!("rc-message", props.is_own.then_some("rc-message--own"))} data-testid="message">
            <div class="rc-bar">
                <strong>{ if props.is_own { t!("message-own") } else { from.clone() } }</strong>
                <time class="rc-quiet" datetime={message.sent_at.clone()}>{ format::moment(&message.sent_at) }</time>
                if message.batch_id.is_some() {
                    <Badge hue={Hue::Neutral} text={t!("message-to-many")} />
                }
            </div>
            if let Some(subject) = &message.subject {
                <h2 class="pf-v6-c-title pf-m-md">{ subject }</h2>
            }
            if message.withdrawn {
                <p class="rc-quiet" data-testid="message-withdrawn">{ t!("message-withdrawn") }</p>
            } else {
                // The server makes it of Markdown, and lets nothing through that could do harm.
                <div class="rc-message__text" data-testid="message-text">{ Html::from_html_unchecked(message.html.clone().into()) }</div>
            }
            if let Some(at) = read {
                <p class="rc-quiet" data-testid="message-read">{ t!("message-read", at = format::moment(at)) }</p>
            }
            if can_be_reported {
                <div class="rc-bar">
                    <Button small=true look={Look::Link} label={t!("report-named", name = from)} {onclick} testid="message-report">{ t!("report") }</Button>
                </div>
            }
        </li>
    }
}
