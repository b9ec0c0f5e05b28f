//! Keeps up with the inbox by its events, while the page is in sight: a browser keeps few connections to one server, which the tabs
//! that nobody looks at leave to others.

use std::ops::ControlFlow;

use gloo_timers::future::TimeoutFuture;
use rollcall_wire::messages::InboxEvent;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal, Document};
use yew::prelude::*;

use super::Inbox;
use crate::api::events;

/// Milliseconds until it is tried again where the events have ended, and where messages are switched off.
const AGAIN: u32 = 5_000;
const OFF: u32 = 60_000;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Whether the page is in sight.
#[hook]
fn use_in_sight() -> bool {
    let in_sight = use_state_eq(|| document().is_none_or(|document| !document.hidden()));
    use_effect_with((), {
        let in_sight = in_sight.setter();
        move |()| {
            let onchange = Closure::<dyn FnMut()>::new(move || {
                in_sight.set(document().is_none_or(|document| !document.hidden()));
            });
            if let Some(document) = document() {
                // Without it the page counts as seen.
                let _ =
                    document.add_event_listener_with_callback("visibilitychange", onchange.as_ref().unchecked_ref());
            }
            move || {
                if let Some(document) = document() {
                    let _ = document
                        .remove_event_listener_with_callback("visibilitychange", onchange.as_ref().unchecked_ref());
                }
            }
        }
    });
    *in_sight
}

/// The inbox of a user, by their id; `None` for somebody who has none.
#[hook]
pub fn use_followed_inbox(of: Option<String>) -> Inbox {
    let inbox = use_state_eq(Inbox::default);
    let in_sight = use_in_sight();
    use_effect_with((of, in_sight), {
        let inbox = inbox.setter();
        move |(of, in_sight)| {
            let controller = AbortController::new().ok().filter(|_| of.is_some() && *in_sight);
            if let Some(controller) = &controller {
                let signal = controller.signal();
                spawn_local(async move { keep_up(&signal, |now| inbox.set(now)).await });
            }
            move || {
                if let Some(controller) = controller {
                    controller.abort();
                }
            }
        }
    });
    *inbox
}

async fn keep_up(signal: &AbortSignal, tell: impl Fn(Inbox)) {
    let mut round = 0;
    while !signal.aborted() {
        let ended = events::follow("/conversations/events", signal, |event: InboxEvent| {
            round += 1;
            tell(Inbox::Unread(event.unread_total, round));
            ControlFlow::Continue(())
        });
        let off = ended.await.is_err_and(|failure| failure.code() == Some("messaging_off"));
        if off {
            tell(Inbox::Off);
        }
        TimeoutFuture::new(if off { OFF } else { AGAIN }).await;
    }
}
