//! The head of a course's page: what it is, and its tabs.

use rollcall_wire::courses::Course;
use yew::prelude::*;

use super::super::state;
use crate::router::Route;
use crate::t;
use crate::ui::{Fact, Facts, TabLink, Tabs};
use crate::url::Query;

/// What the course is, in a line.
pub fn facts(course: &Course) -> Html {
    let dates = state::dates(course.starts_at.as_deref(), course.ends_at.as_deref());
    let mode = match course.group_mode.as_str() {
        "visible" => Some(t!("course-groups-visible")),
        "separate" => Some(t!("course-groups-separate")),
        _ => None,
    };
    html! {
        <Facts>
            <Fact term={t!("course-code")}><code>{ &course.code }</code></Fact>
            if let Some(category) = &course.category {
                <Fact term={t!("course-category")}>{ category }</Fact>
            }
            if !dates.is_empty() {
                <Fact term={t!("course-dates")}>{ dates }</Fact>
            }
            if let Some(mode) = mode {
                <Fact term={t!("course-groups")}>{ mode }</Fact>
            }
        </Facts>
    }
}

/// The ways between participants, groups and cohorts.
pub fn tabs(id: &str, current: &str) -> Html {
    let path = Route::Course(id.to_owned()).path();
    let tab = |name: &'static str, title: String| {
        let to = Query::default().with("tab", name).on(&path);
        let testid = if name.is_empty() { "tab-participants".to_owned() } else { format!("tab-{name}") };
        html! { <TabLink {to} {title} current={name == current} {testid} /> }
    };
    html! {
        <Tabs label={t!("course-tabs")}>
            { tab("", t!("participants")) }
            { tab("groups", t!("course-groups")) }
            { tab("cohorts", t!("cohorts")) }
        </Tabs>
    }
}
