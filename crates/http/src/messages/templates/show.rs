//! Templates of messages to many as JSON.

use rollcall_domain::messages::message_template::{MessageTemplate, TemplateText};
use rollcall_domain::{self as domain, time};
use rollcall_wire::message_templates::MessageTemplate as MessageTemplateJson;
use rollcall_wire::users::Actor;

use crate::saved_items::SavedItemJson;

impl SavedItemJson for TemplateText {
    type Json = MessageTemplateJson;
    const PATH: &'static str = "/message-templates";

    fn json(template: MessageTemplate, _: &domain::Actor) -> MessageTemplateJson {
        let (owner, username) = template.owner;
        MessageTemplateJson {
            id: template.id.to_string(),
            name: template.name,
            subject: template.content.subject,
            body: template.content.body,
            email: template.content.email,
            shared: template.shared,
            owner: Actor { id: owner.to_string(), username },
            created_at: time::format(template.created_at),
            updated_at: time::format(template.updated_at),
            version: template.version,
        }
    }
}
