//! The draft of a message to many: what was written before is there again, and what is written is kept as it is typed.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use rollcall_wire::message_templates::KeepMessageDraft;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::i18n::format;
use crate::pages::users::bulk::dialog::{BulkDialog, Props as BulkProps};
use crate::t;
use crate::ui::{Alert, Button, Dialog, DialogSize, Look, TextSkeleton, Tone, use_load, words};

/// How long typing has to rest before the text is saved, in milliseconds.
const REST: u32 = 1_000;

/// What there was when the dialog was opened.
#[derive(Debug, Clone, PartialEq)]
pub enum KeptDraft {
    /// A text, and when it was saved; `None`: nothing was written.
    Known(KeepMessageDraft, Option<String>),
    /// It could not be asked for: what is typed must not take the place of it.
    Unknown(Failure),
}

/// The dialog of a message, once it is known what was written before.
#[component]
pub fn DraftedDialog(props: &BulkProps) -> Html {
    let course = props.course.as_ref().map(|course| course.id.clone());
    let draft =
        use_load(
            course,
            |course, signal| async move { api::message_templates::draft(course.as_deref(), &signal).await },
        );
    let kept = match (&draft.data, &draft.failure) {
        (Some(found), _) => {
            let (subject, body, email) = (found.subject.clone(), found.body.clone(), found.email);
            KeptDraft::Known(KeepMessageDraft { subject, body, email }, found.saved_at.clone())
        }
        (None, Some(failure)) => KeptDraft::Unknown(failure.clone()),
        (None, None) => {
            let footer = html! { <Button look={Look::Link} onclick={props.onclose.clone()}>{ t!("cancel") }</Button> };
            return html! {
                <Dialog title={t!("batch-action-message")} size={DialogSize::Medium} onclose={props.onclose.clone()} {footer} testid="bulk-loading">
                    <TextSkeleton />
                </Dialog>
            };
        }
    };
    let BulkProps { action, selection, cohort, course, me, onchange, onclose, .. } = props.clone();
    html! { <BulkDialog {action} {selection} {cohort} {course} {me} {onchange} {onclose} {kept} /> }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is written now.
    pub draft: KeepMessageDraft,
    pub kept: KeptDraft,
    /// The id of the course that it is for.
    pub course: Option<AttrValue>,
    /// Asks to empty the fields.
    pub ondiscard: Callback<()>,
}

/// How saving stands.
#[derive(Clone, PartialEq)]
struct Saved {
    text: Rc<KeepMessageDraft>,
    /// When; `None` if there is no draft.
    at: Option<String>,
    /// The text that could not be saved: it is tried again once it changes.
    failed: Option<Rc<KeepMessageDraft>>,
    busy: bool,
}

/// Says how the draft is kept, and keeps it.
#[component]
pub fn Draft(props: &Props) -> Html {
    let found = match &props.kept {
        KeptDraft::Known(text, at) => Some((text.clone(), at.clone())),
        KeptDraft::Unknown(_) => None,
    };
    let is_known = found.is_some();
    let (text, at) = found.clone().unwrap_or_default();
    let was_there = at.is_some();
    let saved = use_state_eq(move || Saved { text: Rc::new(text), at, failed: None, busy: false });
    let waits = is_known && !saved.busy && props.draft != *saved.text && saved.failed.as_deref() != Some(&props.draft);
    use_effect_with((props.draft.clone(), waits), {
        let (saved, course) = (saved.clone(), props.course.clone());
        move |(draft, waits): &(KeepMessageDraft, bool)| {
            let draft = Rc::new(draft.clone());
            let save = move || {
                let before = (*saved).clone();
                saved.set(Saved { busy: true, ..before.clone() });
                spawn_local(async move {
                    let answer = api::message_templates::keep_draft(course.as_deref(), &draft).await;
                    saved.set(match answer {
                        Ok(kept) => Saved { text: draft, at: kept.saved_at, failed: None, busy: false },
                        Err(_) => Saved { failed: Some(draft), busy: false, ..before },
                    });
                });
            };
            let timer = waits.then(|| Timeout::new(REST, save));
            move || drop(timer)
        }
    });
    // What was typed last when the dialog goes is kept as well.
    let last = use_mut_ref(|| None::<KeepMessageDraft>);
    *last.borrow_mut() = (is_known && props.draft != *saved.text).then(|| props.draft.clone());
    use_effect_with((), {
        let course = props.course.clone();
        move |()| {
            move || {
                if let Some(draft) = last.borrow_mut().take() {
                    spawn_local(async move {
                        // There is no page any more that could say that it failed.
                        let _ = api::message_templates::keep_draft(course.as_deref(), &draft).await;
                    });
                }
            }
        }
    });
    if let KeptDraft::Unknown(failure) = &props.kept {
        let title = t!("draft-unknown");
        return html! { <Alert tone={Tone::Warning} {title} testid="draft-unknown">{ words(failure).title }</Alert> };
    }
    let note = match (&saved.failed, &saved.at) {
        (Some(_), _) => Some(t!("draft-failed")),
        (None, Some(_)) if *saved.text != props.draft => Some(t!("draft-saving")),
        (None, Some(at)) if was_there => Some(t!("draft-found", when = format::moment(at))),
        (None, Some(_)) => Some(t!("draft-saved")),
        (None, None) => None,
    };
    html! {
        if let Some(note) = note {
            <div class="rc-bar" data-testid="draft" data-saved={(*saved.text == props.draft).to_string()}>
                <p class="rc-quiet">{ note }</p>
                <Button small=true look={Look::Link} onclick={props.ondiscard.clone()} testid="draft-discard">{ t!("draft-discard") }</Button>
            </div>
        }
    }
}
