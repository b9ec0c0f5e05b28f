use actix_web::http::StatusCode;
use actix_web::{HttpResponse, delete, get, post, web};
use rollcall_domain::users::commands;
use rollcall_domain::{cohort_rules, cohorts, users};
use rollcall_wire::Page;
use rollcall_wire::cohorts::{AddMember, Membership};
use rollcall_wire::users::User;

use super::show;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::list::{Params, Within, people};
use crate::users::view;

/// Browse the people in a cohort
///
/// Needs `users.view`. The list of accounts, of those who are in the cohort: with filter, search, order and all else that it has.
#[utoipa::path(
    tag = "Cohorts",
    params(("id" = String, Path, description = "The cohort's id"), Params),
    responses(
        (status = 200, description = "A page of accounts", body = Page<User>),
        (status = 404, description = "No such cohort")
    )
)]
#[get("/cohorts/{id}/members")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    id: web::Path<String>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    people(state, may.caller.actor, params.into_inner(), Within::Cohort(show::id(&id)?)).await
}

/// Put a person into a cohort
///
/// Needs `cohorts.manage`. Nothing happens where the person is in it. For many people there is the action `add_to_cohort` of
/// `POST /batches/selection`.
#[utoipa::path(
    tag = "Cohorts",
    params(("id" = String, Path, description = "The cohort's id"), IdempotencyKey),
    request_body = AddMember,
    responses(
        (status = 200, description = "The account as it is now", body = User),
        (status = 403, description = "An administrator's account"),
        (status = 404, description = "No such cohort or account"),
        (status = 409, description = "A rule says who is in it")
    )
)]
#[post("/cohorts/{id}/members")]
pub async fn add(
    state: web::Data<AppState>,
    may: May<permissions::CohortsManage>,
    id: web::Path<String>,
    key: IdempotencyKey,
    body: Body<AddMember>,
) -> Result<HttpResponse, Failure> {
    let (cohort, user) = (show::id(&id)?, view::id(&body.value.user_id)?);
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &body.bytes, move |conn| {
        let account = commands::move_in_cohort(conn, &actor, now, user, cohort, true)?;
        Ok(Reply::new(StatusCode::OK, &view::with_roles(conn, &account, &actor, now)?)?.version(account.version))
    })
    .await
}

/// Say why somebody is in a cohort
///
/// Needs `users.view`. Whether the person is in it, since when, and, where a rule fills it, what each part of the rule says of them.
#[utoipa::path(
    tag = "Cohorts",
    params(
        ("id" = String, Path, description = "The cohort's id"),
        ("user_id" = String, Path, description = "The account's id")
    ),
    responses(
        (status = 200, description = "How the person stands to it", body = Membership),
        (status = 404, description = "No such cohort or account")
    )
)]
#[get("/cohorts/{id}/members/{user_id}")]
pub async fn get(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (cohort, user) = (show::id(&path.0)?, view::id(&path.1)?);
    let (actor, now) = (may.caller.actor, state.now());
    let membership = state
        .read_within(move |conn| {
            let (key, account) = (cohorts::store::key_of(conn, cohort)?, users::store::find(conn, user)?);
            cohort_rules::why::why(conn, &actor, &key, account.id, now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(show::membership(membership)))
}

/// Take a person out of a cohort
///
/// Needs `cohorts.manage`.
#[utoipa::path(
    tag = "Cohorts",
    params(
        ("id" = String, Path, description = "The cohort's id"),
        ("user_id" = String, Path, description = "The account's id")
    ),
    responses(
        (status = 204, description = "The person is not in it"),
        (status = 403, description = "An administrator's account"),
        (status = 404, description = "No such cohort or account"),
        (status = 409, description = "A rule says who is in it")
    )
)]
#[delete("/cohorts/{id}/members/{user_id}")]
pub async fn remove(
    state: web::Data<AppState>,
    may: May<permissions::CohortsManage>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (cohort, user) = (show::id(&path.0)?, view::id(&path.1)?);
    let (actor, now) = (may.caller.actor, state.now());
    state.write(move |conn| commands::move_in_cohort(conn, &actor, now, user, cohort, false).map(drop)).await?;
    Ok(HttpResponse::NoContent().finish())
}
