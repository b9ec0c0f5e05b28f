//! What the handlers of saved items have in common: presets for files ([`crate::presets`]), saved views
//! ([`crate::views`]), and templates of messages ([`crate::messages`]).

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use rollcall_domain::auth::session;
use rollcall_domain::db::Conn;
use rollcall_domain::id::SavedItemId;
use rollcall_domain::saved_items::{Changes, Content, SavedItem, store};
use rollcall_domain::{Actor, Error, Result};
use serde::Serialize;

use crate::extract::{Caller, IdempotencyKey, IfMatch};
use crate::idempotent::{Reply, change, etag};
use crate::paging::{self, Paging};
use crate::problem::Failure;
use crate::state::AppState;

/// A kind of saved item, as the API shows it.
pub trait SavedItemJson: Content + Send + 'static {
    /// The item as JSON.
    type Json: Serialize;
    /// The path of the list.
    const PATH: &'static str;

    /// The item as the reader may see it: private values are masked without the permission.
    fn json(item: SavedItem<Self>, reader: &Actor) -> Self::Json;
}

/// A page of the caller's items and those that others share.
pub async fn list<C: SavedItemJson>(state: &AppState, actor: &Actor, paging: &Paging) -> Result<HttpResponse, Failure> {
    let user = actor.user_id.ok_or_else(session::signed_out)?;
    let (limit, behind, counted) = (paging.limit()?, paging.behind()?, paging.counted()?);
    let (items, total) = state
        .read(move |conn| {
            let total = counted.then(|| store::count::<C>(conn, user)).transpose()?;
            Ok((store::list::<C>(conn, user, behind, limit + 1)?, total))
        })
        .await?;
    let show = |item| C::json(item, actor);
    Ok(HttpResponse::Ok().json(paging::page(items, limit, total, |item| item.id.to_string(), show)))
}

/// One item that the caller may see.
pub async fn get<C: SavedItemJson>(state: &AppState, actor: &Actor, id: &str) -> Result<HttpResponse, Failure> {
    let (user, id) = (actor.user_id.ok_or_else(session::signed_out)?, parse::<C>(id)?);
    let item = state.read(move |conn| store::find::<C>(conn, user, id)).await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(item.version))).json(C::json(item, actor)))
}

/// Saves an item; `content` makes and checks what it holds.
pub async fn create<C: SavedItemJson>(
    state: web::Data<AppState>,
    caller: &Caller,
    (key, body): (IdempotencyKey, &[u8]),
    name: String,
    shared: Option<bool>,
    content: impl FnOnce(&mut Conn, &Actor) -> Result<C> + Send + 'static,
) -> Result<HttpResponse, Failure> {
    let (actor, now) = (caller.actor.clone(), state.now());
    change(state, caller, key, body, move |conn| {
        let check = |conn: &mut Conn| content(conn, &actor);
        let item = store::create(conn, &actor, now, &name, shared.unwrap_or(false), check)?;
        let (location, version) = (format!("/api/v1{}/{}", C::PATH, item.id), item.version);
        Ok(Reply::new(StatusCode::CREATED, &C::json(item, &actor))?.at(location).version(version))
    })
    .await
}

/// Changes an item of the caller's own; `edit` is given what it holds, and checks what it makes of that.
pub async fn update<C: SavedItemJson>(
    state: &AppState,
    actor: Actor,
    id: &str,
    if_match: IfMatch,
    changes: Changes,
    edit: impl FnOnce(&mut Conn, &Actor, C) -> Result<C> + Send + 'static,
) -> Result<HttpResponse, Failure> {
    let (id, now) = (parse::<C>(id)?, state.now());
    let reply = state
        .write(move |conn| {
            let edit = |conn: &mut Conn, content| edit(conn, &actor, content);
            let item = store::update(conn, &actor, now, id, if_match.0, changes, edit)?;
            let version = item.version;
            Ok(Reply::new(StatusCode::OK, &C::json(item, &actor))?.version(version))
        })
        .await?;
    Ok(reply.into_response())
}

/// Deletes an item of the caller's own.
pub async fn delete<C: SavedItemJson>(
    state: &AppState,
    actor: Actor,
    id: &str,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    let (id, now) = (parse::<C>(id)?, state.now());
    state.write(move |conn| store::delete::<C>(conn, &actor, now, id, if_match.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The id in a path; a text that is no id matches no item.
fn parse<C: Content>(text: &str) -> Result<SavedItemId> {
    text.parse().map_err(|_| Error::NotFound(C::NOUN))
}
