use actix_web::{HttpResponse, get, web};
use rollcall_domain::messages::message_template::TemplateText;
use rollcall_wire::message_templates::MessageTemplate;

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// One template of messages to many
///
/// Needs `messages.bulk.site`, or `messages.bulk.course` in a course. The `ETag` is the template's version, for `If-Match`.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The template's id")),
    responses(
        (status = 200, description = "The template", body = MessageTemplate),
        (status = 404, description = "No such template, or another user's that is not shared")
    )
)]
#[get("/message-templates/{id}")]
pub async fn get(
    state: web::Data<AppState>,
    may: May<permissions::BulkMessages>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    saved_items::get::<TemplateText>(&state, &may.caller.actor, &id).await
}
