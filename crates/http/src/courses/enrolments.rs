use actix_web::http::StatusCode;
use actix_web::{HttpResponse, delete, get, patch, post, web};
use rollcall_domain::courses::{self, Course};
use rollcall_domain::enrolments::commands::{self, EnrolmentPatch};
use rollcall_domain::enrolments::{identifier, store};
use rollcall_domain::id::{CourseId, EnrolmentId};
use rollcall_domain::{Error, Noun, Result as Found, users};
use rollcall_wire::Page;
use rollcall_wire::courses::{CreateEnrolment, Enrolment, UpdateEnrolment};

use super::show;
use crate::extract::{Body, IdempotencyKey, IfMatch, May, MayOn, permissions};
use crate::idempotent::{Reply, change};
use crate::paging::{self, Paging};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view;

/// Browse the enrolments of a course
///
/// Needs `participants.view` in the course, or `enrolments.manage`. In the order in which they were made; those of deleted accounts are
/// left out. With names, filters and orders: `GET /courses/{id}/participants`.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id"), Paging),
    responses(
        (status = 200, description = "A page of enrolments", body = Page<Enrolment>),
        (status = 404, description = "No such course, or none that the caller may see")
    )
)]
#[get("/courses/{id}/enrolments")]
pub async fn list(
    state: web::Data<AppState>,
    may: MayOn<permissions::SeeParticipants, Course>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Failure> {
    let (course, now) = (may.thing, state.now());
    let (id, limit, behind, counted) = (course.id, paging.limit()?, paging.behind()?, paging.counted()?);
    let (found, total) = state
        .read(move |conn| {
            let total = counted.then(|| store::count(conn, id)).transpose()?;
            Ok((store::page(conn, id, behind, limit + 1)?, total))
        })
        .await?;
    let show = |enrolment| show::enrolment(&course, &enrolment, now);
    Ok(HttpResponse::Ok().json(paging::page(found, limit, total, |enrolment| enrolment.id.to_string(), show)))
}

/// Enrol a person
///
/// Needs `participants.manage` in the course, or `enrolments.manage`, and the right to give the role there. The person is named by id, or
/// exactly by username, e-mail address or ID number (`identifier`), which takes no right to see accounts. For many people there is the action
/// `enrol` of `POST /batches/selection`.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id"), IdempotencyKey),
    request_body = CreateEnrolment,
    responses(
        (status = 201, description = "The enrolment", body = Enrolment),
        (status = 403, description = "The caller may not give this role in the course (`role_not_grantable`)"),
        (status = 404, description = "No such course; or nobody, a deleted account, or several accounts are named"),
        (status = 409, description = "The person is enrolled already (`already_enrolled`)"),
        (status = 422, description = "A value is not valid")
    )
)]
#[post("/courses/{id}/enrolments")]
pub async fn create(
    state: web::Data<AppState>,
    may: MayOn<permissions::ManageParticipants, Course>,
    key: IdempotencyKey,
    body: Body<CreateEnrolment>,
) -> Result<HttpResponse, Failure> {
    let (bytes, new, course) = (body.bytes, body.value, may.thing);
    let (actor, now) = (may.caller.actor.clone(), state.now());
    change(state, &may.caller, key, &bytes, move |conn| {
        let user = match (&new.user_id, &new.identifier) {
            (Some(id), None) => view::id(id)?,
            (None, Some(identifier)) => identifier::find(conn, &actor, identifier)?,
            _ => {
                let message = "Name the person by \"user_id\", or exactly by \"identifier\", and not by both.";
                return Err(Error::invalid("user_id", "missing_value", message));
            }
        };
        if new.role.is_some() && new.roles.is_some() {
            let message = "Name one role in \"role\", or several in \"roles\", and not both.";
            return Err(Error::invalid("role", "invalid_value", message));
        }
        let patch = EnrolmentPatch {
            roles: new.roles.or_else(|| new.role.map(|role| vec![role])),
            status: new.status,
            starts_at: Some(new.starts_at),
            ends_at: Some(new.ends_at),
            groups: new.groups,
        };
        let enrolment = commands::enrol(conn, &actor, now, &course, user, &patch)?;
        let location = format!("/api/v1/courses/{}/enrolments/{}", course.id, enrolment.id);
        let shown = show::enrolment(&course, &enrolment, now);
        Ok(Reply::new(StatusCode::CREATED, &shown)?.at(location).version(enrolment.version))
    })
    .await
}

/// Look at an enrolment
///
/// Needs `participants.view` in the course, or `enrolments.manage`.
#[utoipa::path(
    tag = "Courses",
    params(
        ("id" = String, Path, description = "The course's id"),
        ("enrolment_id" = String, Path, description = "The enrolment's id")
    ),
    responses(
        (status = 200, description = "The enrolment", body = Enrolment),
        (status = 404, description = "No such course or enrolment")
    )
)]
#[get("/courses/{id}/enrolments/{enrolment_id}")]
pub async fn get(
    state: web::Data<AppState>,
    may: MayOn<permissions::SeeParticipants, Course>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (course, enrolment) = (may.thing.id, id(&path.1)?);
    let found = state.read(move |conn| store::find(conn, course, enrolment)).await?;
    let shown = show::enrolment(&may.thing, &found, state.now());
    Ok(Reply::new(StatusCode::OK, &shown)?.version(found.version).into_response())
}

/// Change an enrolment
///
/// Needs `participants.manage` in the course, or `enrolments.manage`, and the right to give and take away the roles that are touched.
#[utoipa::path(
    tag = "Courses",
    params(
        ("id" = String, Path, description = "The course's id"),
        ("enrolment_id" = String, Path, description = "The enrolment's id"),
        IfMatch
    ),
    request_body = UpdateEnrolment,
    responses(
        (status = 200, description = "The enrolment as it is now", body = Enrolment),
        (status = 403, description = "The caller may not give or take away a role that is touched (`role_not_grantable`)"),
        (status = 404, description = "No such course or enrolment"),
        (status = 422, description = "A value is not valid")
    )
)]
#[patch("/courses/{id}/enrolments/{enrolment_id}")]
pub async fn update(
    state: web::Data<AppState>,
    may: MayOn<permissions::ManageParticipants, Course>,
    path: web::Path<(String, String)>,
    if_match: IfMatch,
    body: Body<UpdateEnrolment>,
) -> Result<HttpResponse, Failure> {
    let (id, course, patch) = (id(&path.1)?, may.thing, body.value);
    let (actor, now) = (may.caller.actor, state.now());
    let patch = EnrolmentPatch {
        roles: patch.roles,
        status: patch.status,
        starts_at: patch.starts_at.into_option(),
        ends_at: patch.ends_at.into_option(),
        groups: patch.groups,
    };
    let reply = state
        .write(move |conn| {
            let enrolment = commands::change(conn, &actor, now, &course, id, if_match.0, &patch)?;
            Ok(Reply::new(StatusCode::OK, &show::enrolment(&course, &enrolment, now))?.version(enrolment.version))
        })
        .await?;
    Ok(reply.into_response())
}

/// Unenrol a person
///
/// Needs `participants.manage` in the course, or `enrolments.manage`, and the right to take away the roles. What the person has done in
/// the course stays; rights in it end with the next request.
#[utoipa::path(
    tag = "Courses",
    params(
        ("id" = String, Path, description = "The course's id"),
        ("enrolment_id" = String, Path, description = "The enrolment's id"),
        IfMatch
    ),
    responses(
        (status = 204, description = "The person is not enrolled any more"),
        (status = 403, description = "A cohort keeps the enrolment, or the caller may not take away a role"),
        (status = 404, description = "No such course or enrolment")
    )
)]
#[delete("/courses/{id}/enrolments/{enrolment_id}")]
pub async fn delete(
    state: web::Data<AppState>,
    may: MayOn<permissions::ManageParticipants, Course>,
    path: web::Path<(String, String)>,
    if_match: IfMatch,
) -> Result<HttpResponse, Failure> {
    let (id, course, actor, now) = (id(&path.1)?, may.thing, may.caller.actor, state.now());
    state.write(move |conn| commands::unenrol(conn, &actor, now, &course, id, if_match.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The courses that a person takes part in
///
/// Needs `users.view`. The latest enrolment first, all on one page.
#[utoipa::path(
    tag = "Users",
    params(("id" = String, Path, description = "The account's id")),
    responses(
        (status = 200, description = "The enrolments", body = Page<Enrolment>),
        (status = 404, description = "No such account")
    )
)]
#[get("/users/{id}/enrolments")]
pub async fn of_user(
    state: web::Data<AppState>,
    _: May<permissions::UsersView>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let (id, now) = (view::id(&id)?, state.now());
    let items = state
        .read(move |conn| {
            users::store::find(conn, id)?;
            let enrolments = store::all_of_person(conn, id)?;
            let ids: Vec<CourseId> = enrolments.iter().map(|enrolment| enrolment.course).collect();
            let courses = courses::store::by_ids(conn, &ids)?;
            let shown = enrolments.iter().filter_map(|of| Some(show::enrolment(courses.get(&of.course)?, of, now)));
            Ok(shown.collect::<Vec<_>>())
        })
        .await?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None, total: None }))
}

fn id(text: &str) -> Found<EnrolmentId> {
    text.parse().map_err(|_| Error::NotFound(Noun::Enrolment))
}
