//! A text that is there to be copied.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::{Button, Look};
use super::{Group, use_unique_id};
use crate::t;

#[derive(PartialEq, Properties)]
pub struct CopyProps {
    pub label: AttrValue,
    pub value: AttrValue,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// How the last copying went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CopyState {
    NotYet,
    Done,
    /// The browser does not let pages copy, as without TLS.
    ByHand,
}

/// The text in a field, with a button that copies it.
#[component]
pub fn CopyField(props: &CopyProps) -> Html {
    let id = use_unique_id("field");
    let node = use_node_ref();
    let copied = use_state_eq(|| CopyState::NotYet);
    let onclick = {
        let (node, copied, value) = (node.clone(), copied.setter(), props.value.clone());
        Callback::from(move |()| {
            // Chosen, it can be copied by hand where the browser does not let the page do it.
            if let Some(input) = node.cast::<HtmlInputElement>() {
                input.select();
            }
            let (copied, value) = (copied.clone(), value.clone());
            spawn_local(async move {
                let done = copy(&value).await.is_ok();
                copied.set(if done { CopyState::Done } else { CopyState::ByHand });
            });
        })
    };
    let outcome = match *copied {
        CopyState::NotYet => String::new(),
        CopyState::Done => t!("copied"),
        CopyState::ByHand => t!("copy-by-hand"),
    };
    html! {
        <Group id={id.clone()} label={props.label.clone()} required=false help={None::<AttrValue>} error={None::<AttrValue>}>
            <div class="rc-copy">
                <span class="pf-v6-c-form-control pf-m-readonly">
                    <input ref={node} {id} type="text" readonly=true value={props.value.clone()} data-testid={props.testid.clone()} />
                </span>
                <Button look={Look::Secondary} {onclick} testid="copy">{ t!("copy") }</Button>
            </div>
            <p class="rc-quiet" role="status" data-testid="copied">{ outcome }</p>
        </Group>
    }
}

/// Puts a text on the clipboard. Asked for by name: where there is no clipboard, its binding would panic.
async fn copy(text: &str) -> Result<(), JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into())?;
    let write = js_sys::Reflect::get(&clipboard, &"writeText".into())?.dyn_into::<js_sys::Function>()?;
    let promise = write.call1(&clipboard, &text.into())?.dyn_into::<js_sys::Promise>()?;
    JsFuture::from(promise).await.map(|_| ())
}
