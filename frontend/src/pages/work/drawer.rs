//! The drawer in the masthead: all that is under way, from any page.

use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::use_work;
use crate::i18n::{format, words};
use crate::pages::batches::state;
use crate::router::{Route, use_place};
use crate::t;
use crate::ui::{Drawer, Icon, Link, ProblemAlert, Progress, Symbol, TextSkeleton};

/// How many that have ended are listed below those that have not.
const ENDED: usize = 5;

/// The button with the number of batches under way, and the drawer.
#[component]
pub fn WorkDrawer() -> Html {
    let work = use_work();
    let place = use_place();
    let open = use_state_eq(|| false);
    use_effect_with(place, {
        let open = open.setter();
        move |_| open.set(false)
    });
    let ontoggle = {
        let (open, look) = (open.setter(), work.look.clone());
        Callback::from(move |wanted: bool| {
            open.set(wanted);
            if wanted {
                look.emit(());
            }
        })
    };
    let running = work.under_way();
    let count = running.len();
    let button = html! {
        <>
            <Icon symbol={Symbol::Bell} />
            if count > 0 {
                <span class="rc-badge" aria-hidden="true" data-testid="work-count">{ format::count(count as i64) }</span>
            }
        </>
    };
    let body = match (&work.batches, &work.failure) {
        (None, Some(failure)) => html! { <ProblemAlert failure={failure.clone()} retry={work.look.clone()} /> },
        (None, None) => html! { <TextSkeleton /> },
        (Some(batches), _) => {
            let ended = batches.iter().filter(|batch| batch.is_resting()).take(ENDED).collect::<Vec<_>>();
            html! {
                <>
                    if running.is_empty() {
                        <p class="rc-quiet" data-testid="work-none">{ t!("work-none") }</p>
                    } else {
                        <ul class="rc-latest" role="list" data-testid="work-running">{ for running.iter().map(|batch| under_way(batch)) }</ul>
                    }
                    if !ended.is_empty() {
                        <h3 class="pf-v6-c-title pf-m-md">{ t!("work-before") }</h3>
                        <ul class="rc-latest" role="list">{ for ended.into_iter().map(past) }</ul>
                    }
                    <p><Link to={Route::Batches.path()}>{ t!("overview-all-batches") }</Link></p>
                </>
            }
        }
    };
    html! {
        <Drawer title={t!("work")} {button} label={t!("work-button", count = count)} open={*open} {ontoggle} testid="work">
            { body }
        </Drawer>
    }
}

fn under_way(batch: &Batch) -> Html {
    let progress = batch.progress;
    html! {
        <li key={batch.id.clone()}>
            <Link to={Route::Batch(batch.id.clone()).path()}>{ state::name(batch) }</Link>
            <Progress title={words::batch_state(&batch.state)} done={progress.done} total={progress.total} measure={t!("progress-of", done = progress.done, total = progress.total)} />
        </li>
    }
}

fn past(batch: &Batch) -> Html {
    html! {
        <li key={batch.id.clone()}>
            <div class="rc-latest__line">
                <Link to={Route::Batch(batch.id.clone()).path()}>{ state::name(batch) }</Link>
                <span class="rc-quiet">{ words::batch_state(&batch.state) }</span>
            </div>
        </li>
    }
}
