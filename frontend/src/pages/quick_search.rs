//! Find a person from anywhere.

use gloo_timers::callback::Timeout;
use rollcall_wire::Page;
use rollcall_wire::users::User;
use yew::prelude::*;

use crate::api;
use crate::router::{self, Route};
use crate::t;
use crate::ui::{Suggestion, TypeAhead, use_load};
use crate::url::Query;

/// Milliseconds of rest after which a search begins.
const REST: u32 = 200;
/// How many people are suggested.
const SUGGESTED: usize = 6;
/// Stands for the whole list of who matches.
const EVERYBODY: &str = "*";

/// The search in the masthead.
#[component]
pub fn QuickSearch() -> Html {
    let typed = use_state_eq(String::new);
    let asked = use_state_eq(String::new);
    use_effect_with((*typed).clone(), {
        let asked = asked.setter();
        move |text| {
            let text = text.trim().to_owned();
            let timer = Timeout::new(if text.is_empty() { 0 } else { REST }, move || asked.set(text));
            move || drop(timer)
        }
    });
    let found = use_load((*asked).clone(), |asked, signal| async move {
        if asked.is_empty() {
            return Ok(None);
        }
        let query = Query::default().with("q", asked).with("limit", SUGGESTED);
        api::users::list(&query, &signal).await.map(Some)
    });
    let page = found.data.as_ref().and_then(|found| (**found).as_ref()).filter(|_| !asked.is_empty());
    let note = if typed.trim().is_empty() {
        None
    } else if found.failure.is_some() {
        Some(t!("search-failed"))
    } else {
        match page {
            Some(page) if !found.busy && page.items.is_empty() => Some(t!("users-none")),
            // The last suggestion says that there are more.
            Some(page) if !found.busy && page.next_cursor.is_some() => None,
            Some(page) if !found.busy => Some(t!("search-found", count = page.items.len())),
            _ => Some(t!("loading")),
        }
    };
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let open = {
        let (typed, setter) = ((*typed).clone(), typed.setter());
        Callback::from(move |person: Option<AttrValue>| {
            match person {
                Some(id) => router::go(&Route::Person(id.to_string()).path()),
                None => router::go(&Query::default().with("q", typed.trim()).on("/users")),
            }
            setter.set(String::new());
        })
    };
    let onchoose = open.reform(|value: AttrValue| Some(value).filter(|value| value != EVERYBODY));
    html! {
        <TypeAhead
            label={t!("search-people")}
            value={(*typed).clone()}
            {oninput}
            suggestions={page.map(|page| suggestions(page, &asked)).unwrap_or_default()}
            note={note.map(AttrValue::from)}
            {onchoose}
            onsubmit={open.reform(|()| None)}
            testid="quick-search"
        />
    }
}

fn suggestions(page: &Page<User>, asked: &str) -> Vec<Suggestion> {
    let person = |user: &User| Suggestion {
        value: user.id.clone().into(),
        title: user.full_name.clone().into(),
        detail: format!("{} · {}", user.username, user.email).into(),
    };
    let everybody = Suggestion {
        value: EVERYBODY.into(),
        title: t!("search-all", text = asked.to_owned()).into(),
        detail: AttrValue::default(),
    };
    let rest = page.next_cursor.is_some().then_some(everybody);
    page.items.iter().map(person).chain(rest).collect()
}
