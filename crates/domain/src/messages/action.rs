//! The bulk message as an action on selections.

use crate::actor::Capability;
use crate::batches::engine::operation::Action;

/// The name in the API.
pub const MESSAGE: &str = "message";

/// The one action. In a course `messages.bulk.course` is enough for it.
pub(super) const ACTIONS: &[Action] = &[Action {
    name: MESSAGE,
    label: "Message",
    needs: Capability::MessagesBulkSite,
    settings: &["subject", "body", "email", "include_inactive"],
}];
