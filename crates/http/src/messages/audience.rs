use actix_web::{HttpResponse, post, web};
use rollcall_domain::courses::Course;
use rollcall_domain::id::UserId;
use rollcall_domain::messages::reached;
use rollcall_domain::settings::Settings;
use rollcall_domain::{Error, Result as Found};
use rollcall_wire::messages::{CourseTarget, MessageAudience};

use super::course_message::audience;
use crate::extract::{Body, MayOn, permissions};
use crate::problem::Failure;
use crate::state::AppState;
use crate::users::view;

/// So many people can be named by id, as in a selection.
const MOST: usize = 10_000;

/// How many people of a course a message would reach
///
/// Needs `messages.bulk.course` in the course, or `messages.bulk.site`. The same target as of a message, decided as the plan decides; nothing
/// is planned.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The course's id")),
    request_body = CourseTarget,
    responses(
        (status = 200, description = "How many", body = MessageAudience),
        (status = 404, description = "No such course, or none that the caller may see"),
        (status = 422, description = "The target cannot be used, or it takes longer than 5 seconds (`too_broad`)")
    )
)]
#[post("/courses/{id}/messages/audience")]
pub async fn count(
    state: web::Data<AppState>,
    may: MayOn<permissions::MessageCourse, Course>,
    body: Body<CourseTarget>,
) -> Result<HttpResponse, Failure> {
    let (course, target, now) = (may.thing, body.value, state.now());
    let ids = target.ids.as_deref().map(of_people).transpose()?;
    let counted = state
        .read_within(move |conn| {
            let site = Settings::load(conn)?;
            let audience = audience(conn, &course, &target, &site)?;
            let to_inactive = target.include_inactive.unwrap_or(false);
            reached::count(conn, (course, audience), ids.as_deref(), to_inactive, now)
        })
        .await?;
    Ok(HttpResponse::Ok().json(MessageAudience { recipients: counted.recipients, inactive: counted.inactive }))
}

/// The accounts with these ids; a text that is no id is nobody.
fn of_people(ids: &[String]) -> Found<Vec<UserId>> {
    if ids.len() > MOST {
        let message = format!("At most {MOST} people can be named by id.");
        return Err(Error::invalid("ids", "too_many_values", message));
    }
    Ok(ids.iter().filter_map(|id| view::id(id).ok()).collect())
}
