//! The details of an account to read, those that are empty left out.

use std::rc::Rc;

use rollcall_wire::profile::ProfileField;
use rollcall_wire::users::User;
use yew::prelude::*;

use super::input::shown;
use super::{draft, kinds};
use crate::ui::Fact;

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
