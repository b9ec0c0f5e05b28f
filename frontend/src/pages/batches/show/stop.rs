//! Cancel a batch that runs, or discard one that is only planned.

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::super::state;
use crate::api;
use crate::session::{use_course_rights, use_me};
use crate::t;
use crate::ui::{Button, Dialog, Look, ProblemAlert, use_task};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
    pub onchanged: Callback<()>,
}

/// The button, and the question where something has been done already.
#[component]
pub fn StopButton(props: &Props) -> Html {
    let (me, courses) = (use_me(), use_course_rights());
    let open = use_state_eq(|| false);
    let task = use_task();
    let applying = matches!(props.batch.state.as_str(), "queued" | "applying");
    let set = |value: bool| {
        let (open, task) = (open.setter(), task.clone());
        Callback::from(move |()| {
            task.clear();
            open.set(value);
        })
    };
    let stop = {
        let (task, id) = (task.clone(), props.batch.id.clone());
        let (open, onchanged) = (open.setter(), props.onchanged.clone());
        Callback::from(move |()| {
            let (id, open, onchanged) = (id.clone(), open.clone(), onchanged.clone());
            task.run(async move { api::batches::cancel(&id).await }, move |_| {
                open.set(false);
                onchanged.emit(());
            });
        })
    };
    if !state::may_apply(me.as_deref(), &courses, &props.batch) {
        return Html::default();
    }
    let (name, title, what) = if state::starts_at(&props.batch).is_some() {
        (t!("unschedule"), t!("unschedule-title"), t!("unschedule-what"))
    } else if applying {
        (t!("stop"), t!("stop-title"), t!("stop-what"))
    } else {
        (t!("discard"), t!("discard-title"), t!("discard-what"))
    };
    let footer = html! {
        <>
            <Button look={Look::Danger} onclick={stop} busy={task.busy} testid="confirm-cancel">{ name.clone() }</Button>
            <Button look={Look::Link} onclick={set(false)} disabled={task.busy}>{ t!("stop-not") }</Button>
        </>
    };
    html! {
        <>
            <Button look={Look::Secondary} onclick={set(true)} testid="cancel-batch">{ name }</Button>
            if *open {
                <Dialog {title} onclose={set(false)} busy={task.busy} {footer} testid="cancel-dialog">
                    if let Some(failure) = &task.failure {
                        <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
                    }
                    <p class="rc-paragraph">{ what }</p>
                </Dialog>
            }
        </>
    }
}
