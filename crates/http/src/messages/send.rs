use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::auth::session;
use rollcall_domain::messages::commands;
use rollcall_wire::messages::{Message, SendMessage};

use super::show;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view;

/// Write to a person
///
/// Needs `messages.send`. The message stands in the conversation of the two, which begins with it if they have none.
#[utoipa::path(
    tag = "Messages",
    params(IdempotencyKey),
    request_body = SendMessage,
    responses(
        (status = 201, description = "The message", body = Message),
        (status = 403, description = "The person cannot be messaged (`cannot_be_messaged`), or messages are switched off (`messaging_off`)"),
        (status = 404, description = "No such account"),
        (status = 422, description = "It is oneself, or the text is blank or longer than 64 KB")
    )
)]
#[post("/messages")]
pub async fn send(
    state: web::Data<AppState>,
    may: May<permissions::MessagesSend>,
    key: IdempotencyKey,
    body: Body<SendMessage>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let (bytes, new) = (body.bytes, body.value);
    let (actor, now) = (may.caller.actor.clone(), state.now());
    let inbox = state.inbox.clone();
    change(state, &may.caller, key, &bytes, move |conn| {
        let message = commands::send(conn, &actor, now, view::id(&new.to)?, &new.body)?;
        inbox.tell(message.recipient);
        Reply::new(StatusCode::CREATED, &show::sent(conn, user, &message)?)
    })
    .await
}
