//! A field that suggests while one types: the combobox pattern of the ARIA authoring practices (list autocomplete with
//! manual selection). What stands around it, a search box or a field of a form, is its parent's.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::focus::{self, Goes};
use super::{Icon, Symbol};

/// One suggestion.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What choosing it gives.
    pub value: AttrValue,
    /// Its first line.
    pub title: AttrValue,
    /// Its second line.
    pub detail: AttrValue,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The input's id, for the label.
    pub id: AttrValue,
    /// What the list holds.
    pub label: AttrValue,
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// What is typed.
    pub value: AttrValue,
    pub oninput: Callback<String>,
    pub suggestions: Vec<Suggestion>,
    /// Said in place of suggestions: that they are on their way, or that there are none.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Called with the value of the suggestion that was chosen.
    pub onchoose: Callback<AttrValue>,
    /// Enter without a suggestion; without this it sends the form around.
    #[prop_or_default]
    pub onsubmit: Option<Callback<()>>,
    /// The list opens with a click already, before anything is typed.
    #[prop_or_default]
    pub eager: bool,
    /// The list has a place of its own in the page, and moves what is below it.
    #[prop_or_default]
    pub in_flow: bool,
    /// The element that says more about it.
    #[prop_or_default]
    pub described: Option<AttrValue>,
    #[prop_or_default]
    pub required: bool,
    #[prop_or_default]
    pub wrong: bool,
    #[prop_or_default]
    pub node: NodeRef,
    #[prop_or_default]
    pub class: Classes,
    #[prop_or(Symbol::Search)]
    pub symbol: Symbol,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// The row after a step down or up; over the ends lies the field itself.
fn moved(at: Option<usize>, count: usize, down: bool) -> Option<usize> {
    match (at, down) {
        _ if count == 0 => None,
        (None, true) => Some(0),
        (None, false) => Some(count - 1),
        (Some(row), true) => Some(row + 1).filter(|row| *row < count),
        (Some(row), false) => row.checked_sub(1),
    }
}

impl Props {
    /// Whether there is something to show below the field.
    fn has_panel(&self) -> bool {
        !self.suggestions.is_empty() || self.note.is_some()
    }
}

fn option_id(id: &str, row: usize) -> String {
    format!("{id}-{row}")
}

/// The field and its list.
#[component]
pub fn Combobox(props: &Props) -> Html {
    let id = &props.id;
    let open = use_state_eq(|| false);
    let at = use_state_eq(|| None::<usize>);
    let list_id = format!("{id}-list");
    use_effect_with(props.suggestions.clone(), {
        let at = at.setter();
        move |_| at.set(None)
    });
    let close = {
        let (open, at) = (open.setter(), at.setter());
        Callback::from(move |()| {
            open.set(false);
            at.set(None);
        })
    };
    let choose = {
        let (close, onchoose) = (close.clone(), props.onchoose.clone());
        Callback::from(move |value: AttrValue| {
            close.emit(());
            onchoose.emit(value);
        })
    };
    let oninput = {
        let (open, oninput) = (open.setter(), props.oninput.clone());
        Callback::from(move |event: InputEvent| {
            open.set(true);
            let input = event.target_dyn_into::<HtmlInputElement>();
            oninput.emit(input.map(|input| input.value()).unwrap_or_default());
        })
    };
    let shown = *open && props.has_panel();
    let onkeydown = keys(props, &open, &at, &close, &choose);
    let onclick = props.eager.then(|| {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(true))
    });
    let frame = use_node_ref();
    let onfocusout = (!props.in_flow).then(|| {
        let (close, frame) = (close.clone(), frame.clone());
        Callback::from(move |event: FocusEvent| {
            if focus::goes(&event, &frame) != Goes::Within {
                close.emit(());
            }
        })
    });
    focus::use_click_outside(*open && props.in_flow, &frame, &close);
    html! {
        <div ref={frame} class={classes!("rc-type-ahead", props.class.clone())} {onfocusout}>
            <span class={classes!("pf-v6-c-form-control", "pf-m-icon", props.wrong.then_some("pf-m-error"))}>
                <input
                    ref={props.node.clone()}
                    id={id.clone()}
                    type="text"
                    role="combobox"
                    aria-autocomplete="list"
                    aria-expanded={shown.to_string()}
                    aria-controls={list_id.clone()}
                    aria-activedescendant={at.filter(|_| shown).map(|row| option_id(id, row))}
                    aria-describedby={props.described.clone()}
                    aria-invalid={props.wrong.then_some("true")}
                    aria-required={props.required.then_some("true")}
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder={props.placeholder.clone()}
                    value={props.value.clone()}
                    {oninput}
                    {onkeydown}
                    {onclick}
                    data-testid={props.testid.clone()}
                />
                <span class="pf-v6-c-form-control__utilities">
                    <span class="pf-v6-c-form-control__icon"><Icon symbol={props.symbol} /></span>
                </span>
            </span>
            { panel(props, list_id, shown, *at, &choose) }
        </div>
    }
}

/// What keys do in the field.
fn keys(
    props: &Props,
    open: &UseStateHandle<bool>,
    at: &UseStateHandle<Option<usize>>,
    close: &Callback<()>,
    choose: &Callback<AttrValue>,
) -> Callback<KeyboardEvent> {
    let (open, at, close, choose) = (open.clone(), at.clone(), close.clone(), choose.clone());
    let (suggestions, onsubmit, clear) = (props.suggestions.clone(), props.onsubmit.clone(), props.oninput.clone());
    let shown = *open && props.has_panel();
    Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            let down = event.key() == "ArrowDown";
            at.set(if *open { moved(*at, suggestions.len(), down) } else { None });
            open.set(true);
        }
        "Enter" => match (at.filter(|_| *open).and_then(|row| suggestions.get(row)), &onsubmit) {
            (Some(suggestion), _) => {
                event.prevent_default();
                choose.emit(suggestion.value.clone());
            }
            (None, Some(onsubmit)) => {
                event.prevent_default();
                close.emit(());
                onsubmit.emit(());
            }
            (None, None) => close.emit(()),
        },
        "Tab" => close.emit(()),
        // An open list takes the key to itself: the dialog around it stays.
        "Escape" if shown => {
            event.prevent_default();
            close.emit(());
        }
        // A search box is emptied; a field of a form leaves the key to its dialog.
        "Escape" if onsubmit.is_some() => clear.emit(String::new()),
        _ => {}
    })
}

fn panel(props: &Props, id: String, shown: bool, at: Option<usize>, choose: &Callback<AttrValue>) -> Html {
    let row = |(row, one)| option(option_id(&props.id, row), one, at == Some(row), choose);
    html! {
        <div class="rc-type-ahead__panel" hidden={!shown}>
            <ul {id} role="listbox" aria-label={props.label.clone()}>
                { for props.suggestions.iter().enumerate().map(row) }
            </ul>
            <p class="rc-type-ahead__note" role="status">
                if shown {
                    { props.note.clone().unwrap_or_default() }
                }
            </p>
        </div>
    }
}

fn option(id: String, suggestion: &Suggestion, is_selected: bool, choose: &Callback<AttrValue>) -> Html {
    let (choose, value) = (choose.clone(), suggestion.value.clone());
    let onclick = Callback::from(move |_: MouseEvent| choose.emit(value.clone()));
    // The field keeps the focus while one points at the list.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <li {id} role="option" aria-selected={is_selected.to_string()} {onclick} {onmousedown} data-testid="suggestion">
            <span>{ &suggestion.title }</span>
            <span class="rc-quiet">{ &suggestion.detail }</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_through_the_list_and_over_the_field() {
        assert_eq!(moved(None, 3, true), Some(0));
        assert_eq!(moved(Some(2), 3, true), None);
        assert_eq!(moved(None, 3, false), Some(2));
        assert_eq!(moved(Some(0), 3, false), None);
        assert_eq!(moved(None, 0, true), None);
    }
}
