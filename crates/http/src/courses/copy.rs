use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, post, web};
use rollcall_domain::courses::Course as Stored;
use rollcall_domain::courses::commands;
use rollcall_domain::role_assignments::commands::grant_to_creator;
use rollcall_domain::roles::Capability;
use rollcall_wire::courses::{CopyCourse, Course};

use super::show;
use crate::extract::{Body, IdempotencyKey, MayOn, denied, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Copy a course
///
/// Needs `courses.manage` in the course and `courses.create`. The copy has its settings and groups; nobody is enrolled in it.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id"), IdempotencyKey),
    request_body = CopyCourse,
    responses(
        (status = 201, description = "The copy", body = Course),
        (status = 404, description = "No such course, or none that the caller may see"),
        (status = 409, description = "Another course has the code (`course_exists`)"),
        (status = 422, description = "A value is not valid")
    )
)]
#[post("/courses/{id}/copy")]
pub async fn copy(
    state: web::Data<AppState>,
    request: HttpRequest,
    may: MayOn<permissions::CoursesManage, Stored>,
    key: IdempotencyKey,
    body: Body<CopyCourse>,
) -> Result<HttpResponse, Failure> {
    if !may.caller.actor.may(Capability::CoursesCreate) {
        return Err(denied(&request, &may.caller, Capability::CoursesCreate));
    }
    let (bytes, new, of) = (body.bytes, body.value, may.thing);
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let course = commands::copy(conn, &actor, now, &of, new.code, new.name)?;
        grant_to_creator(conn, &actor, now, course.id)?;
        let location = format!("/api/v1/courses/{}", course.id);
        Ok(Reply::new(StatusCode::CREATED, &show::course(&course, Some(0)))?.at(location).version(course.version))
    })
    .await
}
