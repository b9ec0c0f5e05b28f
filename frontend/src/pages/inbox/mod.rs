//! One's inbox as every page knows it: how much is unread, as the server tells it, and whether there are messages at all.

mod button;
mod follow;

use yew::prelude::*;

pub use self::button::InboxButton;
pub use self::follow::use_followed_inbox;

/// One's inbox.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Inbox {
    /// The server has not told yet.
    #[default]
    Unknown,
    /// Messages are switched off for the whole site.
    Off,
    /// So many messages are unread; the second number grows whenever that changes.
    Unread(i64, u32),
}

/// The inbox, from anywhere in the console.
#[hook]
pub fn use_inbox() -> Inbox {
    use_context::<Inbox>().unwrap_or_default()
}
