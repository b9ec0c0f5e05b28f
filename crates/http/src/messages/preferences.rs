use actix_web::{HttpResponse, get, patch, web};
use rollcall_domain::auth::session;
use rollcall_domain::db::Conn;
use rollcall_domain::id::UserId;
use rollcall_domain::messages::preferences;
use rollcall_domain::settings::{Settings, WhoMayMessage};
use rollcall_domain::{Error, Result as Found};
use rollcall_wire::messages::{MessagePreferences, UpdateMessagePreferences};

use crate::extract::{Body, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Who may write to one
///
/// Needs `me.read`.
#[utoipa::path(
    tag = "Messages",
    responses((status = 200, description = "What one has chosen", body = MessagePreferences))
)]
#[get("/me/preferences")]
pub async fn get(state: web::Data<AppState>, may: May<permissions::MeRead>) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    Ok(HttpResponse::Ok().json(state.read(move |conn| shown(conn, user)).await?))
}

/// Choose who may write to one
///
/// Needs `me.write`. The site may allow less: `site_allows` says what.
#[utoipa::path(
    tag = "Messages",
    request_body = UpdateMessagePreferences,
    responses(
        (status = 200, description = "What one has chosen", body = MessagePreferences),
        (status = 422, description = "A value is not valid")
    )
)]
#[patch("/me/preferences")]
pub async fn update(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    body: Body<UpdateMessagePreferences>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let asked = body.value;
    let answer = state
        .write(move |conn| {
            let mut chosen = preferences::of_person(conn, user)?;
            if let Some(name) = &asked.who_may_message {
                chosen.who_may = WhoMayMessage::from_name(name).ok_or_else(|| {
                    let message = "\"who_may_message\" is everybody, course_mates or contacts.";
                    Error::invalid("who_may_message", "invalid_value", message)
                })?;
            }
            chosen.read_receipts = asked.read_receipts.unwrap_or(chosen.read_receipts);
            preferences::set(conn, user, chosen)?;
            shown(conn, user)
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

fn shown(conn: &mut Conn, user: UserId) -> Found<MessagePreferences> {
    let chosen = preferences::of_person(conn, user)?;
    Ok(MessagePreferences {
        who_may_message: chosen.who_may.name().to_owned(),
        site_allows: Settings::load(conn)?.who_may_message.name().to_owned(),
        read_receipts: chosen.read_receipts,
    })
}
