//! One conversation: its messages, an answer, and what can be done with it.

mod answer;
mod block;
mod head;
mod message;
mod report;

use std::rc::Rc;

use rollcall_wire::Page;
use rollcall_wire::messages::{Conversation, KeepConversation, Message};
use yew::prelude::*;

use self::answer::Answer;
use self::head::Head;
use self::message::MessageItem;
use self::report::ReportDialog;
use super::switched_off::SwitchedOff;
use crate::api::{self, Failure};
use crate::pages::inbox::{Inbox, use_inbox};
use crate::session::use_me;
use crate::t;
use crate::ui::{Button, Load, PageHeader, ProblemAlert, Section, TextSkeleton, use_load};

/// So many messages are shown at first, and as many more each time.
const AT_ONCE: usize = 50;
/// The most that the API gives.
const MOST: usize = 500;

type Loaded = (Conversation, Page<Message>);

/// The conversation with its latest messages, which count as read from then on.
#[hook]
fn use_conversation(id: &str, limit: usize) -> Load<Loaded> {
    // Whenever the inbox changes, this conversation may have.
    let round = if let Inbox::Unread(_, round) = use_inbox() { round } else { 0 };
    use_load((id.to_owned(), limit, round), |(id, limit, _), signal| async move {
        // Nothing is changed: that is how the API gives one conversation.
        let conversation = api::messages::keep(&id, &KeepConversation::default()).await?;
        let messages = api::messages::of(&id, limit, &signal).await?;
        if conversation.unread > 0 {
            // What was read here and could not be said is said the next time.
            let _ = api::messages::read(&id).await;
        }
        Ok((conversation, messages))
    })
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub id: String,
}

/// The page.
#[component]
pub fn ConversationPage(props: &Props) -> Html {
    let limit = use_state_eq(|| AT_ONCE);
    let loaded = use_conversation(&props.id, *limit);
    if use_inbox() == Inbox::Off || loaded.failure.as_ref().and_then(Failure::code) == Some("messaging_off") {
        return html! { <SwitchedOff /> };
    }
    let onearlier = {
        let limit = limit.clone();
        Callback::from(move |()| limit.set((*limit + AT_ONCE).min(MOST)))
    };
    match (&loaded.data, &loaded.failure) {
        (_, Some(failure)) => {
            html! {
                <>
                    <PageHeader title={t!("message-conversation")} />
                    <Section><ProblemAlert failure={failure.clone()} retry={loaded.reload.clone()} testid="conversation-error" /></Section>
                </>
            }
        }
        (None, None) => html! { <Section><TextSkeleton /></Section> },
        (Some(found), None) => {
            html! {
                <>
                    <Head conversation={found.0.clone()} onchanged={loaded.reload.clone()} />
                    <Section testid="conversation-page">
                        <Messages found={Rc::clone(found)} {onearlier} may_show_more={*limit < MOST} />
                        <Answer conversation={found.0.clone()} onsent={loaded.reload.clone()} />
                    </Section>
                </>
            }
        }
    }
}

#[derive(PartialEq, Properties)]
struct MessagesProps {
    found: Rc<Loaded>,
    onearlier: Callback<()>,
    may_show_more: bool,
}

/// The messages, from the oldest to the latest.
#[component]
fn Messages(props: &MessagesProps) -> Html {
    let reporting = use_state_eq(|| None::<Message>);
    let own = use_me().map(|me| me.user.id.clone()).unwrap_or_default();
    let (_, page) = &*props.found;
    let onreport = {
        let reporting = reporting.setter();
        Callback::from(move |message| reporting.set(Some(message)))
    };
    let onclose = {
        let reporting = reporting.setter();
        Callback::from(move |()| reporting.set(None))
    };
    let item = |message: &Message| {
        let is_own = message.from.as_ref().is_some_and(|person| person.id == own);
        html! { <MessageItem key={message.id.clone()} message={message.clone()} {is_own} onreport={onreport.clone()} /> }
    };
    html! {
        <>
            if page.next_cursor.is_some() && props.may_show_more {
                <div class="rc-bar"><Button onclick={props.onearlier.clone()} testid="messages-earlier">{ t!("messages-earlier") }</Button></div>
            }
            if page.items.is_empty() {
                <p class="rc-quiet">{ t!("conversation-bare") }</p>
            }
            <ol class="rc-messages" role="list" aria-label={t!("messages")} data-testid="conversation-messages">
                { for page.items.iter().rev().map(item) }
            </ol>
            if let Some(message) = &*reporting {
                <ReportDialog message={message.clone()} {onclose} />
            }
        </>
    }
}
