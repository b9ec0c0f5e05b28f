//! The cohort in a condition of the filter: its key, found by typing a part of its name or key.

use yew::prelude::*;

use crate::pages::cohorts;
use crate::ui::{Combobox, FinderRequest, use_suggestions, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub wanted: FinderRequest,
}

/// The field. What is typed is the value, so that a key or a name that one knows needs no choosing.
#[component]
pub fn CohortFinder(props: &Props) -> Html {
    let id = use_unique_id("cohort");
    let FinderRequest { label, value, wrong, onchange } = &props.wanted;
    let found = use_suggestions(value, cohorts::search);
    html! {
        <>
            <label class="pf-v6-u-screen-reader" for={id.clone()}>{ label }</label>
            <Combobox
                {id}
                label={label.clone()}
                value={value.clone()}
                oninput={onchange.clone()}
                suggestions={found.giving(|cohort| &cohort.key)}
                note={found.note.clone()}
                onchoose={onchange.reform(|key: AttrValue| key.to_string())}
                eager=true
                wrong={*wrong}
                class="rc-filter__value"
                testid="filter-value"
            />
        </>
    }
}
