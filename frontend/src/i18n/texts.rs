//! The texts of a language, fetched when it is first spoken: nobody downloads a language that they do not read.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::Language;

/// The texts of a language, or `None` if they cannot be fetched.
pub async fn fetch(language: Language) -> Option<String> {
    let mut texts = String::new();
    for address in addresses(language)?.split_whitespace() {
        let window = web_sys::window()?;
        let response: Response = JsFuture::from(window.fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
        if !response.ok() {
            return None;
        }
        texts.push_str(&JsFuture::from(response.text().ok()?).await.ok()?.as_string()?);
        texts.push('\n');
    }
    Some(texts)
}

/// Where the page says that they are: their names change with their content.
fn addresses(language: Language) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let note = document.query_selector(&format!("meta[name=rollcall-texts-{}]", language.texts())).ok()??;
    note.get_attribute("content")
}
