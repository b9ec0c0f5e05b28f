//! One conversation in the list.

use rollcall_wire::messages::{Conversation, Message};
use yew::prelude::*;

use super::names;
use crate::i18n::format;
use crate::router::Route;
use crate::t;
use crate::ui::{ActionMenu, Badge, Cell, Column, Hue, Link, MenuAct, Row};

/// So many letters of the latest message are shown.
const SHOWN: usize = 120;

/// The headings of the list.
pub fn headings() -> Vec<Column> {
    vec![
        Column::new(t!("message-conversation")),
        Column::new(t!("message-latest")),
        Column::new(t!("message-when")),
        Column::new(t!("message-marks")),
        Column::new(t!("actions")).quiet(),
    ]
}

/// The beginning of a message, on one line.
fn beginning(message: &Message) -> String {
    if message.withdrawn {
        return t!("message-withdrawn");
    }
    let line = message.body.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(SHOWN).collect();
    if short.len() < line.len() { format!("{short}…") } else { short }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub conversation: Conversation,
    pub acts: Vec<MenuAct>,
}

/// A row.
#[component]
pub fn ConversationRow(props: &Props) -> Html {
    let conversation = &props.conversation;
    let title = names::title(conversation);
    let about = conversation.subject.is_some().then(|| names::people(conversation));
    html! {
        <Row testid="conversation-row" of={title.clone()}>
            <Cell heads=true label={t!("message-conversation")}>
                <Link to={Route::Conversation(conversation.id.clone()).path()} testid="conversation">{ title.clone() }</Link>
                if let Some(people) = about {
                    <span class="rc-below">{ people }</span>
                }
            </Cell>
            <Cell label={t!("message-latest")}>{ conversation.last_message.as_ref().map(beginning).unwrap_or_default() }</Cell>
            <Cell label={t!("message-when")} class="rc-when">{ format::moment(&conversation.last_at) }</Cell>
            <Cell label={t!("message-marks")}><Marks conversation={conversation.clone()} /></Cell>
            <Cell label={t!("actions")} class="rc-actions">
                <ActionMenu text={t!("row-more", name = title)} acts={props.acts.clone()} of_row=true testid="conversation-more" />
            </Cell>
        </Row>
    }
}

#[derive(PartialEq, Properties)]
pub struct MarksProps {
    pub conversation: Conversation,
}

/// How one keeps a conversation, and how much of it is unread.
#[component]
pub fn Marks(props: &MarksProps) -> Html {
    let conversation = &props.conversation;
    html! {
        <span class="rc-bar">
            if conversation.unread > 0 {
                <span data-testid="mark-unread"><Badge hue={Hue::Active} text={t!("mark-unread", count = conversation.unread)} /></span>
            }
            if conversation.starred {
                <span data-testid="mark-starred"><Badge hue={Hue::Attention} text={t!("mark-starred")} /></span>
            }
            if conversation.muted {
                <span data-testid="mark-muted"><Badge hue={Hue::Neutral} text={t!("mark-muted")} /></span>
            }
            if conversation.archived {
                <span data-testid="mark-archived"><Badge hue={Hue::Neutral} text={t!("mark-archived")} /></span>
            }
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(body: &str) -> Message {
        Message {
            id: "m1".to_owned(),
            from: None,
            subject: None,
            body: body.to_owned(),
            html: String::new(),
            sent_at: String::new(),
            read_at: None,
            withdrawn: false,
            batch_id: None,
        }
    }

    #[test]
    fn a_message_is_shown_by_its_beginning_on_one_line() {
        assert_eq!(beginning(&message("Dear Anna,\n\nwelcome")), "Dear Anna, welcome");
        assert!(beginning(&message(&"ä".repeat(200))).ends_with('…'));
        let withdrawn = Message { withdrawn: true, ..message("") };
        assert_eq!(beginning(&withdrawn), t!("message-withdrawn"));
    }
}
