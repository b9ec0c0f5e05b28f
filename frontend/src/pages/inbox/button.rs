//! The way to one's messages in the masthead, with the number of those that are unread.

use yew::prelude::*;

use super::{Inbox, use_inbox};
use crate::i18n::format;
use crate::router::Route;
use crate::t;
use crate::ui::{Icon, Link, Spoken, Symbol};

/// The link; empty where messages are switched off.
#[component]
pub fn InboxButton() -> Html {
    let unread = match use_inbox() {
        Inbox::Off => return Html::default(),
        Inbox::Unknown => 0,
        Inbox::Unread(unread, _) => unread,
    };
    html! {
        <Link to={Route::Messages.path()} class={classes!("pf-v6-c-button", "pf-m-plain", "rc-drawer")} testid="inbox">
            <Icon symbol={Symbol::Mail} />
            if unread > 0 {
                <span class="rc-badge" aria-hidden="true" data-testid="inbox-unread">{ format::count(unread) }</span>
            }
            <Spoken>{ t!("inbox-button", count = unread) }</Spoken>
        </Link>
    }
}
