use actix_web::http::StatusCode;
use actix_web::{HttpResponse, delete, get, patch, post, web};
use rollcall_domain::courses::{Course, groups};
use rollcall_domain::id::GroupId;
use rollcall_domain::{Error, Noun, Result as Found};
use rollcall_wire::Page;
use rollcall_wire::courses::{Group, NameGroup};

use super::show;
use crate::extract::{Body, IdempotencyKey, IfMatch, MayOn, permissions};
use crate::idempotent::{Reply, change};
use crate::problem::Failure;
use crate::state::AppState;

/// The groups of a course
///
/// Needs `participants.view` in the course, or `enrolments.manage`. By name, all on one page. Who is in a group is a part of the
/// enrolment.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id")),
    responses(
        (status = 200, description = "The groups", body = Page<Group>),
        (status = 404, description = "No such course, or none that the caller may see")
    )
)]
#[get("/courses/{id}/groups")]
pub async fn list(
    state: web::Data<AppState>,
    may: MayOn<permissions::SeeParticipants, Course>,
) -> Result<HttpResponse, Failure> {
    let items = state
        .read(move |conn| {
            let found = groups::of_course(conn, may.thing.id)?;
            let sizes = groups::sizes(conn, &found.iter().map(|group| group.id).collect::<Vec<_>>())?;
            let size = |id: GroupId| sizes.get(&id).copied().unwrap_or(0);
            Ok(found.iter().map(|group| show::group(group, size(group.id))).collect::<Vec<_>>())
        })
        .await?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None, total: None }))
}

/// Make a group in a course
///
/// Needs `participants.manage` in the course, or `enrolments.manage`.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id"), IdempotencyKey),
    request_body = NameGroup,
    responses(
        (status = 201, description = "The group", body = Group),
        (status = 404, description = "No such course, or none that the caller may see"),
        (status = 409, description = "Another group of the course has the name (`group_exists`)"),
        (status = 422, description = "The name is not valid")
    )
)]
#[post("/courses/{id}/groups")]
pub async fn create(
    state: web::Data<AppState>,
    may: MayOn<permissions::ManageParticipants, Course>,
    key: IdempotencyKey,
    body: Body<NameGroup>,
) -> Result<HttpResponse, Failure> {
    let (bytes, name, course) = (body.bytes, body.value.name, may.thing.id);
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let group = groups::create(conn, &actor, now, course, &name)?;
        let location = format!("/api/v1/courses/{course}/groups");
        Ok(Reply::new(StatusCode::CREATED, &show::group(&group, 0))?.at(location).version(group.version))
    })
    .await
}

/// Give a group another name
///
/// Needs `participants.manage` in the course, or `enrolments.manage`.
#[utoipa::path(
    tag = "Courses",
    params(
        ("id" = String, Path, description = "The course's id"),
        ("group_id" = String, Path, description = "The group's id"),
        IfMatch
    ),
    request_body = NameGroup,
    responses(
        (status = 200, description = "The group as it is now", body = Group),
        (status = 404, description = "No such course or group"),
        (status = 409, description = "Another group of the course has the name (`group_exists`)"),
        (status = 422, description = "The name is not valid")
    )
)]
#[patch("/courses/{id}/groups/{group_id}")]
pub async fn update(
    state: web::Data<AppState>,
    may: MayOn<permissions::ManageParticipants, Course>,
    path: web::Path<(String, String)>,
    if_match: IfMatch,
    body: Body<NameGroup>,
) -> Result<HttpResponse, Failure> {
    let (course, group, actor, now) = (may.thing.id, id(&path.1)?, may.caller.actor, state.now());
    let reply = state
        .write(move |conn| {
            let group = groups::find(conn, course, group)?;
            let group = groups::rename(conn, &actor, now, &group, if_match.0, &body.value.name)?;
            let members = groups::sizes(conn, &[group.id])?.get(&group.id).copied().unwrap_or(0);
            Ok(Reply::new(StatusCode::OK, &show::group(&group, members))?.version(group.version))
        })
        .await?;
    Ok(reply.into_response())
}

/// Delete a group
///
/// Needs `participants.manage` in the course, or `enrolments.manage`. Its people stay in the course.
#[utoipa::path(
    tag = "Courses",
    params(
        ("id" = String, Path, description = "The course's id"),
        ("group_id" = String, Path, description = "The group's id"),
        IfMatch
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "No such course or group")
    )
)]
#[delete("/courses/{id}/groups/{group_id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: MayOn<permissions::ManageParticipants, Course>,
    path: web::Path<(String, String)>,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    let (course, group, actor, now) = (may.thing.id, id(&path.1)?, may.caller.actor, state.now());
    state
        .write(move |conn| {
            let group = groups::find(conn, course, group)?;
            groups::delete(conn, &actor, now, &group, if_match.0)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn id(text: &str) -> Found<GroupId> {
    text.parse().map_err(|_| Error::NotFound(Noun::Group))
}
