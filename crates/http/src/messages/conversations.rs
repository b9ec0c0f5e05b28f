use actix_web::http::StatusCode;
use actix_web::{HttpResponse, delete, get, patch, web};
use rollcall_domain::auth::session;
use rollcall_domain::id::ConversationId;
use rollcall_domain::messages::commands;
use rollcall_domain::messages::reach::require_on;
use rollcall_domain::messages::store::{self, InboxFilter, Keeping, Place};
use rollcall_domain::settings::Settings;
use rollcall_domain::{Millis, Result as Found};
use rollcall_wire::Page;
use rollcall_wire::messages::{Conversation, Inbox, KeepConversation, Message};
use serde::Deserialize;
use utoipa::IntoParams;

use super::show::{self, People, subject_of};
use crate::extract::{Body, May, permissions};
use crate::idempotent::Reply;
use crate::paging::{Paging, cut, foreign_cursor, limit};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Params {
    /// `true`: those that one has put away, instead of the others.
    archived: Option<bool>,
    /// `true`: only those with a star.
    starred: Option<bool>,
    /// `true`: only those with something unread.
    unread: Option<bool>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; 50 if it is missing.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
}

/// One's own conversations
///
/// Needs `me.read`. The latest first, with how many messages are unread in all.
#[utoipa::path(
    tag = "Messages",
    params(Params),
    responses(
        (status = 200, description = "A page of conversations", body = Inbox),
        (status = 403, description = "Messages are switched off (`messaging_off`)")
    )
)]
#[get("/conversations")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::MeRead>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let limit = limit(params.limit)?;
    let behind = params.cursor.as_deref().map(place).transpose()?;
    let asked = InboxFilter {
        archived: params.archived.unwrap_or(false),
        starred: params.starred.unwrap_or(false),
        unread: params.unread.unwrap_or(false),
    };
    let inbox = state
        .read(move |conn| {
            require_on(&Settings::load(conn)?)?;
            let mut found = store::page(conn, user, &asked, behind, limit + 1)?;
            let next_cursor = cut(&mut found, limit, |of| format!("{}.{}", of.last_at, of.id));
            let items = show::conversations(conn, user, &found)?;
            Ok(Inbox { items, next_cursor, unread_total: store::unread_total(conn, user)? })
        })
        .await?;
    Ok(HttpResponse::Ok().json(inbox))
}

fn place(cursor: &str) -> Found<Place> {
    let parse = || -> Option<(Millis, ConversationId)> {
        let (at, id) = cursor.split_once('.')?;
        Some((at.parse().ok()?, id.parse().ok()?))
    };
    parse().ok_or_else(foreign_cursor)
}

/// The messages of a conversation
///
/// Needs `me.read`, and the conversation has to be one's own. The latest first.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The conversation's id"), Paging),
    responses(
        (status = 200, description = "A page of messages", body = Page<Message>),
        (status = 404, description = "No such conversation of one's own")
    )
)]
#[get("/conversations/{id}/messages")]
pub async fn messages(
    state: web::Data<AppState>,
    may: May<permissions::MeRead>,
    id: web::Path<String>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let (id, limit, behind, counted) = (show::id(&id)?, paging.limit()?, paging.behind()?, paging.counted()?);
    let page = state
        .read(move |conn| {
            require_on(&Settings::load(conn)?)?;
            let conversation = store::of_member(conn, id, user)?;
            let total = if counted { Some(store::count(conn, &conversation)?) } else { None };
            let mut found = store::of_conversation(conn, &conversation, behind, limit + 1)?;
            let next_cursor = cut(&mut found, limit, |message| message.id.to_string());
            let people = People::of(conn, user, found.iter().flat_map(|of| of.sender.into_iter().chain(of.recipient)))?;
            let show = |message| people.message(message, subject_of(&conversation, message));
            Ok(Page { items: found.iter().map(show).collect::<Vec<_>>(), next_cursor, total })
        })
        .await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Star, mute or put away a conversation
///
/// Needs `me.write`. It is one's own way of keeping it; the other person sees nothing of it.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The conversation's id")),
    request_body = KeepConversation,
    responses(
        (status = 200, description = "The conversation as it is kept now", body = Conversation),
        (status = 404, description = "No such conversation of one's own")
    )
)]
#[patch("/conversations/{id}")]
pub async fn keep(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    id: web::Path<String>,
    body: Body<KeepConversation>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let (id, actor, asked) = (show::id(&id)?, may.caller.actor, body.value);
    let keeping =
        Keeping { starred: asked.starred, muted: asked.muted, archived: asked.archived, ..Keeping::default() };
    let reply = state
        .write(move |conn| {
            let conversation = commands::keep(conn, &actor, id, keeping)?;
            Reply::new(StatusCode::OK, &show::conversations(conn, user, &[conversation])?.first())
        })
        .await?;
    Ok(reply.into_response())
}

/// Remove a conversation from one's inbox
///
/// Needs `me.write`. All that was written up to now is gone for oneself; the other person keeps it. A new message brings the
/// conversation back, without it.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The conversation's id")),
    responses(
        (status = 204, description = "Removed"),
        (status = 404, description = "No such conversation of one's own")
    )
)]
#[delete("/conversations/{id}")]
pub async fn clear(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (id, actor, now) = (show::id(&id)?, may.caller.actor, state.now());
    state.write(move |conn| commands::clear(conn, &actor, now, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
