use actix_web::{HttpResponse, post, web};
use rollcall_domain::batches::settings::FileSettings;
use rollcall_domain::batches::{commands, source, stage, store};
use rollcall_domain::settings::Settings;
use rollcall_domain::tabular::Sniffer;
use rollcall_domain::{Error, Result};
use rollcall_wire::Problem;
use rollcall_wire::batches::{Batch, Replan};

use super::view;
use crate::extract::{Body, IdempotencyKey, IfMatch, May, Wait, permissions};
use crate::problem::Failure;
use crate::state::{AppState, blocking};

/// Plan again
///
/// Needs `batches.create` and what the action needs. With other settings where they are given, for instance
/// another encoding or a mapping of headings; accounts that changed in the meantime are looked at anew.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id")),
    request_body = Replan,
    responses(
        (status = 202, description = "The batch", body = Batch),
        (status = 412, description = "Changed since the version in `If-Match`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The batch is not planned", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The settings cannot be used", body = Problem, content_type = "application/problem+json")
    )
)]
#[post("/batches/{id}/plan")]
pub async fn plan(
    state: web::Data<AppState>,
    may: May<permissions::BatchesCreate>,
    id: web::Path<String>,
    if_match: IfMatch,
    key: IdempotencyKey,
    wait: Wait,
    body: Body<Replan>,
) -> Result<HttpResponse, Failure> {
    let id = view::id(&id)?;
    let settings = match body.value.settings {
        None => None,
        Some(wire) => Some(FileSettings::resolve(&serde_json::to_value(wire)?)?),
    };
    let (db, actor, now) = (state.db.clone(), may.caller.actor.clone(), state.now());
    let header = match settings.clone() {
        None => None,
        Some(settings) => Some(
            blocking(move || {
                let (batch, site) = db.read(|conn| Ok((store::find(conn, id)?, Settings::load(conn)?)))?;
                let staged = batch
                    .staged
                    .ok_or_else(|| Error::conflict("not_planned", "The file is no longer there; upload it again."))?;
                let mut sniffer = Sniffer::default();
                read_all(stage::open(&db, staged), &mut sniffer)?;
                source::header(&sniffer.finish(), &settings, site.max_cell_bytes * 4)
            })
            .await?,
        ),
    };
    view::change(&state, &may.caller, key, &body.bytes, wait.0, move |conn| {
        commands::replan(conn, &actor, now, id, if_match.0, settings.as_ref(), header.as_ref())
    })
    .await
}

fn read_all(mut source: impl std::io::Read, sniffer: &mut Sniffer) -> Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match source.read(&mut buffer).map_err(Error::internal)? {
            0 => return Ok(()),
            read => sniffer.feed(&buffer[..read]),
        }
    }
}
