use actix_web::{HttpResponse, get, web};
use rollcall_domain::audit::history::{Event, count_of_user, of_user};
use rollcall_domain::field_rights::{mask_fields, may_see};
use rollcall_domain::time;
use rollcall_domain::users::store;
use rollcall_wire::Page;
use rollcall_wire::users::{Actor, HistoryEntry, Subject};
use serde_json::Value;

use super::view;
use crate::extract::{May, permissions};
use crate::paging::{self, Paging};
use crate::problem::Failure;
use crate::role_assignments::context;
use crate::state::AppState;

/// What was done to an account
///
/// Needs `users.view`. Latest first: who, when, what before and after, and from which batch.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), Paging),
    responses(
        (status = 200, description = "A page of the history", body = Page<HistoryEntry>),
        (status = 404, description = "No such account")
    )
)]
#[get("/users/{id}/history")]
pub async fn history(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    id: web::Path<String>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    let (id, limit, below, counted) = (view::id(&id)?, paging.limit()?, paging.behind()?, paging.counted()?);
    let (events, total) = state
        .read(move |conn| {
            store::find(conn, id)?;
            let total = counted.then(|| count_of_user(conn, id)).transpose()?;
            Ok((of_user(conn, id, below, limit + 1)?, total))
        })
        .await?;
    let private = may_see(&may.caller.actor);
    let page = paging::page(events, limit, total, |event| event.seq.to_string(), |event| entry(event, private));
    Ok(HttpResponse::Ok().json(page))
}

pub fn entry(mut event: Event, private: bool) -> HistoryEntry {
    if !private {
        // That they were changed may be known, not what they hold.
        mask_fields(&mut event.before);
        mask_fields(&mut event.after);
    }
    let reason = event.after.get("suspension_reason").or_else(|| event.details.get("reason"));
    HistoryEntry {
        at: time::format(event.at),
        actor: event.actor.map(|(id, username)| Actor { id: id.to_string(), username }),
        action: event.action,
        subject: event.subject.map(|(kind, id)| Subject { kind, id }),
        context: context(event.context),
        reason: reason.and_then(Value::as_str).map(str::to_owned),
        batch_id: event.batch.map(|id| id.to_string()),
        before: event.before,
        after: event.after,
    }
}
