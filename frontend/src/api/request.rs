//! One call to the server: made, sent with the access token, renewed once when that has run out.

use gloo_timers::future::TimeoutFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, FormData, Headers, RequestCache, RequestInit, Response};

use super::{Failure, token};

/// Where the API lives on the server.
const BASE: &str = "/api/v1";
/// Milliseconds to wait before a call that may be repeated is repeated; as many times as there are.
const PAUSES: [u32; 2] = [300, 1_200];

/// The server's code of a refusal that lasts until the person has chosen a new password.
const PASSWORD_CHANGE_REQUIRED: &str = "password_change_required";

#[derive(Clone)]
enum Body {
    Empty,
    Json(String),
    Form(FormData),
}

/// A call that is being put together.
#[derive(Clone)]
pub struct Call {
    method: &'static str,
    path: String,
    body: Body,
    accept: &'static str,
    if_match: Option<i64>,
    /// Makes a call that does something safe to repeat: the server does it once.
    key: Option<String>,
    signal: Option<AbortSignal>,
}

impl Call {
    /// A call that reads.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path.into())
    }

    /// A call that does something, once however often it has to be sent.
    pub fn post(path: impl Into<String>) -> Self {
        Self { key: Some(fresh_key()), ..Self::new("POST", path.into()) }
    }

    /// A call that changes a part.
    pub fn patch(path: impl Into<String>) -> Self {
        Self::new("PATCH", path.into())
    }

    /// A call that puts something where there was none, or in the place of what was there.
    pub fn put(path: impl Into<String>) -> Self {
        Self::new("PUT", path.into())
    }

    /// A call that takes away.
    pub fn delete(path: impl Into<String>) -> Self {
        Self::new("DELETE", path.into())
    }

    fn new(method: &'static str, path: String) -> Self {
        Self { method, path, body: Body::Empty, accept: "application/json", if_match: None, key: None, signal: None }
    }

    /// Sends a value as JSON.
    #[must_use]
    pub fn json(mut self, value: &impl Serialize) -> Self {
        // The wire types have no maps with odd keys, so writing them can't fail.
        self.body = Body::Json(serde_json::to_string(value).unwrap_or_default());
        self
    }

    /// Sends a form, with files.
    #[must_use]
    pub fn form(mut self, form: FormData) -> Self {
        self.body = Body::Form(form);
        self
    }

    /// Asks for another kind of content.
    #[must_use]
    pub fn accept(mut self, kind: &'static str) -> Self {
        self.accept = kind;
        self
    }

    /// Does it only if the thing still has this version.
    #[must_use]
    pub fn if_match(mut self, version: i64) -> Self {
        self.if_match = Some(version);
        self
    }

    /// Lets go of the call when the signal says so.
    #[must_use]
    pub fn signal(mut self, signal: Option<&AbortSignal>) -> Self {
        self.signal = signal.cloned();
        self
    }

    /// Sends it for the person signed in and reads the answer's value.
    pub async fn fetch<T: DeserializeOwned>(self) -> Result<T, Failure> {
        read(self.send().await?).await
    }

    /// Sends it for the person signed in. Where the server wants a new password first, the form for it opens, whatever
    /// the
    /// call was for.
    pub async fn send(self) -> Result<Response, Failure> {
        let answer = self.send_signed_in().await;
        if let Err(failure) = &answer
            && failure.status() == Some(403)
            && failure.code() == Some(PASSWORD_CHANGE_REQUIRED)
        {
            token::force_change();
        }
        answer
    }

    /// Sends it with the access token; a 401 renews that once.
    async fn send_signed_in(self) -> Result<Response, Failure> {
        let used = token::current();
        let response = self.clone().persist(used.as_deref()).await?;
        if response.status() != 401 {
            return succeeded(response).await;
        }
        if token::current() == used {
            token::renew().await?;
        }
        let renewed = token::current();
        let response = self.persist(renewed.as_deref()).await?;
        if response.status() == 401 {
            token::end();
        }
        succeeded(response).await
    }

    /// Sends it without a token, as signing in and renewing need.
    pub async fn send_alone(self) -> Result<Response, Failure> {
        succeeded(self.send_with(None).await?).await
    }

    /// Sends it again where it may be repeated and the trouble is likely to pass: no connection, or a
    /// gateway without a server behind it.
    async fn persist(self, token: Option<&str>) -> Result<Response, Failure> {
        for pause in PAUSES {
            let outcome = self.clone().send_with(token).await;
            let passing = match &outcome {
                Ok(response) => matches!(response.status(), 502..=504),
                Err(failure) => *failure == Failure::Unreachable,
            };
            if !passing || !self.may_be_repeated() {
                return outcome;
            }
            TimeoutFuture::new(pause).await;
        }
        self.send_with(token).await
    }

    /// A file is not sent twice: it is large, and the person sees at once that it did not arrive.
    fn may_be_repeated(&self) -> bool {
        self.method == "GET" || (self.key.is_some() && !matches!(self.body, Body::Form(_)))
    }

    async fn send_with(self, token: Option<&str>) -> Result<Response, Failure> {
        let init = RequestInit::new();
        init.set_method(self.method);
        init.set_cache(RequestCache::NoStore);
        init.set_signal(self.signal.as_ref());
        let headers = self.headers(token).map_err(|_| Failure::Unreachable)?;
        init.set_headers(&headers);
        match &self.body {
            Body::Empty => {}
            Body::Json(text) => init.set_body(&JsValue::from_str(text)),
            Body::Form(form) => init.set_body(form),
        }
        let window = web_sys::window().ok_or(Failure::Unreachable)?;
        let address = format!("{BASE}{}", self.path);
        let answer = JsFuture::from(window.fetch_with_str_and_init(&address, &init)).await;
        let answer = answer.map_err(|error| interrupted(&error))?;
        answer.dyn_into().map_err(|_| Failure::Unreachable)
    }

    fn headers(&self, token: Option<&str>) -> Result<Headers, JsValue> {
        let headers = Headers::new()?;
        headers.set("Accept", self.accept)?;
        if let Some(token) = token {
            headers.set("Authorization", &format!("Bearer {token}"))?;
        }
        if let Body::Json(_) = self.body {
            headers.set("Content-Type", "application/json")?;
        }
        if let Some(version) = self.if_match {
            headers.set("If-Match", &format!("\"{version}\""))?;
        }
        if let Some(key) = self.key.as_ref().filter(|_| token.is_some()) {
            headers.set("Idempotency-Key", key)?;
        }
        Ok(headers)
    }
}

/// A key that no other call has. `crypto.randomUUID` is missing on plain HTTP; this need not be secret.
fn fresh_key() -> String {
    let part = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("console-{:08x}{:08x}{:08x}", part(), part(), part())
}

/// The value that an answer bears.
pub async fn read<T: DeserializeOwned>(response: Response) -> Result<T, Failure> {
    let status = response.status();
    let text = text_of(&response).await?;
    serde_json::from_str(&text).map_err(|_| Failure::Unreadable { status })
}

async fn succeeded(response: Response) -> Result<Response, Failure> {
    if response.ok() {
        return Ok(response);
    }
    let text = text_of(&response).await?;
    Err(Failure::from_answer(response.status(), &text))
}

async fn text_of(response: &Response) -> Result<String, Failure> {
    let text = response.text().map_err(|_| Failure::Unreachable)?;
    let text = JsFuture::from(text).await.map_err(|error| interrupted(&error))?;
    Ok(text.as_string().unwrap_or_default())
}

/// What a promise of `fetch` that was not kept means.
pub fn interrupted(error: &JsValue) -> Failure {
    let name = js_sys::Reflect::get(error, &"name".into()).ok();
    match name.and_then(|name| name.as_string()).as_deref() {
        Some("AbortError") => Failure::Cancelled,
        _ => Failure::Unreachable,
    }
}
