//! Messages: the conversations of the person who is signed in, and one of them with its messages.

mod acts;
mod compose;
mod conversation;
mod names;
mod query;
mod recipient_picker;
mod remove;
mod row;
mod switched_off;

use rollcall_wire::messages::Conversation;
use yew::prelude::*;

pub use self::conversation::ConversationPage;
pub use self::recipient_picker::RecipientPicker;

use self::acts::use_acts;
use self::compose::ComposeDialog;
use self::query::{MessagesQuery, choices};
use self::remove::RemoveDialog;
use self::row::{ConversationRow, headings};
use self::switched_off::SwitchedOff;
use crate::api;
use crate::pages::inbox::{Inbox, use_inbox};
use crate::router::{self, Route};
use crate::t;
use crate::ui::{Button, Empty, List, ListBody, ListPage, ListState, Look, Select, Symbol, Table, use_list};

#[derive(Clone, PartialEq)]
enum OpenDialog {
    Nothing,
    Compose,
    Remove(Conversation),
}

type Conversations = List<MessagesQuery, Conversation>;

/// The page.
#[component]
pub fn MessagesPage() -> Html {
    let inbox = use_inbox();
    let list: Conversations = use_list(Route::Messages.path().into(), |parameters, signal| async move {
        api::messages::list(parameters, Some(&signal)).await
    });
    use_news(inbox, list.reload.clone());
    let open = use_state_eq(|| OpenDialog::Nothing);
    if inbox == Inbox::Off || list.failure.as_ref().and_then(|failure| failure.code()) == Some("messaging_off") {
        return html! { <SwitchedOff /> };
    }
    let oncompose = {
        let open = open.setter();
        Callback::from(move |()| open.set(OpenDialog::Compose))
    };
    let new = html! {
        <Button look={Look::Primary} icon={Symbol::Add} onclick={oncompose} testid="message-new">{ t!("message-new") }</Button>
    };
    let is_bare = list.state() == ListState::Empty;
    let empty = html! {
        <Empty title={t!("messages-none")} actions={new.clone()} testid="messages-empty">{ t!("messages-none-detail") }</Empty>
    };
    let none_found = html! { <Empty title={t!("messages-none-found")} testid="messages-none-found" /> };
    html! {
        <ListPage
            title={t!("messages")}
            actions={if is_bare { Html::default() } else { new }}
            over={dialog(&open, &list)}
            testid="messages"
        >
            <div class="rc-toolbar">
                <Select
                    inline=true
                    label={t!("batches-show")}
                    value={list.query.show.clone()}
                    options={choices()}
                    onchange={list.showing(|_, show| MessagesQuery { show })}
                    testid="messages-show"
                />
            </div>
            <ListBody state={list.state()} reload={list.reload.clone()} name="messages" {empty} {none_found}>
                <ConversationTable conversations={list.items().to_vec()} busy={list.busy} onchanged={list.refresh()} onremove={removing(&open)} />
                { list.pager(t!("messages-pages"), false) }
            </ListBody>
        </ListPage>
    }
}

/// Looks again whenever the inbox has changed.
#[hook]
fn use_news(inbox: Inbox, reload: Callback<()>) {
    let before = use_mut_ref(Inbox::default);
    use_effect_with(inbox, move |inbox| {
        if let (Inbox::Unread(..), Inbox::Unread(..)) = (before.replace(*inbox), inbox) {
            reload.emit(());
        }
    });
}

fn removing(open: &UseStateHandle<OpenDialog>) -> Callback<Conversation> {
    let open = open.setter();
    Callback::from(move |conversation| open.set(OpenDialog::Remove(conversation)))
}

#[derive(PartialEq, Properties)]
struct TableProps {
    conversations: Vec<Conversation>,
    busy: bool,
    onchanged: Callback<()>,
    onremove: Callback<Conversation>,
}

/// The table of conversations.
#[component]
fn ConversationTable(props: &TableProps) -> Html {
    let acts = use_acts(props.onchanged.reform(|_| ()), props.onremove.clone());
    let row = |conversation: &Conversation| {
        html! { <ConversationRow key={conversation.id.clone()} conversation={conversation.clone()} acts={acts.of(conversation)} /> }
    };
    html! {
        <Table caption={t!("messages")} columns={headings()} busy={props.busy} testid="messages-table">
            { for props.conversations.iter().map(row) }
        </Table>
    }
}

fn dialog(open: &UseStateHandle<OpenDialog>, list: &Conversations) -> Html {
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(OpenDialog::Nothing))
    };
    match &**open {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::Compose => {
            let onsent = list.refresh().reform(|conversation: Option<Conversation>| {
                if let Some(conversation) = conversation {
                    router::go(&Route::Conversation(conversation.id).path());
                }
            });
            html! { <ComposeDialog {onsent} {onclose} /> }
        }
        OpenDialog::Remove(conversation) => {
            html! { <RemoveDialog conversation={conversation.clone()} onremoved={list.refresh()} {onclose} /> }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::ListQuery;

    #[test]
    fn only_a_choice_narrows_the_list() {
        assert!(!MessagesQuery::default().is_narrowed());
        assert!(MessagesQuery { show: "starred".to_owned() }.is_narrowed());
    }
}
