use actix_web::{HttpResponse, get, web};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rollcall_domain::cohorts::CohortSource;
use rollcall_domain::cohorts::store::{self, CohortCursor, CohortQuery};
use rollcall_domain::{Error, Result};
use rollcall_wire::Page;
use rollcall_wire::cohorts::Cohort;
use serde::Deserialize;
use utoipa::IntoParams;

use super::show;
use crate::extract::{May, permissions};
use crate::paging::{count, foreign_cursor, limit};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Params {
    /// Only those whose name or key has this text in it.
    q: Option<String>,
    /// Only those that the account with this id is in.
    user_id: Option<String>,
    /// Only those that this fills: `manual` (people and files) or `rule`.
    #[param(pattern = "^(manual|rule)$")]
    source: Option<String>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; default 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`.
    #[param(pattern = "^(exact|estimate)$")]
    count: Option<String>,
}

/// Browse cohorts
///
/// Needs `users.view`. By name. Cohorts are groups of people at site level: people come into them and go out of them by
/// `/cohorts/{id}/members`, by the actions `add_to_cohort` and `remove_from_cohort` of a selection, and by the columns
/// `cohort1`, ... of a file.
#[utoipa::path(
    tag = "Cohorts",
    params(Params),
    responses(
        (status = 200, description = "A page of cohorts", body = Page<Cohort>),
        (status = 404, description = "`user_id` is not the id of an account")
    )
)]
#[get("/cohorts")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let (limit, counted) = (limit(params.limit)?, count(params.count.as_deref())?.is_some());
    let behind = place(&params)?;
    let member = params.user_id.as_deref().map(crate::users::view::id).transpose()?;
    let actor = may.caller.actor;
    let asked = CohortQuery { search: params.q.clone(), member, source: source(params.source.as_deref())? };
    let page = state
        .read(move |conn| {
            let (found, next) = store::page(conn, &asked, behind.as_ref(), limit)?;
            let total = if counted { Some(store::count(conn, &asked)?) } else { None };
            let next_cursor =
                next.map(|next| serde_json::to_vec(&(&params.q, &params.user_id, &params.source, next))).transpose()?;
            let next_cursor = next_cursor.map(|next| BASE64_URL_SAFE_NO_PAD.encode(next));
            Ok(Page { items: show::cohorts(conn, &actor, &found)?, next_cursor, total })
        })
        .await?;
    Ok(HttpResponse::Ok().json(page))
}

fn source(name: Option<&str>) -> Result<Option<CohortSource>> {
    let Some(name) = name else { return Ok(None) };
    let unknown = || Error::invalid("source", "invalid_value", "A source is \"manual\" or \"rule\".");
    CohortSource::from_name(name).map(Some).ok_or_else(unknown)
}

/// Where a page begins, and what it is a page of: a cursor of another list is none of this one.
type Cursor = (Option<String>, Option<String>, Option<String>, CohortCursor);

fn place(params: &Params) -> Result<Option<CohortCursor>, Error> {
    let Some(cursor) = &params.cursor else { return Ok(None) };
    let read = || -> Option<Cursor> { serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok() };
    let (q, user_id, source, place) = read().ok_or_else(foreign_cursor)?;
    // No name has a NUL in it, and PostgreSQL takes none.
    let is_ours = q == params.q && user_id == params.user_id && source == params.source && !place.0.contains('\0');
    if is_ours { Ok(Some(place)) } else { Err(foreign_cursor()) }
}
