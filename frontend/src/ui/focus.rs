//! Where the keyboard is, and where it goes when its place has gone.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlElement};
use yew::prelude::*;

/// What has the focus.
pub fn holder() -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.active_element()?.dyn_into().ok()
}

/// Where the focus goes when it leaves an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// To another element of the same frame.
    Within,
    /// To an element outside of it.
    Elsewhere,
    /// To no element, as when one presses on the background or turns to another window.
    Nowhere,
}

/// Where the focus goes, seen from a frame. The frame has to be named: Yew hears all events at the root,
/// so that an event's own `currentTarget` is the whole page.
pub fn goes(event: &FocusEvent, frame: &NodeRef) -> Goes {
    let next = event.related_target().and_then(|next| next.dyn_into::<web_sys::Node>().ok());
    match (next, frame.cast::<web_sys::Node>()) {
        (None, _) => Goes::Nowhere,
        (Some(next), Some(frame)) if frame.contains(Some(&next)) => Goes::Within,
        (Some(_), _) => Goes::Elsewhere,
    }
}

/// Tells of clicks outside of a frame while it is open. Of whole clicks, not of the focus that goes with pressing: what closes
/// then can move what is being pressed away from under the pointer.
#[hook]
pub fn use_click_outside(open: bool, frame: &NodeRef, outside: &Callback<()>) {
    let (frame, outside) = (frame.clone(), outside.clone());
    use_effect_with(open, move |open| {
        let document = web_sys::window().and_then(|window| window.document()).filter(|_| *open);
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            let within = frame.cast::<web_sys::Node>().is_some_and(|frame| frame.contains(target.as_ref()));
            if !within {
                outside.emit(());
            }
        });
        let callback = listener.as_ref().unchecked_ref::<js_sys::Function>().clone();
        if let Some(document) = &document {
            let _ = document.add_event_listener_with_callback("click", &callback);
        }
        move || {
            if let Some(document) = document {
                let _ = document.remove_event_listener_with_callback("click", &callback);
            }
            drop(listener);
        }
    });
}

/// Puts the focus on a field whose error is new, unless another such field was before it.
#[hook]
pub fn use_focus_on_error(error: &Option<AttrValue>, node: &NodeRef) {
    let node = node.clone();
    use_effect_with(error.clone(), move |error| {
        let taken = holder().and_then(|element| element.get_attribute("aria-invalid"));
        if error.is_some()
            && taken.is_none()
            && let Some(field) = node.cast::<HtmlElement>()
        {
            // A field that can't take it leaves the focus where it is.
            let _ = field.focus();
        }
    });
}

/// Gives the focus back to what had it before, once this component has gone.
#[hook]
pub fn use_focus_return() {
    use_effect_with((), |()| {
        let opener = holder();
        move || match opener.filter(|element| element.is_connected()) {
            Some(opener) => {
                let _ = opener.focus();
            }
            None => rescue(),
        }
    });
}

/// Rescues the focus whenever newer data has taken the place of what had it.
#[hook]
pub fn use_rescued_focus<T: 'static>(data: &Option<Rc<T>>) {
    let seen = use_mut_ref(|| false);
    use_effect_with(data.as_ref().map(|data| Rc::as_ptr(data).addr()), move |at| {
        if seen.replace(at.is_some()) {
            rescue();
        }
    });
}

/// Calls `then` after an act, and notes before that one has acted: see [`use_rescue_after_acts`].
pub fn after_act(acted: &Callback<()>, then: &Callback<()>) -> Callback<()> {
    let (acted, then) = (acted.clone(), then.clone());
    Callback::from(move |()| {
        acted.emit(());
        then.emit(());
    })
}

/// Rescues the focus with the first newer data behind an act; the callback is told of each act. For data that also changes
/// by itself, or as one types.
#[hook]
pub fn use_rescue_after_acts<T: PartialEq + 'static>(data: &Option<Rc<T>>) -> Callback<()> {
    let acted = use_mut_ref(|| false);
    use_effect_with(data.clone(), {
        let acted = acted.clone();
        move |_| {
            if acted.replace(false) {
                rescue();
            }
        }
    });
    Callback::from(move |()| *acted.borrow_mut() = true)
}

/// Gives the focus to the main part of the page if what had it is no longer there, as when a row
/// leaves the list after an act on it.
pub fn rescue() {
    let lost = holder().is_none_or(|element| element.tag_name() == "BODY");
    let document = web_sys::window().and_then(|window| window.document());
    if lost && let Some(main) = document.and_then(|document| document.get_element_by_id("main")) {
        let _ = main.unchecked_into::<HtmlElement>().focus();
    }
}
