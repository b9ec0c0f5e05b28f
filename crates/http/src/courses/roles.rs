use actix_web::{HttpResponse, get, web};
use rollcall_domain::Context;
use rollcall_domain::context::ContextKind;
use rollcall_domain::courses::Course;
use rollcall_domain::roles::own;
use rollcall_wire::Page;
use rollcall_wire::courses::CourseRole;

use crate::extract::{MayOn, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// The roles that can be held in a course
///
/// Needs `participants.view` in the course, or `enrolments.manage`. All on one page: the shipped ones, then those that the site has made
/// for itself, each with whether the caller may give it and take it away there.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id")),
    responses(
        (status = 200, description = "The roles", body = Page<CourseRole>),
        (status = 404, description = "No such course, or none that the caller may see")
    )
)]
#[get("/courses/{id}/roles")]
pub async fn list(
    state: web::Data<AppState>,
    may: MayOn<permissions::SeeParticipants, Course>,
) -> Result<HttpResponse, Failure> {
    let (actor, context) = (may.caller.actor, Context::Course(may.thing.id));
    let roles = state.read(own::with_shipped).await?;
    let of_courses = roles.iter().filter(|role| role.contexts.contains(&ContextKind::Course));
    let items: Vec<_> = of_courses
        .map(|role| CourseRole {
            key: role.key.to_string(),
            name: role.name.clone(),
            shipped: role.key.is_shipped(),
            grantable: actor.may_grant_in(role.key, context),
        })
        .collect();
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None, total: None }))
}
