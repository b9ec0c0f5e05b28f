//! Texts kept under a name: take one, keep the one at hand, change or delete one's own.

mod dialog;
mod questions;

use rollcall_wire::message_templates::{KeepMessageDraft, MessageTemplate};
use yew::prelude::*;

use self::dialog::SaveDialog;
use self::questions::{DeleteDialog, ReplaceDialog};
use crate::api;
use crate::session::use_me;
use crate::t;
use crate::ui::{Button, List, Look, ProblemAlert, Select, Task, use_list, use_task};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is written now.
    pub text: KeepMessageDraft,
    pub onchange: Callback<KeepMessageDraft>,
}

/// The dialog that is open.
#[derive(Clone, PartialEq)]
enum OpenDialog {
    Nothing,
    Saving,
    Deleting,
    /// Asks whether this template may take the place of what was written; if not, the one with this id is chosen again.
    Replacing(Box<MessageTemplate>, String),
}

/// Which template is chosen, which dialog is open, and what was done last.
struct ChoiceState {
    over: UseStateSetter<OpenDialog>,
    chosen: UseStateSetter<String>,
    done: UseStateSetter<Option<String>>,
}

impl ChoiceState {
    /// After one was saved.
    fn saved(&self, refresh: Callback<()>) -> Callback<MessageTemplate> {
        let (over, chosen, done) = (self.over.clone(), self.chosen.clone(), self.done.clone());
        Callback::from(move |saved: MessageTemplate| {
            done.set(Some(t!("template-saved", name = saved.name.clone())));
            chosen.set(saved.id);
            over.set(OpenDialog::Nothing);
            refresh.emit(());
        })
    }

    /// After one was deleted.
    fn deleted(&self, refresh: Callback<()>) -> Callback<MessageTemplate> {
        let (over, chosen, done) = (self.over.clone(), self.chosen.clone(), self.done.clone());
        Callback::from(move |gone: MessageTemplate| {
            done.set(Some(t!("template-deleted", name = gone.name)));
            chosen.set(String::new());
            over.set(OpenDialog::Nothing);
            refresh.emit(());
        })
    }

    /// Puts the text of one in the place of what is written.
    fn taken(&self, onchange: &Callback<KeepMessageDraft>) -> Callback<MessageTemplate> {
        let (over, chosen, done, onchange) =
            (self.over.clone(), self.chosen.clone(), self.done.clone(), onchange.clone());
        Callback::from(move |template: MessageTemplate| {
            onchange.emit(text_of(&template));
            chosen.set(template.id);
            done.set(None);
            over.set(OpenDialog::Nothing);
        })
    }

    /// When one is chosen by its id: asks first where something was typed.
    fn choosing(
        &self,
        items: Vec<MessageTemplate>,
        before: String,
        is_typed: bool,
        take: &Callback<MessageTemplate>,
    ) -> Callback<String> {
        let (over, chosen, take) = (self.over.clone(), self.chosen.clone(), take.clone());
        Callback::from(move |id: String| match items.iter().find(|template| template.id == id) {
            Some(template) if is_typed => {
                over.set(OpenDialog::Replacing(Box::new(template.clone()), before.clone()));
                chosen.set(id);
            }
            Some(template) => take.emit(template.clone()),
            None => chosen.set(String::new()),
        })
    }
}

/// The choice of a template, and what can be done with it.
#[component]
pub fn Templates(props: &Props) -> Html {
    let me = use_me();
    let templates: List<(), MessageTemplate> =
        use_list(AttrValue::default(), |_, signal| async move { api::message_templates::list(&signal).await });
    let over = use_state_eq(|| OpenDialog::Nothing);
    let chosen = use_state_eq(String::new);
    // What was done last: notes at the edge of the page are behind the dialog.
    let done = use_state_eq(|| None::<String>);
    let keeping = use_task();
    let current = templates.items().iter().find(|template| template.id == *chosen).cloned();
    let changed = current.as_ref().is_some_and(|template| text_of(template) != props.text);
    let is_own = |template: &MessageTemplate| me.as_ref().is_some_and(|me| me.user.id == template.owner.id);
    let owns_current = current.as_ref().is_some_and(is_own);
    let is_blank = props.text.subject.trim().is_empty() || props.text.body.trim().is_empty();
    let show = |shown: OpenDialog| {
        let over = over.setter();
        Callback::from(move |()| over.set(shown.clone()))
    };
    let state = ChoiceState { over: over.setter(), chosen: chosen.setter(), done: done.setter() };
    let (onsaved, ondeleted) = (state.saved(templates.refresh()), state.deleted(templates.refresh()));
    let take = state.taken(&props.onchange);
    // What nobody has typed is not asked about.
    let is_typed = changed || (current.is_none() && !is_empty(&props.text));
    let onchoose = state.choosing(templates.items().to_vec(), (*chosen).clone(), is_typed, &take);
    let options: Vec<_> = std::iter::once(("".into(), t!("template-none").into()))
        .chain(templates.items().iter().map(|template| named(template, is_own(template))))
        .collect();
    let help = changed.then(|| AttrValue::from(t!("template-changed")));
    let keep = keeping_to(current.clone(), props.text.clone(), &keeping, onsaved.clone());
    let reason = is_blank.then(|| AttrValue::from(t!("message-trial-blank")));
    html! {
        <div class="rc-card rc-presets" data-testid="templates">
            if let Some(failure) = &templates.failure {
                <ProblemAlert failure={failure.clone()} retry={templates.reload.clone()} testid="templates-error" />
            }
            if let Some(failure) = &keeping.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="template-error" />
            }
            if !templates.items().is_empty() {
                <Select label={t!("templates")} value={(*chosen).clone()} {options} {help} onchange={onchoose} testid="template" />
            }
            <div class="rc-bar">
                if owns_current && changed {
                    <Button small=true busy={keeping.busy} reason={reason.clone()} onclick={keep} testid="template-keep">{ t!("template-keep") }</Button>
                }
                <Button small=true look={Look::Link} {reason} onclick={show(OpenDialog::Saving)} testid="template-save">{ t!("template-save") }</Button>
                if owns_current {
                    <Button small=true look={Look::Link} onclick={show(OpenDialog::Deleting)} testid="template-delete">{ t!("template-delete") }</Button>
                }
            </div>
            <p class="rc-quiet" role="status" data-testid="template-done">{ (*done).clone() }</p>
            { dialog(&over, props, current, Ends { onclose: show(OpenDialog::Nothing), chosen: chosen.setter(), onsaved, ondeleted, take }) }
        </div>
    }
}

/// What follows from the open dialog.
struct Ends {
    onclose: Callback<()>,
    chosen: UseStateSetter<String>,
    onsaved: Callback<MessageTemplate>,
    ondeleted: Callback<MessageTemplate>,
    take: Callback<MessageTemplate>,
}

fn dialog(over: &OpenDialog, props: &Props, current: Option<MessageTemplate>, ends: Ends) -> Html {
    let Ends { onclose, chosen, onsaved, ondeleted, take } = ends;
    match (over, current) {
        (OpenDialog::Saving, _) => html! { <SaveDialog text={props.text.clone()} {onclose} {onsaved} /> },
        (OpenDialog::Deleting, Some(template)) => html! { <DeleteDialog {template} {onclose} {ondeleted} /> },
        (OpenDialog::Replacing(template, before), _) => {
            let (template, before) = ((**template).clone(), before.clone());
            let onconfirm = {
                let template = template.clone();
                Callback::from(move |()| take.emit(template.clone()))
            };
            let onclose = Callback::from(move |()| {
                chosen.set(before.clone());
                onclose.emit(());
            });
            html! { <ReplaceDialog {template} {onclose} {onconfirm} /> }
        }
        (OpenDialog::Nothing | OpenDialog::Deleting, _) => Html::default(),
    }
}

fn text_of(template: &MessageTemplate) -> KeepMessageDraft {
    let MessageTemplate { subject, body, email, .. } = template.clone();
    KeepMessageDraft { subject, body, email }
}

fn is_empty(text: &KeepMessageDraft) -> bool {
    text.subject.trim().is_empty() && text.body.trim().is_empty()
}

/// The choice of a template: its name, and whose it is if it is another person's.
fn named(template: &MessageTemplate, is_own: bool) -> (AttrValue, AttrValue) {
    let name = template.name.clone();
    let text = if is_own { name } else { t!("template-of", name = name, username = template.owner.username.clone()) };
    (template.id.clone().into(), text.into())
}

/// Lets a template have this text from now on.
fn keeping_to(
    template: Option<MessageTemplate>,
    text: KeepMessageDraft,
    task: &Task,
    onsaved: Callback<MessageTemplate>,
) -> Callback<()> {
    let task = task.clone();
    Callback::from(move |()| {
        let Some(template) = template.clone() else { return };
        let (text, onsaved) = (text.clone(), onsaved.clone());
        task.run(async move { api::message_templates::update(&template, &text).await }, move |saved| {
            onsaved.emit(saved)
        });
    })
}
