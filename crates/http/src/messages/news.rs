//! News of inboxes on this node: who has got a message. Other nodes find it when they look.

use rollcall_domain::id::UserId;
use tokio::sync::broadcast;

/// So many people can be told of before a listener has to look for itself.
const KEPT: usize = 256;

/// Tells listeners whose inbox has changed.
#[derive(Clone)]
pub struct InboxNews(broadcast::Sender<UserId>);

impl Default for InboxNews {
    fn default() -> Self {
        Self(broadcast::channel(KEPT).0)
    }
}

impl InboxNews {
    /// Notes that somebody has got a message.
    pub fn tell(&self, user: Option<UserId>) {
        if let Some(user) = user {
            // Nobody may be listening.
            let _ = self.0.send(user);
        }
    }

    /// Hears of all inboxes from now on.
    pub fn listen(&self) -> broadcast::Receiver<UserId> {
        self.0.subscribe()
    }
}
