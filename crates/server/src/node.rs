//! What a node does in the background: batches, and what time brings.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Context;
use rollcall_domain::Clock;
use rollcall_domain::batches::engine::lease::Lane;
use rollcall_domain::batches::engine::signal::Signal;
use rollcall_domain::batches::engine::worker::Worker;
use rollcall_domain::db::Db;
use rollcall_domain::jobs::Schedule;
use rollcall_domain::mail::Postman;
use rollcall_domain::registry::{REGISTRY, TASKS};

/// How often it is looked which tasks are due.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How often mails that are due are looked for.
const DELIVER_EVERY: Duration = Duration::from_secs(2);

/// The background threads of a node.
pub struct Background {
    signal: Arc<Signal>,
    threads: Vec<JoinHandle<()>>,
}

impl Background {
    /// Starts the postman, the tasks and two workers, one of them for small batches only, so that those overtake large ones.
    pub fn start(
        db: &Db,
        clock: &Arc<dyn Clock>,
        signal: &Arc<Signal>,
        lease: Duration,
        postman: Postman,
    ) -> anyhow::Result<Self> {
        let node = format!("{}-{}", std::process::id(), uuid::Uuid::now_v7());
        let mut threads = Vec::new();
        for (name, lane) in [("worker", Lane::Any), ("worker-small", Lane::Small)] {
            let worker =
                Worker::new(db.clone(), clock.clone(), REGISTRY, signal.clone(), format!("{node}-{name}"), lease, lane);
            threads.push(spawn(name, move || worker.run())?);
        }
        let (mails, times, stop) = (db.clone(), clock.clone(), signal.clone());
        threads.push(spawn("mail", move || deliver(&mails, &postman, times.as_ref(), &stop))?);
        let (db, clock, stop) = (db.clone(), clock.clone(), signal.clone());
        threads.push(spawn("tasks", move || run_tasks(&db, clock.as_ref(), &stop))?);
        Ok(Self { signal: signal.clone(), threads })
    }

    /// Lets the chunks at hand come to their end, then returns.
    pub fn stop(self) {
        self.signal.stop();
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a background thread ended in a panic");
            }
        }
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> anyhow::Result<JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).with_context(|| format!("no thread for the {name}"))
}

fn deliver(db: &Db, postman: &Postman, clock: &dyn Clock, signal: &Signal) {
    while !signal.is_stopping() {
        match postman.deliver(db, clock.now()) {
            // As long as mails go out there is nothing to wait for.
            Ok(done) if done > 0 => continue,
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, cause = ?error, "mails could not be delivered; it is tried again");
            }
        }
        signal.rest(DELIVER_EVERY);
    }
}

fn run_tasks(db: &Db, clock: &dyn Clock, signal: &Signal) {
    let mut schedule = Schedule::new(TASKS);
    while !signal.is_stopping() {
        schedule.run_due(db, || clock.now(), || signal.is_stopping());
        signal.rest(LOOK_EVERY);
    }
}
