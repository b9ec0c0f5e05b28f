//! What has become of a message to many: counted, and looked at again while mails go out.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use rollcall_wire::batches::{Batch, ResultCount, RowResult};
use yew::prelude::*;

use super::super::state;
use crate::api;
use crate::i18n::{format, words};
use crate::t;
use crate::ui::{Badge, Heading, Hue, Load, ProblemAlert, TextSkeleton, use_load};

/// Milliseconds between looks while mails wait.
const LOOK_AGAIN: u32 = 3_000;
/// The result of a copy that is to be mailed yet.
const WAITING: &str = "email_waiting";

/// Whether a batch has sent messages, which fare on after it.
pub fn has_results(batch: &Batch) -> bool {
    batch.action == "message" && batch.kind != "undo" && state::is_done(batch) && batch.counts.send > 0
}

/// The results of a batch; nothing is asked of one that has none.
pub type Results = Load<Vec<ResultCount>>;

/// Keeps up with the results of a batch.
#[hook]
pub fn use_results(batch: &Batch) -> Results {
    let question = has_results(batch).then(|| (batch.id.clone(), batch.version));
    let results = use_load(question, |question, signal| async move {
        match question {
            Some((id, _)) => api::batches::results(&id, &signal).await,
            None => Ok(Vec::new()),
        }
    });
    let waits = results.data.as_ref().is_some_and(|found| found.iter().any(|one| one.code == WAITING));
    use_effect_with((waits, results.busy), {
        let reload = results.reload.clone();
        move |(waits, busy): &(bool, bool)| {
            let timer = (*waits && !busy).then(|| Timeout::new(LOOK_AGAIN, move || reload.emit(())));
            move || drop(timer)
        }
    });
    results
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub found: Option<Rc<Vec<ResultCount>>>,
    pub failure: Option<api::Failure>,
    pub reload: Callback<()>,
}

/// The counts, each with its name.
#[component]
pub fn ResultCounts(props: &Props) -> Html {
    let one = |found: &ResultCount| {
        let testid = format!("result-{}", found.code);
        html! {
            <li data-testid={testid} data-count={found.count.to_string()}>
                <Badge hue={hue(&found.code)} text={format!("{} {}", format::count(found.count), words::message_result(&found.code))} />
            </li>
        }
    };
    html! {
        <div class="rc-section" data-testid="results">
            <Heading>{ t!("results") }</Heading>
            if let Some(failure) = &props.failure {
                <ProblemAlert failure={failure.clone()} retry={props.reload.clone()} testid="results-error" />
            }
            if let Some(found) = &props.found {
                if found.is_empty() {
                    <p class="rc-quiet" data-testid="results-none">{ t!("results-none") }</p>
                } else {
                    <ul class="rc-badges" role="list" aria-label={t!("results")}>{ for found.iter().map(one) }</ul>
                    <p class="rc-quiet">{ t!("results-what") }</p>
                }
            } else if props.failure.is_none() {
                <TextSkeleton />
            }
        </div>
    }
}

/// What has become of the message of one row.
pub fn of_row(results: &[RowResult]) -> Html {
    let one = |result: &RowResult| {
        html! {
            <span data-testid="row-result" data-code={result.code.clone()}>
                <Badge hue={hue(&result.code)} text={words::message_result(&result.code)} />
                if let Some(at) = &result.at {
                    { " " }<span class="rc-quiet">{ format::moment(at) }</span>
                }
            </span>
        }
    };
    html! { <span class="rc-badges">{ for results.iter().map(one) }</span> }
}

/// The colour of a result.
fn hue(code: &str) -> Hue {
    match code {
        "read" | "emailed" => Hue::Good,
        "bounced" | "email_refused" => Hue::Bad,
        "email_suppressed" | "no_address" => Hue::Attention,
        "email_waiting" | "email_in_digest" => Hue::Active,
        _ => Hue::Neutral,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::state::tests::batch;
    use super::*;
    use crate::i18n::find;

    #[test]
    fn every_result_has_a_name() {
        for code in [
            "delivered",
            "read",
            "withdrawn",
            "email_waiting",
            "email_in_digest",
            "emailed",
            "bounced",
            "email_refused",
            "email_suppressed",
            "opted_out",
            "no_address",
            "email_not_needed",
        ] {
            assert!(find(&format!("result-{}", code.replace('_', "-")), &[]).is_some(), "{code}");
        }
    }

    #[test]
    fn messages_have_results_once_they_are_sent() {
        let mut sent = Batch { action: "message".to_owned(), kind: "selection".to_owned(), ..batch() };
        sent.counts.send = 2;
        assert!(!has_results(&sent));
        sent.state = "applied".to_owned();
        sent.started_at = Some(String::new());
        assert!(has_results(&sent));
        assert!(!has_results(&Batch { kind: "undo".to_owned(), ..sent }));
    }
}
