use actix_web::{HttpResponse, get, post, web};
use rollcall_domain::auth::session;
use rollcall_domain::id::{ReportId, UserId};
use rollcall_domain::messages::reports;
use rollcall_domain::users::store as user_store;
use rollcall_domain::{Error, Noun, time};
use rollcall_wire::Page;
use rollcall_wire::messages::{ReportMessage, ReportedMessage};

use super::show::People;
use crate::extract::{Body, May, permissions};
use crate::paging::{Paging, cut};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view::person;

/// Report a message
///
/// Needs `messages.send`. One that one was sent, to the moderators, once.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The message's id")),
    request_body = ReportMessage,
    responses(
        (status = 204, description = "The moderators will see it"),
        (status = 404, description = "No such message that one was sent"),
        (status = 422, description = "The reason is blank or too long")
    )
)]
#[post("/messages/{id}/report")]
pub async fn report(
    state: web::Data<AppState>,
    may: May<permissions::MessagesSend>,
    id: web::Path<String>,
    body: Body<ReportMessage>,
) -> Result<HttpResponse, Failure> {
    let id = id.parse().map_err(|_| Error::NotFound(Noun::Message))?;
    let (actor, now, reason) = (may.caller.actor, state.now(), body.value.reason);
    state.write(move |conn| reports::report(conn, &actor, now, id, &reason)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Reported messages
///
/// Needs `messages.moderate`. The latest first. That they were read is in the audit.
#[utoipa::path(
    tag = "Messages",
    params(Paging),
    responses((status = 200, description = "A page of reports", body = Page<ReportedMessage>))
)]
#[get("/messages/reports")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::MessagesModerate>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    let reader = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let (limit, behind) = (paging.limit()?, paging.behind::<ReportId>()?);
    let (actor, now) = (may.caller.actor, state.now());
    let page = state
        .write(move |conn| {
            let mut found = reports::page(conn, &actor, now, behind, limit + 1)?;
            let next_cursor = cut(&mut found, limit, |reported| reported.id.to_string());
            let people = People::of(conn, reader, found.iter().filter_map(|reported| reported.message.sender))?;
            let reporters: Vec<UserId> = found.iter().filter_map(|reported| reported.reporter).collect();
            let reporters = user_store::by_ids(conn, &reporters)?;
            let items = found.iter().map(|reported| ReportedMessage {
                id: reported.id.to_string(),
                message: people.message(&reported.message, None),
                reported_by: reported.reporter.and_then(|id| reporters.get(&id)).map(person),
                reason: reported.reason.clone(),
                reported_at: time::format(reported.at),
            });
            Ok(Page { items: items.collect::<Vec<_>>(), next_cursor, total: None })
        })
        .await?;
    Ok(HttpResponse::Ok().json(page))
}
