use actix_web::{HttpResponse, get, patch, web};
use rollcall_domain::auth::session;
use rollcall_domain::db::Conn;
use rollcall_domain::id::{CourseId, UserId};
use rollcall_domain::notifications::{NotificationKind as Kind, store};
use rollcall_domain::settings::{NotificationChoice, Settings};
use rollcall_domain::users::{email, store as user_store};
use rollcall_domain::{Error, Noun, Result as Found, bounces, enrolments};
use rollcall_wire::mail::{CourseNotification, NotificationKind, Notifications, OwnAddress, UpdateNotifications};

use crate::extract::{Body, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// How one is told of things
///
/// Needs `me.read`. Mails about the security of the account, such as a new password, always come and are not among them.
#[utoipa::path(tag = "Me", responses((status = 200, description = "What counts, and what can be chosen", body = Notifications)))]
#[get("/me/notifications")]
pub async fn get(state: web::Data<AppState>, may: May<permissions::MeRead>) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    Ok(HttpResponse::Ok().json(state.read(move |conn| shown(conn, user)).await?))
}

/// Choose how one is told of things
///
/// Needs `me.write`. For a course that one takes part in one may choose otherwise for `bulk_message`.
#[utoipa::path(
    tag = "Me",
    request_body = UpdateNotifications,
    responses(
        (status = 200, description = "What counts now", body = Notifications),
        (status = 404, description = "No such course that one takes part in"),
        (status = 422, description = "There is no such kind or choice (`invalid_value`), or the site leaves none (`locked`)")
    )
)]
#[patch("/me/notifications")]
pub async fn update(
    state: web::Data<AppState>,
    may: May<permissions::MeWrite>,
    body: Body<UpdateNotifications>,
) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    let asked = body.value;
    let answer = state
        .write(move |conn| {
            let site = Settings::load(conn)?;
            for (kind, choice) in &asked.kinds {
                store::choose(conn, &site, user, (named(kind)?, None), choice_of(kind, choice.as_deref())?)?;
            }
            for (course, kinds) in &asked.courses {
                let course: CourseId = course.parse().map_err(|_| Error::NotFound(Noun::Course))?;
                if enrolments::store::of_people(conn, course, &[user])?.is_empty() {
                    return Err(Error::NotFound(Noun::Course));
                }
                for (kind, choice) in kinds {
                    let choice = choice_of(kind, choice.as_deref())?;
                    store::choose(conn, &site, user, (named(kind)?, Some(course)), choice)?;
                }
            }
            shown(conn, user)
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

fn named(kind: &str) -> Found<Kind> {
    Kind::from_name(kind).ok_or_else(|| {
        let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        Error::invalid("kinds", "invalid_value", format!("The kinds are {}.", names.join(", ")))
    })
}

fn choice_of(kind: &str, choice: Option<&str>) -> Found<Option<NotificationChoice>> {
    let read = |name: &str| {
        NotificationChoice::from_name(name).ok_or_else(|| {
            let names: Vec<&str> = NotificationChoice::ALL.iter().map(|choice| choice.name()).collect();
            Error::invalid(kind, "invalid_value", format!("The choices are {}.", names.join(", ")))
        })
    };
    choice.map(read).transpose()
}

fn shown(conn: &mut Conn, user: UserId) -> Found<Notifications> {
    let site = Settings::load(conn)?;
    let account = user_store::find(conn, user)?;
    let chosen = store::of_people(conn, &[user])?.remove(&user).unwrap_or_default();
    let kind = |kind: Kind| NotificationKind {
        kind: kind.name().to_owned(),
        choice: store::effective(&site, Some(&chosen), kind, None).name().to_owned(),
        default: kind.default(&site).choice.name().to_owned(),
        choices: kind.choices().iter().map(|choice| choice.name().to_owned()).collect(),
        locked: kind.default(&site).locked,
    };
    let by_course = chosen.iter().filter_map(|((kind, course), choice)| {
        Some(CourseNotification {
            course_id: (*course)?.to_string(),
            kind: kind.name().to_owned(),
            choice: choice.name().to_owned(),
        })
    });
    let mut by_course: Vec<CourseNotification> = by_course.collect();
    by_course.sort_by(|a, b| (&a.course_id, &a.kind).cmp(&(&b.course_id, &b.kind)));
    let address = email::canonical(&account.email);
    Ok(Notifications {
        kinds: Kind::ALL.into_iter().map(kind).collect(),
        courses: by_course,
        address: OwnAddress {
            suppressed: !bounces::store::suppressed(conn, &[&address])?.is_empty(),
            confirmed: account.confirmed,
        },
    })
}
