//! The card that all pages without a session are in.

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::t;
use crate::ui::Mark;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    /// What takes the focus when the page comes.
    #[prop_or_default]
    pub first: NodeRef,
    pub children: Html,
}

/// The product, the title, the content.
#[component]
pub fn Frame(props: &Props) -> Html {
    use_effect_with((), {
        let (first, title) = (props.first.clone(), props.title.clone());
        move |()| {
            if let Some(document) = web_sys::window().and_then(|window| window.document()) {
                document.set_title(&t!("window-title", page = title.to_string()));
            }
            if let Some(input) = first.cast::<HtmlElement>() {
                let _ = input.focus();
            }
        }
    });
    html! {
        <main class="rc-sign-in">
            <div class="rc-sign-in__card">
                <p class="rc-brand rc-brand--large"><Mark /><span>{ t!("product") }</span></p>
                <h1 class="rc-sign-in__title">{ &props.title }</h1>
                { props.children.clone() }
            </div>
        </main>
    }
}
