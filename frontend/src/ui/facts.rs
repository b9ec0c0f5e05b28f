//! Terms and what they are: a description list.

use patternfly_yew::prelude as pf;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FactsProps {
    pub children: Html,
}

/// A list of [`Fact`]s.
#[component]
pub fn Facts(props: &FactsProps) -> Html {
    html! {
        <div class="rc-facts">
            <pf::DescriptionList compact=true>{ props.children.clone() }</pf::DescriptionList>
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct FactProps {
    pub term: AttrValue,
    pub children: Html,
}

/// One fact.
#[component]
pub fn Fact(props: &FactProps) -> Html {
    html! { <pf::DescriptionGroup term={&props.term}>{ props.children.clone() }</pf::DescriptionGroup> }
}
