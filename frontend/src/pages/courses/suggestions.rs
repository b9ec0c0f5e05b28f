//! The courses that a text finds while it is typed.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use rollcall_wire::Page;
use rollcall_wire::courses::Course;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Suggestion, use_load};
use crate::url::Query;

/// Milliseconds of rest after which a search begins.
const REST: u32 = 200;
/// How many courses are suggested.
const SUGGESTED: usize = 8;

/// What was found.
pub struct CourseSuggestions {
    page: Option<Rc<Page<Course>>>,
    /// Said below the suggestions.
    pub note: AttrValue,
}

impl CourseSuggestions {
    /// Suggestions, each with the id of its course.
    pub fn suggestions(&self) -> Vec<Suggestion> {
        let suggestion = |course: &Course| Suggestion {
            value: course.id.clone().into(),
            title: course.name.clone().into(),
            detail: course.code.clone().into(),
        };
        self.page.iter().flat_map(|page| page.items.iter()).map(suggestion).collect()
    }

    /// The course with this id.
    pub fn with_id(&self, id: &str) -> Option<Course> {
        self.page.as_ref()?.items.iter().find(|course| course.id == id).cloned()
    }
}

/// The courses with a text in their name or code that are not archived; the first ones by name where there is no text.
#[hook]
pub fn use_found(typed: &str) -> CourseSuggestions {
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
        let query = Query::default().with("q", asked).with("filter", "archived eq false").with("limit", SUGGESTED);
        api::courses::list(&query, &signal).await
    });
    let note = match &found.data {
        _ if found.failure.is_some() => t!("cohort-pick-search-failed"),
        Some(page) if !found.busy && page.items.is_empty() => t!("courses-none-found"),
        Some(page) if !found.busy && page.next_cursor.is_some() => t!("cohorts-type-on", count = page.items.len()),
        Some(page) if !found.busy => t!("courses-total", count = page.items.len()),
        _ => t!("loading"),
    };
    let page = found.data.filter(|_| found.failure.is_none());
    CourseSuggestions { page, note: note.into() }
}
