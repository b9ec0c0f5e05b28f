//! Cancel a batch that runs, or discard one that is only planned.

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::session::{may, use_me};
use crate::t;
use crate::ui::{Button, Dialog, Look, ProblemAlert};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
    pub onchanged: Callback<()>,
}

/// The button, and the question where something has been done already.
#[component]
pub fn StopButton(props: &Props) -> Html {
    let me = use_me();
    let open = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let failure = use_state(|| None::<Failure>);
    let applying = matches!(props.batch.state.as_str(), "queued" | "applying");
    let set = |value: bool| {
        let (open, failure) = (open.setter(), failure.setter());
        Callback::from(move |()| {
            failure.set(None);
            open.set(value);
        })
    };
    let stop = {
        let id = props.batch.id.clone();
        let (open, busy, failure) = (open.setter(), busy.setter(), failure.setter());
        let onchanged = props.onchanged.clone();
        Callback::from(move |()| {
            busy.set(true);
            let id = id.clone();
            let (open, busy, failure) = (open.clone(), busy.clone(), failure.clone());
            let onchanged = onchanged.clone();
            spawn_local(async move {
                match api::batches::cancel(&id).await {
                    Ok(_) => {
                        open.set(false);
                        onchanged.emit(());
                    }
                    Err(reason) => failure.set(Some(reason)),
                }
                busy.set(false);
            });
        })
    };
    if !me.is_some_and(|me| may(&me, "batches.apply")) {
        return Html::default();
    }
    let (name, title, what) = if applying {
        (t!("stop"), t!("stop-title"), t!("stop-what"))
    } else {
        (t!("discard"), t!("discard-title"), t!("discard-what"))
    };
    let footer = html! {
        <>
            <Button look={Look::Danger} onclick={stop} busy={*busy} testid="confirm-cancel">{ name.clone() }</Button>
            <Button look={Look::Link} onclick={set(false)} disabled={*busy}>{ t!("stop-not") }</Button>
        </>
    };
    html! {
        <>
            <Button look={Look::Secondary} onclick={set(true)} testid="cancel-batch">{ name }</Button>
            if *open {
                <Dialog {title} onclose={set(false)} busy={*busy} {footer} testid="cancel-dialog">
                    if let Some(failure) = &*failure {
                        <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
                    }
                    <p class="rc-paragraph">{ what }</p>
                </Dialog>
            }
        </>
    }
}
