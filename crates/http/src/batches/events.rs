use std::time::{Duration, Instant};

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};
use futures_util::stream;
use rollcall_domain::batches::engine::batch::Batch;
use rollcall_domain::batches::engine::{rights, store};
use rollcall_domain::registry::REGISTRY;
use tokio::sync::watch;
use tokio::time::timeout;

use super::view;
use crate::extract::{Caller, OnBatch, See};
use crate::problem::Failure;
use crate::state::AppState;

/// A comment line, so that no proxy closes a quiet stream.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// One event of the stream, as the document describes it.
#[derive(utoipa::ToSchema)]
#[schema(example = json!({ "event": "progress", "data": "{\"id\":\"0199a000-0000-7000-8000-000000000006\",\"state\":\"applying\"}" }))]
#[expect(dead_code, reason = "events are written as text")]
struct ServerSentEvent {
    /// `state` or `progress`.
    event: String,
    /// A `BatchEvent` as JSON.
    data: String,
}

/// Follow a batch
///
/// Needs `batches.view`. Server-sent events: `state` when the state changes, `progress` in between. The first
/// comes at once; the stream ends when the batch rests, or when the listener may no longer listen.
#[utoipa::path(
    tag = "Batches",
    params(("id" = String, Path, description = "The batch's id")),
    responses(
        (status = 200, description = "The events; the `data` of each is a `BatchEvent`", body = ServerSentEvent, content_type = "text/event-stream"),
        (status = 404, description = "No such batch")
    )
)]
#[get("/batches/{id}/events")]
pub async fn events(state: web::Data<AppState>, on: OnBatch<See>) -> Result<HttpResponse, Failure> {
    let id = on.batch.id;
    let news = state.hub.listen(id);
    let first = state.read(move |conn| store::find(conn, id)).await?;
    let batch = on.batch;
    let listener = Listener { news, heard: 0, first: Some(first), last_state: None, is_under_way: false, ended: false };
    let right = Right { caller: on.caller, batch, state, known: Instant::now() };
    let events = stream::unfold((listener, right), |(mut listener, mut right)| async move {
        let text = listener.next().await?;
        let lasts = right.lasts(listener.is_under_way).await;
        lasts.then(|| (Ok::<_, Failure>(web::Bytes::from(text)), (listener, right)))
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        // Compression would hold events back.
        .insert_header((CONTENT_ENCODING, "identity"))
        .streaming(events))
}

/// Whether the caller may listen. A stream may go on for hours, and the caller may be suspended meanwhile.
struct Right {
    caller: Caller,
    batch: Batch,
    state: web::Data<AppState>,
    /// When it was last asked for.
    known: Instant,
}

impl Right {
    /// Asked for anew before everything that is told; of a batch that is under way, which tells of it five times a second,
    /// at most once in a moment.
    async fn lasts(&mut self, is_under_way: bool) -> bool {
        const MOMENT: Duration = Duration::from_secs(1);
        if is_under_way && self.known.elapsed() < MOMENT {
            return true;
        }
        self.known = Instant::now();
        let batch = &self.batch;
        self.caller.still(&self.state, |actor| rights::may_see(&REGISTRY, actor, batch).unwrap_or(false)).await
    }
}

struct Listener {
    news: watch::Receiver<Option<Batch>>,
    /// The version that was told last: older news are none.
    heard: i64,
    first: Option<Batch>,
    last_state: Option<&'static str>,
    /// Whether what was told last is no more than how far the batch has come.
    is_under_way: bool,
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
                self.is_under_way = self.last_state == Some(batch.state.name());
                let name = if self.is_under_way { "progress" } else { "state" };
                self.last_state = Some(batch.state.name());
                self.ended = batch.state.is_resting();
                Some(format!("event: {name}\ndata: {}\n\n", serde_json::to_string(&view::event(&batch)).ok()?))
            }
            Err(_) => {
                self.is_under_way = false;
                Some(": still here\n\n".to_owned())
            }
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
