//! Delete a cohort without members. Where people are in it, the way to them takes the place of the question: taking many
//! people out is a batch, which can be looked through and undone.

use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

use super::people;
use crate::api;
use crate::t;
use crate::ui::{Button, Confirm, Dialog, Link, Look, Toast, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub cohort: Cohort,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
    /// Called in place of `onchanged` once the cohort is gone.
    #[prop_or_default]
    pub ondeleted: Option<Callback<()>>,
}

/// The dialog.
#[component]
pub fn DeleteDialog(props: &Props) -> Html {
    let task = use_task();
    let toaster = use_toaster();
    let cohort = &props.cohort;
    let came_meanwhile = task.failure.as_ref().and_then(|failure| failure.code()) == Some("cohort_not_empty");
    if cohort.members > 0 || came_meanwhile {
        return html! { <NotEmpty cohort={cohort.clone()} onclose={props.onclose.clone()} /> };
    }
    let onconfirm = {
        let (task, cohort, toaster) = (task.clone(), cohort.clone(), toaster.clone());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
        let ondeleted = props.ondeleted.clone().unwrap_or_else(|| onchanged.clone());
        Callback::from(move |()| {
            let (gone, name, toaster) = (cohort.clone(), cohort.name.clone(), toaster.clone());
            let (onclose, ondeleted, onstale) = (onclose.clone(), ondeleted.clone(), onchanged.clone());
            let done = move |()| {
                toaster.emit(Toast::success(t!("cohort-deleted", name = name)));
                onclose.emit(());
                ondeleted.emit(());
            };
            // The list then shows how many are in it, or that another user has deleted it.
            let call = async move { api::cohorts::delete(&gone).await };
            task.run_or(call, done, move |_| onstale.emit(()));
        })
    };
    html! {
        <Confirm
            title={t!("cohort-delete-title", name = cohort.name.clone())}
            action={t!("cohort-delete")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="cohort-delete-dialog"
        >
            <p>{ t!("cohort-delete-what") }</p>
        </Confirm>
    }
}

#[derive(PartialEq, Properties)]
struct NotEmptyProps {
    cohort: Cohort,
    onclose: Callback<()>,
}

/// Says who has to go out of it first.
#[component]
fn NotEmpty(props: &NotEmptyProps) -> Html {
    let cohort = &props.cohort;
    let title = t!("cohort-not-empty-title", name = cohort.name.clone());
    let footer = html! { <Button look={Look::Primary} onclick={props.onclose.clone()} testid="cohort-keep">{ t!("close") }</Button> };
    html! {
        <Dialog {title} onclose={props.onclose.clone()} {footer} testid="cohort-not-empty">
            <p class="rc-paragraph">
                if cohort.members > 0 {
                    { t!("cohort-not-empty-count", count = cohort.members) }
                } else {
                    { t!("cohort-not-empty-now") }
                }
                { " " }
                { t!("cohort-not-empty-what") }
            </p>
            <ul class="rc-points">
                <li><Link to={people::address(&cohort.key)} testid="cohort-not-empty-people">{ t!("cohort-not-empty-people") }</Link></li>
                <li>
                    <Link to={people::deleted_address(&cohort.key)}>{ t!("cohort-not-empty-deleted") }</Link>
                    <span class="rc-below">{ t!("cohort-not-empty-deleted-what") }</span>
                </li>
            </ul>
        </Dialog>
    }
}
