//! The form over an account's details. Where another user was faster, it shows both, and overwrites neither.

use std::collections::BTreeMap;
use std::rc::Rc;

use rollcall_wire::users::User;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::draft::{self, Merged, Texts, merged};
use super::input::{DetailInput, shown};
use super::kinds::Detail;
use super::save::Owner;
use crate::t;
use crate::ui::{
    Alert, Button, Change, Diff, Form, Look, ProblemAlert, Task, Toast, Tone, field_errors, use_task, use_toaster,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub owner: Owner,
    /// The account as it was when the form was opened.
    pub user: Rc<User>,
    /// What can be changed.
    pub details: Vec<Detail>,
    pub onsaved: Callback<()>,
    pub onclose: Callback<()>,
}

/// What the form works on.
#[derive(Clone, PartialEq)]
struct Work {
    /// The account that the changes are to.
    seen: Rc<User>,
    typed: Texts,
    /// What another user has changed in the meantime.
    taken: Vec<Change>,
    disputed: Vec<String>,
    overtaken: bool,
}

enum SaveResult {
    Done,
    Overtaken(Box<User>),
}

/// A value as a person reads it, also if there is none.
fn readable(detail: &Detail, texts: &Texts) -> String {
    match texts.get(&detail.name).filter(|text| !text.is_empty()) {
        Some(text) => shown(&detail.kind, text),
        None => t!("value-empty"),
    }
}

impl Work {
    fn begun(user: &Rc<User>) -> Self {
        let typed = draft::texts(user);
        Self { seen: Rc::clone(user), typed, taken: Vec::new(), disputed: Vec::new(), overtaken: false }
    }

    /// The same over the account as it is by now.
    fn over(&self, now: User, details: &[Detail]) -> Self {
        let (before, texts) = (draft::texts(&self.seen), draft::texts(&now));
        let Merged { typed, taken, disputed } = merged(details, &before, &self.typed, &texts);
        let change =
            |detail: &Detail| Change::new(detail.label.clone(), readable(detail, &before), readable(detail, &texts));
        let taken = details.iter().filter(|detail| taken.contains(&detail.name)).map(change).collect();
        Self { seen: Rc::new(now), typed, taken, disputed, overtaken: true }
    }

    fn with(&self, name: &str, text: String) -> Self {
        let mut work = self.clone();
        work.typed.insert(name.to_owned(), text);
        work
    }

    /// What was emptied and has to be there. What was empty before may stay so: a field can have become required since.
    fn missing(&self, details: &[Detail]) -> BTreeMap<String, String> {
        let before = draft::texts(&self.seen);
        let empty = |detail: &&Detail| {
            detail.required
                && before.contains_key(&detail.name)
                && self.typed.get(&detail.name).is_none_or(|text| text.trim().is_empty())
        };
        details.iter().filter(empty).map(|detail| (detail.name.clone(), t!("value-missing"))).collect()
    }
}

/// The form.
#[component]
pub fn DetailsForm(props: &Props) -> Html {
    let work = use_state_eq(|| Work::begun(&props.user));
    let missing = use_state_eq(BTreeMap::<String, String>::new);
    let task = use_task();
    let frame = use_node_ref();
    use_focus_within(&frame);
    let onsubmit = saving(props, &work, &missing.setter(), &task, use_toaster());
    let mut errors = task.failure.as_ref().map(field_errors).unwrap_or_default();
    errors.extend((*missing).clone());
    // What is wrong with a field is said beside it; the rest above.
    let elsewhere = task.failure.as_ref().filter(|failure| {
        let of_fields = field_errors(failure);
        of_fields.is_empty() || of_fields.keys().any(|name| !props.details.iter().any(|detail| detail.name == *name))
    });
    let field = |detail: &Detail| {
        let error = errors.get(&detail.name).cloned().map(AttrValue::from);
        field(detail, &work, error)
    };
    html! {
        <Form {onsubmit}>
            if let Some(failure) = elsewhere {
                <ProblemAlert failure={failure.clone()} urgent=true testid="details-error" />
            }
            if work.overtaken {
                <Alert tone={Tone::Warning} title={t!("details-overtaken")} urgent=true testid="details-overtaken">
                    <p>{ overtaken(&work) }</p>
                    <Diff changes={work.taken.clone()} />
                </Alert>
            }
            <div class="rc-fields" ref={frame}>{ for props.details.iter().map(field) }</div>
            <div class="rc-bar">
                <Button look={Look::Primary} submit=true busy={task.busy} testid="details-save">{ t!("save") }</Button>
                <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy} testid="details-cancel">{ t!("cancel") }</Button>
            </div>
        </Form>
    }
}

/// Puts the focus on the first field once they are there.
#[hook]
fn use_focus_within(frame: &NodeRef) {
    let frame = frame.clone();
    use_effect_with((), move |()| {
        let first = frame.cast::<Element>().and_then(|frame| frame.query_selector("input, select, textarea").ok()?);
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            let _ = first.focus();
        }
    });
}

/// Saves what was changed, unless something is missing.
fn saving(
    props: &Props,
    work: &UseStateHandle<Work>,
    missing: &UseStateSetter<BTreeMap<String, String>>,
    task: &Task,
    toaster: Callback<Toast>,
) -> Callback<()> {
    let (task, work, missing) = (task.clone(), work.clone(), missing.clone());
    let (owner, details) = (props.owner, props.details.clone());
    let (onsaved, onclose) = (props.onsaved.clone(), props.onclose.clone());
    Callback::from(move |()| {
        let found = work.missing(&details);
        missing.set(found.clone());
        if !found.is_empty() {
            return;
        }
        let changes = draft::changes(&details, &draft::texts(&work.seen), &work.typed);
        if changes.is_empty() {
            return onclose.emit(());
        }
        let seen = Rc::clone(&work.seen);
        let call = async move {
            match owner.save(&seen, &changes).await {
                Err(failure) if failure.is_stale() => {
                    owner.newest(&seen.id).await.map(|now| SaveResult::Overtaken(Box::new(now)))
                }
                other => other.map(|_| SaveResult::Done),
            }
        };
        let (work, details, toaster, onsaved) = (work.clone(), details.clone(), toaster.clone(), onsaved.clone());
        task.run(call, move |saved| match saved {
            SaveResult::Done => {
                toaster.emit(Toast::success(t!("details-saved")));
                onsaved.emit(());
            }
            SaveResult::Overtaken(now) => work.set(work.over(*now, &details)),
        });
    })
}

/// A field, and beside it what another user wrote there in the meantime.
fn field(detail: &Detail, work: &UseStateHandle<Work>, error: Option<AttrValue>) -> Html {
    let oninput = {
        let (work, name) = (work.clone(), detail.name.clone());
        Callback::from(move |text| work.set(work.with(&name, text)))
    };
    let value = work.typed.get(&detail.name).cloned().unwrap_or_default();
    let disputed = work.disputed.contains(&detail.name).then(|| theirs(detail, work));
    html! { <div key={detail.name.clone()}><DetailInput detail={detail.clone()} {value} {oninput} {error} />{ disputed }</div> }
}

/// What another user wrote, and the button that takes it.
fn theirs(detail: &Detail, work: &UseStateHandle<Work>) -> Html {
    let now = draft::texts(&work.seen);
    let take = {
        let (work, name) = (work.clone(), detail.name.clone());
        let theirs = now.get(&detail.name).cloned().unwrap_or_default();
        Callback::from(move |()| {
            let mut taken = work.with(&name, theirs.clone());
            taken.disputed.retain(|disputed| *disputed != name);
            work.set(taken);
        })
    };
    html! {
        <p class="rc-dispute" data-testid={format!("theirs-{}", detail.name)}>
            <span>{ t!("details-theirs", value = readable(detail, &now)) }</span>
            <Button small=true look={Look::Link} label={t!("details-take-named", name = detail.label.clone())} onclick={take} testid={format!("take-{}", detail.name)}>
                { t!("details-take") }
            </Button>
        </p>
    }
}

/// What follows from another user's having been faster.
fn overtaken(work: &Work) -> String {
    if !work.disputed.is_empty() {
        t!("details-overtaken-disputed")
    } else if !work.taken.is_empty() {
        t!("details-overtaken-taken")
    } else {
        t!("details-overtaken-elsewhere")
    }
}
