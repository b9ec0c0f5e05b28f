//! What can be done with a course as a whole: the entries of its menu, in a row of the list and on its page, and the dialogs that they
//! open.

use rollcall_wire::courses::Course;
use yew::prelude::*;

use super::copy::CopyDialog;
use super::delete::DeleteDialog;
use super::dialog::CourseDialog;
use super::rights::Rights;
use crate::router::{self, Route};
use crate::t;
use crate::ui::MenuAct;

/// The dialog that is open.
#[derive(Clone, PartialEq)]
pub enum OpenDialog {
    Nothing,
    New,
    Edit(Course),
    Copy(Course),
    Delete(Course),
}

/// The entries of a course's menu for a person; none where nothing can be done.
pub fn acts(
    course: &Course,
    rights: &Rights,
    onopen: &Callback<OpenDialog>,
    onarchive: &Callback<Course>,
) -> Vec<MenuAct> {
    if !rights.manage(&course.id) {
        return Vec::new();
    }
    let opening = |opened: fn(Course) -> OpenDialog| {
        let course = course.clone();
        onopen.reform(move |()| opened(course.clone()))
    };
    let archive = {
        let course = course.clone();
        onarchive.reform(move |()| course.clone())
    };
    let act = |name: String, onselect: Callback<()>, testid: &'static str| MenuAct {
        name,
        onselect,
        testid: testid.into(),
        ..MenuAct::default()
    };
    let turn = if course.archived { t!("course-reopen") } else { t!("course-archive") };
    vec![
        act(t!("course-edit"), opening(OpenDialog::Edit), "course-edit"),
        MenuAct {
            reason: (!rights.create()).then(|| t!("guard-capability")),
            ..act(t!("course-copy-open"), opening(OpenDialog::Copy), "course-copy")
        },
        act(turn, archive, "course-archive"),
        MenuAct {
            danger: true,
            apart: true,
            ..act(t!("course-delete-open"), opening(OpenDialog::Delete), "course-delete")
        },
    ]
}

/// The dialog.
pub fn dialog(
    open: &UseStateHandle<OpenDialog>,
    rights: &Rights,
    onchanged: &Callback<()>,
    ondeleted: &Callback<()>,
    onarchive: &Callback<Course>,
) -> Html {
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(OpenDialog::Nothing))
    };
    // Who makes a course runs it from then on.
    let onmade = {
        let rights = rights.clone();
        Callback::from(move |course: Course| {
            rights.reload();
            router::go(&Route::Course(course.id).path());
        })
    };
    let (onchanged, onarchive) = (onchanged.clone(), onarchive.clone());
    match &**open {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::New => html! { <CourseDialog course={None::<Course>} {onclose} onsaved={onmade} /> },
        OpenDialog::Edit(course) => {
            let onsaved = onchanged.reform(|_: Course| ());
            html! { <CourseDialog course={Some(course.clone())} {onclose} {onsaved} onstale={onchanged} /> }
        }
        OpenDialog::Copy(course) => html! { <CopyDialog course={course.clone()} {onclose} oncopied={onmade} /> },
        OpenDialog::Delete(course) => {
            html! { <DeleteDialog course={course.clone()} {onclose} {onchanged} ondeleted={ondeleted.clone()} {onarchive} /> }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::course;
    use super::*;

    #[test]
    fn nothing_is_offered_to_those_who_do_not_run_the_course() {
        assert_eq!(acts(&course("A"), &Rights::default(), &Callback::noop(), &Callback::noop()).len(), 0);
    }
}
