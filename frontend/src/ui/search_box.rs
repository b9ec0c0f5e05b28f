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
    let told = use_mut_ref(|| None::<String>);
    // What else was chosen while one typed stays: the newest of the callbacks knows it.
    let onsearch = use_mut_ref(|| props.onsearch.clone());
    *onsearch.borrow_mut() = props.onsearch.clone();
    // The address can change by itself: the way back, "clear filters". What was told here comes back too, but one may
    // have
    // typed on, and a blank at the end is the beginning of the next word.
    use_effect_with(props.value.clone(), {
        let (typed, told) = (typed.clone(), told.clone());
        move |value| {
            let is_own = told.borrow_mut().take().is_some_and(|told| told == value.as_str());
            if !is_own && typed.trim() != value.as_str() {
                typed.set(value.to_string());
            }
        }
    });
    use_effect_with((*typed).clone(), {
        let known = props.value.clone();
        move |text| {
            let text = text.trim().to_owned();
            let waits = text != known.as_str();
            let tell = move || {
                *told.borrow_mut() = Some(text.clone());
                let onsearch = onsearch.borrow().clone();
                onsearch.emit(text);
            };
            let timer = waits.then(|| Timeout::new(REST, tell));
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
