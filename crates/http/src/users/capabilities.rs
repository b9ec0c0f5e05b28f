use actix_web::{HttpResponse, get, web};
use rollcall_domain::role_assignments::explained::{self, CapabilitySource as Source};
use rollcall_domain::{time, users};
use rollcall_wire::Page;
use rollcall_wire::roles::{CapabilitySource, ExplainedCapability};

use super::view;
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::role_assignments::context;
use crate::state::AppState;

/// What a user may do, and why
///
/// Needs `users.view`. All capabilities that the person has, on one page, each with the roles that give it and where they are
/// held. What is held at site level counts everywhere.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id")),
    responses(
        (status = 200, description = "The capabilities", body = Page<ExplainedCapability>),
        (status = 404, description = "No such account")
    )
)]
#[get("/users/{id}/capabilities")]
pub async fn capabilities(
    state: web::Data<AppState>,
    _: May<permissions::UsersView>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = view::id(&id)?;
    let now = state.now();
    let found = state
        .read(move |conn| {
            users::store::find(conn, id)?;
            explained::capabilities(conn, id, now)
        })
        .await?;
    let items = found.into_iter().map(|explained| ExplainedCapability {
        capability: explained.capability.name().to_owned(),
        sources: explained.sources.iter().map(source).collect(),
    });
    Ok(HttpResponse::Ok().json(Page { items: items.collect::<Vec<_>>(), next_cursor: None, total: None }))
}

fn source(source: &Source) -> CapabilitySource {
    let held = source.assignment.as_ref();
    CapabilitySource {
        role: source.role.to_string(),
        context: context(source.context),
        assignment_id: held.map(|held| held.id.to_string()),
        until: held.and_then(|held| held.until).map(time::format),
        reason: held.and_then(|held| held.reason.clone()),
    }
}
