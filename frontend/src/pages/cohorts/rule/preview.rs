//! Who would come and go by a rule.

use rollcall_wire::cohorts::{PreviewRule, RuleMoves, RulePreview};
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Load, ProblemAlert, TextSkeleton, use_load};

/// What is tried.
#[derive(Debug, Clone, PartialEq)]
pub enum Trial {
    /// Nothing yet.
    Nothing,
    /// A rule for the cohort with this id; without one, that which it has.
    Rule { cohort: String, rule: Option<String> },
}

/// Tries a rule.
#[hook]
pub fn use_preview(trial: Trial) -> Load<Option<RulePreview>> {
    use_load(trial, |trial, signal| async move {
        let Trial::Rule { cohort, rule } = trial else { return Ok(None) };
        let asked = PreviewRule { cohort_id: Some(cohort), rule };
        api::cohorts::preview(&asked, &signal).await.map(Some)
    })
}

/// What came of trying, once it is there.
pub fn seen(load: &Load<Option<RulePreview>>) -> Option<&RulePreview> {
    load.data.as_deref().and_then(Option::as_ref).filter(|_| !load.busy && load.failure.is_none())
}

/// How many come or go.
pub fn moves(preview: &RulePreview) -> i64 {
    preview.coming.count + preview.leaving.count
}

/// The number to be sent along with the rule, where one is asked for.
pub fn confirmed(preview: &RulePreview) -> Option<i64> {
    preview.confirmation_required.then(|| moves(preview))
}

/// Who comes, who goes, and how many stay.
pub fn shown(load: &Load<Option<RulePreview>>) -> Html {
    let body = match (load.data.as_deref().and_then(Option::as_ref), &load.failure) {
        (_, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={load.reload.clone()} testid="rule-preview-error" /> }
        }
        (None, None) => html! { <TextSkeleton /> },
        (Some(preview), None) => html! {
            <>
                { moved("rule-coming", t!("rule-coming", count = preview.coming.count), &preview.coming) }
                { moved("rule-leaving", t!("rule-leaving", count = preview.leaving.count), &preview.leaving) }
                if preview.staying + preview.leaving.count > 0 {
                    <p data-testid="rule-staying">{ t!("rule-staying", count = preview.staying) }</p>
                }
            </>
        },
    };
    html! { <div class="rc-rule-preview" role="status" aria-busy={load.busy.to_string()} data-testid="rule-preview">{ body }</div> }
}

/// How many move, and the names of the first.
fn moved(testid: &'static str, said: String, moves: &RuleMoves) -> Html {
    let names: Vec<&str> = moves.people.iter().map(|person| person.full_name.as_str()).collect();
    let more = moves.count - i64::try_from(names.len()).unwrap_or(0);
    html! {
        <p data-testid={testid}>
            { said }
            if !names.is_empty() {
                <span class="rc-below">
                    { names.join(", ") }
                    if more > 0 { { t!("rule-and-more", count = more) } }
                </span>
            }
        </p>
    }
}
