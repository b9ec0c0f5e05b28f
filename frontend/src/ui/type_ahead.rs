//! A search box that suggests while one types; its label is its placeholder, and stays for screen readers.

use yew::prelude::*;

use super::combobox::{Combobox, Suggestion};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    /// What is typed.
    pub value: AttrValue,
    pub oninput: Callback<String>,
    pub suggestions: Vec<Suggestion>,
    /// Said in place of suggestions: that they are on their way, or that there are none.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Called with the value of the suggestion that was chosen.
    pub onchoose: Callback<AttrValue>,
    /// Enter without a suggestion.
    pub onsubmit: Callback<()>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// The search box.
#[component]
pub fn TypeAhead(props: &Props) -> Html {
    let id = super::field::use_unique_id("type-ahead");
    html! {
        <div class="rc-search">
            <label class="pf-v6-u-screen-reader" for={id.clone()}>{ &props.label }</label>
            <Combobox
                {id}
                label={props.label.clone()}
                placeholder={props.label.clone()}
                value={props.value.clone()}
                oninput={props.oninput.clone()}
                suggestions={props.suggestions.clone()}
                note={props.note.clone()}
                onchoose={props.onchoose.clone()}
                onsubmit={props.onsubmit.clone()}
                testid={props.testid.clone()}
            />
        </div>
    }
}
