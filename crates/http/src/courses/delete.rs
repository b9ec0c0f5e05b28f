use actix_web::{HttpResponse, delete, web};
use rollcall_domain::courses::{Course, commands};

use crate::extract::{IfMatch, MayOn, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Delete a course
///
/// Needs `courses.manage` in the course. Only one in which nobody is enrolled; others are archived.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id"), IfMatch),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "No such course, or none that the caller may see"),
        (status = 409, description = "People are enrolled in it (`course_not_empty`)")
    )
)]
#[delete("/courses/{id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: MayOn<permissions::CoursesManage, Course>,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor) = (may.thing.id, state.now(), may.caller.actor);
    state.write(move |conn| commands::delete(conn, &actor, now, id, if_match.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
