//! What narrows the participants of a course: role, status and group.

use yew::prelude::*;

use super::People;
use crate::pages::courses::roles;
use crate::pages::users::query::{CourseNarrowing, UsersQuery};
use crate::t;
use crate::ui::Select;

type Options = Vec<(AttrValue, AttrValue)>;

impl People {
    /// The fields; none where the people are not those of a course.
    pub(super) fn course_filters(&self) -> Html {
        let Some(source) = self.source.course() else { return Html::default() };
        let chosen = &self.query().course;
        let field = |label: String,
                     value: &String,
                     options: Options,
                     change: fn(CourseNarrowing, String) -> CourseNarrowing,
                     testid: &'static str| {
            let onchange =
                self.list.showing(move |query: UsersQuery, value| query.in_course(|course| change(course, value)));
            html! { <Select inline=true {label} value={value.clone()} options={with_all(options)} {onchange} {testid} /> }
        };
        let statuses = [("active", t!("enrolment-active")), ("suspended", t!("enrolment-suspended"))];
        let statuses = statuses.into_iter().map(|(code, name)| (AttrValue::Static(code), name.into())).collect();
        let groups: Options =
            source.groups.iter().map(|group| (group.name.clone().into(), group.name.clone().into())).collect();
        html! {
            <>
                { field(t!("course-role"), &chosen.role, roles::options(source.roles.iter()), |course, role| CourseNarrowing { role, ..course }, "participants-role") }
                { field(t!("course-status"), &chosen.status, statuses, |course, status| CourseNarrowing { status, ..course }, "participants-status") }
                if !groups.is_empty() || !chosen.group.is_empty() {
                    { field(t!("course-group"), &chosen.group, groups, |course, group| CourseNarrowing { group, ..course }, "participants-group") }
                }
            </>
        }
    }
}

fn with_all(options: Options) -> Options {
    std::iter::once((AttrValue::Static(""), t!("users-status-all").into())).chain(options).collect()
}
