//! Batches: upload, look, repair, apply, undo.

use std::collections::BTreeMap;

use rollcall_wire::Page;
use rollcall_wire::batch_settings::BatchSettings;
use rollcall_wire::batches::{Apply, Batch, DownloadLink, RepairRow, ResultCount, Row, Selection, Target};
use serde_json::{Map, Value, json};
use web_sys::{AbortSignal, File, FormData};

use super::Failure;
use super::request::Call;
use crate::url::{Query, encode};

/// The path of a batch or of something that belongs to it.
pub fn path(id: &str, rest: &str) -> String {
    format!("/batches/{}{rest}", encode(id))
}

/// One page of the batches, newest first.
pub async fn list(query: &Query, signal: &AbortSignal) -> Result<Page<Batch>, Failure> {
    Call::get(query.on("/batches")).signal(Some(signal)).fetch().await
}

/// One batch.
pub async fn get(id: &str, signal: Option<&AbortSignal>) -> Result<Batch, Failure> {
    Call::get(path(id, "")).signal(signal).fetch().await
}

/// How many rows of a batch have come to what, since it was applied.
pub async fn results(id: &str, signal: &AbortSignal) -> Result<Vec<ResultCount>, Failure> {
    let page: Page<ResultCount> = Call::get(path(id, "/results")).signal(Some(signal)).fetch().await?;
    Ok(page.items)
}

/// One page of a batch's rows.
pub async fn rows(id: &str, query: &Query, signal: &AbortSignal) -> Result<Page<Row>, Failure> {
    let path = query.on(&path(id, "/rows"));
    Call::get(path).signal(Some(signal)).fetch().await
}

/// The kinds of files, their settings and their columns.
pub async fn described(signal: &AbortSignal) -> Result<BatchSettings, Failure> {
    Call::get("/batch-settings").signal(Some(signal)).fetch().await
}

/// Uploads a file; `settings` as the server describes them; the answer is a batch that is being planned.
pub async fn upload(file: &File, settings: &Value) -> Result<Batch, Failure> {
    let settings = settings.to_string();
    let form = FormData::new().map_err(|_| Failure::Unreachable)?;
    // Settings first: the server can then plan the file while it still arrives.
    let filled = form
        .append_with_str("settings", &settings)
        .and_then(|()| form.append_with_blob_and_filename("file", file, &file.name()));
    filled.map_err(|_| Failure::Unreachable)?;
    Call::post("/batches/file").form(form).fetch().await
}

/// Plans an action on people who were selected.
pub async fn select(selection: &Selection) -> Result<Batch, Failure> {
    Call::post("/batches/selection").json(selection).fetch().await
}

/// Plans an action on people who were selected, with settings as the server describes them.
pub async fn act_on(action: &str, target: &Target, settings: &Map<String, Value>) -> Result<Batch, Failure> {
    let order = json!({ "action": action, "target": target, "settings": settings });
    Call::post("/batches/selection").json(&order).fetch().await
}

/// Plans a file again with other settings.
pub async fn replan(id: &str, settings: Value) -> Result<Batch, Failure> {
    let call = Call::post(path(id, "/plan"));
    call.json(&json!({ "settings": settings })).fetch().await
}

/// Puts new cells into a row and plans it again.
pub async fn repair(id: &str, line: i64, cells: BTreeMap<String, String>) -> Result<Row, Failure> {
    let call = Call::patch(path(id, &format!("/rows/{line}")));
    call.json(&RepairRow { cells }).fetch().await
}

/// Starts applying, now or at a set time.
pub async fn apply(id: &str, confirm_affected: Option<i64>, at: Option<String>) -> Result<Batch, Failure> {
    let call = Call::post(path(id, "/apply"));
    call.json(&Apply { confirm_affected, at }).fetch().await
}

/// Approves another user's plan, as long as it is the one that was looked at.
pub async fn approve(id: &str, version: i64) -> Result<Batch, Failure> {
    Call::post(path(id, "/approve")).if_match(version).fetch().await
}

/// Makes a link to the file of an export that works without signing in.
pub async fn download_link(id: &str) -> Result<DownloadLink, Failure> {
    Call::post(path(id, "/download/link")).fetch().await
}

/// Stops a batch, or discards one that is only planned.
pub async fn cancel(id: &str) -> Result<Batch, Failure> {
    Call::post(path(id, "/cancel")).fetch().await
}

/// Plans the reverse of a batch; the answer is the new batch.
pub async fn undo(id: &str) -> Result<Batch, Failure> {
    Call::post(path(id, "/undo")).fetch().await
}
