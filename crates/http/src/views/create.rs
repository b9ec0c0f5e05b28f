use actix_web::{HttpResponse, post, web};
use rollcall_domain::filter::Scope;
use rollcall_domain::views::Content;
use rollcall_wire::views::{CreateView, View};

use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// Save a view
///
/// Needs `users.view`. A filter or an order that cannot be used is refused, with its place. Times before now, such as
/// `last_access_at lt "-P30D"`, mean what they mean on the day the view is used.
#[utoipa::path(
    tag = "Views",
    params(IdempotencyKey),
    request_body = CreateView,
    responses(
        (status = 201, description = "The new view", body = View),
        (status = 400, description = "The filter or the order is wrong; `position` is where"),
        (status = 409, description = "One of one's own views has this name")
    )
)]
#[post("/views")]
pub async fn create(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    key: IdempotencyKey,
    body: Body<CreateView>,
) -> Result<HttpResponse, Failure> {
    let (bytes, new) = (body.bytes, body.value);
    let content = Content {
        q: new.q,
        filter: new.filter,
        sort: new.sort,
        columns: new.columns.unwrap_or_default(),
        density: new.density,
    };
    saved_items::create(state, &may.caller, (key, &bytes), new.name, new.shared, |conn, actor| {
        content.check(&Scope::of(conn, actor)?)
    })
    .await
}
