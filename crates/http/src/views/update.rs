use actix_web::{HttpResponse, patch, web};
use rollcall_domain::filter::Scope;
use rollcall_domain::saved_items::Changes;
use rollcall_domain::views::Content;
use rollcall_wire::Patch;
use rollcall_wire::views::{UpdateView, View};

use crate::extract::{Body, IfMatch, May, permissions};
use crate::problem::Failure;
use crate::saved_items;
use crate::state::AppState;

/// Change a saved view
///
/// Needs `users.view`, and that it is one's own. A JSON merge patch: missing members stay as they are, `null` empties.
#[utoipa::path(
    tag = "Views",
    params(("id" = String, Path, description = "The view's id"), IfMatch),
    request_body = UpdateView,
    responses(
        (status = 200, description = "The view as it is now", body = View),
        (status = 400, description = "The filter or the order is wrong; `position` is where"),
        (status = 403, description = "It belongs to another user"),
        (status = 404, description = "No such view"),
        (status = 409, description = "Another of one's own views has this name")
    )
)]
#[patch("/views/{id}")]
pub async fn update(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    id: web::Path<String>,
    if_match: IfMatch,
    body: Body<UpdateView>,
) -> Result<HttpResponse, Failure> {
    let patch = body.value;
    let name = patch.name.into_option().map(Option::unwrap_or_default);
    let shared = patch.shared.into_option().map(Option::unwrap_or_default);
    let changes = Changes { name, shared };
    saved_items::update(&state, may.caller.actor, &id, if_match, changes, |conn, actor, mut content: Content| {
        put(&mut content.q, patch.q);
        put(&mut content.filter, patch.filter);
        put(&mut content.sort, patch.sort);
        put(&mut content.density, patch.density);
        if let Some(columns) = patch.columns.into_option() {
            content.columns = columns.unwrap_or_default();
        }
        content.check(&Scope::of(conn, actor)?)
    })
    .await
}

fn put(part: &mut Option<String>, patch: Patch<String>) {
    if let Some(value) = patch.into_option() {
        *part = value;
    }
}
