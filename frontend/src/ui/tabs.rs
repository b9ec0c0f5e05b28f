//! Tabs that are links: each side of a thing has an address of its own.

use yew::prelude::*;

use super::Link;

#[derive(PartialEq, Properties)]
pub struct TabsProps {
    /// What the tabs are of.
    pub label: AttrValue,
    /// [`TabLink`]s.
    pub children: Html,
}

/// A row of tabs.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    html! {
        <nav class="pf-v6-c-tabs" aria-label={&props.label}>
            <ul class="pf-v6-c-tabs__list" role="list">{ props.children.clone() }</ul>
        </nav>
    }
}

#[derive(PartialEq, Properties)]
pub struct TabProps {
    /// The address that it leads to.
    pub to: AttrValue,
    pub title: AttrValue,
    pub current: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// One tab.
#[component]
pub fn TabLink(props: &TabProps) -> Html {
    html! {
        <li class={classes!("pf-v6-c-tabs__item", props.current.then_some("pf-m-current"))}>
            <Link to={props.to.clone()} class="pf-v6-c-tabs__link" current={props.current} testid={props.testid.clone()}>
                <span class="pf-v6-c-tabs__item-text">{ &props.title }</span>
            </Link>
        </li>
    }
}
