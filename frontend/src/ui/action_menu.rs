//! A button that opens a menu of acts: the menu button pattern of the ARIA authoring practices.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::focus::{self, Goes};
use super::{Icon, Symbol};

/// One act of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// What it does.
    pub name: String,
    /// Why it can't be done; it can then be read, not chosen.
    pub reason: Option<String>,
    /// It can hurt.
    pub danger: bool,
    /// Does it.
    pub onselect: Callback<()>,
    /// For tests.
    pub testid: &'static str,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The button's text.
    pub text: AttrValue,
    pub acts: Vec<Act>,
    /// Opens below its button, as at the head of a page.
    #[prop_or_default]
    pub downwards: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// Which item a key leads to, among so many.
fn target(key: &str, at: usize, count: usize) -> Option<usize> {
    match key {
        "ArrowDown" => Some((at + 1) % count),
        "ArrowUp" => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

/// Gives the focus to an item of a menu.
fn enter(menu: &NodeRef, index: usize) {
    let items = menu.cast::<HtmlElement>().map(|menu| menu.children());
    let item = items.and_then(|items| items.item(u32::try_from(index).unwrap_or_default()));
    if let Some(item) =
        item.and_then(|item| item.first_element_child()).and_then(|item| item.dyn_into::<HtmlElement>().ok())
    {
        let _ = item.focus();
    }
}

/// The button and its menu.
#[component]
pub fn ActionMenu(props: &Props) -> Html {
    let id = super::field::use_unique_id("menu");
    let open = use_state_eq(|| false);
    let (button, menu) = (use_node_ref(), use_node_ref());
    use_effect_with(*open, {
        let menu = menu.clone();
        move |open| {
            if *open {
                enter(&menu, 0);
            }
        }
    });
    let close = {
        let (open, button) = (open.setter(), button.clone());
        Callback::from(move |()| {
            open.set(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                let _ = button.focus();
            }
        })
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let frame = use_node_ref();
    let onfocusout = {
        let (open, frame) = (open.setter(), frame.clone());
        Callback::from(move |event: FocusEvent| {
            if focus::goes(&event, &frame) == Goes::Elsewhere {
                open.set(false);
            }
        })
    };
    let count = props.acts.len();
    let list = menu.clone();
    let item = |(index, act): (usize, &Act)| {
        let blocked = act.reason.is_some();
        let onclick = {
            let (close, onselect) = (close.clone(), act.onselect.clone());
            Callback::from(move |_: MouseEvent| {
                if !blocked {
                    close.emit(());
                    onselect.emit(());
                }
            })
        };
        let onkeydown = {
            let (close, menu) = (close.clone(), menu.clone());
            Callback::from(move |event: KeyboardEvent| {
                let key = event.key();
                if key == "Escape" || key == "Tab" {
                    close.emit(());
                }
                if let Some(next) = target(&key, index, count) {
                    event.prevent_default();
                    enter(&menu, next);
                }
            })
        };
        html! {
            <li role="none">
                <button
                    type="button"
                    role="menuitem"
                    tabindex="-1"
                    class={classes!("rc-menu__item", act.danger.then_some("rc-menu__item--danger"))}
                    aria-disabled={blocked.then_some("true")}
                    {onclick}
                    {onkeydown}
                    data-testid={act.testid}
                >
                    { &act.name }
                    if let Some(reason) = &act.reason {
                        <span class="rc-reason">{ reason }</span>
                    }
                </button>
            </li>
        }
    };
    html! {
        <div ref={frame} class="rc-menu" {onfocusout}>
            <button
                ref={button}
                type="button"
                class={classes!("pf-v6-c-menu-toggle", "pf-m-secondary", open.then_some("pf-m-expanded"))}
                aria-haspopup="menu"
                aria-expanded={open.to_string()}
                aria-controls={id.clone()}
                {onclick}
                data-testid={props.testid.clone()}
            >
                <span class="pf-v6-c-menu-toggle__text">{ &props.text }</span>
                <span class="pf-v6-c-menu-toggle__controls"><Icon symbol={Symbol::Down} /></span>
            </button>
            <ul ref={list} id={id} class={classes!("rc-menu__list", props.downwards.then_some("rc-menu__list--down"))} role="menu" aria-label={props.text.clone()} hidden={!*open}>
                { for props.acts.iter().enumerate().map(item) }
            </ul>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_round_the_menu() {
        assert_eq!(target("ArrowDown", 2, 3), Some(0));
        assert_eq!(target("ArrowUp", 0, 3), Some(2));
        assert_eq!(target("Home", 1, 3), Some(0));
        assert_eq!(target("End", 1, 3), Some(2));
        assert_eq!(target("a", 1, 3), None);
    }
}
