//! Delete a course in which nobody is enrolled. Where people are, it is said that archiving is what keeps their work.

use rollcall_wire::courses::Course;
use yew::prelude::*;

use crate::api;
use crate::router::Route;
use crate::t;
use crate::ui::{Button, Confirm, Dialog, Link, Look, Toast, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub course: Course,
    pub onclose: Callback<()>,
    /// It is no longer as it was seen.
    pub onchanged: Callback<()>,
    pub ondeleted: Callback<()>,
    /// Archives it instead.
    pub onarchive: Callback<Course>,
}

/// The dialog.
#[component]
pub fn DeleteDialog(props: &Props) -> Html {
    let (task, toaster) = (use_task(), use_toaster());
    let course = &props.course;
    let came_meanwhile = task.failure.as_ref().and_then(|failure| failure.code()) == Some("course_not_empty");
    if course.participants.unwrap_or_default() > 0 || came_meanwhile {
        return html! { <NotEmpty course={course.clone()} onclose={props.onclose.clone()} onarchive={props.onarchive.clone()} /> };
    }
    let onconfirm = {
        let (task, course) = (task.clone(), course.clone());
        let (onclose, onchanged, ondeleted) = (props.onclose.clone(), props.onchanged.clone(), props.ondeleted.clone());
        Callback::from(move |()| {
            let (gone, name, toaster) = (course.clone(), course.name.clone(), toaster.clone());
            let (onclose, ondeleted, onstale) = (onclose.clone(), ondeleted.clone(), onchanged.clone());
            let done = move |()| {
                toaster.emit(Toast::success(t!("cohort-deleted", name = name)));
                onclose.emit(());
                ondeleted.emit(());
            };
            // The list then shows how many are in it, or that another user has deleted it.
            task.run_or(async move { api::courses::delete(&gone).await }, done, move |_| onstale.emit(()));
        })
    };
    html! {
        <Confirm
            title={t!("course-delete-title", name = course.name.clone())}
            action={t!("course-delete")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="course-delete-dialog"
        >
            <p>{ t!("course-delete-what") }</p>
        </Confirm>
    }
}

#[derive(PartialEq, Properties)]
struct NotEmptyProps {
    course: Course,
    onclose: Callback<()>,
    onarchive: Callback<Course>,
}

/// Says why it stays, and what can be done instead.
#[component]
fn NotEmpty(props: &NotEmptyProps) -> Html {
    let course = &props.course;
    let onclick = {
        let (course, onclose, onarchive) = (course.clone(), props.onclose.clone(), props.onarchive.clone());
        Callback::from(move |()| {
            onclose.emit(());
            onarchive.emit(course.clone());
        })
    };
    let footer = html! {
        <>
            if !course.archived {
                <Button look={Look::Primary} {onclick} testid="course-archive-instead">{ t!("course-archive") }</Button>
            }
            <Button look={Look::Link} onclick={props.onclose.clone()} testid="course-keep">{ t!("close") }</Button>
        </>
    };
    html! {
        <Dialog title={t!("course-not-empty-title", name = course.name.clone())} onclose={props.onclose.clone()} {footer} testid="course-not-empty">
            <p class="rc-paragraph">
                { t!("course-not-empty-count", count = course.participants.unwrap_or_default()) }
                { " " }
                { t!("course-not-empty-what") }
            </p>
            <p><Link to={Route::Course(course.id.clone()).path()}>{ t!("course-not-empty-people") }</Link></p>
        </Dialog>
    }
}
