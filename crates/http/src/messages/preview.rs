use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, post, web};
use rollcall_domain::auth::session;
use rollcall_domain::courses::store::participants_among;
use rollcall_domain::courses::{self, Course, VisibleCourses};
use rollcall_domain::db::Conn;
use rollcall_domain::id::UserId;
use rollcall_domain::messages::preview::{Rendered, render};
use rollcall_domain::messages::test_copy;
use rollcall_domain::roles::Capability;
use rollcall_domain::users::{Account, store as user_store};
use rollcall_domain::{Actor, Context, Error, Result as Found};
use rollcall_wire::Page;
use rollcall_wire::messages::{PreviewMessage, RenderedMessage, TestMessage};

use super::show;
use crate::extract::{Body, Caller, May, denied, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view;

/// So many recipients are shown.
const MOST: usize = 3;

/// See a message to many as recipients would read it
///
/// Needs `messages.bulk.site`, or `messages.bulk.course` in the course. With the placeholders filled in for up to three people, without
/// sending anything.
#[utoipa::path(
    tag = "Messages",
    request_body = PreviewMessage,
    responses(
        (status = 200, description = "The message as each of them reads it", body = Page<RenderedMessage>),
        (status = 404, description = "One of the accounts is not there, or not in the course"),
        (status = 422, description = "The text is not valid, or a placeholder stands for nothing (`unknown_placeholder`)")
    )
)]
#[post("/messages/preview")]
pub async fn preview(
    state: web::Data<AppState>,
    request: HttpRequest,
    may: May<permissions::BulkMessages>,
    body: Body<PreviewMessage>,
) -> Result<HttpResponse, Failure> {
    let asked = body.value;
    let course = course(&state, &request, &may.caller, asked.course).await?;
    let actor = may.caller.actor;
    let ids = asked.ids.unwrap_or_default();
    if ids.len() > MOST {
        let message = format!("At most {MOST} recipients are shown.");
        return Err(Error::invalid("ids", "too_many_values", message).into());
    }
    let items = state
        .read(move |conn| {
            let people = people(conn, &actor, course.as_ref(), &ids)?;
            let rendered = render(&asked.subject, &asked.body, course.as_ref(), &people)?;
            Ok(people.iter().zip(rendered).map(|(account, rendered)| shown(account, rendered)).collect::<Vec<_>>())
        })
        .await?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None, total: None }))
}

/// Send a message to many to oneself alone
///
/// Needs `messages.bulk.site`, or `messages.bulk.course` in the course. A copy as recipients get it, with the placeholders filled in for
/// oneself. With `email` it is also mailed, whatever one has chosen to be told of by mail.
#[utoipa::path(
    tag = "Messages",
    request_body = TestMessage,
    responses(
        (status = 201, description = "The message as it was sent", body = RenderedMessage),
        (status = 409, description = "No mail goes to one's own address (`email_suppressed`, `no_address`); nothing was sent"),
        (status = 422, description = "The text is not valid, or a placeholder stands for nothing (`unknown_placeholder`)")
    )
)]
#[post("/messages/test")]
pub async fn test(
    state: web::Data<AppState>,
    request: HttpRequest,
    may: May<permissions::BulkMessages>,
    body: Body<TestMessage>,
) -> Result<HttpResponse, Failure> {
    let asked = body.value;
    let course = course(&state, &request, &may.caller, asked.course).await?;
    let (actor, now) = (may.caller.actor, state.now());
    let user = actor.user_id.ok_or_else(session::signed_out)?;
    let inbox = state.inbox.clone();
    let reply = state
        .write(move |conn| {
            let (text, email) = ((asked.subject.as_str(), asked.body.as_str()), asked.email.unwrap_or(false));
            let (account, rendered) = test_copy::send(conn, user, text, course.as_ref(), email, now)?;
            inbox.tell(Some(user));
            Reply::new(StatusCode::CREATED, &shown(&account, rendered))
        })
        .await?;
    Ok(reply.into_response())
}

fn shown(account: &Account, rendered: Rendered) -> RenderedMessage {
    RenderedMessage {
        user: show::recipient(account),
        subject: rendered.subject,
        body: rendered.body,
        html: rendered.html,
        blanks: rendered.blanks.into_iter().map(str::to_owned).collect(),
    }
}

/// The course that is named, if the caller may write to many there; without one the caller has to be allowed at site level.
pub(super) async fn course(
    state: &AppState,
    request: &HttpRequest,
    caller: &Caller,
    named: Option<String>,
) -> Result<Option<Course>, Failure> {
    let actor = &caller.actor;
    let Some(named) = named else {
        let may = actor.may(Capability::MessagesBulkSite);
        return if may { Ok(None) } else { Err(denied(request, caller, Capability::MessagesBulkSite)) };
    };
    let text = named.clone();
    let course = state.read(move |conn| courses::store::one(conn, &text)).await?;
    let course = course.filter(|course| VisibleCourses::to(actor).contains(course));
    let unknown = || Error::invalid("course", "unknown_course", courses::unknown(&named));
    let course = course.ok_or_else(unknown)?;
    if actor.may_act_in(Capability::MessagesBulkSite, Context::Course(course.id)) {
        return Ok(Some(course));
    }
    Err(denied(request, caller, Capability::MessagesBulkCourse))
}

/// The recipients that are asked for, or oneself. In a course only participants are shown to who does not see all accounts.
fn people(conn: &mut Conn, actor: &Actor, course: Option<&Course>, ids: &[String]) -> Found<Vec<Account>> {
    let own: Vec<UserId> = actor.user_id.filter(|_| ids.is_empty()).into_iter().collect();
    let ids: Vec<UserId> = ids.iter().map(|id| view::id(id)).collect::<Found<_>>()?;
    if let Some(course) = course.filter(|_| !actor.may(Capability::UsersView)) {
        let participants = participants_among(conn, course.id, &ids)?;
        if ids.iter().any(|id| !participants.contains(id)) {
            return Err(Error::NotFound(rollcall_domain::Noun::Account));
        }
    }
    ids.iter().chain(&own).map(|id| user_store::find(conn, *id)).collect()
}
