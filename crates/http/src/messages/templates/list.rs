use actix_web::{HttpResponse, get, web};
use rollcall_domain::messages::message_template::TemplateText;
use rollcall_wire::Page;
use rollcall_wire::message_templates::MessageTemplate;

use crate::extract::{May, permissions};
use crate::paging::Paging;
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// Browse templates of messages to many
///
/// Needs `messages.bulk.site`, or `messages.bulk.course` in a course. One's own, and those that others share; the oldest first.
#[utoipa::path(
    tag = "Messages",
    params(Paging),
    responses(
        (status = 200, description = "A page of templates", body = Page<MessageTemplate>),
        (status = 400, description = "The cursor or the limit is wrong")
    )
)]
#[get("/message-templates")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::BulkMessages>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    saved_items::list::<TemplateText>(&state, &may.caller.actor, &paging).await
}
