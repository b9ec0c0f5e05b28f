use std::time::Duration;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};
use futures_util::stream;
use rollcall_domain::batches::{Batch, store};
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
/// comes at once; the stream ends when the batch rests.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id")),
    responses(
        (status = 200, description = "The events", body = BatchEvent, content_type = "text/event-stream"),
        (status = 404, description = "No such batch", body = Problem, content_type = "application/problem+json")
    )
)]
#[get("/batches/{id}/events")]
async fn events(state: web::Data<AppState>, _: May<permissions::BatchesView>, id: web::Path<String>) -> Result<HttpResponse, Failure> {
    let id = view::id(&id)?;
    state.read(move |conn| store::find(conn, id)).await?;
    let listener = Listener { news: state.hub.listen(id), last_state: None, ended: false };
    let events = stream::unfold(listener, |mut listener| async move {
        let text = listener.next().await?;
        Some((Ok::<_, Failure>(web::Bytes::from(text)), listener))
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
        loop {
            if self.last_state.is_none()
                && let Some(batch) = self.news.borrow_and_update().clone()
            {
                return Some(batch);
            }
            self.news.changed().await.ok()?;
            if let Some(batch) = self.news.borrow_and_update().clone() {
                return Some(batch);
            }
        }
    }
}
