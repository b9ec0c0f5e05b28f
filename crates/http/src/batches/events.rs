use std::time::Duration;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};
use futures_util::stream;
use rollcall_domain::batches::{Batch, store};
use rollcall_domain::roles::Capability;
use rollcall_wire::Problem;
use rollcall_wire::batches::BatchEvent;
use tokio::sync::watch;
use tokio::time::timeout;

use super::view;
use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// A line that says nothing, so that nobody in between takes a quiet stream for a dead one.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Follow a batch
///
/// Needs `batches.view`. Server-sent events: `state` when the state changes, `progress` in between. The first
/// comes at once; the stream ends when the batch rests, or when the listener may no longer listen.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id")),
    responses(
        (status = 200, description = "The events", body = BatchEvent, content_type = "text/event-stream"),
        (status = 404, description = "No such batch", body = Problem, content_type = "application/problem+json")
    )
)]
#[get("/batches/{id}/events")]
pub async fn events(
    state: web::Data<AppState>,
    may: May<permissions::BatchesView>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = view::id(&id)?;
    let news = state.hub.listen(id);
    let first = state.read(move |conn| store::find(conn, id)).await?;
    let listener = Listener { news, heard: 0, first: Some(first), last_state: None, ended: false };
    let events = stream::unfold((listener, may.caller, state), |(mut listener, caller, state)| async move {
        let is_first = listener.first.is_some();
        let text = listener.next().await?;
        // A stream may go on for hours, and whoever listens may be suspended meanwhile.
        if !is_first && !caller.still_may(&state, Capability::BatchesView).await {
            return None;
        }
        Some((Ok::<_, Failure>(web::Bytes::from(text)), (listener, caller, state)))
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        // Compression would hold events back.
        .insert_header((CONTENT_ENCODING, "identity"))
        .streaming(events))
}

struct Listener {
    news: watch::Receiver<Option<Batch>>,
    /// The version that was told last: older news are none.
    heard: i64,
    first: Option<Batch>,
    last_state: Option<&'static str>,
    ended: bool,
}

impl Listener {
    /// The next event; `None` at the end.
    async fn next(&mut self) -> Option<String> {
        if self.ended {
            return None;
        }
        match timeout(HEARTBEAT, self.newer()).await {
            Ok(batch) => {
                let batch = batch?;
                let name = if self.last_state == Some(batch.state.name()) { "progress" } else { "state" };
                self.last_state = Some(batch.state.name());
                self.ended = batch.state.is_resting();
                Some(format!("event: {name}\ndata: {}\n\n", serde_json::to_string(&view::event(&batch)).ok()?))
            }
            Err(_) => Some(": still here\n\n".to_owned()),
        }
    }

    /// The batch, once there is something that this listener has not heard.
    async fn newer(&mut self) -> Option<Batch> {
        let batch = match self.first.take() {
            Some(batch) => batch,
            None => {
                let heard = self.heard;
                let is_news = |batch: &Option<Batch>| batch.as_ref().is_some_and(|batch| batch.version > heard);
                self.news.wait_for(is_news).await.ok()?.clone()?
            }
        };
        self.heard = batch.version;
        Some(batch)
    }
}
