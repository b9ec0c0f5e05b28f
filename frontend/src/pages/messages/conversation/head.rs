//! The head of a conversation: with whom, and what can be done with it.

use rollcall_wire::messages::Conversation;
use yew::prelude::*;

use super::super::acts::use_acts;
use super::super::names;
use super::super::remove::RemoveDialog;
use super::super::row::Marks;
use super::block::BlockDialog;
use crate::router::{self, Route};
use crate::t;
use crate::ui::{ActionMenu, MenuAct, PageHeader};

#[derive(Clone, PartialEq)]
enum OpenDialog {
    Nothing,
    Remove,
    Block,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub conversation: Conversation,
    pub onchanged: Callback<()>,
}

/// The head.
#[component]
pub fn Head(props: &Props) -> Html {
    let open = use_state_eq(|| OpenDialog::Nothing);
    let conversation = &props.conversation;
    let opening = |dialog: OpenDialog| {
        let open = open.setter();
        Callback::from(move |()| open.set(dialog.clone()))
    };
    let acts = use_acts(props.onchanged.reform(|_| ()), opening(OpenDialog::Remove).reform(|_| ()));
    let mut acts = acts.of(conversation);
    let other = conversation.with.first().filter(|_| conversation.with.len() == 1);
    if let Some(person) = other {
        acts.push(MenuAct {
            name: t!("block-person", name = person.full_name.clone()),
            danger: true,
            onselect: opening(OpenDialog::Block),
            testid: "conversation-block".into(),
            ..MenuAct::default()
        });
    }
    let onclose = opening(OpenDialog::Nothing);
    let onremoved = Callback::from(|()| router::go(&Route::Messages.path()));
    let dialog = match (&*open, other) {
        (OpenDialog::Remove, _) => {
            html! { <RemoveDialog conversation={conversation.clone()} {onremoved} {onclose} /> }
        }
        (OpenDialog::Block, Some(person)) => {
            html! { <BlockDialog id={person.id.clone()} name={person.full_name.clone()} {onclose} /> }
        }
        _ => Html::default(),
    };
    let actions = html! { <ActionMenu text={t!("actions")} {acts} downwards=true testid="conversation-acts" /> };
    html! {
        <>
            <PageHeader title={names::title(conversation)} aside={html! { <Marks conversation={conversation.clone()} /> }} {actions}>
                if conversation.subject.is_some() {
                    <p class="rc-lead">{ t!("conversation-with", names = names::people(conversation)) }</p>
                }
            </PageHeader>
            { dialog }
        </>
    }
}
