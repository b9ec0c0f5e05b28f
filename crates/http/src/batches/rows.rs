use actix_web::{HttpResponse, get, web};
use rollcall_domain::batches::engine::{rows as stored, store};
use rollcall_domain::outcome::Outcome;
use rollcall_domain::registry::REGISTRY;
use rollcall_domain::{Result, field_rights};
use rollcall_wire::Page;
use rollcall_wire::batches::Row;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view;
use crate::extract::{OnBatch, See};
use crate::paging::{count, cut, foreign_cursor, limit, malformed};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// Only rows with this outcome, such as `error`.
    outcome: Option<String>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; default 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`.
    #[param(pattern = "^(exact|estimate)$")]
    count: Option<String>,
}

/// The rows of a batch
///
/// Needs `batches.view`, and `users.view_private` to see the values of private fields. In the order of their lines, with
/// what changes and what there is to say.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id"), Params),
    responses(
        (status = 200, description = "A page of rows", body = Page<Row>),
        (status = 404, description = "No such batch")
    )
)]
#[get("/batches/{id}/rows")]
pub async fn rows(
    state: web::Data<AppState>,
    on: OnBatch<See>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let (id, limit) = (on.batch.id, limit(params.limit)?);
    let outcome = params.outcome.as_deref().map(outcome).transpose()?;
    let counted = count(params.count.as_deref())?.is_some();
    let private = field_rights::may_see(&on.caller.actor);
    let behind = match params.cursor.as_deref() {
        None => 0,
        Some(text) => text.parse::<i64>().map_err(|_| foreign_cursor())?,
    };
    let page = state
        .read(move |conn| {
            let batch = store::find(conn, id)?;
            let mut found = stored::page(conn, id, outcome, behind, limit + 1)?;
            let next_cursor = cut(&mut found, limit, |row| row.line.to_string());
            if !private {
                let operation = REGISTRY.of(&batch)?;
                found.iter_mut().for_each(|row| operation.conceal(&batch, row));
            }
            let total = counted.then(|| stored::how_many(conn, id, outcome)).transpose()?;
            Ok(Page { items: view::rows(conn, &batch, found)?, next_cursor, total })
        })
        .await?;
    Ok(HttpResponse::Ok().json(page))
}

/// The outcome with this name.
pub fn outcome(name: &str) -> Result<Outcome> {
    Outcome::from_name(name).ok_or_else(|| {
        let known: Vec<_> = Outcome::ALL.iter().map(|outcome| outcome.name()).collect();
        malformed(&format!(
            "There is no outcome \"{}\". There are: {}.",
            rollcall_domain::text::show(name),
            known.join(", ")
        ))
    })
}
