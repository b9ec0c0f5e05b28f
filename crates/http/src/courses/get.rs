use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, web};
use rollcall_domain::courses::Course as Stored;
use rollcall_domain::db::{Conn, Urgency};
use rollcall_domain::enrolments::store;
use rollcall_wire::courses::Course;

use super::show;
use crate::extract::VisibleThing;
use crate::idempotent::Reply;
use crate::problem::Failure;
use crate::state::AppState;

/// How old the last access of a participant may be until it is noted anew, in milliseconds.
const ACCESS_STEP: i64 = 300_000;

/// Look at a course
///
/// For who is enrolled in it or holds a role there, and for those who see all courses.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id")),
    responses(
        (status = 200, description = "The course", body = Course),
        (status = 404, description = "No such course, or none that the caller may see")
    )
)]
#[get("/courses/{id}")]
pub async fn get(state: web::Data<AppState>, seen: VisibleThing<Stored>) -> Result<HttpResponse, Failure> {
    let (course, actor, now) = (seen.thing, seen.caller.actor, state.now());
    let (id, user) = (course.id, actor.user_id);
    let (participants, enrolment) = state
        .read(move |conn| {
            let enrolment = user.map(|user| store::of_person(conn, id, user)).transpose()?.flatten();
            Ok((show::participants(conn, &actor, id)?, enrolment))
        })
        .await?;
    let is_stale = |at: Option<i64>| at.is_none_or(|at| now - at > ACCESS_STEP);
    if let Some(enrolment) = enrolment.filter(|enrolment| is_stale(enrolment.last_access_at)) {
        let (db, user) = (state.db.clone(), enrolment.user);
        // Nobody waits for this to be noted.
        drop(web::block(move || {
            db.write(Urgency::Background, |conn: &mut Conn| store::note_access(conn, id, user, now))
        }));
    }
    Ok(Reply::new(StatusCode::OK, &show::course(&course, participants))?.version(course.version).into_response())
}
