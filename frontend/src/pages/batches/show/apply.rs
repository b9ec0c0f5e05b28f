//! Apply a planned batch: the button that says how many, and the question before it.

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::super::state;
use super::outcomes::worth_showing;
use crate::api::{self, Failure};
use crate::i18n::format;
use crate::session::use_me;
use crate::t;
use crate::ui::{Button, Dialog, Form, Look, ProblemAlert, Select, TextField, use_task, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
    pub onchanged: Callback<()>,
}

/// The button, and the dialog while it is open.
#[component]
pub fn ApplyButton(props: &Props) -> Html {
    let me = use_me();
    let open = use_state_eq(|| false);
    let affected = state::accounts(&props.batch);
    let reason = if affected == 0 {
        Some(t!("apply-nothing"))
    } else if !state::may_apply(me.as_deref(), &props.batch) {
        Some(t!("apply-forbidden"))
    } else if props.batch.waits_for_approval {
        Some(t!("apply-unapproved"))
    } else {
        None
    };
    let set = |value: bool| {
        let open = open.setter();
        Callback::from(move |()| open.set(value))
    };
    html! {
        <>
            <Button look={Look::Primary} reason={reason.map(AttrValue::from)} onclick={set(true)} testid="apply">
                { title(&props.batch, affected) }
            </Button>
            if *open {
                <ApplyDialog batch={props.batch.clone()} onclose={set(false)} onchanged={props.onchanged.clone()} />
            }
        </>
    }
}

/// What the buttons say: the deed and the number.
fn title(batch: &Batch, count: i64) -> String {
    if state::is_export(batch) { t!("batch-export", count = count) } else { t!("batch-apply", count = count) }
}

#[derive(PartialEq, Properties)]
struct DialogProps {
    batch: Rc<Batch>,
    onclose: Callback<()>,
    onchanged: Callback<()>,
}

#[component]
fn ApplyDialog(props: &DialogProps) -> Html {
    let form = use_unique_id("form");
    let typed = use_state_eq(String::new);
    let wrong = use_state_eq(|| false);
    // The moment as the browser's field has it, where it is not now: at first the one that was wished for.
    let moment = use_state_eq(|| state::wished_at(&props.batch).and_then(format::local_moment));
    let past = use_state_eq(|| false);
    let task = use_task();
    // The server may ask for the number although the plan did not say so, or for another one.
    let asked = use_state_eq(|| props.batch.confirmation_required);
    let affected = match &task.failure {
        Some(Failure::Problem(problem)) => problem.affected.unwrap_or(props.batch.affected),
        _ => state::accounts(&props.batch),
    };
    let onsubmit = {
        let (task, id, typed, wrong) = (task.clone(), props.batch.id.clone(), typed.clone(), wrong.setter());
        let (asked, onclose, onchanged) = (asked.clone(), props.onclose.clone(), props.onchanged.clone());
        let (moment, past) = (moment.clone(), past.setter());
        Callback::from(move |()| {
            let right = !*asked || format::typed_number(&typed) == Some(affected);
            wrong.set(!right);
            let at = moment.as_deref().map(format::moment_to_come);
            past.set(at == Some(None));
            if !right || at == Some(None) {
                return;
            }
            let (id, confirmed, at) = (id.clone(), asked.then_some(affected), at.flatten());
            let (asked, onclose, onchanged) = (asked.setter(), onclose.clone(), onchanged.clone());
            let look_again = onchanged.clone();
            let done = move |_| {
                onclose.emit(());
                onchanged.emit(());
            };
            task.run_or(async move { api::batches::apply(&id, confirmed, at).await }, done, move |reason| {
                if reason.code() == Some("confirmation_required") {
                    asked.set(true);
                }
                // What is asked for may have changed since the page was loaded.
                if reason.code() == Some("approval_required") {
                    look_again.emit(());
                }
            });
        })
    };
    let footer = html! {
        <>
            <Button look={Look::Primary} submit=true form={form.clone()} busy={task.busy} testid="confirm-apply">
                { title(&props.batch, affected) }
            </Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy}>{ t!("cancel") }</Button>
        </>
    };
    let options: Vec<(AttrValue, AttrValue)> =
        vec![("now".into(), t!("apply-now").into()), ("at".into(), t!("apply-later").into())];
    let onwhen = {
        let (moment, past) = (moment.setter(), past.setter());
        Callback::from(move |when: String| {
            past.set(false);
            moment.set((when == "at").then(String::new));
        })
    };
    let outcomes = worth_showing(&props.batch.counts).into_iter().filter(|(_, count)| *count > 0);
    let outcome = |(outcome, count): (&'static str, i64)| {
        html! { <li>{ t!("apply-outcome", outcome = state::outcome(&props.batch, outcome, false), count = count) }</li> }
    };
    let (question, what) = if state::is_export(&props.batch) {
        (t!("export-title", count = affected), t!("export-what"))
    } else {
        (t!("apply-title", count = affected), t!("apply-what"))
    };
    html! {
        <Dialog title={question} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="apply-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ what }</p>
            <ul class="rc-points">{ for outcomes.map(outcome) }</ul>
            <Form id={form} {onsubmit}>
                <Select label={t!("apply-when")} value={if moment.is_some() { "at" } else { "now" }} {options} onchange={onwhen} testid="apply-when" />
                if let Some(text) = &*moment {
                    <TextField
                        kind="datetime-local"
                        label={t!("apply-at")}
                        help={t!("apply-at-help")}
                        error={past.then(|| AttrValue::from(t!("apply-at-past")))}
                        required=true
                        value={text.clone()}
                        oninput={let moment = moment.setter(); Callback::from(move |value| moment.set(Some(value)))}
                        testid="apply-at"
                    />
                }
                if *asked {
                    <TextField
                        label={t!("apply-confirm", count = format::count(affected))}
                        help={t!("apply-confirm-help")}
                        error={wrong.then(|| AttrValue::from(t!("apply-confirm-wrong", count = format::count(affected))))}
                        inputmode="numeric"
                        autocomplete="off"
                        value={(*typed).clone()}
                        oninput={let typed = typed.setter(); Callback::from(move |value| typed.set(value))}
                        testid="confirm-count"
                    />
                }
            </Form>
        </Dialog>
    }
}
