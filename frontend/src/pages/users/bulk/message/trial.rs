//! A message to many before it is sent: as some of its recipients would read it, and as a test to oneself.

use std::rc::Rc;

use rollcall_wire::courses::Course;
use rollcall_wire::message_templates::KeepMessageDraft;
use rollcall_wire::messages::{PreviewMessage, RenderedMessage, TestMessage};
use yew::prelude::*;

use super::recipients::some_of;
use super::rendered::Rendered;
use crate::api;
use crate::pages::users::selection::Selection;
use crate::t;
use crate::ui::{Button, ProblemAlert, Task, use_announcer, use_task};

/// So many recipients are shown.
const SHOWN: usize = 3;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub draft: KeepMessageDraft,
    pub selection: Selection,
    /// The course that it is sent in.
    pub course: Option<Course>,
}

/// What was tried with a draft; another draft begins anew.
#[derive(Clone, PartialEq)]
struct Tried {
    draft: KeepMessageDraft,
    rendered: Rc<Vec<RenderedMessage>>,
    /// Whether it went to oneself.
    sent: bool,
}

/// The buttons, and what they show.
#[component]
pub fn Trial(props: &Props) -> Html {
    let task = use_task();
    let tried = use_state_eq(|| None::<Tried>);
    let say = use_announcer();
    let ondone = {
        let (tried, draft) = (tried.setter(), props.draft.clone());
        Callback::from(move |(rendered, sent): (Vec<RenderedMessage>, bool)| {
            say.emit(if sent { t!("message-test-sent") } else { t!("message-previewed", count = rendered.len()) });
            tried.set(Some(Tried { draft: draft.clone(), rendered: Rc::new(rendered), sent }));
        })
    };
    let blank = props.draft.subject.trim().is_empty() || props.draft.body.trim().is_empty();
    let reason = blank.then(|| AttrValue::from(t!("message-trial-blank")));
    let shown = tried.as_ref().filter(|tried| tried.draft == props.draft);
    html! {
        <div class="rc-section" data-testid="message-trial">
            <div class="rc-bar">
                <Button busy={task.busy} onclick={preview(props, &task, &ondone)} reason={reason.clone()} testid="message-preview-button">{ t!("message-preview") }</Button>
                if !blank {
                    <Button busy={task.busy} onclick={test(props, &task, &ondone)} testid="message-test">{ t!("message-test") }</Button>
                }
            </div>
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="message-trial-error" />
            }
            if let Some(tried) = shown {
                if tried.sent {
                    <p class="rc-quiet" data-testid="message-test-sent">{ t!("message-test-sent") }</p>
                }
                { for tried.rendered.iter().map(|message| html! { <Rendered key={message.user.id.clone()} message={message.clone()} /> }) }
            }
        </div>
    }
}

fn preview(props: &Props, task: &Task, ondone: &Callback<(Vec<RenderedMessage>, bool)>) -> Callback<()> {
    let (draft, selection, course) = (props.draft.clone(), props.selection.clone(), props.course.clone());
    let (task, ondone) = (task.clone(), ondone.clone());
    Callback::from(move |()| {
        let (draft, selection, course) = (draft.clone(), selection.clone(), course.clone());
        let call = async move {
            let ids = some_of(&selection, course.as_ref(), SHOWN).await?;
            let KeepMessageDraft { subject, body, .. } = draft;
            let ids = Some(ids).filter(|ids| !ids.is_empty());
            api::messages::preview(&PreviewMessage { subject, body, course: course.map(|course| course.id), ids }).await
        };
        let ondone = ondone.clone();
        task.run(call, move |rendered| ondone.emit((rendered, false)));
    })
}

fn test(props: &Props, task: &Task, ondone: &Callback<(Vec<RenderedMessage>, bool)>) -> Callback<()> {
    let (draft, course) = (props.draft.clone(), props.course.as_ref().map(|course| course.id.clone()));
    let (task, ondone) = (task.clone(), ondone.clone());
    Callback::from(move |()| {
        let KeepMessageDraft { subject, body, email } = draft.clone();
        let message = TestMessage { subject, body, course: course.clone(), email: Some(email) };
        let ondone = ondone.clone();
        task.run(async move { api::messages::test(&message).await }, move |rendered| {
            ondone.emit((vec![rendered], true))
        });
    })
}
