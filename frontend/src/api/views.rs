//! Saved views of the list of accounts.

use rollcall_wire::Page;
use rollcall_wire::views::{CreateView, UpdateView, View};
use web_sys::AbortSignal;

use super::Failure;
use super::request::Call;
use crate::url::encode;

fn path(view: &View) -> String {
    format!("/views/{}", encode(&view.id))
}

/// One's own views and those that others share, the oldest first: nobody has more than a page of them to choose from.
pub async fn list(signal: &AbortSignal) -> Result<Page<View>, Failure> {
    Call::get("/views?limit=500").signal(Some(signal)).fetch().await
}

/// Saves a view.
pub async fn create(view: &CreateView) -> Result<View, Failure> {
    Call::post("/views").json(view).fetch().await
}

/// Changes a view, if it is still as it was seen.
pub async fn update(view: &View, changes: &UpdateView) -> Result<View, Failure> {
    Call::patch(path(view)).if_match(view.version).json(changes).fetch().await
}

/// Deletes a view.
pub async fn delete(view: &View) -> Result<(), Failure> {
    Call::delete(path(view)).if_match(view.version).send().await.map(|_| ())
}
