use actix_web::{HttpResponse, delete, web};
use rollcall_domain::messages::message_template::TemplateText;

use crate::extract::{IfMatch, May, permissions};
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// Delete a template of messages to many
///
/// Needs `messages.bulk.site`, or `messages.bulk.course` in a course, and that it is one's own. Others who used it see it no longer.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The template's id"), IfMatch),
    responses(
        (status = 204, description = "Deleted"),
        (status = 403, description = "It belongs to another user"),
        (status = 404, description = "No such template")
    )
)]
#[delete("/message-templates/{id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: May<permissions::BulkMessages>,
    id: web::Path<String>,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    saved_items::delete::<TemplateText>(&state, may.caller.actor, &id, if_match).await
}
