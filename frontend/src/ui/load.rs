//! Data from the server for a component: loaded when its question changes, the older call let go.

use std::any::Any;
use std::future::Future;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal};
use yew::prelude::*;

use super::overdue;
use crate::api::Failure;

/// How the loading stands.
pub struct Load<T: ?Sized> {
    /// The newest answer; that of an older question stays until the new one is there.
    pub data: Option<Rc<T>>,
    /// Why the newest question has no answer. `None` if it had one that only could not be refreshed for want of
    /// a server: a page keeps showing that, and the shell says so ([`super::offline`]).
    pub failure: Option<Failure>,
    /// Whether a call is under way.
    pub busy: bool,
    /// Asks again.
    pub reload: Callback<()>,
}

/// Asks whenever `question` changes or a reload is wanted, and again by itself while the server can't be reached.
#[hook]
pub fn use_load<Q, T, Ask, Answer>(question: Q, ask: Ask) -> Load<T>
where
    Q: PartialEq + Clone + 'static,
    T: 'static,
    Ask: FnOnce(Q, AbortSignal) -> Answer + 'static,
    Answer: Future<Output = Result<T, Failure>> + 'static,
{
    // How many questions there have been: what follows is the same for all kinds of them, and compiled once.
    let asked = use_mut_ref(|| (0_u32, None::<Q>));
    if asked.borrow().1.as_ref() != Some(&question) {
        let turn = asked.borrow().0 + 1;
        *asked.borrow_mut() = (turn, Some(question.clone()));
    }
    let turn = asked.borrow().0;
    let ask = move |signal| ask(question, signal).map(|answer| answer.map(|data| Rc::new(data) as Rc<dyn Any>));
    let Load { data, failure, busy, reload } = use_answer(turn, Box::new(|signal| ask(signal).boxed_local()));
    let data = data.and_then(|data| Rc::clone(&data).downcast().ok());
    Load { data, failure, busy, reload }
}

type AnswerFuture = LocalBoxFuture<'static, Result<Rc<dyn Any>, Failure>>;

/// The same for a question by its number.
#[hook]
fn use_answer(turn: u32, ask: Box<dyn FnOnce(AbortSignal) -> AnswerFuture>) -> Load<dyn Any> {
    // With the number of the question that it answers.
    let data = use_state(|| None::<(u32, Rc<dyn Any>)>);
    // With how often in a row it has failed.
    let failure = use_state(|| None::<(u32, Failure)>);
    let failures = use_mut_ref(|| 0_u32);
    let busy = use_state_eq(|| true);
    let round = use_state_eq(|| 0_u32);
    use_effect_with((turn, *round), {
        let (data, failure, busy) = (data.setter(), failure.setter(), busy.setter());
        move |(turn, _)| {
            let turn = *turn;
            let controller = AbortController::new().ok();
            busy.set(true);
            if let Some(controller) = &controller {
                let answer = ask(controller.signal());
                spawn_local(async move {
                    match answer.await {
                        // A newer question has already said that it is busy.
                        Err(Failure::Cancelled) => return,
                        Ok(answer) => {
                            *failures.borrow_mut() = 0;
                            data.set(Some((turn, answer)));
                            failure.set(None);
                        }
                        Err(reason) => {
                            let count = failures.borrow().saturating_add(1);
                            *failures.borrow_mut() = count;
                            failure.set(Some((count, reason)));
                        }
                    }
                    busy.set(false);
                });
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
    let passing = failure.as_ref().filter(|(_, failure)| overdue::passes(failure)).map(|(count, _)| *count);
    let keeps = passing.is_some() && data.as_ref().is_some_and(|(answered, _)| *answered == turn);
    use_effect_with((passing, keeps), {
        let reload = reload.clone();
        move |(passing, keeps)| {
            let waiting = passing.map(|count| {
                let (entry, reload) = (overdue::enter(*keeps, reload.clone()), reload.clone());
                (entry, Timeout::new(overdue::pause(count), move || reload.emit(())))
            });
            move || drop(waiting)
        }
    });
    let data = data.as_ref().map(|(_, data)| Rc::clone(data));
    let failure = failure.as_ref().filter(|_| !keeps).map(|(_, failure)| failure.clone());
    Load { data, failure, busy: *busy, reload }
}
