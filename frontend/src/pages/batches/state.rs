//! How a batch's state and name are shown, in the list and on its page.

use rollcall_wire::auth::Me;
use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::kind::FileKind;
use crate::i18n::words;
use crate::t;
use crate::ui::{Badge, Hue};

/// A batch's state as a label. What has been undone, or was thrown away before it began, is said so: both
/// mean that no account is changed by it.
pub fn label(batch: &Batch) -> Html {
    let named = |hue| (hue, words::batch_state(&batch.state));
    let (hue, text) = match batch.state.as_str() {
        "applied" if batch.undone_by.is_some() => (Hue::Neutral, t!("batch-state-undone")),
        "cancelled" if batch.started_at.is_none() => (Hue::Neutral, t!("batch-state-discarded")),
        "planning" | "queued" | "applying" => named(Hue::Active),
        "planned" => named(Hue::Attention),
        "applied" => named(Hue::Good),
        "failed" => named(Hue::Bad),
        _ => named(Hue::Neutral),
    };
    html! { <Badge {hue} {text} /> }
}

/// What a batch is called; an undo by what it undoes, where that is known.
pub fn title(batch: &Batch, undone: Option<&Batch>) -> String {
    match undone {
        Some(undone) if batch.undo_of.is_some() => t!("batch-undo-of", name = undone.name.clone()),
        _ => batch.name.clone(),
    }
}

/// The way of a file, from choosing it to the report.
pub fn steps() -> Vec<AttrValue> {
    [t!("step-file"), t!("step-settings"), t!("step-review"), t!("step-apply"), t!("step-report")]
        .map(AttrValue::from)
        .to_vec()
}

/// The step that a batch is at; `None` where it has left the way.
pub fn step(batch: &Batch) -> Option<usize> {
    match batch.state.as_str() {
        "planning" | "planned" => Some(2),
        "queued" | "applying" => Some(3),
        "applied" => Some(4),
        _ => None,
    }
}

/// Whether a person may make batches from files of any kind.
pub fn may_make(me: Option<&Me>) -> bool {
    FileKind::ALL.into_iter().any(|kind| kind.is_open_to(me))
}

/// Whether a person may plan a batch again, and mend its rows.
pub fn may_plan(me: Option<&Me>, batch: &Batch) -> bool {
    FileKind::of(&batch.action).is_some_and(|kind| kind.is_open_to(me))
}

/// Whether outcomes are what has been done, and no longer what would be.
pub fn is_done(batch: &Batch) -> bool {
    batch.started_at.is_some() && batch.state != "planned"
}
