//! The last batches, those under way with their progress.

use rollcall_wire::batches::Batch;
use yew::prelude::*;

use crate::i18n::{format, words};
use crate::pages::batches::state;
use crate::pages::work::use_work;
use crate::router::Route;
use crate::t;
use crate::ui::{Heading, Link, ProblemAlert, Progress, TextSkeleton};

/// How many are listed.
const SHOWN: usize = 8;

/// The card.
#[component]
pub fn LatestBatches() -> Html {
    let work = use_work();
    let body = match (&work.batches, &work.failure) {
        (None, Some(failure)) => html! { <ProblemAlert failure={failure.clone()} retry={work.look.clone()} /> },
        (None, None) => html! { <TextSkeleton /> },
        (Some(batches), _) if batches.is_empty() => html! {
            <p data-testid="no-batches">
                { t!("batches-none-detail") }{ " " }
                <Link to={Route::NewBatch.path()}>{ t!("batch-new-button") }</Link>
            </p>
        },
        (Some(batches), _) => html! {
            <>
                <ul class="rc-latest" role="list" data-testid="latest-batches">{ for batches.iter().take(SHOWN).map(item) }</ul>
                <p><Link to={Route::Batches.path()}>{ t!("overview-all-batches") }</Link></p>
            </>
        },
    };
    html! {
        <section class="rc-card" aria-labelledby="latest">
            <div id="latest"><Heading>{ t!("overview-batches") }</Heading></div>
            { body }
        </section>
    }
}

fn item(batch: &Batch) -> Html {
    let progress = batch.progress;
    html! {
        <li key={batch.id.clone()}>
            <div class="rc-latest__line">
                <Link to={Route::Batch(batch.id.clone()).path()}>{ state::name(batch) }</Link>
                { state::label(batch) }
                <span class="rc-quiet">{ words::batch_action(&batch.action) }</span>
                <time class="rc-quiet" datetime={batch.created_at.clone()}>{ format::moment(&batch.created_at) }</time>
            </div>
            if state::is_going_on(batch) {
                <Progress title={words::batch_state(&batch.state)} done={progress.done} total={progress.total} measure={t!("progress-of", done = progress.done, total = progress.total)} />
            }
        </li>
    }
}
