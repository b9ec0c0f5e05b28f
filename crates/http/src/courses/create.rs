use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use rollcall_domain::courses::commands::{self, CoursePatch};
use rollcall_domain::role_assignments::commands::grant_to_creator;
use rollcall_wire::courses::{Course, CreateCourse};

use super::show;
use crate::extract::{Body, IdempotencyKey, May, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// Make a course
///
/// Needs `courses.create`. A caller who does not manage all courses becomes its instructor.
#[utoipa::path(
    tag = "Courses",
    params(IdempotencyKey),
    request_body = CreateCourse,
    responses(
        (status = 201, description = "The course", body = Course),
        (status = 409, description = "Another course has the code (`course_exists`)"),
        (status = 422, description = "A value is not valid")
    )
)]
#[post("/courses")]
pub async fn create(
    state: web::Data<AppState>,
    may: May<permissions::CoursesCreate>,
    key: IdempotencyKey,
    body: Body<CreateCourse>,
) -> Result<HttpResponse, Failure> {
    let (bytes, new) = (body.bytes, body.value);
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let patch = CoursePatch {
            code: Some(new.code),
            name: Some(new.name),
            category: Some(new.category),
            visible: new.visible,
            archived: new.archived,
            starts_at: Some(new.starts_at),
            ends_at: Some(new.ends_at),
            group_mode: new.group_mode,
        };
        let course = commands::create(conn, &actor, now, &patch)?;
        grant_to_creator(conn, &actor, now, course.id)?;
        let location = format!("/api/v1/courses/{}", course.id);
        Ok(Reply::new(StatusCode::CREATED, &show::course(&course, Some(0)))?.at(location).version(course.version))
    })
    .await
}
