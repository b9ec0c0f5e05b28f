//! Plan an action on a selection: a form made of what the server says of the action. Nothing happens yet: the plan is looked at
//! on the batch's own page.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::batch_settings::ActionDescription;
use rollcall_wire::cohorts::Cohort;
use rollcall_wire::courses::Course;
use rollcall_wire::message_templates::KeepMessageDraft;
use yew::prelude::*;

use super::action::{self, MESSAGE};
use super::answers::{Answers, Fault};
use super::field::{field, use_needed};
use super::message::{self, KeptDraft, Narrowing};
use crate::api;
use crate::pages::users::selection::Selection;
use crate::pages::users::self_notice::OneselfInSelection;
use crate::router::{self, Route};
use crate::t;
use crate::ui::{Dialog, DialogSize, Form, FormButtons, ProblemAlert, Task, use_task, use_unique_id};

#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    pub action: ActionDescription,
    pub selection: Selection,
    /// The cohort whose people they are: proposed to take them out of.
    #[prop_or_default]
    pub cohort: Option<Cohort>,
    /// The course in which it is done; none to have one chosen.
    #[prop_or_default]
    pub course: Option<Course>,
    pub me: Option<Rc<Me>>,
    /// What was written before, of a message.
    #[prop_or_default]
    pub kept: Option<KeptDraft>,
    /// Called when a user is taken out of the selection.
    pub onchange: Callback<Selection>,
    pub onclose: Callback<()>,
}

/// Leaves a cohort; joining is about another one than the one that they are in.
const LEAVES: &str = "remove_from_cohort";

/// What is written in the dialog, and what is said of it.
struct Written<'a> {
    answers: &'a UseStateHandle<Answers>,
    fault: &'a UseStateHandle<Option<Fault>>,
    narrowing: &'a UseStateHandle<Narrowing>,
    strict: &'a UseStateHandle<bool>,
}

/// Has the server plan it, unless something is missing.
fn planning(props: &Props, task: &Task, written: Written<'_>) -> Callback<()> {
    let (task, selection, action) = (task.clone(), props.selection.clone(), props.action.clone());
    let (answers, fault) = (written.answers.clone(), written.fault.setter());
    let (narrowing, strict) = (written.narrowing.clone(), written.strict.setter());
    Callback::from(move |()| {
        strict.set(true);
        let settings = match answers.settings(&action) {
            Ok(settings) => settings,
            Err(found) => return fault.set(Some(found)),
        };
        fault.set(None);
        if narrowing.is_incomplete() {
            return;
        }
        let narrowing = (*narrowing).clone();
        let (name, target) = (action.name.clone(), selection.target());
        // What is written in a course belongs to it.
        let course = answers.course.clone().filter(|_| name == MESSAGE);
        let selection = selection.clone();
        let call = async move {
            match course {
                Some(course) => message::plan_in(&course, (&selection, &narrowing), &settings).await,
                None => api::batches::act_on(&name, &target, &settings).await,
            }
        };
        task.run(call, |batch| router::go(&Route::Batch(batch.id).path()));
    })
}

/// The dialog.
#[component]
pub fn BulkDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let action = &props.action;
    // As it was when the dialog was opened.
    let kept = use_state_eq(|| props.kept.clone());
    let answers = use_state_eq(|| {
        let cohort = props.cohort.clone().filter(|_| action.name == LEAVES);
        let answers = Answers::proposing(cohort, props.course.clone());
        match &*kept {
            Some(KeptDraft::Known(draft, Some(_))) => answers.with_draft(draft),
            _ => answers,
        }
    });
    let fault = use_state_eq(|| None::<Fault>);
    let narrowing = use_state_eq(Narrowing::default);
    let strict = use_state_eq(|| false);
    let task = use_task();
    let needed = use_needed(&action.settings, answers.course.as_ref());
    let onsubmit =
        planning(props, &task, Written { answers: &answers, fault: &fault, narrowing: &narrowing, strict: &strict });
    let rewrite = {
        let answers = answers.clone();
        Callback::from(move |text: KeepMessageDraft| answers.set((*answers).clone().with_draft(&text)))
    };
    let reason = needed.reason(&action.settings).map(AttrValue::from);
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} {reason} onclose={props.onclose.clone()} testid="bulk-plan">{ t!("bulk-plan") }</FormButtons>
    };
    let here = props.course.as_ref().map(|course| AttrValue::from(course.id.clone()));
    // What is said of all is not asked.
    let asked = action.settings.iter().filter(|setting| props.course.is_none() || setting.kind != "course");
    let size = if action.name == MESSAGE { DialogSize::Medium } else { DialogSize::Small };
    let title = t!("bulk-title", action = action::title(action, props.selection.count()));
    html! {
        <Dialog {title} {size} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="bulk-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">
                { action::what(action) }
                if let Some(course) = &props.course {
                    { " " }<span data-testid="bulk-course">{ t!("bulk-in-course", name = course.name.clone()) }</span>
                }
            </p>
            if let Some(me) = &props.me {
                <OneselfInSelection act={action.name.clone()} selection={props.selection.clone()} me={me.clone()} onchange={props.onchange.clone()} />
            }
            if let Some(kept) = &*kept {
                <message::Draft draft={answers.draft()} kept={kept.clone()} course={here} ondiscard={rewrite.reform(|()| KeepMessageDraft::default())} />
                <message::Templates text={answers.draft()} onchange={rewrite} />
            }
            <Form id={form} {onsubmit}>
                if let Some(course) = props.course.clone().filter(|_| action.name == MESSAGE) {
                    <message::NarrowingFields
                        value={(*narrowing).clone()}
                        onchange={let narrowing = narrowing.setter(); Callback::from(move |chosen| narrowing.set(chosen))}
                        {course}
                        selection={props.selection.clone()}
                        to_inactive={answers.is_on("include_inactive")}
                        strict={*strict}
                    />
                }
                { for asked.map(|setting| field(setting, &answers, fault.as_ref(), &needed)) }
                if action.name == MESSAGE {
                    <message::Trial draft={answers.draft()} selection={props.selection.clone()} course={props.course.clone()} />
                }
            </Form>
            <p class="rc-quiet rc-after">{ t!("bulk-safe") }</p>
        </Dialog>
    }
}
