use actix_web::{HttpResponse, get, web};
use rollcall_domain::courses::Course;
use rollcall_domain::db::Conn;
use rollcall_domain::filter::{self, Filter, Scope};
use rollcall_domain::id::{CohortId, UserId};
use rollcall_domain::listing::page::{Query, page};
use rollcall_domain::listing::sort::Sort;
use rollcall_domain::roles::Capability;
use rollcall_domain::{Actor, Millis, Result, cohorts, enrolments, roles};
use rollcall_wire::Page;
use rollcall_wire::courses::Participant;
use rollcall_wire::users::User;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use super::view;
use crate::courses::show;
use crate::extract::{May, permissions};
use crate::paging::{count, limit, narrowed};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// Who: the grammar of RFC 7644, such as `status eq "suspended" and last_name sw "a"`.
    filter: Option<String>,
    /// Quick search over name, username, e-mail and ID number, any part of the word.
    q: Option<String>,
    /// The order, such as `last_name,-created_at`.
    sort: Option<String>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; default 50.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`.
    #[param(pattern = "^(exact|estimate)$")]
    count: Option<String>,
    /// Only these members of each account, such as `username,status`.
    fields: Option<String>,
}

/// Browse accounts
///
/// Needs `users.view`. Who does not hold `users.view_private` sees null for phone numbers, postal address and ID number, and
/// cannot filter, search or sort by them. Deleted accounts are left out unless the filter names `status eq "deleted"`.
#[utoipa::path(
    tag = "Users",
    params(Params),
    responses(
        (status = 200, description = "A page of accounts", body = Page<User>),
        (status = 422, description = "It takes longer than 5 seconds (`too_broad`); the message says what would be narrower"),
        (status = 400, description = "The filter, the order or the cursor is wrong; `position` is where")
    )
)]
#[get("/users")]
pub async fn list(
    state: web::Data<AppState>,
    may: May<permissions::UsersView>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    people(state, may.caller.actor, params.into_inner(), Within::Site).await
}

/// Whose list it is.
pub enum Within {
    /// Everybody.
    Site,
    /// The people in a cohort.
    Cohort(CohortId),
    /// The participants of a course.
    Course(Course),
}

/// A page of accounts, of those in a cohort, or of the participants of a course.
pub async fn people(
    state: web::Data<AppState>,
    actor: Actor,
    params: Params,
    within: Within,
) -> Result<HttpResponse, Failure> {
    let (asked, now) = (params.clone(), state.now());
    let found = state
        .read_within(move |conn| {
            let scope = Scope::of(conn, &actor)?;
            let mut query = query(&asked, &scope)?;
            query.filter = query.filter.map(|filter| filter.with_keys(conn)).transpose()?;
            let members = match &within {
                Within::Site => None,
                Within::Cohort(id) => Some(filter::in_cohort(&cohorts::store::key_of(conn, *id)?)),
                Within::Course(course) => {
                    query.filter = query.filter.map(|filter| filter.about_course(course.id));
                    Some(filter::in_course(course.id))
                }
            };
            if let Some(members) = members {
                query.filter = Some(Filter::And([Some(members), query.filter].into_iter().flatten().collect()));
            }
            let found = page(conn, &query, now)?;
            let ids: Vec<_> = found.accounts.iter().map(|account| account.id).collect();
            let roles = roles::store::of_users(conn, &ids)?;
            let mut cohorts = cohorts::store::of_people(conn, &ids)?;
            let none = Vec::new();
            let mut items: Vec<User> = found
                .accounts
                .iter()
                .map(|account| {
                    let roles = roles.get(&account.id).unwrap_or(&none);
                    let cohorts = cohorts.remove(&account.id).unwrap_or_default();
                    view::user(account, roles, cohorts, scope.private, now)
                })
                .collect();
            view::tell_purges(conn, &mut items)?;
            let items = match &within {
                Within::Course(course) => participants(conn, course, &actor, items, &ids, now)?,
                Within::Site | Within::Cohort(_) => {
                    items.into_iter().map(serde_json::to_value).collect::<std::result::Result<_, _>>()?
                }
            };
            Ok(Page { items, next_cursor: found.next_cursor, total: found.total })
        })
        .await?;
    match params.fields.as_deref() {
        None => Ok(HttpResponse::Ok().json(found)),
        Some(fields) => Ok(HttpResponse::Ok().json(narrowed(found, "An account", fields)?)),
    }
}

/// Accounts with their enrolments in a course. Without `users.view` a caller sees of them what participants may know of each other.
fn participants(
    conn: &mut Conn,
    course: &Course,
    actor: &Actor,
    items: Vec<User>,
    ids: &[UserId],
    now: Millis,
) -> Result<Vec<Value>> {
    let enrolments = enrolments::store::of_people(conn, course.id, ids)?;
    let is_staff = actor.may(Capability::UsersView);
    let shown = items.into_iter().zip(ids).filter_map(|(user, id)| {
        let user = if is_staff { user } else { view::among_participants(user) };
        let enrolment = show::enrolment(course, enrolments.get(id)?, now);
        Some(serde_json::to_value(Participant { user, enrolment }))
    });
    Ok(shown.collect::<std::result::Result<_, _>>()?)
}

fn query(params: &Params, scope: &Scope) -> Result<Query> {
    let sort = Sort::parse(params.sort.as_deref())?;
    if !scope.private {
        sort.require_public()?;
    }
    Ok(Query {
        filter: filter::parse_given(params.filter.as_deref(), scope)?,
        private: scope.private,
        search: params.q.clone(),
        sort,
        cursor: params.cursor.clone().filter(|cursor| !cursor.is_empty()),
        limit: limit(params.limit)?,
        count: count(params.count.as_deref())?,
    })
}
