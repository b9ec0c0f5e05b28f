//! What one has chosen otherwise for single courses: of messages of staff, which a course has.

use std::collections::BTreeMap;

use rollcall_wire::courses::OwnCourse;
use rollcall_wire::mail::{CourseNotification, NotificationKind, UpdateNotifications};
use yew::prelude::*;

use super::choice::choice_name;
use crate::api;
use crate::t;
use crate::ui::{ProblemAlert, Select, use_load};

/// The one kind of thing that happens in a course.
const KIND: &str = "bulk_message";

#[derive(PartialEq, Properties)]
pub struct Props {
    pub kinds: Vec<NotificationKind>,
    pub chosen: Vec<CourseNotification>,
    pub onchange: Callback<UpdateNotifications>,
}

/// A field for each course; nothing for somebody without courses, or where the site leaves no choice.
#[component]
pub fn InCourses(props: &Props) -> Html {
    let own = use_load((), |(), signal| async move { api::courses::own(&signal).await });
    let kind = props.kinds.iter().find(|kind| kind.kind == KIND && !kind.locked);
    let (Some(kind), Some(courses)) = (kind, &own.data) else {
        return html! {
            if let Some(failure) = &own.failure {
                <ProblemAlert failure={failure.clone()} retry={own.reload.clone()} testid="notify-courses-error" />
            }
        };
    };
    if courses.is_empty() {
        return Html::default();
    }
    let field = |own: &OwnCourse| {
        let course = &own.course;
        let chosen = props.chosen.iter().find(|one| one.course_id == course.id && one.kind == KIND);
        let value = chosen.map(|one| one.choice.clone()).unwrap_or_default();
        let elsewhere = (AttrValue::Static(""), AttrValue::from(t!("notify-as-elsewhere")));
        let option = |choice: &String| (AttrValue::from(choice.clone()), AttrValue::from(choice_name(choice)));
        let options: Vec<_> = std::iter::once(elsewhere).chain(kind.choices.iter().map(option)).collect();
        let id = course.id.clone();
        let onchange = props.onchange.reform(move |choice: String| {
            let choice = Some(choice).filter(|choice| !choice.is_empty());
            let of_course: BTreeMap<String, Option<String>> = [(KIND.to_owned(), choice)].into();
            UpdateNotifications { courses: [(id.clone(), of_course)].into(), ..UpdateNotifications::default() }
        });
        html! { <Select key={course.id.clone()} label={course.name.clone()} {value} {options} {onchange} testid={format!("notify-course-{}", course.code)} /> }
    };
    html! {
        <>
            <h3 class="pf-v6-c-title pf-m-md">{ t!("notify-courses") }</h3>
            <p class="rc-quiet">{ choice_name(KIND) }</p>
            <div class="rc-section">{ for courses.iter().map(field) }</div>
        </>
    }
}
