//! Links within the console: real ones, so that they open in a new tab too.

use yew::prelude::*;

use crate::router;

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The address within this site.
    pub to: AttrValue,
    #[prop_or_default]
    pub class: Classes,
    /// Set where the link leads to the page one is on.
    #[prop_or_default]
    pub current: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    #[prop_or_default]
    pub onclick: Callback<()>,
    #[prop_or_default]
    pub children: Html,
}

/// A link to another page of the console.
#[component]
pub fn Link(props: &Props) -> Html {
    let onclick = {
        let to = props.to.clone();
        let onclick = props.onclick.clone();
        Callback::from(move |event: MouseEvent| {
            let elsewhere = event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key();
            if !elsewhere {
                event.prevent_default();
                onclick.emit(());
                router::go(&to);
            }
        })
    };
    html! {
        <a
            href={&props.to}
            class={props.class.clone()}
            {onclick}
            aria-current={props.current.then_some("page")}
            data-testid={props.testid.clone()}
        >
            { props.children.clone() }
        </a>
    }
}
