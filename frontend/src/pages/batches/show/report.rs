//! What a batch has done, and the way back.

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::super::state;
use super::outcomes::worth_showing;
use crate::api;
use crate::router::{self, Route};
use crate::session::{use_course_rights, use_me};
use crate::t;
use crate::ui::{Alert, Button, Look, OutcomeBars, ProblemAlert, Symbol, Tone, use_task};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
}

/// The summary of an applied batch.
#[component]
pub fn Report(props: &Props) -> Html {
    let counts = &props.batch.counts;
    let left_out = counts.error + counts.conflict + counts.skip;
    let (tone, key) = if left_out == 0 { (Tone::Success, "report-clean") } else { (Tone::Warning, "report-mixed") };
    let values = [("count", props.batch.affected.into()), ("left", left_out.into())];
    let title = state::said(&props.batch, key, &values);
    let bars: Vec<_> = worth_showing(counts).into_iter().filter(|(_, count)| *count > 0).collect();
    html! {
        <>
            <Alert {tone} {title} testid="report">
                if left_out > 0 {
                    { if state::full_sync(&props.batch).is_some() { t!("report-mixed-detail-sync") } else { t!("report-mixed-detail") } }
                }
            </Alert>
            if bars.len() > 1 {
                <div class="rc-card"><OutcomeBars title={t!("report-bars")} counts={bars} /></div>
            }
        </>
    }
}

/// Plans the reverse and opens it.
#[component]
pub fn UndoButton(props: &Props) -> Html {
    let (me, courses) = (use_me(), use_course_rights());
    let task = use_task();
    let batch = &props.batch;
    if batch.started_at.is_none() || batch.undone_by.is_some() || state::is_export(batch) {
        return Html::default();
    }
    let reason = if !batch.undoable {
        Some(t!("undo-nothing"))
    } else if !state::may_apply(me.as_deref(), &courses, batch) {
        Some(t!("apply-forbidden"))
    } else {
        None
    };
    let onclick = {
        let (task, id) = (task.clone(), batch.id.clone());
        Callback::from(move |()| {
            let id = id.clone();
            task.run(async move { api::batches::undo(&id).await }, |undo| router::go(&Route::Batch(undo.id).path()));
        })
    };
    html! {
        <>
            <Button look={Look::Secondary} icon={Symbol::Undo} reason={reason.map(AttrValue::from)} busy={task.busy} {onclick} testid="undo">
                { t!("undo-plan") }
            </Button>
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="undo-error" />
            }
        </>
    }
}
