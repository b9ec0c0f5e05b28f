//! Labelled form fields: every one has its label, its help and its error tied to it.

mod choice;
mod copy;
mod form;
mod pick;
mod text;

use std::cell::Cell;

use yew::prelude::*;

use super::{Icon, Symbol};

pub use choice::{Check, Select};
pub use copy::CopyField;
pub use form::Form;
pub use pick::PickField;
pub use text::{SearchField, TextArea, TextField};

thread_local! {
    static NEXT_ID: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of the page has.
#[hook]
pub fn use_unique_id(prefix: &'static str) -> AttrValue {
    let id = use_memo((), |()| {
        let number = NEXT_ID.get();
        NEXT_ID.set(number + 1);
        AttrValue::from(format!("rc-{prefix}-{number}"))
    });
    (*id).clone()
}

#[derive(PartialEq, Properties)]
struct GroupProps {
    id: AttrValue,
    label: AttrValue,
    required: bool,
    help: Option<AttrValue>,
    error: Option<AttrValue>,
    children: Html,
}

/// Label above, help or error below.
#[component]
fn Group(props: &GroupProps) -> Html {
    let below = |text: &AttrValue, wrong: bool| {
        html! {
            <div class="pf-v6-c-form__helper-text">
                <div class="pf-v6-c-helper-text" id={format!("{}-help", props.id)}>
                    <div class={classes!("pf-v6-c-helper-text__item", wrong.then_some("pf-m-error"))}>
                        if wrong {
                            <span class="pf-v6-c-helper-text__item-icon"><Icon symbol={Symbol::Error} /></span>
                        }
                        <span class="pf-v6-c-helper-text__item-text">{ text }</span>
                    </div>
                </div>
            </div>
        }
    };
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label">
                <label class="pf-v6-c-form__label" for={props.id.clone()}>
                    <span class="pf-v6-c-form__label-text">{ &props.label }</span>
                    if props.required {
                        <span class="pf-v6-c-form__label-required" aria-hidden="true">{ "\u{a0}*" }</span>
                    }
                </label>
            </div>
            <div class="pf-v6-c-form__group-control">
                { props.children.clone() }
                { match (&props.error, &props.help) {
                    (Some(error), _) => below(error, true),
                    (None, Some(help)) => below(help, false),
                    (None, None) => Html::default(),
                } }
            </div>
        </div>
    }
}
