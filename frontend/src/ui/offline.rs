//! Says so when the browser has lost its connection, or when what the page shows could not be refreshed.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, window};
use yew::prelude::*;

use super::{Alert, Button, Look, Tone, overdue};
use crate::t;

const EVENTS: [&str; 3] = ["online", "offline", overdue::CHANGED];

fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// A notice while there is no connection, or no server to refresh the page from.
#[component]
pub fn OfflineNotice() -> Html {
    let online = use_state_eq(is_online);
    let kept = use_state_eq(overdue::is_any_kept);
    let (set_online, set_kept) = (online.setter(), kept.setter());
    use_effect_with((), move |()| {
        // A page may have failed before this notice was there.
        set_kept.set(overdue::is_any_kept());
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            set_online.set(is_online());
            set_kept.set(overdue::is_any_kept());
            if event.type_() == "online" {
                overdue::again();
            }
        });
        let callback = listener.as_ref().unchecked_ref::<js_sys::Function>().clone();
        for name in EVENTS {
            if let Some(window) = window() {
                let _ = window.add_event_listener_with_callback(name, &callback);
            }
        }
        move || {
            for name in EVENTS {
                if let Some(window) = window() {
                    let _ = window.remove_event_listener_with_callback(name, &callback);
                }
            }
            drop(listener);
        }
    });
    let again = html! {
        <Button look={Look::Link} onclick={Callback::from(|()| overdue::again())} testid="overdue-again">{ t!("retry") }</Button>
    };
    html! {
        <div role="status">
            if !*online {
                <div class="rc-offline"><Alert tone={Tone::Warning} title={t!("offline")} testid="offline">{ t!("offline-detail") }</Alert></div>
            } else if *kept {
                <div class="rc-offline"><Alert tone={Tone::Warning} title={t!("overdue")} actions={again} testid="overdue">{ t!("overdue-detail") }</Alert></div>
            }
        </div>
    }
}
