//! Something that a person starts and waits for: one call at a time, and why the last one failed.

use std::future::Future;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::Failure;

/// What is left to do once a call has its answer.
type AfterAnswer = Box<dyn FnOnce()>;

/// A task of a component.
#[derive(Clone)]
pub struct Task {
    /// A call is under way.
    pub busy: bool,
    /// Why the last call failed.
    pub failure: Option<Failure>,
    set_busy: UseStateSetter<bool>,
    set_failure: UseStateSetter<Option<Failure>>,
}

/// A task that has not begun.
#[hook]
pub fn use_task() -> Task {
    let busy = use_state_eq(|| false);
    let failure = use_state(|| None::<Failure>);
    Task { busy: *busy, failure: (*failure).clone(), set_busy: busy.setter(), set_failure: failure.setter() }
}

impl Task {
    /// Makes a call unless one is under way, and goes on with its answer.
    pub fn run<T: 'static>(
        &self,
        call: impl Future<Output = Result<T, Failure>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.run_or(call, done, |_| ());
    }

    /// The same, with something to do besides where it fails.
    pub fn run_or<T: 'static>(
        &self,
        call: impl Future<Output = Result<T, Failure>> + 'static,
        done: impl FnOnce(T) + 'static,
        failed: impl FnOnce(&Failure) + 'static,
    ) {
        let call = call.map(|outcome| outcome.map(|answer| Box::new(move || done(answer)) as AfterAnswer));
        self.start(call.boxed_local(), Box::new(failed));
    }

    /// The same for calls of all kinds, so that it is compiled once.
    fn start(&self, call: LocalBoxFuture<'static, Result<AfterAnswer, Failure>>, failed: Box<dyn FnOnce(&Failure)>) {
        if self.busy {
            return;
        }
        self.set_busy.set(true);
        let (set_busy, set_failure) = (self.set_busy.clone(), self.set_failure.clone());
        spawn_local(async move {
            match call.await {
                Ok(done) => {
                    set_failure.set(None);
                    done();
                }
                Err(failure) => {
                    failed(&failure);
                    set_failure.set(Some(failure));
                }
            }
            set_busy.set(false);
        });
    }

    /// Forgets why the last call failed.
    pub fn clear(&self) {
        self.set_failure.set(None);
    }
}
