//! Events of the server as they happen, through `fetch`: an `EventSource` can't send the access token.

use std::ops::ControlFlow;

use js_sys::{Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader};

use super::Failure;
use super::request::{Call, interrupted};
use super::sse::Parser;

/// Calls `each` for every event until it has had enough or the server closes the stream.
pub async fn follow<E: DeserializeOwned>(
    path: &str,
    signal: &AbortSignal,
    mut each: impl FnMut(E) -> ControlFlow<()>,
) -> Result<(), Failure> {
    let response = Call::get(path).accept("text/event-stream").signal(Some(signal)).send().await?;
    let stream = response.body().ok_or(Failure::Unreachable)?;
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut parser = Parser::default();
    loop {
        let piece = JsFuture::from(reader.read()).await;
        let piece = piece.map_err(|error| interrupted(&error))?;
        let done = Reflect::get(&piece, &"done".into()).ok();
        if done.and_then(|done| done.as_bool()).unwrap_or(true) {
            return Ok(());
        }
        let bytes = Reflect::get(&piece, &"value".into()).ok();
        let bytes = bytes.and_then(|value| value.dyn_into::<Uint8Array>().ok());
        let bytes = bytes.map(|bytes| bytes.to_vec()).unwrap_or_default();
        for event in parser.push(&bytes) {
            if let Ok(event) = serde_json::from_str(&event.data)
                && each(event).is_break()
            {
                // The answer to the cancelling is of no interest.
                let _ = reader.cancel();
                return Ok(());
            }
        }
    }
}
