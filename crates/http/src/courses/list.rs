use actix_web::{HttpResponse, get, web};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rollcall_domain::courses::VisibleCourses;
use rollcall_domain::courses::store::{self, CourseQuery, Place};
use rollcall_domain::filter::{self, Scope};
use rollcall_domain::id::CourseId;
use rollcall_domain::{Error, Result, enrolments};
use rollcall_wire::Page;
use rollcall_wire::courses::Course;
use serde::Deserialize;
use utoipa::IntoParams;

use super::show;
use crate::extract::Caller;
use crate::paging::{count, foreign_cursor, limit, narrowed};
use crate::problem::Failure;
use crate::state::AppState;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Params {
    /// Such as `category eq "Safety" and archived eq false`: see docs/filters.md.
    filter: Option<String>,
    /// Only those whose name or code has this text in it.
    q: Option<String>,
    /// `name`, the only order.
    sort: Option<String>,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 500; 50 if it is missing.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
    /// `exact` or `estimate` adds `total`.
    #[param(pattern = "^(exact|estimate)$")]
    count: Option<String>,
    /// Only these members of each course, such as `code,name`.
    fields: Option<String>,
}

/// Browse courses
///
/// By name. Everybody sees the courses in which they are enrolled or hold a role; learners none that are hidden. With
/// `enrolments.manage` or `participants.view` at site level one sees all.
#[utoipa::path(
    tag = "Courses",
    params(Params),
    responses(
        (status = 200, description = "A page of courses", body = Page<Course>),
        (status = 400, description = "The filter or the cursor is wrong; `position` is where")
    )
)]
#[get("/courses")]
pub async fn list(
    state: web::Data<AppState>,
    caller: Caller,
    params: web::Query<Params>,
) -> Result<HttpResponse, Failure> {
    let (limit, counted) = (limit(params.limit)?, count(params.count.as_deref())?.is_some());
    if let Some(other) = params.sort.as_deref().map(str::trim).filter(|sort| !["", "name"].contains(sort)) {
        let message = format!("Courses are sorted by name, and not by \"{}\".", rollcall_domain::text::show(other));
        return Err(Error::Malformed { code: "unknown_sort", message, position: None }.into());
    }
    let now = state.now();
    let filter = filter::parse_given(params.filter.as_deref(), &Scope::of_courses())?.map(|filter| (filter, now));
    let query = CourseQuery { visible_to: VisibleCourses::to(&caller.actor), search: params.q.clone(), filter };
    let asked = (params.filter.clone(), params.q.clone());
    let behind = params.cursor.as_deref().map(|cursor| place(cursor, &asked)).transpose()?;
    let fields = params.fields.clone();
    let page = state
        .read_within(move |conn| {
            let (found, next) = store::page(conn, &query, behind.as_ref(), limit)?;
            let total = if counted { Some(store::count(conn, &query)?) } else { None };
            let ids: Vec<CourseId> = found.iter().map(|course| course.id).collect();
            let sizes = enrolments::store::sizes(conn, &ids)?;
            let size = |id: CourseId| {
                show::may_see_participants(&caller.actor, id).then(|| sizes.get(&id).copied().unwrap_or(0))
            };
            let items: Vec<_> = found.iter().map(|course| show::course(course, size(course.id))).collect();
            let next_cursor = next.map(|place| serde_json::to_vec(&(&asked, place))).transpose()?;
            Ok(Page { items, next_cursor: next_cursor.map(|bytes| BASE64_URL_SAFE_NO_PAD.encode(bytes)), total })
        })
        .await?;
    match fields.as_deref() {
        None => Ok(HttpResponse::Ok().json(page)),
        Some(fields) => Ok(HttpResponse::Ok().json(narrowed(page, "A course", fields)?)),
    }
}

/// What a page is a page of.
type CourseTexts = (Option<String>, Option<String>);

/// Where a page begins: a cursor of another list is none of this one.
fn place(cursor: &str, asked: &CourseTexts) -> Result<Place> {
    let read = || -> Option<(CourseTexts, Place)> {
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
    };
    let (of, place) = read().ok_or_else(foreign_cursor)?;
    // No name has a NUL in it, and PostgreSQL takes none.
    if of == *asked && !place.0.contains('\0') { Ok(place) } else { Err(foreign_cursor()) }
}
