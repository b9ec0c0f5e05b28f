use actix_web::{HttpResponse, get, web};
use rollcall_domain::views::Content;
use rollcall_wire::Page;
use rollcall_wire::views::View;

use crate::extract::{May, permissions};
use crate::paging::Paging;
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// Browse saved views
///
/// Needs `users.view`. One's own, and those that others share; the oldest first.
#[utoipa::path(
    tag = "Views",
    params(Paging),
    responses(
        (status = 200, description = "A page of views", body = Page<View>),
        (status = 400, description = "The cursor or the limit is wrong")
    )
)]
#[get("/views")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    saved_items::list::<Content>(&state, &may.caller.actor, &paging).await
}
