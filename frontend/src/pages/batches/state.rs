//! How a batch's state and name are shown, in the list and on its page.

use fluent_bundle::FluentValue;
use rollcall_wire::auth::Me;
use rollcall_wire::batches::Batch;
use yew::prelude::*;

use crate::i18n::{find, words};
use crate::session::{CourseRights, may};
use crate::t;
use crate::ui::{Badge, Hue};

/// A batch's state as a label. What has been undone, or was thrown away before it began, is said so: both
/// mean that no account is changed by it.
pub fn label(batch: &Batch) -> Html {
    let named = |hue| (hue, words::batch_state(&batch.state));
    let (hue, text) = match batch.state.as_str() {
        "applied" if is_export(batch) && batch.download.is_some() => (Hue::Good, t!("batch-state-exported")),
        "applied" if is_export(batch) => (Hue::Neutral, t!("batch-state-export-gone")),
        "applied" if batch.undone_by.is_some() => (Hue::Neutral, t!("batch-state-undone")),
        "planned" if batch.waits_for_approval => (Hue::Attention, t!("batch-state-unapproved")),
        "cancelled" if batch.started_at.is_none() => (Hue::Neutral, t!("batch-state-discarded")),
        "queued" if starts_at(batch).is_some() => (Hue::Attention, t!("batch-state-scheduled")),
        "planning" | "queued" | "applying" => named(Hue::Active),
        "planned" => named(Hue::Attention),
        "applied" => named(Hue::Good),
        "failed" => named(Hue::Bad),
        _ => named(Hue::Neutral),
    };
    html! { <Badge {hue} {text} /> }
}

/// What a batch is called. Names that the server has made are told in the language of the console; others are
/// a user's own.
pub fn name(batch: &Batch) -> String {
    match batch.name.strip_prefix("Undo of ") {
        Some(undone) if batch.kind == "undo" => t!("batch-undo-of", name = told(undone)),
        _ if batch.kind == "selection" => told(&batch.name),
        _ => batch.name.clone(),
    }
}

/// How the server calls the actions of selections.
const MADE: [(&str, &str); 13] = [
    ("Suspend", "suspend"),
    ("Activate", "activate"),
    ("Set authentication method", "set_auth_method"),
    ("Confirm", "confirm"),
    ("Force password change", "force_password_change"),
    ("Sign out", "sign_out"),
    ("Assign role", "assign_role"),
    ("Add to cohort", "add_to_cohort"),
    ("Remove from cohort", "remove_from_cohort"),
    ("Delete", "delete"),
    ("Restore", "restore"),
    ("Export", "export"),
    ("Message", "message"),
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

/// The step that a batch is at; `None` if it has left the way.
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
    let any = ["users.suspend", "users.create", "users.update", "users.delete"];
    me.is_some_and(|me| may(me, "batches.create") && any.iter().any(|capability| may(me, capability)))
}

/// Whether a person may plan a batch again, and repair its rows.
pub fn may_plan(me: Option<&Me>, courses: &CourseRights, batch: &Batch) -> bool {
    may_in_its_course(courses, batch)
        || me.is_some_and(|me| may(me, "batches.create") && batch.needs.iter().all(|capability| may(me, capability)))
}

/// Whether a person may apply, cancel and undo a batch, or approve it where it is another's.
pub fn may_apply(me: Option<&Me>, courses: &CourseRights, batch: &Batch) -> bool {
    may_in_its_course(courses, batch)
        || me.is_some_and(|me| may(me, "batches.apply") && batch.needs.iter().all(|capability| may(me, capability)))
}

/// Whom a full sync is about, as a filter: who matches it and is not in the file is suspended.
pub fn full_sync(batch: &Batch) -> Option<&str> {
    batch.settings["full_sync"]["filter"].as_str().filter(|_| batch.kind == "file")
}

/// The key of the cohort that people come into or go out of.
pub fn cohort(batch: &Batch) -> Option<&str> {
    batch.settings["cohort"].as_str().filter(|_| batch.kind == "selection")
}

/// The course that a batch belongs to: its id, and its code, as far as that is known.
pub fn course(batch: &Batch) -> Option<(&str, Option<&str>)> {
    let id = batch.context.id.as_deref().filter(|_| batch.context.kind == "course")?;
    Some((id, batch.settings["course"].as_str()))
}

/// Whether a person may do all with a batch that its course allows.
fn may_in_its_course(courses: &CourseRights, batch: &Batch) -> bool {
    let enough = |capability: &String| {
        match capability.as_str() {
            "enrolments.manage" => "participants.manage",
            "messages.bulk.site" => "messages.bulk.course",
            other => other,
        }
        .to_owned()
    };
    course(batch).is_some_and(|(id, _)| batch.needs.iter().all(|capability| courses.may_in(id, &enough(capability))))
}

/// When a plan was meant to be applied, by its settings: it rests because it has to be confirmed or approved first.
pub fn wished_at(batch: &Batch) -> Option<&str> {
    batch.settings["apply_at"].as_str().filter(|_| matches!(batch.state.as_str(), "planning" | "planned"))
}

/// Whether it writes people into a file, and changes no account.
pub fn is_export(batch: &Batch) -> bool {
    batch.action == "export" && batch.kind == "selection"
}

/// How many accounts a batch is about: those that it changes, or that it writes into a file.
pub fn accounts(batch: &Batch) -> i64 {
    if is_export(batch) { batch.counts.unchanged } else { batch.affected }
}

/// What is said of a batch: of one that sends or withdraws messages, and changes no account, something else.
pub fn said(batch: &Batch, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    let own = if batch.counts.withdraw > 0 {
        find(&format!("{key}-withdraw"), values)
    } else if batch.action == "message" && batch.undo_of.is_none() {
        find(&format!("{key}-send"), values)
    } else {
        None
    };
    own.or_else(|| find(key, values)).unwrap_or_default()
}

/// The name of a row's outcome. An export changes no account: an unchanged row is in its file.
pub fn outcome(batch: &Batch, code: &str, done: bool) -> String {
    match code {
        "unchanged" if is_export(batch) && done => t!("outcome-exported"),
        "unchanged" if is_export(batch) => t!("outcome-export"),
        _ => words::outcome(code, done),
    }
}

/// When a batch is to be applied that waits for its time.
pub fn starts_at(batch: &Batch) -> Option<&str> {
    batch.starts_at.as_deref().filter(|_| batch.state == "queued")
}

/// Whether something happens to a batch now, or as soon as it is its turn.
pub fn is_going_on(batch: &Batch) -> bool {
    !batch.is_resting() && starts_at(batch).is_none()
}

/// Whether outcomes are what has been done, and no longer what would be.
pub fn is_done(batch: &Batch) -> bool {
    batch.started_at.is_some() && batch.state != "planned"
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::i18n::{Language, take};

    /// A plan of a file.
    pub fn batch() -> Batch {
        let json = serde_json::json!({
            "id": "1", "name": "leavers.csv", "kind": "file", "action": "suspension", "state": "planned",
            "settings": {}, "created_by": null, "created_at": "", "started_at": null, "finished_at": null,
            "source": {}, "progress": {"done": 0, "total": 0}, "counts": {}, "affected": 0,
            "confirmation_required": false, "warnings": [], "undoable": false, "undo_of": null,
            "undone_by": null, "version": 1,
        });
        serde_json::from_value(json).unwrap_or_else(|error| panic!("{error}"))
    }

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
    fn of_messages_other_things_are_said_than_of_accounts() {
        let message = Batch { action: "message".to_owned(), ..batch() };
        let mut undo = Batch { action: "undo".to_owned(), ..batch() };
        undo.counts.withdraw = 2;
        for key in ["announce-planned", "announce-applied", "batch-apply", "apply-title", "apply-what", "report-clean"]
        {
            let all = [&batch(), &message, &undo].map(|batch| text_of(batch, key));
            assert!(all.iter().all(|text| !text.is_empty()), "{key}");
            assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2], "{key}");
        }
    }

    fn text_of(batch: &Batch, key: &str) -> String {
        said(batch, key, &[("count", 2.into()), ("left", 1.into())])
    }

    #[test]
    fn every_action_has_a_name() {
        for (_, action) in MADE {
            assert!(find(&format!("batch-action-{}", action.replace('_', "-")), &[]).is_some(), "{action}");
        }
    }
}
