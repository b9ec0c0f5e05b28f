//! The courses in which one takes part or holds a role: a page for everybody.

use rollcall_wire::courses::OwnCourse;
use yew::prelude::*;

use super::rights::use_rights;
use super::roles;
use super::state;
use crate::api;
use crate::i18n::format;
use crate::router::Route;
use crate::t;
use crate::ui::{Cell, Column, Empty, Link, ListBody, ListPage, ListState, Row, Table, use_load};

/// The page.
#[component]
pub fn MyCoursesPage() -> Html {
    let own = use_load((), |(), signal| async move { api::courses::own(&signal).await });
    let sees_all = use_rights().see_users();
    let state = match (&own.data, &own.failure) {
        (_, Some(failure)) if failure.status() == Some(403) => ListState::Forbidden,
        (_, Some(failure)) => ListState::Failed(failure.clone()),
        (None, None) => ListState::Loading,
        (Some(courses), None) if courses.is_empty() => ListState::Empty,
        (Some(_), None) => ListState::Rows,
    };
    let detail = if sees_all { t!("my-courses-none-staff") } else { t!("my-courses-none-detail") };
    let empty = html! { <Empty title={t!("my-courses-none")} testid="my-courses-empty">{ detail }</Empty> };
    let headings = [t!("course-name"), t!("my-courses-role"), t!("course-dates"), t!("course-state")];
    let courses = own.data.as_deref().map(Vec::as_slice).unwrap_or_default();
    html! {
        <ListPage title={t!("my-courses")} lead={t!("my-courses-lead")} testid="my-courses">
            <ListBody {state} reload={own.reload.clone()} name="my-courses" rows={4} {empty}>
                <Table caption={t!("my-courses")} columns={headings.map(Column::new).to_vec()} busy={own.busy} testid="my-courses-table">
                    { for courses.iter().map(row) }
                </Table>
            </ListBody>
        </ListPage>
    }
}

fn row(own: &OwnCourse) -> Html {
    let course = &own.course;
    let enrolment = own.enrolment.as_ref();
    let roles = enrolment.map(|enrolment| format::list(&roles::names(&enrolment.roles, &[])));
    // One's own dates, where they differ from those of the course, are those that count.
    let starts = enrolment.and_then(|enrolment| enrolment.starts_at.as_deref()).or(course.starts_at.as_deref());
    let ends = enrolment.and_then(|enrolment| enrolment.ends_at.as_deref()).or(course.ends_at.as_deref());
    // What is wrong with one's enrolment is said before how the course stands.
    let standing = match enrolment.filter(|enrolment| !enrolment.active && !course.archived) {
        Some(enrolment) => state::enrolment(enrolment),
        None => state::course(course),
    };
    html! {
        <Row key={course.id.clone()} testid="my-course-row" of={course.code.clone()}>
            <Cell heads=true label={t!("course-name")}>
                <Link to={Route::Course(course.id.clone()).path()} testid="my-course">{ &course.name }</Link>
            </Cell>
            <Cell label={t!("my-courses-role")}>{ roles.unwrap_or_else(|| t!("my-courses-staff")) }</Cell>
            <Cell label={t!("course-dates")} class="rc-when">{ state::dates(starts, ends) }</Cell>
            <Cell label={t!("course-state")}>{ standing }</Cell>
        </Row>
    }
}
