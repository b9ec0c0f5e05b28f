//! What can be done with a conversation: star it, mute it, put it away, remove it.

use rollcall_wire::messages::{Conversation, KeepConversation};
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{MenuAct, Task, Toast, use_task, use_toaster, words};

/// Makes the menus of conversations.
pub struct Acts {
    task: Task,
    toaster: Callback<Toast>,
    onchanged: Callback<Conversation>,
    onremove: Callback<Conversation>,
}

/// What can be done with conversations. `onchanged` is told how one is kept from then on.
#[hook]
pub fn use_acts(onchanged: Callback<Conversation>, onremove: Callback<Conversation>) -> Acts {
    Acts { task: use_task(), toaster: use_toaster(), onchanged, onremove }
}

impl Acts {
    /// The menu of a conversation.
    pub fn of(&self, conversation: &Conversation) -> Vec<MenuAct> {
        let none = KeepConversation::default;
        let (starred, muted, archived) = (conversation.starred, conversation.muted, conversation.archived);
        let star = if starred { t!("conversation-unstar") } else { t!("conversation-star") };
        let mute = if muted { t!("conversation-unmute") } else { t!("conversation-mute") };
        let archive = if archived { t!("conversation-unarchive") } else { t!("conversation-archive") };
        let gone = conversation.clone();
        vec![
            self.keeps(conversation, star, "star", KeepConversation { starred: Some(!starred), ..none() }),
            self.keeps(conversation, mute, "mute", KeepConversation { muted: Some(!muted), ..none() }),
            self.keeps(conversation, archive, "archive", KeepConversation { archived: Some(!archived), ..none() }),
            MenuAct {
                name: t!("conversation-remove"),
                danger: true,
                apart: true,
                onselect: self.onremove.reform(move |()| gone.clone()),
                testid: "conversation-remove".into(),
                ..MenuAct::default()
            },
        ]
    }

    fn keeps(&self, conversation: &Conversation, name: String, testid: &str, how: KeepConversation) -> MenuAct {
        let (task, toaster, onchanged) = (self.task.clone(), self.toaster.clone(), self.onchanged.clone());
        let id = conversation.id.clone();
        let onselect = Callback::from(move |()| {
            let (id, toaster, onchanged) = (id.clone(), toaster.clone(), onchanged.clone());
            let call = async move { api::messages::keep(&id, &how).await };
            let failed = move |failure: &api::Failure| toaster.emit(Toast::danger(words(failure).title));
            task.run_or(call, move |kept| onchanged.emit(kept), failed);
        });
        MenuAct { name, onselect, testid: format!("conversation-{testid}").into(), ..MenuAct::default() }
    }
}
