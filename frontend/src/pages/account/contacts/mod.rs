//! Who may write to one, whom one has as contacts, and whom one has blocked.

mod blocks;
mod list;
mod preferences;

use yew::prelude::*;

use self::blocks::BlocksCard;
use self::list::ContactsCard;
use self::preferences::PreferencesCard;
use crate::pages::inbox::{Inbox, use_inbox};

/// The cards; empty where messages are switched off.
#[component]
pub fn ContactsPart() -> Html {
    if use_inbox() == Inbox::Off {
        return Html::default();
    }
    html! { <><PreferencesCard /><ContactsCard /><BlocksCard /></> }
}
