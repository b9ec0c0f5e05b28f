//! What changes: a field's value before and after.

use yew::prelude::*;

use super::{Icon, Spoken, Symbol};
use crate::t;

/// A field's name with its values before and after, all of them as a person reads them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub name: String,
    /// What it was.
    pub before: String,
    /// What it becomes.
    pub after: String,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub changes: Vec<Change>,
}

/// Changes as a list; nothing where there is none.
#[component]
pub fn Diff(props: &Props) -> Html {
    let line = |Change { name, before, after }: &Change| {
        html! {
            <li>
                <span class="rc-diff__name">{ name }{ ": " }</span>
                <del>{ before }</del>
                <span class="rc-diff__arrow"><Icon symbol={Symbol::Arrow} /><Spoken>{ t!("becomes") }</Spoken></span>
                <ins>{ after }</ins>
            </li>
        }
    };
    if props.changes.is_empty() {
        return Html::default();
    }
    html! { <ul class="rc-diff">{ for props.changes.iter().map(line) }</ul> }
}
