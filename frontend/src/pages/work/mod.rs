//! What is under way, known on every page: the batches of the last days, looked at often while one of
//! them goes on and seldom otherwise. Tells a person when one of theirs has come to its end elsewhere.

mod drawer;
mod news;

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use rollcall_wire::batches::Batch;
use yew::prelude::*;

pub use self::drawer::WorkDrawer;
use self::news::ended;
use crate::api::{self, Failure};
use crate::i18n::words;
use crate::pages::batches::state;
use crate::router::{self, Route, use_place};
use crate::session::use_me;
use crate::t;
use crate::ui::{Toast, Tone, use_load, use_toaster};
use crate::url::Query;

/// How many of the newest are looked at.
const LOOKED_AT: usize = 30;
/// Milliseconds between looks while something is going on, and while nothing is.
const OFTEN: u32 = 2_000;
const SELDOM: u32 = 20_000;

/// The newest batches, as far as they are known.
#[derive(Clone, Default, PartialEq)]
pub struct Work {
    /// Newest first.
    pub batches: Option<Rc<Vec<Batch>>>,
    /// Why they are not known.
    pub failure: Option<Failure>,
    /// Looks now.
    pub look: Callback<()>,
}

impl Work {
    /// Those that go on by themselves.
    pub fn under_way(&self) -> Vec<&Batch> {
        let batches = self.batches.iter().flat_map(|batches| batches.iter());
        batches.filter(|batch| state::is_going_on(batch)).collect()
    }
}

/// What is under way, from anywhere below a [`WorkProvider`].
#[hook]
pub fn use_work() -> Work {
    use_context::<Work>().unwrap_or_default()
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub children: Html,
}

/// Looks, and tells all below.
#[component]
pub fn WorkProvider(props: &Props) -> Html {
    let me = use_me();
    let place = use_place();
    let toaster = use_toaster();
    // Another page is a good moment to look: most batches begin with one.
    let found = use_load(place.path.clone(), |_, signal| async move {
        let query = Query::default().with("limit", LOOKED_AT);
        api::batches::list(&query, &signal).await
    });
    let batches = use_memo(found.data.clone(), |found| found.as_ref().map(|page| Rc::new(page.items.clone())));
    let work = Work { batches: (*batches).clone(), failure: found.failure.clone(), look: found.reload.clone() };
    let pause = if work.under_way().is_empty() { SELDOM } else { OFTEN };
    use_effect_with((pause, found.busy, found.data.clone()), {
        let look = found.reload.clone();
        move |(pause, busy, _)| {
            let timer = (!busy).then(|| Timeout::new(*pause, move || look.emit(())));
            move || drop(timer)
        }
    });
    let before = use_mut_ref(|| None::<Rc<Vec<Batch>>>);
    use_effect_with(work.batches.clone(), move |batches| {
        let before = before.replace(batches.clone());
        let (Some(me), Some(before), Some(now)) = (me, before, batches) else { return };
        for batch in ended(&before, now, &me.user.id) {
            if Route::of(&place.path) != Some(Route::Batch(batch.id.clone())) {
                toaster.emit(news(batch));
            }
        }
    });
    html! { <ContextProvider<Work> context={work}>{ props.children.clone() }</ContextProvider<Work>> }
}

/// That a batch has come to rest, with the way to it.
fn news(batch: &Batch) -> Toast {
    let tone = match batch.state.as_str() {
        "applied" => Tone::Success,
        "failed" => Tone::Danger,
        _ => Tone::Info,
    };
    let text = t!("work-ended", name = state::name(batch), state = words::batch_state(&batch.state));
    let address = Route::Batch(batch.id.clone()).path();
    Toast { tone, text, action: Some((t!("work-open"), Callback::from(move |()| router::go(&address)))) }
}
