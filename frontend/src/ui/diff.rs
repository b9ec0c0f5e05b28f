//! What changes: a field's value before and after.

use yew::prelude::*;

use super::{Icon, Spoken, Symbol};
use crate::t;

/// A field's name with its values before and after, all of them as a person reads them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub name: String,
    /// What it was; `None` if only what comes is told.
    pub before: Option<String>,
    /// What it becomes; `None` if only what goes is told.
    pub after: Option<String>,
}

impl Change {
    /// One value in the place of another.
    pub fn new(name: String, before: String, after: String) -> Self {
        Self { name, before: Some(before), after: Some(after) }
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub changes: Vec<Change>,
}

/// Changes as a list; renders nothing if there is none.
#[component]
pub fn Diff(props: &Props) -> Html {
    let line = |Change { name, before, after }: &Change| {
        html! {
            <li>
                <span class="rc-diff__name">{ name }{ ": " }</span>
                if let Some(before) = before {
                    <del>{ before }</del>
                }
                if before.is_some() && after.is_some() {
                    <span class="rc-diff__arrow"><Icon symbol={Symbol::Arrow} /><Spoken>{ t!("becomes") }</Spoken></span>
                }
                if let Some(after) = after {
                    <ins>{ after }</ins>
                }
            </li>
        }
    };
    if props.changes.is_empty() {
        return Html::default();
    }
    html! { <ul class="rc-diff">{ for props.changes.iter().map(line) }</ul> }
}
