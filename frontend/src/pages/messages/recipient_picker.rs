//! The field in which one chooses whom to write to: found by a part of the name, and by nothing else.

use gloo_timers::callback::Timeout;
use rollcall_wire::messages::Recipient;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{PickField, Suggestion, use_load};

/// Milliseconds of rest after which a search begins.
const REST: u32 = 200;
/// How many people are suggested.
const SUGGESTED: usize = 8;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    /// The one who is chosen.
    pub value: Option<Recipient>,
    pub onchange: Callback<Option<Recipient>>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// The field.
#[component]
pub fn RecipientPicker(props: &Props) -> Html {
    let typed = use_state_eq(String::new);
    let asked = use_settled(&typed);
    let found =
        use_load(asked, |asked, signal| async move { api::messages::recipients(&asked, SUGGESTED, &signal).await });
    let note = match &found.data {
        _ if found.failure.is_some() => t!("cohort-pick-search-failed"),
        Some(page) if !found.busy && page.items.is_empty() => t!("recipients-none"),
        Some(page) if !found.busy => t!("recipients-found", count = page.items.len()),
        _ => t!("loading"),
    };
    let page = found.data.filter(|_| found.failure.is_none());
    let suggestion = |person: &Recipient| Suggestion {
        value: person.id.clone().into(),
        title: person.full_name.clone().into(),
        detail: AttrValue::default(),
    };
    let suggestions: Vec<Suggestion> = page.iter().flat_map(|page| page.items.iter()).map(suggestion).collect();
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
            let person = page.as_ref().and_then(|page| page.items.iter().find(|person| person.id == *id)).cloned();
            if let Some(person) = person {
                typed.set(person.full_name.clone());
                onchange.emit(Some(person));
            }
        })
    };
    let chosen =
        props.value.as_ref().map(|person| AttrValue::from(t!("recipient-picked", name = person.full_name.clone())));
    html! {
        <PickField
            label={props.label.clone()}
            help={t!("recipient-help")}
            value={(*typed).clone()}
            {oninput}
            {suggestions}
            note={Some(AttrValue::from(note))}
            {onchoose}
            {chosen}
            clear={t!("person-pick-clear")}
            required=true
            error={props.error.clone()}
            testid="recipient"
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
