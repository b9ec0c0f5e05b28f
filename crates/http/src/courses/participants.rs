use actix_web::{HttpResponse, get, web};
use rollcall_domain::courses::Course;
use rollcall_wire::Page;
use rollcall_wire::courses::Participant;

use crate::extract::{MayOn, permissions};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::list::{Params, Within, people};

/// Browse the participants of a course
///
/// Needs `participants.view` in the course, or `enrolments.manage`. The list of accounts, of those who are enrolled, each with the
/// enrolment: with filter, search, order and all else that it has. `enrolments[...]` in the filter is about this course unless it names
/// another. Without `users.view` a caller sees what participants may know of each other.
#[utoipa::path(
    tag = "Courses",
    params(("id" = String, Path, description = "The course's id"), Params),
    responses(
        (status = 200, description = "A page of participants", body = Page<Participant>),
        (status = 400, description = "The filter, the order or the cursor is wrong; `position` is where"),
        (status = 404, description = "No such course, or none that the caller may see"),
        (status = 422, description = "It takes longer than 5 seconds (`too_broad`)")
    )
)]
#[get("/courses/{id}/participants")]
pub async fn list(
    state: web::Data<AppState>,
    may: MayOn<permissions::SeeParticipants, Course>,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    people(state, may.caller.actor, params.into_inner(), Within::Course(may.thing)).await
}
