//! The details of an account to read, those that are empty left out.

use std::rc::Rc;

use rollcall_wire::profile::ProfileField;
use rollcall_wire::users::User;
use serde_json::Value;
use yew::prelude::*;

use super::input::shown;
use super::{draft, kinds};
use crate::ui::Fact;

/// The value of a custom field as a person reads it; as it is kept, where the field is not known.
pub fn told(field: Option<&ProfileField>, value: &Value) -> String {
    let text = draft::text(value).unwrap_or_default();
    match field.map(kinds::custom) {
        Some(detail) if !text.is_empty() => shown(&detail.kind, &text),
        _ => text,
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub user: Rc<User>,
    pub fields: Rc<Vec<ProfileField>>,
}

/// The details, each a fact of a list.
#[component]
pub fn DetailFacts(props: &Props) -> Html {
    let texts = draft::texts(&props.user);
    let fact = |detail: &kinds::Detail| {
        let text = texts.get(&detail.name)?;
        let testid = format!("fact-{}", detail.name);
        Some(
            html! { <Fact term={detail.label.clone()}><span data-testid={testid}>{ shown(&detail.kind, text) }</span></Fact> },
        )
    };
    html! { <>{ for kinds::seen(&props.fields).iter().filter_map(fact) }</> }
}
