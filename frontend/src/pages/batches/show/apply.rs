//! Apply a planned batch: the button that says how many, and the question before it.

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::super::state;
use super::outcomes::worth_showing;
use crate::api::{self, Failure};
use crate::i18n::format;
use crate::session::{use_course_rights, use_me};
use crate::t;
use crate::ui::{Button, Dialog, Form, Look, ProblemAlert, Select, Task, TextField, use_task, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
    pub onchanged: Callback<()>,
}

/// The button, and the dialog while it is open.
#[component]
pub fn ApplyButton(props: &Props) -> Html {
    let (me, courses) = (use_me(), use_course_rights());
    let open = use_state_eq(|| false);
    let affected = state::accounts(&props.batch);
    let reason = if affected == 0 {
        Some(t!("apply-nothing"))
    } else if !state::may_apply(me.as_deref(), &courses, &props.batch) {
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
    if state::is_export(batch) {
        t!("batch-export", count = count)
    } else {
        state::said(batch, "batch-apply", &[("count", count.into())])
    }
}

#[derive(PartialEq, Properties)]
struct DialogProps {
    batch: Rc<Batch>,
    onclose: Callback<()>,
    onchanged: Callback<()>,
}

/// What the dialog holds.
struct Answers {
    typed: UseStateHandle<String>,
    /// The number that was typed is not the right one.
    wrong: UseStateHandle<bool>,
    /// The moment as the browser's field has it, where it is not now: at first the one that was wished for.
    moment: UseStateHandle<Option<String>>,
    /// The moment has passed.
    past: UseStateHandle<bool>,
    /// Whether the number is asked for. The server may ask although the plan did not say so, or for another one.
    asked: UseStateHandle<bool>,
    task: Task,
    /// The number.
    affected: i64,
}

#[hook]
fn use_answers(batch: &Batch) -> Answers {
    let task = use_task();
    let affected = match &task.failure {
        Some(Failure::Problem(problem)) => problem.affected.unwrap_or(batch.affected),
        _ => state::accounts(batch),
    };
    Answers {
        typed: use_state_eq(String::new),
        wrong: use_state_eq(|| false),
        moment: use_state_eq(|| state::wished_at(batch).and_then(format::local_moment)),
        past: use_state_eq(|| false),
        asked: use_state_eq(|| batch.confirmation_required),
        task,
        affected,
    }
}

impl Answers {
    /// Applies the batch, unless an answer is wrong.
    fn apply(&self, props: &DialogProps) -> Callback<()> {
        let (task, id, affected) = (self.task.clone(), props.batch.id.clone(), self.affected);
        let (typed, wrong, asked) = (self.typed.clone(), self.wrong.setter(), self.asked.clone());
        let (moment, past) = (self.moment.clone(), self.past.setter());
        let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
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
    }

    /// The fields.
    fn fields(&self) -> Html {
        let options: Vec<(AttrValue, AttrValue)> =
            vec![("now".into(), t!("apply-now").into()), ("at".into(), t!("apply-later").into())];
        let onwhen = {
            let (moment, past) = (self.moment.setter(), self.past.setter());
            Callback::from(move |when: String| {
                past.set(false);
                moment.set((when == "at").then(String::new));
            })
        };
        let onmoment = {
            let moment = self.moment.setter();
            Callback::from(move |value| moment.set(Some(value)))
        };
        let ontyped = {
            let typed = self.typed.setter();
            Callback::from(move |value| typed.set(value))
        };
        let count = format::count(self.affected);
        html! {
            <>
                <Select label={t!("apply-when")} value={if self.moment.is_some() { "at" } else { "now" }} {options} onchange={onwhen} testid="apply-when" />
                if let Some(text) = &*self.moment {
                    <TextField
                        kind="datetime-local"
                        label={t!("apply-at")}
                        help={t!("apply-at-help")}
                        error={self.past.then(|| AttrValue::from(t!("apply-at-past")))}
                        required=true
                        value={text.clone()}
                        oninput={onmoment}
                        testid="apply-at"
                    />
                }
                if *self.asked {
                    <TextField
                        label={t!("apply-confirm", count = count.clone())}
                        help={t!("apply-confirm-help")}
                        error={self.wrong.then(|| AttrValue::from(t!("apply-confirm-wrong", count = count)))}
                        inputmode="numeric"
                        autocomplete="off"
                        value={(*self.typed).clone()}
                        oninput={ontyped}
                        testid="confirm-count"
                    />
                }
            </>
        }
    }
}

#[component]
fn ApplyDialog(props: &DialogProps) -> Html {
    let form = use_unique_id("form");
    let answers = use_answers(&props.batch);
    let (task, affected) = (&answers.task, answers.affected);
    let footer = html! {
        <>
            <Button look={Look::Primary} submit=true form={form.clone()} busy={task.busy} testid="confirm-apply">
                { title(&props.batch, affected) }
            </Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy}>{ t!("cancel") }</Button>
        </>
    };
    let outcomes = worth_showing(&props.batch.counts).into_iter().filter(|(_, count)| *count > 0);
    let outcome = |(outcome, count): (&'static str, i64)| {
        html! { <li>{ t!("apply-outcome", outcome = state::outcome(&props.batch, outcome, false), count = count) }</li> }
    };
    let (question, what) = if state::is_export(&props.batch) {
        (t!("export-title", count = affected), t!("export-what"))
    } else {
        let said = |key: &str| state::said(&props.batch, key, &[("count", affected.into())]);
        (said("apply-title"), said("apply-what"))
    };
    html! {
        <Dialog title={question} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="apply-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ what }</p>
            <ul class="rc-points">{ for outcomes.map(outcome) }</ul>
            <Form id={form} onsubmit={answers.apply(props)}>
                { answers.fields() }
            </Form>
        </Dialog>
    }
}
