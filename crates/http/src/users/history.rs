use actix_web::{HttpResponse, get, web};
use rollcall_domain::audit::history::{Event, count_of_user, of_user};
use rollcall_domain::filter::PRIVATE;
use rollcall_domain::roles::Capability;
use rollcall_domain::time;
use rollcall_domain::users::store;
use rollcall_wire::users::{Actor, HistoryEntry};
use rollcall_wire::{Page, Problem};
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use super::{list, view};
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; 50 where it is missing.
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`.
    count: Option<String>,
}

/// What was done to an account
///
/// Needs `users.view`. Latest first: who, when, what before and after, and from which batch.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id"), Params),
    responses(
        (status = 200, description = "A page of the history", body = Page<HistoryEntry>),
        (status = 404, description = "No such account", body = Problem, content_type = "application/problem+json")
    )
)]
#[get("/users/{id}/history")]
pub async fn history(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    id: web::Path<String>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let (id, limit) = (view::id(&id)?, list::limit(params.limit)?);
    let below = match params.cursor.as_deref() {
        None => None,
        Some(text) => Some(text.parse::<i64>().map_err(|_| list::foreign_cursor())?),
    };
    let counted = list::count(params.count.as_deref())?.is_some();
    let (mut events, total) = state
        .read(move |conn| {
            store::find(conn, id)?;
            let total = counted.then(|| count_of_user(conn, id)).transpose()?;
            Ok((of_user(conn, id, below, limit + 1)?, total))
        })
        .await?;
    let more = events.len() as i64 > limit;
    events.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = events.last().filter(|_| more).map(|event| event.seq.to_string());
    let private = may.caller.actor.may(Capability::UsersViewPrivate);
    let items = events.into_iter().map(|event| entry(event, private)).collect();
    Ok(HttpResponse::Ok().json(Page::<HistoryEntry> { items, next_cursor, total }))
}

fn entry(mut event: Event, private: bool) -> HistoryEntry {
    if !private {
        // That they were changed may be known, not what they hold.
        for side in [&mut event.before, &mut event.after] {
            let members = side.as_object_mut().into_iter().flatten();
            members.filter(|(name, _)| PRIVATE.contains(&name.as_str())).for_each(|(_, value)| *value = Value::Null);
        }
    }
    let reason = event.after.get("suspension_reason").or_else(|| event.details.get("reason"));
    HistoryEntry {
        at: time::format(event.at),
        actor: event.actor.map(|(id, username)| Actor { id: id.to_string(), username }),
        action: event.action,
        reason: reason.and_then(Value::as_str).map(str::to_owned),
        batch_id: event.batch.map(|id| id.to_string()),
        before: event.before,
        after: event.after,
    }
}
