use actix_web::{HttpRequest, HttpResponse, get, web};
use rollcall_domain::batches::engine::store::{self, BatchFilter};
use rollcall_domain::batches::engine::{approve, rights};
use rollcall_domain::filter::{self, Scope};
use rollcall_domain::id::BatchId;
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::roles::Capability;
use rollcall_domain::text::show;
use rollcall_domain::{Error, Millis, Result};
use rollcall_wire::Page;
use rollcall_wire::batches::Batch;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view;
use crate::extract::{Caller, denied, has_batches};
use crate::paging::{count, cut, foreign_cursor, limit, malformed, narrowed};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Params {
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; default 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
    /// Such as `state eq "applied" and created_at ge "-P7D"`: see docs/filters.md.
    filter: Option<String>,
    /// `approval`: only plans that wait for a second person's approval, by the present setting and permissions.
    waiting_for: Option<String>,
    /// `-created_at` (default: latest first) or `created_at`.
    sort: Option<String>,
    /// `exact` or `estimate` adds `total`.
    #[param(pattern = "^(exact|estimate)$")]
    count: Option<String>,
    /// Only these members of each batch, such as `name,state`.
    fields: Option<String>,
}

/// Browse batches
///
/// Needs `batches.view`. Latest first. The list has the batches of all users.
#[utoipa::path(tag = "Batches", params(Params), responses((status = 200, description = "A page of batches", body = Page<Batch>)))]
#[get("/batches")]
pub async fn list(
    state: web::Data<AppState>,
    caller: Caller,
    request: HttpRequest,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let visible_to = rights::visible_to(&REGISTRY, &caller.actor);
    if visible_to.is_some() && !has_batches(&caller.actor) {
        return Err(denied(&request, &caller, Capability::BatchesView));
    }
    let limit = limit(params.limit)?;
    let counted = count(params.count.as_deref())?.is_some();
    let waits = match params.waiting_for.as_deref() {
        None => false,
        Some("approval") => true,
        Some(_) => {
            return Err(malformed("\"waiting_for\" is \"approval\", or is left out.").into());
        }
    };
    let filter = filter::parse_given(params.filter.as_deref(), &Scope::of_batches())?;
    let now = state.now();
    let filter = filter.map(|filter| (filter, now));
    let oldest_first = match params.sort.as_deref().map(str::trim) {
        None | Some("" | "-created_at") => false,
        Some("created_at") => true,
        Some(other) => {
            let message = format!("Batches cannot be sorted by \"{}\". Sort by: created_at, -created_at.", show(other));
            return Err(Error::Malformed { code: "unknown_sort", message, position: None }.into());
        }
    };
    let behind = params.cursor.as_deref().map(place).transpose()?;
    let page = state
        .read_within(move |conn| {
            let waiting = if waits { Some(approve::all_waiting(conn, &REGISTRY, now)?) } else { None };
            let shown = BatchFilter { filter, waiting, visible_to };
            let mut found = store::page(conn, &shown, oldest_first, behind, limit + 1)?;
            let next_cursor = cut(&mut found, limit, |batch| format!("{}.{}", batch.created_at, batch.id));
            let total = if counted { Some(store::count(conn, &shown)?) } else { None };
            Ok(Page { items: view::batches(conn, &caller.actor, now, found)?, next_cursor, total })
        })
        .await?;
    match params.fields.as_deref() {
        None => Ok(HttpResponse::Ok().json(page)),
        Some(fields) => Ok(HttpResponse::Ok().json(narrowed(page, "A batch", fields)?)),
    }
}

fn place(cursor: &str) -> Result<(Millis, BatchId)> {
    let parse = || {
        let (at, id) = cursor.split_once('.')?;
        Some((at.parse().ok()?, id.parse().ok()?))
    };
    parse().ok_or_else(foreign_cursor)
}
