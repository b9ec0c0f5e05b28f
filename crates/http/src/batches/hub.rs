//! Who listens to which batch. A node asks the database once for all the listeners of a batch, and not at
//! all for batches without listeners.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rollcall_domain::batches::engine::batch::Batch;
use rollcall_domain::batches::engine::store;
use rollcall_domain::db::Db;
use rollcall_domain::id::BatchId;
use rollcall_domain::{Error, Noun, Result};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// How often a batch is looked at: soon at first, since most are done soon.
const FIRST_LOOK: Duration = Duration::from_millis(15);
const LATER_LOOKS: Duration = Duration::from_millis(200);

type News = watch::Receiver<Option<Batch>>;

/// The batches that have listeners.
#[derive(Clone)]
pub struct Hub {
    db: Db,
    listened: Arc<Mutex<HashMap<BatchId, watch::Sender<Option<Batch>>>>>,
}

impl Hub {
    /// Over a database.
    pub fn new(db: Db) -> Self {
        Self { db, listened: Arc::default() }
    }

    /// News of a batch: its state whenever it changes. The first may be a moment old, or not be there yet.
    pub fn listen(&self, id: BatchId) -> News {
        let mut listened = self.listened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = listened.get(&id) {
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(None);
        listened.insert(id, sender);
        drop(listened);
        actix_web::rt::spawn(self.clone().watch(id));
        receiver
    }

    /// Waits until nothing more happens to a batch by itself, or the time is over; returns it as it then is.
    /// News from before `version` are none: others may have listened to what the batch was until then.
    pub async fn wait_until_resting(&self, id: BatchId, version: i64, longest: Duration) -> Result<Batch> {
        let mut news = self.listen(id);
        let is_at_rest =
            |batch: &Batch| batch.version >= version && (batch.state.is_resting() || batch.waits_for_its_time());
        let resting = news.wait_for(|batch| batch.as_ref().is_some_and(is_at_rest));
        match timeout(longest, resting).await {
            Ok(Ok(batch)) => batch.clone().ok_or(Error::NotFound(Noun::Batch)),
            _ => self.read(id).await,
        }
    }

    async fn read(&self, id: BatchId) -> Result<Batch> {
        let db = self.db.clone();
        actix_web::web::block(move || db.read(|conn| store::find(conn, id))).await.map_err(Error::internal)?
    }

    /// Looks at the batch for as long as there are listeners.
    async fn watch(self, id: BatchId) {
        let mut pause = FIRST_LOOK;
        loop {
            let found = self.read(id).await;
            if !self.tell(id, found) {
                return;
            }
            sleep(pause).await;
            pause = (pause * 2).min(LATER_LOOKS);
        }
    }

    /// Tells listeners what was found; false if nobody listens any more, or the batch is gone.
    fn tell(&self, id: BatchId, found: Result<Batch>) -> bool {
        let mut listened = self.listened.lock().unwrap_or_else(PoisonError::into_inner);
        let is_gone = matches!(found, Err(Error::NotFound(_)));
        let Some(sender) = listened.get(&id).filter(|sender| sender.receiver_count() > 0 && !is_gone) else {
            listened.remove(&id);
            return false;
        };
        if let Ok(batch) = found {
            sender.send_if_modified(|known| {
                let is_news = known.as_ref().is_none_or(|known| known.version != batch.version);
                if is_news {
                    *known = Some(batch);
                }
                is_news
            });
        }
        true
    }
}
