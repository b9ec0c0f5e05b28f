use actix_web::{HttpResponse, get, web};
use rollcall_domain::Error;
use rollcall_domain::context::ContextKind;
use rollcall_domain::id::RoleAssignmentId;
use rollcall_domain::role_assignments::store::{self, AssignmentFilter};
use rollcall_domain::roles::RoleKey;
use rollcall_wire::Page;
use rollcall_wire::roles::RoleAssignment;
use serde::Deserialize;
use utoipa::IntoParams;

use super::show;
use crate::extract::{May, permissions};
use crate::paging::{self, count, foreign_cursor, limit, malformed};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Params {
    /// Only those of the account with this id.
    user_id: Option<String>,
    /// Only those of the role with this key.
    role: Option<String>,
    /// Only those of a kind of context (`site`, `cohort`, `course`), or of one: `course:` and its id.
    context: Option<String>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; default 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`.
    #[param(pattern = "^(exact|estimate)$")]
    count: Option<String>,
}

/// Browse role assignments
///
/// Needs `users.view`. Who holds which role where, since when, until when and why. Those of deleted accounts are left out.
#[utoipa::path(
    tag = "Roles",
    params(Params),
    responses(
        (status = 200, description = "A page of role assignments", body = Page<RoleAssignment>),
        (status = 404, description = "`user_id` is not the id of an account")
    )
)]
#[get("/role-assignments")]
pub async fn list(
    state: web::Data<AppState>,
    _: May<permissions::UsersView>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let (limit, counted) = (limit(params.limit)?, count(params.count.as_deref())?.is_some());
    let behind: Option<RoleAssignmentId> =
        params.cursor.as_deref().map(str::parse).transpose().map_err(|_| foreign_cursor())?;
    let asked = asked(&params)?;
    let (found, total) = state
        .read(move |conn| {
            let total = if counted { Some(store::count(conn, &asked)?) } else { None };
            Ok((store::page(conn, &asked, behind, limit + 1)?, total))
        })
        .await?;
    let page = paging::page(found, limit, total, |held| held.id.to_string(), |held| show::assignment(&held));
    Ok(HttpResponse::Ok().json(page))
}

fn asked(params: &Params) -> Result<AssignmentFilter, Error> {
    let user = params.user_id.as_deref().map(view::id).transpose()?;
    let role = params.role.as_deref().map(|key| RoleKey::from_key(key).ok_or_else(|| no_such_role(key))).transpose()?;
    let kind = params.context.as_deref().and_then(ContextKind::from_name);
    let unread = || malformed("\"context\" is site, cohort or course, or one of the latter with a colon and its id.");
    let context = params.context.as_deref().filter(|_| kind.is_none());
    let context = context.map(|text| text.parse().map_err(|()| unread())).transpose()?;
    Ok(AssignmentFilter { user, role, kind, context })
}

fn no_such_role(key: &str) -> Error {
    malformed(&format!("\"{}\" is not the key of a role.", rollcall_domain::text::show(key)))
}
