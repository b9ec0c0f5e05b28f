use actix_web::{HttpResponse, delete, get, put, web};
use rollcall_domain::auth::session;
use rollcall_domain::db::Conn;
use rollcall_domain::id::UserId;
use rollcall_domain::messages::contacts::{self, Contact as Stored};
use rollcall_domain::users::store as user_store;
use rollcall_domain::{Result as Found, time};
use rollcall_wire::Page;
use rollcall_wire::messages::Contact;

use super::show;
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view;

/// One's contacts
///
/// Needs `me.read`. Also whom one has asked, and who has asked; the latest first, all on one page.
#[utoipa::path(tag = "Messages", responses((status = 200, description = "The contacts", body = Page<Contact>)))]
#[get("/me/contacts")]
pub async fn list(state: web::Data<AppState>, may: May<permissions::MeRead>) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let items = state
        .read(move |conn| {
            let all = contacts::all(conn, user)?;
            shown(conn, &all)
        })
        .await?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None, total: None }))
}

/// Ask somebody to be a contact, or accept
///
/// Needs `messages.send`. Who has asked one becomes a contact; anybody else is asked.
#[utoipa::path(
    tag = "Messages",
    params(("user_id" = String, Path, description = "The account's id")),
    responses(
        (status = 200, description = "How far it has come", body = Contact),
        (status = 403, description = "The person cannot be messaged (`cannot_be_messaged`)"),
        (status = 404, description = "No such account"),
        (status = 422, description = "It is oneself")
    )
)]
#[put("/me/contacts/{user_id}")]
pub async fn add(
    state: web::Data<AppState>,
    may: May<permissions::MessagesSend>,
    user_id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (other, actor, now) = (view::id(&user_id)?, may.caller.actor, state.now());
    let contact = state
        .write(move |conn| {
            let contact = contacts::add(conn, &actor, now, other)?;
            shown(conn, &[contact])
        })
        .await?;
    Ok(HttpResponse::Ok().json(contact.first()))
}

/// End being contacts, take a question back, or decline one
///
/// Needs `messages.send`.
#[utoipa::path(
    tag = "Messages",
    params(("user_id" = String, Path, description = "The account's id")),
    responses(
        (status = 204, description = "Nothing is between the two any more"),
        (status = 404, description = "There was nothing")
    )
)]
#[delete("/me/contacts/{user_id}")]
pub async fn remove(
    state: web::Data<AppState>,
    may: May<permissions::MessagesSend>,
    user_id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (other, actor) = (view::id(&user_id)?, may.caller.actor);
    state.write(move |conn| contacts::remove(conn, &actor, other)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn shown(conn: &mut Conn, found: &[Stored]) -> Found<Vec<Contact>> {
    let ids: Vec<UserId> = found.iter().map(|contact| contact.user).collect();
    let accounts = user_store::by_ids(conn, &ids)?;
    let shown = found.iter().filter_map(|contact| {
        let account = accounts.get(&contact.user).filter(|account| account.deleted_at.is_none())?;
        let (state, since) = (contact.state.name().to_owned(), time::format(contact.since));
        Some(Contact { user: show::recipient(account), state, since })
    });
    Ok(shown.collect())
}
