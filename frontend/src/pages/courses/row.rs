//! One course in the list.

use rollcall_wire::courses::Course;
use yew::prelude::*;

use super::state;
use crate::i18n::format;
use crate::router::Route;
use crate::t;
use crate::ui::{ActionMenu, Cell, Column, Link, MenuAct, Row};

/// The headings of the list; one more where something can be done with a row.
pub fn headings(has_acts: bool) -> Vec<Column> {
    let common = [
        Column::new(t!("course-name")),
        Column::new(t!("course-code")),
        Column::new(t!("course-category")),
        Column::new(t!("participants")).number(),
        Column::new(t!("course-dates")),
        Column::new(t!("course-state")),
    ];
    common.into_iter().chain(has_acts.then(|| Column::new(t!("actions")).quiet())).collect()
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub course: Course,
    /// Whether the table has a column of actions.
    pub has_acts: bool,
    pub acts: Vec<MenuAct>,
}

/// A row.
#[component]
pub fn CourseRow(props: &Props) -> Html {
    let course = &props.course;
    html! {
        <Row testid="course-row" of={course.code.clone()}>
            <Cell heads=true label={t!("course-name")}>
                <Link to={Route::Course(course.id.clone()).path()} testid="course">{ &course.name }</Link>
            </Cell>
            <Cell label={t!("course-code")} class="rc-word"><code>{ &course.code }</code></Cell>
            <Cell label={t!("course-category")}>{ course.category.clone().unwrap_or_default() }</Cell>
            <Cell label={t!("participants")} class="rc-number">{ course.participants.map(format::count).unwrap_or_default() }</Cell>
            <Cell label={t!("course-dates")} class="rc-when">{ state::dates(course.starts_at.as_deref(), course.ends_at.as_deref()) }</Cell>
            <Cell label={t!("course-state")}>{ state::course(course) }</Cell>
            if props.has_acts {
                <Cell label={t!("actions")} class="rc-actions">
                    if !props.acts.is_empty() {
                        <ActionMenu text={t!("row-more", name = course.name.clone())} acts={props.acts.clone()} of_row=true testid="course-more" />
                    }
                </Cell>
            }
        </Row>
    }
}
