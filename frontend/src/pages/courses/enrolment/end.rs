//! Take somebody out of a course.

use yew::prelude::*;

use crate::api;
use crate::pages::users::people_table::Listed;
use crate::t;
use crate::ui::{Confirm, Toast, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// Who it is, with the enrolment.
    pub listed: Listed,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// The question.
#[component]
pub fn UnenrolDialog(props: &Props) -> Html {
    let (task, toaster) = (use_task(), use_toaster());
    let Some(enrolment) = props.listed.enrolment.clone() else { return Html::default() };
    let (name, course) = (props.listed.user.full_name.clone(), enrolment.course.name.clone());
    let title = t!("enrolment-end-title", name = name.clone(), course = course.clone());
    let onconfirm = {
        let (task, onclose, onchanged) = (task.clone(), props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            let (enrolment, toaster) = (enrolment.clone(), toaster.clone());
            let (onclose, onchanged, onstale) = (onclose.clone(), onchanged.clone(), onchanged.clone());
            let text = t!("enrolment-ended-toast", name = name.clone(), course = course.clone());
            let done = move |()| {
                toaster.emit(Toast::success(text));
                onclose.emit(());
                onchanged.emit(());
            };
            let call = async move { api::courses::unenrol(&enrolment).await };
            task.run_or(call, done, move |failure| {
                if matches!(failure.status(), Some(404 | 412)) {
                    onstale.emit(());
                }
            });
        })
    };
    html! {
        <Confirm
            {title}
            action={t!("enrolment-end-do")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="unenrol-dialog"
        >
            <p>{ t!("enrolment-end-what") }</p>
        </Confirm>
    }
}
