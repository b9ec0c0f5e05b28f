//! A panel at the edge of the page that a button opens and closes. It hides nothing for long: Escape
//! closes it, and so does going on with the page.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::focus::{self, Goes};
use super::{Button, Look, Symbol};
use crate::t;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    /// The button's content.
    pub button: Html,
    /// The button's name, where its content does not say enough.
    pub label: AttrValue,
    pub open: bool,
    pub ontoggle: Callback<bool>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    pub children: Html,
}

/// The button with its panel.
#[component]
pub fn Drawer(props: &Props) -> Html {
    let id = super::field::use_unique_id("drawer");
    let button = use_node_ref();
    let heading = use_node_ref();
    use_effect_with(props.open, {
        let heading = heading.clone();
        move |open| {
            if *open && let Some(heading) = heading.cast::<HtmlElement>() {
                // A heading that can't take the focus leaves it at the button.
                let _ = heading.focus();
            }
        }
    });
    let close = {
        let (ontoggle, button) = (props.ontoggle.clone(), button.clone());
        Callback::from(move |()| {
            ontoggle.emit(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                let _ = button.focus();
            }
        })
    };
    let onkeydown = {
        let (close, open) = (close.clone(), props.open);
        Callback::from(move |event: KeyboardEvent| {
            if open && event.key() == "Escape" {
                close.emit(());
            }
        })
    };
    let frame = use_node_ref();
    let onfocusout = {
        let (ontoggle, frame) = (props.ontoggle.clone(), frame.clone());
        Callback::from(move |event: FocusEvent| {
            if focus::goes(&event, &frame) == Goes::Elsewhere {
                ontoggle.emit(false);
            }
        })
    };
    let open = props.open;
    html! {
        <div ref={frame} class="rc-drawer" {onkeydown} {onfocusout}>
            <button
                ref={button}
                type="button"
                class="pf-v6-c-button pf-m-plain"
                aria-label={props.label.clone()}
                aria-expanded={open.to_string()}
                aria-controls={id.clone()}
                onclick={props.ontoggle.reform(move |_: MouseEvent| !open)}
                data-testid={props.testid.clone()}
            >
                { props.button.clone() }
            </button>
            <section class="rc-drawer__panel" id={id} aria-label={props.title.clone()} hidden={!open}>
                <header class="rc-drawer__head">
                    <h2 ref={heading} class="pf-v6-c-title pf-m-lg" tabindex="-1">{ &props.title }</h2>
                    <Button look={Look::Plain} icon={Symbol::Close} label={t!("close")} onclick={close} testid="drawer-close" />
                </header>
                if open {
                    <div class="rc-drawer__body">{ props.children.clone() }</div>
                }
            </section>
        </div>
    }
}
