//! One of very many, found by typing a part of it.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::super::{Button, Combobox, Look, Suggestion, Symbol, focus};
use super::{Group, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    /// What is typed; the name of the one that is chosen.
    pub value: AttrValue,
    pub oninput: Callback<String>,
    pub suggestions: Vec<Suggestion>,
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Called with the value of the suggestion that was chosen.
    pub onchoose: Callback<AttrValue>,
    /// Says which one is chosen, once one is.
    #[prop_or_default]
    pub chosen: Option<AttrValue>,
    /// What the button is called that takes the choice back.
    pub clear: AttrValue,
    /// Said before one is chosen.
    #[prop_or_default]
    pub help: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub required: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// The field. The choice is taken back by typing something else, or by the cross.
#[component]
pub fn PickField(props: &Props) -> Html {
    let id = use_unique_id("field");
    let node = use_node_ref();
    focus::use_focus_on_error(&props.error, &node);
    let help = props.chosen.clone().or_else(|| props.help.clone());
    let described = (props.error.is_some() || help.is_some()).then(|| AttrValue::from(format!("{id}-help")));
    let onclear = {
        let (oninput, node) = (props.oninput.clone(), node.clone());
        Callback::from(move |()| {
            oninput.emit(String::new());
            if let Some(field) = node.cast::<HtmlElement>() {
                // A field that can't take it leaves the focus where it is.
                let _ = field.focus();
            }
        })
    };
    html! {
        <Group id={id.clone()} label={props.label.clone()} required={props.required} {help} error={props.error.clone()}>
            <div class="rc-pick-one" data-chosen={props.chosen.is_some().to_string()}>
                <Combobox
                    {id}
                    label={props.label.clone()}
                    value={props.value.clone()}
                    oninput={props.oninput.clone()}
                    suggestions={props.suggestions.clone()}
                    note={props.note.clone()}
                    onchoose={props.onchoose.clone()}
                    eager={props.chosen.is_none()}
                    in_flow=true
                    {described}
                    required={props.required}
                    wrong={props.error.is_some()}
                    {node}
                    symbol={if props.chosen.is_some() { Symbol::Check } else { Symbol::Search }}
                    testid={props.testid.clone()}
                />
                if props.chosen.is_some() {
                    <Button look={Look::Plain} icon={Symbol::Close} label={props.clear.clone()} onclick={onclear} testid="pick-clear" />
                }
            </div>
        </Group>
    }
}
