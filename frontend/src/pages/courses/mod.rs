//! Courses: the page that lists them, the page of one with its participants, one's own courses, and the field in which a course is
//! found elsewhere.

mod acts;
mod archive;
mod copy;
mod delete;
mod dialog;
pub mod enrolment;
mod form;
pub mod groups;
mod own;
mod page;
mod picker;
mod query;
pub mod rights;
pub mod roles;
mod row;
pub mod state;
mod suggestions;

use rollcall_wire::courses::Course;
use yew::prelude::*;

#[cfg(test)]
pub use self::form::tests::course as sample;
pub use self::form::{first_moment, last_moment};
pub use self::own::MyCoursesPage;
pub use self::page::CoursePage;
pub use self::picker::CoursePicker;

use self::acts::OpenDialog;
use self::archive::use_archiving;
use self::query::CoursesQuery;
use self::rights::{Rights, use_rights};
use self::row::{CourseRow, headings};
use crate::api;
use crate::router::Route;
use crate::t;
use crate::ui::{
    Button, Empty, List, ListBody, ListPage, ListState, ListToolbar, Look, Select, Symbol, Table, after_act, use_list,
};

type Courses = List<CoursesQuery, Course>;

/// The page.
#[component]
pub fn CoursesPage() -> Html {
    let courses: Courses = use_list(Route::Courses.path().into(), |parameters, signal| async move {
        api::courses::list(&parameters, &signal).await
    });
    let rights = use_rights();
    let open = use_state_eq(|| OpenDialog::Nothing);
    let onarchive = use_archiving(courses.refresh());
    let onnew = {
        let open = open.setter();
        Callback::from(move |()| open.set(OpenDialog::New))
    };
    let new = if rights.create() {
        html! { <Button look={Look::Primary} icon={Symbol::Add} onclick={onnew} testid="course-new">{ t!("course-new") }</Button> }
    } else {
        Html::default()
    };
    let is_bare = courses.state() == ListState::Empty;
    let empty = html! {
        <Empty title={t!("courses-none")} actions={new.clone()} testid="courses-empty">{ t!("courses-none-detail") }</Empty>
    };
    let (onchanged, ondeleted) = (courses.refresh(), courses.refresh());
    html! {
        <ListPage
            title={t!("courses")}
            actions={if is_bare { Html::default() } else { new }}
            over={acts::dialog(&open, &rights, &onchanged, &ondeleted, &onarchive)}
            testid="courses"
        >
            { toolbar(&courses) }
            <ListBody state={courses.state()} reload={courses.reload.clone()} name="courses" {empty} none_found={none_found(&courses)}>
                { table(&courses, &rights, &open, &onarchive) }
                { courses.pager(t!("courses-pages"), false) }
            </ListBody>
        </ListPage>
    }
}

fn toolbar(courses: &Courses) -> Html {
    html! {
        <ListToolbar
            label={t!("courses-find")}
            name="courses"
            search_label={t!("courses-search")}
            value={courses.query.q.clone()}
            onsearch={courses.searching(|query, q| CoursesQuery { q, ..query })}
            total={courses.total().map(|total| t!("courses-total", count = total))}
        >
            <Select
                inline=true
                label={t!("batches-show")}
                value={courses.query.show.clone()}
                options={query::choices()}
                onchange={courses.showing(|query, show| CoursesQuery { show, ..query })}
                testid="courses-show"
            />
        </ListToolbar>
    }
}

fn none_found(courses: &Courses) -> Html {
    let onclick = after_act(&courses.acted, &courses.showing(|_, ()| CoursesQuery::default()));
    let actions = html! {
        <Button look={Look::Link} {onclick} testid="courses-show-all">{ t!("clear-filters") }</Button>
    };
    html! {
        <Empty title={t!("courses-none-found")} testid="courses-none-found" {actions}>{ t!("courses-none-found-detail") }</Empty>
    }
}

fn table(courses: &Courses, rights: &Rights, open: &UseStateHandle<OpenDialog>, onarchive: &Callback<Course>) -> Html {
    let onopen = {
        let open = open.setter();
        Callback::from(move |opened| open.set(opened))
    };
    let rows: Vec<_> =
        courses.items().iter().map(|course| (course, acts::acts(course, rights, &onopen, onarchive))).collect();
    let has_acts = rows.iter().any(|(_, acts)| !acts.is_empty());
    let row = |(course, acts): (&Course, Vec<_>)| {
        html! { <CourseRow key={course.id.clone()} course={course.clone()} {has_acts} {acts} /> }
    };
    html! {
        <Table caption={t!("courses")} columns={headings(has_acts)} busy={courses.busy} testid="courses-table">
            { for rows.into_iter().map(row) }
        </Table>
    }
}
