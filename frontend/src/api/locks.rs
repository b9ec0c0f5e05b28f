//! One tab at a time: the server takes a refresh token once, and all tabs share its cookie.

use std::future::Future;

use futures_channel::oneshot;
use js_sys::{Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

/// Runs something while no other tab of this site runs it. A browser without locks runs it at once.
pub async fn one_tab_at_a_time<T>(task: impl Future<Output = T>) -> T {
    let (granted, wait) = oneshot::channel();
    let release = request(granted);
    if release.is_some() {
        // The lock's callback owns the other end; if the browser drops it, go on without.
        let _ = wait.await;
    }
    let outcome = task.await;
    if let Some(release) = release {
        let _ = release.send(());
    }
    outcome
}

/// Asks the Web Locks API, which web-sys does not have among its stable parts.
fn request(granted: oneshot::Sender<()>) -> Option<oneshot::Sender<()>> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let method: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let (release, released) = oneshot::channel::<()>();
    let callback = Closure::once_into_js(move || -> JsValue {
        let _ = granted.send(());
        // The lock is held until the promise that is returned here is kept.
        future_to_promise(async move {
            let _ = released.await;
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    method.call2(&locks, &"rollcall-refresh".into(), &callback).ok()?;
    Some(release)
}
