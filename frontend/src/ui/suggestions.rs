//! What a text finds while it is typed: one of very many is chosen so.

use std::future::Future;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use rollcall_wire::Page;
use web_sys::AbortSignal;
use yew::prelude::*;

use super::combobox::Suggestion;
use super::load::use_load;
use crate::api::Failure;
use crate::t;

/// Milliseconds of rest after which a search begins.
const REST: u32 = 200;
/// How many are suggested.
pub const SUGGESTED: usize = 8;

/// What is found by typing a part of it.
pub trait Suggested: Clone + PartialEq + 'static {
    fn id(&self) -> &str;

    /// What it is called.
    fn name(&self) -> &str;

    /// What tells it from others of its name.
    fn detail(&self) -> String;

    /// Said below the suggestions: how many there are, 0 among them.
    fn count(found: usize) -> String;
}

/// What was found.
pub struct Suggestions<T> {
    page: Option<Rc<Page<T>>>,
    /// Said below the suggestions.
    pub note: AttrValue,
}

impl<T: Suggested> Suggestions<T> {
    /// Suggestions, each giving what is read of it.
    pub fn giving(&self, value: fn(&T) -> &str) -> Vec<Suggestion> {
        let suggestion = |found: &T| Suggestion {
            value: value(found).to_owned().into(),
            title: found.name().to_owned().into(),
            detail: found.detail().into(),
        };
        self.page.iter().flat_map(|page| page.items.iter()).map(suggestion).collect()
    }

    fn with_id(&self, id: &str) -> Option<T> {
        self.page.as_ref()?.items.iter().find(|found| found.id() == id).cloned()
    }
}

/// What `search` finds for a text, once nothing more is typed for a moment.
#[hook]
pub fn use_suggestions<T, Search, Answer>(typed: &str, search: Search) -> Suggestions<T>
where
    T: Suggested,
    Search: FnOnce(String, AbortSignal) -> Answer + 'static,
    Answer: Future<Output = Result<Page<T>, Failure>> + 'static,
{
    let asked = use_state_eq(|| typed.trim().to_owned());
    use_effect_with(typed.trim().to_owned(), {
        let asked = asked.setter();
        move |text| {
            let text = text.clone();
            let timer = Timeout::new(REST, move || asked.set(text));
            move || drop(timer)
        }
    });
    let found = use_load((*asked).clone(), search);
    let note = match &found.data {
        _ if found.failure.is_some() => t!("cohort-pick-search-failed"),
        Some(page) if !found.busy && page.next_cursor.is_some() => t!("cohorts-type-on", count = page.items.len()),
        Some(page) if !found.busy => T::count(page.items.len()),
        _ => t!("loading"),
    };
    Suggestions { page: found.data.filter(|_| found.failure.is_none()), note: note.into() }
}

/// A [`super::PickField`] at work.
pub struct Picking {
    /// What is typed; the name of the one that is chosen.
    pub typed: String,
    pub oninput: Callback<String>,
    pub suggestions: Vec<Suggestion>,
    pub note: AttrValue,
    pub onchoose: Callback<AttrValue>,
}

/// Has one chosen by typing; what is typed after that takes the choice back.
#[hook]
pub fn use_picking<T, Search, Answer>(value: &Option<T>, onchange: &Callback<Option<T>>, search: Search) -> Picking
where
    T: Suggested,
    Search: FnOnce(String, AbortSignal) -> Answer + 'static,
    Answer: Future<Output = Result<Page<T>, Failure>> + 'static,
{
    let typed = use_state_eq(|| value.as_ref().map(|chosen| chosen.name().to_owned()).unwrap_or_default());
    let found = use_suggestions(&typed, search);
    let (suggestions, note) = (found.giving(T::id), found.note.clone());
    let oninput = {
        let (typed, onchange) = (typed.setter(), onchange.clone());
        Callback::from(move |text| {
            typed.set(text);
            onchange.emit(None);
        })
    };
    let onchoose = {
        let (typed, onchange) = (typed.setter(), onchange.clone());
        Callback::from(move |id: AttrValue| {
            if let Some(chosen) = found.with_id(&id) {
                typed.set(chosen.name().to_owned());
                onchange.emit(Some(chosen));
            }
        })
    };
    Picking { typed: (*typed).clone(), oninput, suggestions, note, onchoose }
}
