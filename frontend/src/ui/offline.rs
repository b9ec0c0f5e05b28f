//! Says so when the browser has lost its connection.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::window;
use yew::prelude::*;

use super::{Alert, Tone};
use crate::t;

fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// A notice while there is no connection.
#[component]
pub fn OfflineNotice() -> Html {
    let online = use_state_eq(is_online);
    let setter = online.setter();
    use_effect_with((), move |()| {
        let listener = Closure::<dyn Fn()>::new(move || setter.set(is_online()));
        let callback = listener.as_ref().unchecked_ref::<js_sys::Function>().clone();
        for name in ["online", "offline"] {
            if let Some(window) = window() {
                let _ = window.add_event_listener_with_callback(name, &callback);
            }
        }
        move || {
            for name in ["online", "offline"] {
                if let Some(window) = window() {
                    let _ = window.remove_event_listener_with_callback(name, &callback);
                }
            }
            drop(listener);
        }
    });
    html! {
        <div role="status">
            if !*online {
                <div class="rc-offline"><Alert tone={Tone::Warning} title={t!("offline")} testid="offline">{ t!("offline-detail") }</Alert></div>
            }
        </div>
    }
}
