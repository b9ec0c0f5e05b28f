use actix_web::{HttpResponse, post, web};
use rollcall_domain::messages::message_template::TemplateText;
use rollcall_wire::message_templates::{CreateMessageTemplate, MessageTemplate};

use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// Save the text of a message to many under a name
///
/// Needs `messages.bulk.site`, or `messages.bulk.course` in a course. The text is checked as that of a message; placeholders of a course are
/// taken, and refused where a message with them is sent at site level.
#[utoipa::path(
    tag = "Messages",
    params(IdempotencyKey),
    request_body = CreateMessageTemplate,
    responses(
        (status = 201, description = "The new template", body = MessageTemplate),
        (status = 409, description = "One of one's own templates has this name"),
        (status = 422, description = "The text is not valid, or a placeholder stands for nothing (`unknown_placeholder`)")
    )
)]
#[post("/message-templates")]
pub async fn create(
    state: web::Data<AppState>,
    may: May<permissions::BulkMessages>,
    key: IdempotencyKey,
    body: Body<CreateMessageTemplate>,
) -> Result<HttpResponse, Failure> {
    let (bytes, new) = (body.bytes, body.value);
    let text = TemplateText { subject: new.subject, body: new.body, email: new.email.unwrap_or(false) };
    saved_items::create(state, &may.caller, (key, &bytes), new.name, new.shared, |_, _| text.checked()).await
}
