//! The head of a course's page: what it is, and its tabs.

use rollcall_wire::courses::Course;
use yew::prelude::*;

use super::super::state;
use crate::router::Route;
use crate::t;
use crate::ui::{TabLink, Tabs};
use crate::url::Query;

/// What the course is, in a line.
pub fn facts(course: &Course) -> Html {
    let dates = state::dates(course.starts_at.as_deref(), course.ends_at.as_deref());
    let mode = match course.group_mode.as_str() {
        "visible" => t!("course-groups-visible"),
        "separate" => t!("course-groups-separate"),
        _ => String::new(),
    };
    let more = [course.category.clone().unwrap_or_default(), dates, mode];
    let more = more.into_iter().filter(|fact| !fact.is_empty());
    html! {
        <ul class="rc-facts-line" role="list" data-testid="course-facts">
            <li><code>{ &course.code }</code></li>
            { for more.map(|fact| html! { <li>{ fact }</li> }) }
        </ul>
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
