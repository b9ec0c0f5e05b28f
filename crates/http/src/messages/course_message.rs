use std::collections::BTreeSet;

use actix_web::{HttpResponse, post, web};
use rollcall_domain::batches::engine::names;
use rollcall_domain::batches::selection::target::Target;
use rollcall_domain::courses::{Course, groups};
use rollcall_domain::db::Conn;
use rollcall_domain::enrolments::commands::{role_in_courses, unknown_role};
use rollcall_domain::filter::Scope;
use rollcall_domain::messages::audience::Audience;
use rollcall_domain::settings::Settings;
use rollcall_domain::{Context, Error, Fault, Faults, Result as Found, time};
use rollcall_wire::batches::{Batch, Target as GivenTarget};
use rollcall_wire::messages::{CourseMessage, CourseTarget};

use crate::batches::select::Asked;
use crate::batches::select::{action, given, make};
use crate::extract::{Body, IdempotencyKey, MayOn, Wait, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// Write to people of a course
///
/// Needs `messages.bulk.course` in the course, or `messages.bulk.site`; nothing else to plan, apply, watch and undo it. Each recipient
/// gets the message once, in a conversation of its own. Who is suspended, or whose enrolment does not count, is shown and left out unless
/// `include_inactive` is true. At site level there is the action `message` of `POST /batches/selection`.
#[utoipa::path(
    tag = "Messages",
    params(("id" = String, Path, description = "The course's id"), IdempotencyKey, Wait),
    request_body = CourseMessage,
    responses(
        (status = 202, description = "The batch", body = Batch),
        (status = 403, description = "Messages are switched off (`messaging_off`)"),
        (status = 404, description = "No such course, or none that the caller may see"),
        (status = 409, description = "The course is over (`course_over`)"),
        (status = 422, description = "Target or settings cannot be used")
    )
)]
#[post("/courses/{id}/batches/message")]
pub async fn message(
    state: web::Data<AppState>,
    may: MayOn<permissions::MessageCourse, Course>,
    key: IdempotencyKey,
    wait: Wait,
    body: Body<CourseMessage>,
) -> Result<HttpResponse, Failure> {
    let Body { value: asked, bytes } = body;
    let (operation, action) = action("message")?;
    let (site, now) = (state.read(Settings::load).await?, state.now());
    let name = names::of_person(asked.settings.name.as_deref())?;
    let (actor, course, of_course) = (may.caller.actor.clone(), may.thing.clone(), asked.target.clone());
    let (scope, audience) = state
        .read(move |conn| {
            let site = Settings::load(conn)?;
            Ok((Scope::of(conn, &actor)?, audience(conn, &course, &of_course, &site)?))
        })
        .await?;
    let mut settings = serde_json::to_value(&asked.settings)?;
    if let Some(to_inactive) = asked.target.include_inactive {
        settings["include_inactive"] = to_inactive.into();
    }
    let settings = operation.settings(action, &settings, &scope, &site, now)?;
    let target = match asked.target.ids {
        Some(ids) => Target::resolve(given(GivenTarget { ids: Some(ids), ..GivenTarget::default() }), &scope)?,
        None => {
            let filter = Some(audience.filter(may.thing.id));
            Target::resolve(given(GivenTarget { filter, ..GivenTarget::default() }), &scope)?
        }
    };
    let audience = Some(serde_json::to_value(&audience)?).filter(|_| audience != Audience::default());
    let context = Context::Course(may.thing.id);
    let asked =
        Asked { operation, action, name, settings, target, context, audience, expected_count: None, resolved: Ok(()) };
    make(&state, &may.caller, key, wait, &bytes, asked).await
}

/// Who of a course a target means.
pub(super) fn audience(conn: &mut Conn, course: &Course, asked: &CourseTarget, site: &Settings) -> Found<Audience> {
    let mut faults = Faults::default();
    let mut roles = BTreeSet::new();
    for key in asked.roles.iter().flatten() {
        match role_in_courses(conn, key)? {
            Some(role) => drop(roles.insert(role.to_string())),
            None => faults.push(unknown_role("target.roles", key)),
        }
    }
    let named: BTreeSet<String> = asked.groups.iter().flatten().cloned().collect();
    let found = groups::named(conn, course.id, &named)?;
    for text in named.iter().filter(|text| !found.contains_key(*text)) {
        faults.push(Fault::new("target.groups", "invalid_value", groups::unknown(text)));
    }
    for (field, list) in [("target.roles", &asked.roles), ("target.groups", &asked.groups)] {
        if list.as_ref().is_some_and(Vec::is_empty) {
            faults.push(Fault::new(field, "missing_value", "The list is empty. Leave it out to mean everybody."));
        }
    }
    let since = asked.not_accessed_since.as_deref().map(|text| time::parse(text, &site.timezone));
    if since == Some(None) {
        let wrong = "\"not_accessed_since\" is a time such as 2026-03-01T09:30:00Z, or a day such as 2026-03-01.";
        faults.push(Fault::new("target.not_accessed_since", "invalid_value", wrong));
    }
    Error::require_none("invalid", "Some values are not valid; see \"errors\".", faults)?;
    Ok(Audience {
        roles,
        groups: found.into_values().map(|group| group.name).collect(),
        never_accessed: asked.never_accessed.unwrap_or(false),
        not_accessed_since: since.flatten(),
    })
}
