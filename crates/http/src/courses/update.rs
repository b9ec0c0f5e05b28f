use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use rollcall_domain::courses::Course as Stored;
use rollcall_domain::courses::commands::{self, CoursePatch};
use rollcall_wire::courses::{Course, UpdateCourse};

use super::show;
use crate::extract::{Body, IfMatch, MayOn, permissions};
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;

/// Change a course
///
/// Needs `courses.manage` in the course. `archived` ends it: it is read from then on, and nothing is done in it.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id"), IfMatch),
    request_body = UpdateCourse,
    responses(
        (status = 200, description = "The course as it is now", body = Course),
        (status = 404, description = "No such course, or none that the caller may see"),
        (status = 409, description = "Another course has the code (`course_exists`)"),
        (status = 422, description = "A value is not valid")
    )
)]
#[patch("/courses/{id}")]
pub async fn update(
    state: web::Data<AppState>,
    may: MayOn<permissions::CoursesManage, Stored>,
    if_match: IfMatch,
    body: Body<UpdateCourse>,
) -> Result<HttpResponse, Failure> {
    let (id, now, actor, patch) = (may.thing.id, state.now(), may.caller.actor, body.value);
    let patch = CoursePatch {
        code: patch.code,
        name: patch.name,
        category: patch.category.into_option(),
        visible: patch.visible,
        archived: patch.archived,
        starts_at: patch.starts_at.into_option(),
        ends_at: patch.ends_at.into_option(),
        group_mode: patch.group_mode,
    };
    let reply = state
        .write(move |conn| {
            let course = commands::change(conn, &actor, now, id, if_match.0, &patch)?;
            let participants = show::participants(conn, &actor, id)?;
            Ok(Reply::new(StatusCode::OK, &show::course(&course, participants))?.version(course.version))
        })
        .await?;
    Ok(reply.into_response())
}
