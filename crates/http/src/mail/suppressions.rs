use actix_web::{HttpResponse, delete, get, web};
use rollcall_domain::bounces::store::{self, Suppression as Found};
use rollcall_domain::id::UserId;
use rollcall_domain::users::{email, store as user_store};
use rollcall_domain::{Error, Noun, time};
use rollcall_wire::Page;
use rollcall_wire::mail::Suppression;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::{May, permissions};
use crate::paging::{cut, foreign_cursor, limit};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view::person;

/// Which suppressed addresses.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// A part of the address.
    q: Option<String>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; default 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`: of all suppressed addresses.
    #[param(pattern = "^(exact|estimate)$")]
    count: Option<String>,
}

/// Addresses that get no mail
///
/// Needs `mail.manage`. By the alphabet. Mails to them have bounced; security mails do not go there either.
#[utoipa::path(
    tag = "Mail",
    params(Asked),
    responses((status = 200, description = "A page of addresses", body = Page<Suppression>))
)]
#[get("/mail/suppressions")]
pub async fn list(
    state: web::Data<AppState>,
    _may: May<permissions::MailManage>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Failure> {
    let Asked { q, cursor, limit: most, count } = asked.into_inner();
    let most = limit(most)?;
    let counted = crate::paging::count(count.as_deref())?.is_some();
    let is_text = |text: &&str| !text.chars().any(char::is_control);
    let behind = cursor.as_deref().map(|cursor| Some(cursor).filter(is_text).ok_or_else(foreign_cursor)).transpose()?;
    let part = q.as_deref().map(str::trim).filter(|part| !part.is_empty());
    if part.is_some_and(|part| !is_text(&part)) {
        return Err(Error::invalid("q", "invalid_value", "The part of an address has no control characters.").into());
    }
    let (part, behind) = (part.map(str::to_lowercase), behind.map(str::to_owned));
    let page = state
        .read(move |conn| {
            let mut found = store::page(conn, part.as_deref(), behind.as_deref(), most + 1)?;
            let next_cursor = cut(&mut found, most, |one| one.address.clone());
            let ids: Vec<UserId> = found.iter().flat_map(|one| one.users.iter().copied()).collect();
            let accounts = user_store::by_ids(conn, &ids)?;
            let show = |Found { address, reason, status, at, users }: Found| Suppression {
                address,
                reason: reason.name().to_owned(),
                status,
                since: time::format(at),
                users: users.iter().filter_map(|id| accounts.get(id)).map(person).collect(),
            };
            let total = if counted { Some(store::count(conn)?) } else { None };
            Ok(Page { items: found.into_iter().map(show).collect::<Vec<_>>(), next_cursor, total })
        })
        .await?;
    Ok(HttpResponse::Ok().json(page))
}

/// Send mails to an address again
///
/// Needs `mail.manage`. What bounced before counts no more.
#[utoipa::path(
    tag = "Mail",
    params(("address" = String, Path, description = "The address")),
    responses((status = 204, description = "Mails are sent to it again"), (status = 404, description = "It is not suppressed"))
)]
#[delete("/mail/suppressions/{address}")]
pub async fn lift(
    state: web::Data<AppState>,
    may: May<permissions::MailManage>,
    address: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    if address.chars().any(char::is_control) {
        return Err(Error::NotFound(Noun::Suppression).into());
    }
    let (actor, now, address) = (may.caller.actor, state.now(), email::canonical(&address));
    state.write(move |conn| store::lift(conn, &actor, &address, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
