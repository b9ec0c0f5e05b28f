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

/// What a batch is called. Names that the server has made are told in the language of the console; others are
/// somebody's own.
pub fn name(batch: &Batch) -> String {
    match batch.name.strip_prefix("Undo of ") {
        Some(undone) if batch.kind == "undo" => t!("batch-undo-of", name = told(undone)),
        _ if batch.kind == "selection" => told(&batch.name),
        _ => batch.name.clone(),
    }
}

/// How the server calls the actions of selections.
const MADE: [(&str, &str); 8] = [
    ("Suspend", "suspend"),
    ("Activate", "activate"),
    ("Set authentication method", "set_auth_method"),
    ("Confirm", "confirm"),
    ("Force password change", "force_password_change"),
    ("Sign out", "sign_out"),
    ("Delete", "delete"),
    ("Restore", "restore"),
];

/// The name of a selection such as `Suspend: 3 accounts` in the language of the console.
fn told(name: &str) -> String {
    let made = || {
        let (label, whom) = name.split_once(": ")?;
        let (_, action) = MADE.iter().find(|(known, _)| *known == label)?;
        let action = words::batch_action(action);
        match whom {
            "everybody who matches" => Some(t!("batch-made-everybody", action = action)),
            "1 account" => Some(t!("batch-made", action = action, count = 1)),
            _ => {
                let count: i64 = whom.strip_suffix(" accounts")?.parse().ok()?;
                Some(t!("batch-made", action = action, count = count))
            }
        }
    };
    made().unwrap_or_else(|| name.to_owned())
}

/// What a batch is called; an undo by what it undoes, where that is known.
pub fn title(batch: &Batch, undone: Option<&Batch>) -> String {
    match undone {
        Some(undone) if batch.undo_of.is_some() => t!("batch-undo-of", name = name(undone)),
        _ => name(batch),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, take};

    #[test]
    fn names_that_the_server_has_made_are_in_the_language_of_the_console() {
        take(Language::German);
        assert_eq!(told("Suspend: 3 accounts"), "Sperren: 3 Konten");
        assert_eq!(told("Sign out: 1 account"), "Überall abmelden: 1 Konto");
        assert_eq!(told("Delete: everybody who matches"), "Löschen: alle Gefundenen");
        take(Language::English);
        for own in ["leavers.csv", "Delete: the lot", "Spring: 3 accounts"] {
            assert_eq!(told(own), own);
        }
    }

    #[test]
    fn every_action_has_a_name() {
        for (_, action) in MADE {
            assert!(
                crate::i18n::find(&format!("batch-action-{}", action.replace('_', "-")), &[]).is_some(),
                "{action}"
            );
        }
    }
}
