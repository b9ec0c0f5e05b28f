//! Archive a course, or open it again: done at once, with a way back.

use rollcall_wire::courses::{Course, UpdateCourse};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Toast, use_toaster, words};

/// Archives a course that is open, and opens one that is archived; says so, and offers the way back.
#[hook]
pub fn use_archiving(onchanged: Callback<()>) -> Callback<Course> {
    let toaster = use_toaster();
    Callback::from(move |course: Course| {
        let (toaster, onchanged) = (toaster.clone(), onchanged.clone());
        spawn_local(async move {
            toaster.emit(match turn(&course).await {
                Ok(now) => {
                    let undo = undoing(now.clone(), toaster.clone(), onchanged.clone());
                    Toast::success(done(&now)).with_action(t!("undo"), undo)
                }
                Err(failure) => Toast::danger(words(&failure).detail),
            });
            onchanged.emit(());
        });
    })
}

async fn turn(course: &Course) -> Result<Course, api::Failure> {
    let changes = UpdateCourse { archived: Some(!course.archived), ..UpdateCourse::default() };
    api::courses::update(&course.id, course.version, &changes).await
}

fn done(course: &Course) -> String {
    let name = course.name.clone();
    if course.archived { t!("course-archived-toast", name = name) } else { t!("course-reopened-toast", name = name) }
}

fn undoing(course: Course, toaster: Callback<Toast>, onchanged: Callback<()>) -> Callback<()> {
    Callback::from(move |()| {
        let (course, toaster, onchanged) = (course.clone(), toaster.clone(), onchanged.clone());
        spawn_local(async move {
            toaster.emit(match turn(&course).await {
                Ok(now) => Toast::success(done(&now)),
                Err(failure) => Toast::danger(t!("undo-failed", reason = words(&failure).detail)),
            });
            onchanged.emit(());
        });
    })
}
