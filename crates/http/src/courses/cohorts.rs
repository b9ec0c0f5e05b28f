use actix_web::{HttpRequest, HttpResponse, delete, get, put, web};
use rollcall_domain::cohorts::{self, CohortKey};
use rollcall_domain::courses::Course;
use rollcall_domain::db::Conn;
use rollcall_domain::enrolments::cohorts::{Leaving, attach, detach, of_course};
use rollcall_domain::enrolments::commands::{role_in_courses, unknown_role};
use rollcall_domain::roles::{Capability, RoleKey};
use rollcall_domain::{Error, Noun, Result as Found};
use rollcall_wire::Page;
use rollcall_wire::courses::{EnrolCohort, EnrolledCohort};

use super::show;
use crate::extract::{Body, Caller, MayOn, denied, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// The cohorts that a course enrols as a whole
///
/// Needs `participants.view` in the course, or `enrolments.manage`. All on one page.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id")),
    responses(
        (status = 200, description = "The cohorts", body = Page<EnrolledCohort>),
        (status = 404, description = "No such course, or none that the caller may see")
    )
)]
#[get("/courses/{id}/cohorts")]
pub async fn list(
    state: web::Data<AppState>,
    may: MayOn<permissions::SeeParticipants, Course>,
) -> Result<HttpResponse, Failure> {
    let found = state.read(move |conn| of_course(conn, may.thing.id)).await?;
    let items: Vec<_> = found.iter().map(show::cohort).collect();
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None, total: None }))
}

/// Enrol a cohort as a whole
///
/// Needs `participants.manage` in the course, or `enrolments.manage`, and `users.view`. Its people are enrolled in the background, a few
/// seconds later, and stay in step from then on. Who is enrolled in another way stays so.
#[utoipa::path(
    tag = "Courses",
    params(
        ("id" = String, Path, description = "The course's id"),
        ("cohort" = String, Path, description = "The cohort, by its key or id")
    ),
    request_body = EnrolCohort,
    responses(
        (status = 200, description = "How the cohort is enrolled now", body = EnrolledCohort),
        (status = 403, description = "The caller may not give this role in the course (`role_not_grantable`)"),
        (status = 404, description = "No such course or cohort"),
        (status = 422, description = "A value is not valid")
    )
)]
#[put("/courses/{id}/cohorts/{cohort}")]
pub async fn put(
    state: web::Data<AppState>,
    request: HttpRequest,
    may: MayOn<permissions::ManageParticipants, Course>,
    path: web::Path<(String, String)>,
    body: Body<EnrolCohort>,
) -> Result<HttpResponse, Failure> {
    require_view(&request, &may.caller)?;
    let (course, actor, now, asked) = (may.thing.id, may.caller.actor, state.now(), body.value);
    let enrolled = state
        .write(move |conn| {
            let cohort = cohort(conn, &path.1)?;
            let role = match &asked.role {
                None => RoleKey::Learner,
                Some(key) => role_in_courses(conn, key)?.ok_or_else(|| Error::from(unknown_role("role", key)))?,
            };
            let leaving = match asked.leaving.as_deref() {
                None => Leaving::Unenrol,
                Some(name) => Leaving::from_name(name)
                    .ok_or_else(|| Error::invalid("leaving", "invalid_value", "\"leaving\" is unenrol or suspend."))?,
            };
            attach(conn, &actor, now, course, &cohort, role, leaving)
        })
        .await?;
    Ok(HttpResponse::Ok().json(show::cohort(&enrolled)))
}

/// Enrol a cohort no more
///
/// Needs what enrolling it takes. Its people leave the course in the background, or are suspended in it, as was said when it was
/// enrolled.
#[utoipa::path(
    tag = "Courses",
    params(
        ("id" = String, Path, description = "The course's id"),
        ("cohort" = String, Path, description = "The cohort, by its key or id")
    ),
    responses(
        (status = 204, description = "The course does not enrol it any more"),
        (status = 404, description = "No such course, or it does not enrol the cohort")
    )
)]
#[delete("/courses/{id}/cohorts/{cohort}")]
pub async fn delete(
    state: web::Data<AppState>,
    request: HttpRequest,
    may: MayOn<permissions::ManageParticipants, Course>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    require_view(&request, &may.caller)?;
    let (course, actor, now) = (may.thing.id, may.caller.actor, state.now());
    state
        .write(move |conn| {
            let cohort = cohort(conn, &path.1)?;
            detach(conn, &actor, now, course, &cohort)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Cohorts are people of the site, whom not everybody sees.
fn require_view(request: &HttpRequest, caller: &Caller) -> Result<(), Failure> {
    if caller.actor.may(Capability::UsersView) { Ok(()) } else { Err(denied(request, caller, Capability::UsersView)) }
}

fn cohort(conn: &mut Conn, named: &str) -> Found<CohortKey> {
    cohorts::store::one(conn, named)?.ok_or(Error::NotFound(Noun::Cohort))
}
