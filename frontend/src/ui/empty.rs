//! A list with nothing in it: says so, and what to do next.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    #[prop_or_default]
    pub actions: Html,
    #[prop_or_default]
    pub children: Html,
}

/// An empty state.
#[component]
pub fn Empty(props: &Props) -> Html {
    html! {
        <div class="pf-v6-c-empty-state" data-testid={props.testid.clone()}>
            <div class="pf-v6-c-empty-state__content">
                <div class="pf-v6-c-empty-state__header">
                    <h2 class="pf-v6-c-empty-state__title-text">{ &props.title }</h2>
                </div>
                <div class="pf-v6-c-empty-state__body">{ props.children.clone() }</div>
                if props.actions != Html::default() {
                    <div class="pf-v6-c-empty-state__footer">
                        <div class="pf-v6-c-empty-state__actions">{ props.actions.clone() }</div>
                    </div>
                }
            </div>
        </div>
    }
}
