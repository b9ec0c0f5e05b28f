//! The field in which one chooses a user: found by typing a part of the name, username or email address.

use gloo_timers::callback::Timeout;
use rollcall_wire::users::User;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{PickField, Suggestion, use_load};
use crate::url::Query;

/// Milliseconds of rest after which a search begins.
const REST: u32 = 200;
/// How many users are suggested.
const SUGGESTED: usize = 8;

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The one who is chosen.
    pub value: Option<User>,
    pub onchange: Callback<Option<User>>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// The field.
#[component]
pub fn PersonPicker(props: &Props) -> Html {
    let typed = use_state_eq(String::new);
    let asked = use_settled(&typed);
    let found = use_load(asked, |asked, signal| async move {
        let query = Query::default().with("q", asked).with("limit", SUGGESTED).with("sort", "last_name");
        api::users::list(&query, &signal).await
    });
    let note = match &found.data {
        _ if found.failure.is_some() => t!("cohort-pick-search-failed"),
        Some(page) if !found.busy && page.items.is_empty() => t!("users-none"),
        Some(page) if !found.busy && page.next_cursor.is_some() => t!("cohorts-type-on", count = page.items.len()),
        Some(page) if !found.busy => t!("users-total", count = page.items.len()),
        _ => t!("loading"),
    };
    let suggestion = |user: &User| Suggestion {
        value: user.id.clone().into(),
        title: user.full_name.clone().into(),
        detail: format!("{} · {}", user.username, user.email).into(),
    };
    let page = found.data.filter(|_| found.failure.is_none());
    let suggestions = page.iter().flat_map(|page| page.items.iter()).map(suggestion).collect::<Vec<_>>();
    let oninput = {
        let (typed, onchange) = (typed.setter(), props.onchange.clone());
        Callback::from(move |text| {
            typed.set(text);
            onchange.emit(None);
        })
    };
    let onchoose = {
        let (typed, onchange) = (typed.setter(), props.onchange.clone());
        Callback::from(move |id: AttrValue| {
            let user = page.as_ref().and_then(|page| page.items.iter().find(|user| user.id == *id)).cloned();
            if let Some(user) = user {
                typed.set(user.full_name.clone());
                onchange.emit(Some(user));
            }
        })
    };
    let chosen = props.value.as_ref().map(|user| {
        AttrValue::from(t!("person-picked", name = user.full_name.clone(), username = user.username.clone()))
    });
    html! {
        <PickField
            label={t!("person")}
            help={t!("person-pick-help")}
            value={(*typed).clone()}
            {oninput}
            {suggestions}
            note={Some(AttrValue::from(note))}
            {onchoose}
            {chosen}
            clear={t!("person-pick-clear")}
            required=true
            error={props.error.clone()}
            testid="person-pick"
        />
    }
}

/// A text once nothing more is typed for a moment.
#[hook]
fn use_settled(typed: &str) -> String {
    let asked = use_state_eq(|| typed.trim().to_owned());
    use_effect_with(typed.trim().to_owned(), {
        let asked = asked.setter();
        move |text| {
            let text = text.clone();
            let timer = Timeout::new(REST, move || asked.set(text));
            move || drop(timer)
        }
    });
    (*asked).clone()
}
