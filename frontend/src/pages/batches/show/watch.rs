//! Keeps up with a batch: by its events while they come, by asking each second while they don't.

use std::ops::ControlFlow;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use rollcall_wire::batches::{Batch, BatchEvent};
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal};
use yew::prelude::*;

use crate::api::{self, Failure, events};

/// Milliseconds between looks where the events don't come.
const LOOK_AGAIN: u32 = 1_000;

/// The newest known state of a batch.
pub struct Watched {
    /// The batch.
    pub batch: Option<Rc<Batch>>,
    /// Why the newest look failed.
    pub failure: Option<Failure>,
    /// Looks again, and keeps up from there.
    pub reload: Callback<()>,
}

#[derive(Default, PartialEq)]
struct WatchState {
    batch: Option<Rc<Batch>>,
    failure: Option<Failure>,
}

enum News {
    Batch(Rc<Batch>),
    Event(BatchEvent),
    Failure(Failure),
}

impl Reducible for WatchState {
    type Action = News;

    fn reduce(self: Rc<Self>, news: News) -> Rc<Self> {
        let (batch, failure) = match news {
            News::Batch(batch) => (Some(batch), None),
            News::Event(event) => (self.batch.as_deref().map(|batch| Rc::new(merged(batch, event))), None),
            News::Failure(failure) => (self.batch.clone(), Some(failure)),
        };
        Rc::new(Self { batch, failure })
    }
}

/// A batch with what an event says; a change of state is left to the next look, which has the rest.
fn merged(batch: &Batch, event: BatchEvent) -> Batch {
    Batch { progress: event.progress, counts: event.counts, ..batch.clone() }
}

/// Keeps up with a batch until it rests.
#[hook]
pub fn use_batch(id: AttrValue) -> Watched {
    let known = use_reducer_eq(WatchState::default);
    let round = use_state_eq(|| 0_u32);
    use_effect_with((id, *round), {
        let dispatcher = known.dispatcher();
        move |(id, _)| {
            let controller = AbortController::new().ok();
            if let Some(controller) = &controller {
                let (id, signal) = (id.to_string(), controller.signal());
                spawn_local(async move { keep_up(&id, &signal, |news| dispatcher.dispatch(news)).await });
            }
            move || {
                if let Some(controller) = controller {
                    controller.abort();
                }
            }
        }
    });
    let reload = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    Watched { batch: known.batch.clone(), failure: known.failure.clone(), reload }
}

async fn keep_up(id: &str, signal: &AbortSignal, tell: impl Fn(News)) {
    while !signal.aborted() {
        match api::batches::get(id, Some(signal)).await {
            Ok(batch) => {
                let (state, rests) = (batch.state.clone(), batch.is_resting());
                tell(News::Batch(Rc::new(batch)));
                if rests {
                    return;
                }
                if events_until(&state, id, signal, &tell).await {
                    continue;
                }
            }
            Err(Failure::Cancelled) => return,
            Err(failure) => {
                let lasting = failure.status().is_some_and(|status| status < 500 && status != 429);
                tell(News::Failure(failure));
                if lasting {
                    return;
                }
            }
        }
        TimeoutFuture::new(LOOK_AGAIN).await;
    }
}

/// Passes events on while the state stays; says whether it is known to have changed.
async fn events_until(state: &str, id: &str, signal: &AbortSignal, tell: &impl Fn(News)) -> bool {
    let mut changed = false;
    // A broken stream is no failure: the next look tells how things stand.
    let _ = events::follow(&api::batches::path(id, "/events"), signal, |event: BatchEvent| {
        if event.state != state {
            changed = true;
            return ControlFlow::Break(());
        }
        tell(News::Event(event));
        ControlFlow::Continue(())
    })
    .await;
    changed
}
