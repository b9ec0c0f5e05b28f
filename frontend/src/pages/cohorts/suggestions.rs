//! The cohorts that a text finds while it is typed.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use rollcall_wire::Page;
use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Suggestion, use_load};
use crate::url::Query;

/// Milliseconds of rest after which a search begins.
const REST: u32 = 200;
/// How many cohorts are suggested.
const SUGGESTED: usize = 8;

/// What was found.
pub struct CohortSuggestions {
    page: Option<Rc<Page<Cohort>>>,
    /// Said below the suggestions.
    pub note: AttrValue,
}

impl CohortSuggestions {
    /// Suggestions, each giving what is read of its cohort.
    pub fn suggestions(&self, value: fn(&Cohort) -> String) -> Vec<Suggestion> {
        let suggestion = |cohort: &Cohort| Suggestion {
            value: value(cohort).into(),
            title: cohort.name.clone().into(),
            detail: detail(cohort).into(),
        };
        self.page.iter().flat_map(|page| page.items.iter()).map(suggestion).collect()
    }

    /// The cohort with this id.
    pub fn with_id(&self, id: &str) -> Option<Cohort> {
        self.page.as_ref()?.items.iter().find(|cohort| cohort.id == id).cloned()
    }
}

/// What tells a cohort from others of its name.
fn detail(cohort: &Cohort) -> String {
    format!("{} · {}", cohort.key, t!("users-total", count = cohort.members))
}

/// The cohorts with a text in their name or key; the first ones by name where there is no text.
#[hook]
pub fn use_found(typed: &str) -> CohortSuggestions {
    let asked = use_state_eq(|| typed.trim().to_owned());
    use_effect_with(typed.trim().to_owned(), {
        let asked = asked.setter();
        move |text| {
            let text = text.clone();
            let timer = Timeout::new(REST, move || asked.set(text));
            move || drop(timer)
        }
    });
    let found = use_load((*asked).clone(), |asked, signal| async move {
        api::cohorts::list(&Query::default().with("q", asked).with("limit", SUGGESTED), &signal).await
    });
    let note = match &found.data {
        _ if found.failure.is_some() => t!("cohort-pick-search-failed"),
        Some(page) if !found.busy && page.items.is_empty() => t!("cohorts-none-found"),
        Some(page) if !found.busy && page.next_cursor.is_some() => t!("cohorts-type-on", count = page.items.len()),
        Some(page) if !found.busy => t!("cohorts-total", count = page.items.len()),
        _ => t!("loading"),
    };
    let page = found.data.filter(|_| found.failure.is_none());
    CohortSuggestions { page, note: note.into() }
}
