//! A button that opens a menu of acts: the menu button pattern of the ARIA authoring practices.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::focus::{self, Goes};
use super::{Icon, Symbol};

/// One act of a menu.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Act {
    /// What it does.
    pub name: String,
    /// Why it can't be done; it can then be read, not chosen.
    pub reason: Option<String>,
    /// What one should know of it besides.
    pub detail: Option<String>,
    /// Whether it is the one in force, of several that exclude each other.
    pub checked: Option<bool>,
    /// A line sets it apart from those before it.
    pub apart: bool,
    /// It can hurt.
    pub danger: bool,
    /// Does it.
    pub onselect: Callback<()>,
    /// For tests.
    pub testid: AttrValue,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The button's text.
    pub text: AttrValue,
    pub acts: Vec<Act>,
    /// Opens below its button, as at the head of a page.
    #[prop_or_default]
    pub downwards: bool,
    /// Belongs to a row: three dots, and a list that nothing clips.
    #[prop_or_default]
    pub of_row: bool,
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

/// Puts a menu over everything, beside its button: a table's frame would cut it off.
fn lift(menu: &NodeRef, button: &NodeRef) {
    let (Some(menu), Some(button)) = (menu.cast::<HtmlElement>(), button.cast::<HtmlElement>()) else { return };
    let Some(root) = web_sys::window().and_then(|window| window.document()?.document_element()) else { return };
    let (at, width, height) = (button.get_bounding_client_rect(), root.client_width(), root.client_height());
    let mirrored = root.get_attribute("dir").as_deref() == Some("rtl");
    let side = if mirrored { ("left", at.left()) } else { ("right", f64::from(width) - at.right()) };
    // Where there is more room.
    let edge = if at.bottom() < f64::from(height) / 2.0 {
        ("top", at.bottom())
    } else {
        ("bottom", f64::from(height) - at.top())
    };
    let style = menu.style();
    for (name, value) in [
        ("left", None),
        ("right", None),
        ("top", None),
        ("bottom", None),
        (side.0, Some(side.1)),
        (edge.0, Some(edge.1)),
    ] {
        let value = value.map_or_else(|| "auto".to_owned(), |value| format!("{value}px"));
        // An element takes any of these.
        let _ = style.set_property(&format!("--rc-menu-{name}"), &value);
    }
    // Asked for by name: browsers that lack it show the list within the frame.
    let show = js_sys::Reflect::get(&menu, &"showPopover".into()).ok();
    if let Some(show) = show.and_then(|show| show.dyn_into::<js_sys::Function>().ok()) {
        let _ = show.call0(&menu);
    }
}

/// Gives an open menu the focus, and lifts that of a row over everything.
#[hook]
fn use_entered(open: bool, of_row: bool, menu: &NodeRef, button: &NodeRef) {
    use_effect_with((open, of_row), {
        let (menu, button) = (menu.clone(), button.clone());
        move |(open, of_row)| {
            if *open {
                if *of_row {
                    lift(&menu, &button);
                }
                enter(&menu, 0);
            }
        }
    });
    // A window of another size has the button elsewhere.
    use_effect_with(open && of_row, {
        let (menu, button) = (menu.clone(), button.clone());
        move |lifted| {
            let window = web_sys::window().filter(|_| *lifted);
            let listener = Closure::<dyn Fn()>::new(move || lift(&menu, &button));
            let callback = listener.as_ref().unchecked_ref::<js_sys::Function>().clone();
            if let Some(window) = &window {
                let _ = window.add_event_listener_with_callback("resize", &callback);
            }
            move || {
                if let Some(window) = window {
                    let _ = window.remove_event_listener_with_callback("resize", &callback);
                }
                drop(listener);
            }
        }
    });
}

/// The button and its menu.
#[component]
pub fn ActionMenu(props: &Props) -> Html {
    let id = super::field::use_unique_id("menu");
    let open = use_state_eq(|| false);
    let (frame, button, menu) = (use_node_ref(), use_node_ref(), use_node_ref());
    use_entered(*open, props.of_row, &menu, &button);
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
    let onfocusout = {
        let (open, frame) = (open.setter(), frame.clone());
        Callback::from(move |event: FocusEvent| {
            if focus::goes(&event, &frame) == Goes::Elsewhere {
                open.set(false);
            }
        })
    };
    let look = if props.of_row { "pf-m-plain" } else { "pf-m-secondary" };
    html! {
        <div ref={frame} class="rc-menu" {onfocusout}>
            <button
                ref={button}
                type="button"
                class={classes!("pf-v6-c-menu-toggle", look, open.then_some("pf-m-expanded"))}
                aria-label={props.of_row.then(|| props.text.clone())}
                aria-haspopup="menu"
                aria-expanded={open.to_string()}
                aria-controls={id.clone()}
                {onclick}
                data-testid={props.testid.clone()}
            >
                if props.of_row {
                    <Icon symbol={Symbol::More} />
                } else {
                    <span class="pf-v6-c-menu-toggle__text">{ &props.text }</span>
                    <span class="pf-v6-c-menu-toggle__controls"><Icon symbol={Symbol::Down} /></span>
                }
            </button>
            // A list that has gone from the page is no longer over it.
            <ul
                key={open.to_string()}
                ref={menu.clone()}
                {id}
                class={classes!("rc-menu__list", props.downwards.then_some("rc-menu__list--down"))}
                role="menu"
                aria-label={props.text.clone()}
                hidden={!*open}
                popover={props.of_row.then_some("manual")}
            >
                if *open {
                    { for props.acts.iter().enumerate().map(|(index, act)| item(act, index, props.acts.len(), &menu, &close)) }
                }
            </ul>
        </div>
    }
}

/// An act among so many of a menu.
fn item(act: &Act, index: usize, count: usize, menu: &NodeRef, close: &Callback<()>) -> Html {
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
        <li role="none" class={act.apart.then_some("rc-menu__apart")}>
            <button
                type="button"
                role={if act.checked.is_some() { "menuitemradio" } else { "menuitem" }}
                aria-checked={act.checked.map(|checked| checked.to_string())}
                tabindex="-1"
                class={classes!("rc-menu__item", act.danger.then_some("rc-menu__item--danger"))}
                aria-disabled={blocked.then_some("true")}
                {onclick}
                {onkeydown}
                data-testid={act.testid.clone()}
            >
                <span>
                    { &act.name }
                    if act.checked == Some(true) {
                        <span class="rc-menu__check"><Icon symbol={Symbol::Check} /></span>
                    }
                </span>
                if let Some(detail) = act.reason.as_ref().or(act.detail.as_ref()) {
                    <span class="rc-reason">{ detail }</span>
                }
            </button>
        </li>
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
