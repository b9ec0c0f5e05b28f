use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::exports::download::issue;
use rollcall_domain::time;
use rollcall_wire::Nothing;
use rollcall_wire::batches::DownloadLink;

use super::view;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Make a link to the file of an export
///
/// Needs `exports.create`, and is for the person who made the export and for administrators. Anyone with the link has the
/// file, without signing in: for an hour unless a setting says otherwise, and no longer than the file is kept. It ends
/// earlier with the sign-ins of the person who made it: by suspension, deletion, another password, or signing out
/// everywhere. `curl -o accounts.csv "$site$url"` takes the file.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id"), IdempotencyKey),
    request_body = Nothing,
    responses(
        (status = 201, description = "The link; `url` is missing where the answer is given again for an `Idempotency-Key`", body = DownloadLink),
        (status = 403, description = "Another user made the export"),
        (status = 409, description = "There is no file")
    )
)]
#[post("/batches/{id}/download/link")]
pub async fn download_link(
    state: web::Data<AppState>,
    may: May<permissions::ExportsCreate>,
    id: web::Path<String>,
    key: IdempotencyKey,
    body: Body<Nothing>,
) -> Result<HttpResponse, Failure> {
    let (id, now, links) = (view::id(&id)?, state.now(), state.link_key.clone());
    let actor = may.caller.actor.clone();
    change(state, &may.caller, key, &body.bytes, move |conn| {
        let (token, until) = issue(conn, &links, &actor, now, id)?;
        let url = format!("/api/v1/batches/{id}/download/by-link?token={token}");
        let link = DownloadLink { url, expires_at: time::format(until) };
        Ok(Reply::new(StatusCode::CREATED, &link)?.secret("url"))
    })
    .await
}
