use actix_web::{HttpResponse, patch, web};
use rollcall_domain::messages::message_template::TemplateText;
use rollcall_domain::saved_items::Changes;
use rollcall_wire::message_templates::{MessageTemplate, UpdateMessageTemplate};

use crate::extract::{Body, IfMatch, May, permissions};
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// Change a template of messages to many
///
/// Needs `messages.bulk.site`, or `messages.bulk.course` in a course, and that it is one's own. A JSON merge patch: missing members stay as
/// they are.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The template's id"), IfMatch),
    request_body = UpdateMessageTemplate,
    responses(
        (status = 200, description = "The template as it is now", body = MessageTemplate),
        (status = 403, description = "It belongs to another user"),
        (status = 404, description = "No such template"),
        (status = 409, description = "Another of one's own templates has this name"),
        (status = 422, description = "The text is not valid, or a placeholder stands for nothing (`unknown_placeholder`)")
    )
)]
#[patch("/message-templates/{id}")]
pub async fn update(
    state: web::Data<AppState>,
    may: May<permissions::BulkMessages>,
    id: web::Path<String>,
    if_match: IfMatch,
    body: Body<UpdateMessageTemplate>,
) -> Result<HttpResponse, Failure> {
    let patch = body.value;
    let name = patch.name.into_option().map(Option::unwrap_or_default);
    let shared = patch.shared.into_option().map(Option::unwrap_or_default);
    let changes = Changes { name, shared };
    saved_items::update(&state, may.caller.actor, &id, if_match, changes, move |_, _, known: TemplateText| {
        let text = TemplateText {
            subject: patch.subject.unwrap_or(known.subject),
            body: patch.body.unwrap_or(known.body),
            email: patch.email.unwrap_or(known.email),
        };
        text.checked()
    })
    .await
}
