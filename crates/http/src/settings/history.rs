use actix_web::{HttpResponse, get, web};
use rollcall_domain::audit::history::{count_of_named, of_named};
use rollcall_domain::settings::commands::{SUBJECT, find};
use rollcall_wire::Page;
use rollcall_wire::users::HistoryEntry;

use crate::extract::{May, permissions};
use crate::paging::{self, Paging};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::history::entry;

/// What was done to a setting
///
/// Needs `settings.manage`. Latest first: who, when, and `value` before and after.
#[utoipa::path(
    tag = "Settings",
    params(("name" = String, Path, description = "The setting's name", example = "batches.confirm_above"), Paging),
    responses(
        (status = 200, description = "A page of the history", body = Page<HistoryEntry>),
        (status = 404, description = "No such setting")
    )
)]
#[get("/settings/{name}/history")]
pub async fn history(
    state: web::Data<AppState>,
    _: May<permissions::SettingsManage>,
    name: web::Path<String>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    let (limit, below, counted) = (paging.limit()?, paging.behind()?, paging.counted()?);
    let (events, total) = state
        .read(move |conn| {
            let name = find(&name)?.name;
            let total = counted.then(|| count_of_named(conn, SUBJECT, name)).transpose()?;
            Ok((of_named(conn, SUBJECT, name, below, limit + 1)?, total))
        })
        .await?;
    let page = paging::page(events, limit, total, |event| event.seq.to_string(), |event| entry(event, true));
    Ok(HttpResponse::Ok().json(page))
}
