//! Quick search as one types.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::t;
use crate::ui::SearchField;

/// Milliseconds of rest after which a search begins.
const REST: u32 = 250;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub value: AttrValue,
    pub onsearch: Callback<String>,
}

/// The search box.
#[component]
pub fn SearchBox(props: &Props) -> Html {
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
        <SearchField label={t!("users-search")} value={(*typed).clone()} {oninput} testid="users-search" />
    }
}
