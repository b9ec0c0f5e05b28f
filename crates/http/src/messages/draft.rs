use actix_web::{HttpRequest, HttpResponse, delete, get, put, web};
use rollcall_domain::auth::session;
use rollcall_domain::db::Conn;
use rollcall_domain::id::{CourseId, UserId};
use rollcall_domain::messages::drafts::{self, Draft};
use rollcall_domain::{Result as Found, time};
use rollcall_wire::message_templates::{KeepMessageDraft, MessageDraft};
use serde::Deserialize;
use utoipa::IntoParams;

use super::preview::course;
use crate::extract::{Body, Caller, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Place {
    /// The course that the message is for, by code or id; missing: the site.
    course: Option<String>,
}

/// What one was writing to many
///
/// Needs `messages.bulk.site`, or `messages.bulk.course` in the course. One draft for the site and one for each course, seen by nobody else;
/// all of it is empty if there is none.
#[utoipa::path(
    tag = "Messages",
    params(Place),
    responses(
        (status = 200, description = "The draft", body = MessageDraft),
        (status = 422, description = "No such course, or none that the caller may see")
    )
)]
#[get("/messages/draft")]
pub async fn get(
    state: web::Data<AppState>,
    request: HttpRequest,
    may: May<permissions::BulkMessages>,
    place: web::Query<Place>,
) -> Result<HttpResponse, Failure> {
    let (user, course) = owner(&state, &request, &may.caller, place.into_inner()).await?;
    let shown = state.read(move |conn| shown(conn, user, course)).await?;
    Ok(HttpResponse::Ok().json(shown))
}

/// Keep what one is writing to many
///
/// Needs `messages.bulk.site`, or `messages.bulk.course` in the course. In place of what was kept before: the last one that is saved counts,
/// and there is no version. It may be unfinished; placeholders are checked when the message is planned. A blank text is no draft. A draft
/// goes when the first message with its text is sent. The audit has no entries of drafts.
#[utoipa::path(
    tag = "Messages",
    params(Place),
    request_body = KeepMessageDraft,
    responses(
        (status = 200, description = "The draft as it is kept", body = MessageDraft),
        (status = 422, description = "The text is too long, or there is no such course")
    )
)]
#[put("/messages/draft")]
pub async fn keep(
    state: web::Data<AppState>,
    request: HttpRequest,
    may: May<permissions::BulkMessages>,
    place: web::Query<Place>,
    body: Body<KeepMessageDraft>,
) -> Result<HttpResponse, Failure> {
    let (user, course) = owner(&state, &request, &may.caller, place.into_inner()).await?;
    let KeepMessageDraft { subject, body, email } = body.value;
    let (draft, now) = (Draft { subject, body, email }, state.now());
    let shown = state
        .write(move |conn| {
            drafts::keep(conn, user, course, &draft, now)?;
            shown(conn, user, course)
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown))
}

/// Discard what one was writing to many
///
/// Needs `messages.bulk.site`, or `messages.bulk.course` in the course.
#[utoipa::path(
    tag = "Messages",
    params(Place),
    responses(
        (status = 204, description = "There is no draft any more"),
        (status = 422, description = "No such course, or none that the caller may see")
    )
)]
#[delete("/messages/draft")]
pub async fn discard(
    state: web::Data<AppState>,
    request: HttpRequest,
    may: May<permissions::BulkMessages>,
    place: web::Query<Place>,
) -> Result<HttpResponse, Failure> {
    let (user, course) = owner(&state, &request, &may.caller, place.into_inner()).await?;
    state.write(move |conn| drafts::discard(conn, user, course)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Whose draft it is, and of which course; the caller has to be allowed to write to many there.
async fn owner(
    state: &AppState,
    request: &HttpRequest,
    caller: &Caller,
    place: Place,
) -> Result<(UserId, Option<CourseId>), Failure> {
    let user = caller.actor.user_id.ok_or_else(session::signed_out)?;
    let course = course(state, request, caller, place.course).await?;
    Ok((user, course.map(|course| course.id)))
}

fn shown(conn: &mut Conn, user: UserId, course: Option<CourseId>) -> Found<MessageDraft> {
    let found = drafts::find(conn, user, course)?;
    let shown = found.map(|(draft, at)| MessageDraft {
        subject: draft.subject,
        body: draft.body,
        email: draft.email,
        saved_at: Some(time::format(at)),
    });
    Ok(shown.unwrap_or_default())
}
