use actix_web::{HttpResponse, get, web};
use rollcall_domain::auth::session;
use rollcall_domain::courses::VisibleCourses;
use rollcall_domain::courses::store::{self, CourseQuery};
use rollcall_domain::id::CourseId;
use rollcall_domain::{Context, enrolments};
use rollcall_wire::Page;
use rollcall_wire::courses::OwnCourse;

use super::show;
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// One's own courses
///
/// Needs `me.read`. Those in which one is enrolled or holds a role, with one's enrolment and what one may do there. By name, all on one
/// page.
#[utoipa::path(
    tag = "Own account",
    responses((status = 200, description = "One's own courses", body = Page<OwnCourse>))
)]
#[get("/me/courses")]
pub async fn list(state: web::Data<AppState>, may: May<permissions::MeRead>) -> Result<HttpResponse, Failure> {
    let (actor, now) = (may.caller.actor, state.now());
    let user = actor.user_id.ok_or_else(session::signed_out)?;
    let items = state
        .read(move |conn| {
            let own: Vec<CourseId> = actor.courses().collect();
            let enrolments = enrolments::store::all_of_person(conn, user)?;
            let query = CourseQuery { visible_to: VisibleCourses::in_courses_of(&actor), search: None, filter: None };
            let (found, _) = store::page(conn, &query, None, i64::try_from(own.len()).unwrap_or(i64::MAX).max(1))?;
            let shown = found.iter().map(|course| {
                let enrolment = enrolments.iter().find(|enrolment| enrolment.course == course.id);
                OwnCourse {
                    course: show::course(course, None),
                    enrolment: enrolment.map(|enrolment| show::enrolment(course, enrolment, now)),
                    capabilities: actor
                        .capabilities_in(Context::Course(course.id))
                        .iter()
                        .map(|capability| capability.name().to_owned())
                        .collect(),
                }
            });
            Ok(shown.collect::<Vec<_>>())
        })
        .await?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None, total: None }))
}
