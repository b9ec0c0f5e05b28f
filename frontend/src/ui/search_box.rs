//! Quick search as one types.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::SearchField;

/// Milliseconds of rest after which a search begins.
const REST: u32 = 250;

/// What a [`SearchBox`] needs.
#[derive(PartialEq, Properties)]
pub struct SearchBoxProps {
    /// What it is for.
    pub label: AttrValue,
    /// What is searched for now.
    pub value: AttrValue,
    /// Something else is to be searched for.
    pub onsearch: Callback<String>,
    /// For tests.
    pub testid: AttrValue,
}

/// A search box that tells what to search for as soon as the person rests.
#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let typed = use_state_eq(|| props.value.to_string());
    // The address can change by itself: the way back, "clear filters".
    use_effect_with(props.value.clone(), {
        let typed = typed.setter();
        move |value| typed.set(value.to_string())
    });
    use_effect_with((*typed).clone(), {
        let (known, onsearch) = (props.value.clone(), props.onsearch.clone());
        move |text| {
            let text = text.clone();
            let waits = text.trim() != known.as_str();
            let timer = waits.then(|| Timeout::new(REST, move || onsearch.emit(text.trim().to_owned())));
            move || drop(timer)
        }
    });
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    html! {
        <SearchField label={props.label.clone()} value={(*typed).clone()} {oninput} testid={props.testid.clone()} />
    }
}
