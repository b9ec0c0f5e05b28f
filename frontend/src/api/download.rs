//! Files from the server, saved under a name: a plain link could not send the access token. The browser holds the file
//! until it is whole, on its disk where it is large.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, HtmlAnchorElement, Url};

use super::Failure;
use super::request::{Call, interrupted};

/// Fetches a file and hands it to the browser to save.
pub async fn save(path: &str, name: &str) -> Result<(), Failure> {
    save_unless(path, name, None).await
}

/// The same, let go of when the signal says so.
pub async fn save_unless(path: &str, name: &str, signal: Option<&AbortSignal>) -> Result<(), Failure> {
    let response = Call::get(path).accept("*/*").signal(signal).send().await?;
    let blob = response.blob().map_err(|_| Failure::Unreachable)?;
    let blob = JsFuture::from(blob).await.map_err(|error| interrupted(&error))?;
    hand_over(blob.unchecked_ref(), name).map_err(|_| Failure::Unreachable)
}

/// A path of this site as a whole address, to be given to another user.
pub fn address_of(path: &str) -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    format!("{origin}{path}")
}

fn hand_over(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or(JsValue::NULL)?;
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}
