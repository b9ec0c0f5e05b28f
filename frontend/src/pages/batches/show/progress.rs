//! How far the work in hand has come.

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::pace::Pace;
use crate::i18n::format;
use crate::t;
use crate::ui::Progress;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
}

/// The bar with pace and time left.
#[component]
pub fn LiveProgress(props: &Props) -> Html {
    let pace = use_mut_ref(Pace::default);
    let batch = &props.batch;
    let (done, total) = (batch.progress.done, batch.progress.total);
    pace.borrow_mut().note(js_sys::Date::now(), done);
    let title = match batch.state.as_str() {
        "planning" => t!("progress-planning"),
        "queued" => t!("progress-queued"),
        _ => t!("progress-applying"),
    };
    let measure = match batch.state.as_str() {
        "queued" => t!("progress-waiting"),
        _ if total > 0 => t!("progress-of", done = done, total = total),
        _ => t!("progress-reading"),
    };
    html! {
        <div class="rc-card">
            <Progress {title} {done} {total} {measure} note={note(&pace.borrow(), total)} testid="progress" />
            <p class="rc-quiet">
                { if batch.state == "planning" { t!("progress-planning-note") } else { t!("progress-applying-note") } }
            </p>
        </div>
    }
}

fn note(pace: &Pace, total: i64) -> String {
    match (pace.rate(), pace.left(total)) {
        (Some(rate), Some(left)) => t!("progress-pace", rate = rate.round(), left = format::duration(left)),
        _ => "\u{a0}".to_owned(),
    }
}
