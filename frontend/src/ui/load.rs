//! Data from the server for a component: loaded when its question changes, the older call let go.

use std::future::Future;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal};
use yew::prelude::*;

use crate::api::Failure;

/// How the loading stands.
pub struct Load<T> {
    /// The newest answer; that of an older question stays until the new one is there.
    pub data: Option<Rc<T>>,
    /// Why the newest question has no answer.
    pub failure: Option<Failure>,
    /// Whether a call is under way.
    pub busy: bool,
    /// Asks again.
    pub reload: Callback<()>,
}

/// Asks whenever `question` changes or a reload is wanted.
#[hook]
pub fn use_load<Q, T, Ask, Answer>(question: Q, ask: Ask) -> Load<T>
where
    Q: PartialEq + Clone + 'static,
    T: 'static,
    Ask: FnOnce(Q, AbortSignal) -> Answer + 'static,
    Answer: Future<Output = Result<T, Failure>> + 'static,
{
    let data = use_state(|| None::<Rc<T>>);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state_eq(|| true);
    let round = use_state_eq(|| 0_u32);
    use_effect_with((question, *round), {
        let (data, failure, busy) = (data.setter(), failure.setter(), busy.setter());
        move |(question, _)| {
            let controller = AbortController::new().ok();
            busy.set(true);
            if let Some(controller) = &controller {
                let answer = ask(question.clone(), controller.signal());
                spawn_local(async move {
                    match answer.await {
                        // A newer question has already said that it is busy.
                        Err(Failure::Cancelled) => return,
                        Ok(answer) => {
                            data.set(Some(Rc::new(answer)));
                            failure.set(None);
                        }
                        Err(reason) => failure.set(Some(reason)),
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
    Load { data: (*data).clone(), failure: (*failure).clone(), busy: *busy, reload }
}
