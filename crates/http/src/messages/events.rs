use std::time::Duration;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};
use futures_util::stream;
use rollcall_domain::auth::session;
use rollcall_domain::id::UserId;
use rollcall_domain::messages::reach::require_on;
use rollcall_domain::messages::store;
use rollcall_domain::roles::Capability;
use rollcall_domain::settings::Settings;
use rollcall_wire::messages::InboxEvent;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::timeout;

use crate::extract::{Caller, May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// How long until the inbox is looked at again, if this node hears of nothing: another one may have.
const LOOK: Duration = Duration::from_secs(5);
/// After so many looks without news something is sent, so that a broken connection is found.
const LOOKS_WITHOUT_NEWS: u32 = 3;

/// Follow one's inbox
///
/// Needs `me.read`. Server-sent events: `inbox` now, and whenever the number of unread messages changes.
#[utoipa::path(
    tag = "Messages",
    responses(
        (status = 200, description = "The events; the `data` of each is an `InboxEvent`", body = InboxEvent, content_type = "text/event-stream"),
        (status = 403, description = "Messages are switched off (`messaging_off`)")
    )
)]
#[get("/conversations/events")]
pub async fn events(state: web::Data<AppState>, may: May<permissions::MeRead>) -> Result<HttpResponse, Failure> {
    let user = may.caller.actor.user_id.ok_or_else(session::signed_out)?;
    state.read(|conn| require_on(&Settings::load(conn)?)).await?;
    let news = state.inbox.listen();
    let listener = Listener { news, caller: may.caller, state, user, told: None };
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
    news: Receiver<UserId>,
    caller: Caller,
    state: web::Data<AppState>,
    user: UserId,
    /// The number that was told last.
    told: Option<i64>,
}

impl Listener {
    /// The next event; `None` at the end.
    async fn next(&mut self) -> Option<String> {
        for _ in 0..LOOKS_WITHOUT_NEWS {
            if self.told.is_some() {
                self.wait().await?;
            }
            let user = self.user;
            let unread = self.state.read(move |conn| store::unread_total(conn, user)).await.ok()?;
            if self.told == Some(unread) {
                continue;
            }
            if !self.caller.still_may(&self.state, &[Capability::MeRead]).await {
                return None;
            }
            self.told = Some(unread);
            let data = serde_json::to_string(&InboxEvent { unread_total: unread }).ok()?;
            return Some(format!("event: inbox\ndata: {data}\n\n"));
        }
        let lasts = self.caller.still_may(&self.state, &[Capability::MeRead]).await;
        lasts.then(|| ": still here\n\n".to_owned())
    }

    /// Waits until this node hears of the inbox, or it is time to look; `None` if the server ends.
    async fn wait(&mut self) -> Option<()> {
        let user = self.user;
        let heard = timeout(LOOK, async {
            loop {
                match self.news.recv().await {
                    Ok(of) if of == user => return Some(()),
                    Ok(_) => {}
                    // More was told than is kept: one's own may have been among it.
                    Err(RecvError::Lagged(_)) => return Some(()),
                    Err(RecvError::Closed) => return None,
                }
            }
        });
        heard.await.unwrap_or(Some(()))
    }
}
