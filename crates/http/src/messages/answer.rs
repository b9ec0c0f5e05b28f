use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::auth::session;
use rollcall_domain::messages::commands;
use rollcall_wire::messages::{AnswerMessage, Message};

use super::show;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Answer in a conversation
///
/// Needs `messages.send`. An answer to a message to many goes to its sender alone, in a conversation of its own.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The conversation's id"), IdempotencyKey),
    request_body = AnswerMessage,
    responses(
        (status = 201, description = "The message", body = Message),
        (status = 403, description = "The person cannot be messaged (`cannot_be_messaged`)"),
        (status = 404, description = "No such conversation of one's own"),
        (status = 409, description = "Nobody reads answers to it (`not_answerable`)"),
        (status = 422, description = "The text is blank or longer than 64 KB")
    )
)]
#[post("/conversations/{id}/messages")]
pub async fn answer(
    state: web::Data<AppState>,
    may: May<permissions::MessagesSend>,
    id: web::Path<String>,
    key: IdempotencyKey,
    body: Body<AnswerMessage>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let (id, bytes, new) = (show::id(&id)?, body.bytes, body.value);
    let (actor, now) = (may.caller.actor.clone(), state.now());
    let inbox = state.inbox.clone();
    change(state, &may.caller, key, &bytes, move |conn| {
        let message = commands::answer(conn, &actor, now, id, &new.body)?;
        inbox.tell(message.recipient);
        Reply::new(StatusCode::CREATED, &show::sent(conn, user, &message)?)
    })
    .await
}
