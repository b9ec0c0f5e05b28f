//! A part of a page in a frame of its own, under its title.

use yew::prelude::*;

use super::Heading;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    /// Stands beside the title: what can be done with all of it.
    #[prop_or_default]
    pub actions: Html,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    pub children: Html,
}

/// A card.
#[component]
pub fn Card(props: &Props) -> Html {
    html! {
        <section class="rc-card" data-testid={props.testid.clone()}>
            <div class="rc-card__head">
                <Heading>{ &props.title }</Heading>
                if props.actions != Html::default() {
                    <div class="rc-bar">{ props.actions.clone() }</div>
                }
            </div>
            { props.children.clone() }
        </section>
    }
}
