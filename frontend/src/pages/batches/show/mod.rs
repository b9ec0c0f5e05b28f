//! One batch, in whatever state it is: planning, planned, applying, at its end.

mod apply;
mod approval;
mod downloads;
mod facts;
mod file;
mod outcomes;
mod pace;
mod progress;
mod repair;
mod replan;
mod report;
mod results;
mod rows;
mod scheduled;
mod stop;
mod warnings;
mod watch;

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use yew::prelude::*;

use self::apply::ApplyButton;
use self::approval::Approval;
use self::downloads::{Downloads, RejectedNote};
use self::facts::BatchFacts;
use self::file::ExportFile;
use self::outcomes::OutcomeTiles;
use self::progress::LiveProgress;
use self::replan::ReplanButton;
use self::report::{Report, UndoButton};
use self::results::{ResultCounts, has_results, use_results};
use self::rows::RowsTable;
use self::scheduled::Scheduled;
use self::stop::StopButton;
use self::warnings::Warnings;
use self::watch::use_batch;
use super::state;
use crate::api;
use crate::i18n::format;
use crate::router::Route;
use crate::t;
use crate::ui::{Alert, Link, PageHeader, ProblemAlert, Section, Steps, TextSkeleton, Tone, use_announcer, use_load};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The batch's id.
    pub id: AttrValue,
}

/// The page.
#[component]
pub fn BatchPage(props: &Props) -> Html {
    let watched = use_batch(props.id.clone());
    let undo_of = watched.batch.as_ref().and_then(|batch| batch.undo_of.clone());
    let undone = use_load(undo_of, |id, signal| async move {
        match id {
            Some(id) => api::batches::get(&id, Some(&signal)).await.map(Some),
            None => Ok(None),
        }
    });
    let undone = undone.data.as_ref().and_then(|found| (**found).clone());
    use_announcements(watched.batch.as_ref());
    let Some(batch) = &watched.batch else {
        let body = match &watched.failure {
            Some(failure) => {
                html! { <ProblemAlert failure={failure.clone()} retry={watched.reload.clone()} testid="batch-error" /> }
            }
            None => html! { <TextSkeleton /> },
        };
        return html! {
            <>
                <PageHeader title={t!("batch")} />
                <Section>{ body }</Section>
            </>
        };
    };
    let state = html! {
        <span data-testid="batch-state" data-state={batch.state.clone()}>{ state::label(batch) }</span>
    };
    html! {
        <>
            <PageHeader title={state::title(batch, undone.as_ref())} aside={state}>
                <BatchFacts batch={batch.clone()} />
            </PageHeader>
            <Section>
                if let Some(failure) = &watched.failure {
                    <ProblemAlert failure={failure.clone()} retry={watched.reload.clone()} testid="batch-error" />
                }
                if let Some(current) = state::step(batch).filter(|_| batch.kind == "file") {
                    <Steps label={t!("batch-steps")} steps={state::steps()} {current} />
                }
                { family(batch, undone.as_ref()) }
                { body(batch, &watched.reload) }
            </Section>
        </>
    }
}

/// Says a change of state aloud, once; the ticks in between are silent.
#[hook]
fn use_announcements(batch: Option<&Rc<Batch>>) {
    let announce = use_announcer();
    let last = use_mut_ref(|| None::<String>);
    let state = batch.map(|batch| batch.state.clone());
    let text = batch.map(|batch| announcement(batch)).unwrap_or_default();
    use_effect_with(state, move |state| {
        let before = last.replace(state.clone());
        if before.is_some() && state.is_some() {
            announce.emit(text);
        }
    });
}

/// What is said of the state that a batch has come to.
fn announcement(batch: &Batch) -> String {
    let count = state::accounts(batch);
    match (batch.state.as_str(), state::starts_at(batch)) {
        ("planned", _) if state::is_export(batch) => t!("announce-export-planned", count = count),
        ("applied", _) if state::is_export(batch) => t!("announce-exported"),
        ("queued", Some(at)) => t!("announce-scheduled", at = format::moment(at)),
        (state, _) => state::said(batch, &format!("announce-{state}"), &[("count", count.into())]),
    }
}

/// What this batch undoes, and what has undone it.
fn family(batch: &Batch, undone: Option<&Batch>) -> Html {
    let undoes = batch.undo_of.as_ref().map(|id| {
        let name = undone.map_or_else(|| t!("batch"), state::name);
        let title = if state::is_done(batch) { t!("batch-undoes-done") } else { t!("batch-undoes") };
        html! {
            <Alert tone={Tone::Info} {title} testid="undoes">
                <Link to={Route::Batch(id.clone()).path()}>{ name }</Link>
            </Alert>
        }
    });
    let undone_by = batch.undone_by.as_ref().map(|id| {
        html! {
            <Alert tone={Tone::Info} title={t!("batch-undone")} testid="undone-by">
                <Link to={Route::Batch(id.clone()).path()}>{ t!("batch-undone-by") }</Link>
            </Alert>
        }
    });
    html! { <>{ undoes }{ undone_by }</> }
}

fn body(batch: &Rc<Batch>, reload: &Callback<()>) -> Html {
    let outcomes = || html! { <Outcomes batch={batch.clone()} onchanged={reload.clone()} /> };
    match batch.state.as_str() {
        "queued" if state::starts_at(batch).is_some() => html! {
            <>
                <Scheduled batch={batch.clone()} />
                <div class="rc-bar"><StopButton batch={batch.clone()} onchanged={reload.clone()} /></div>
                { outcomes() }
            </>
        },
        "planning" | "queued" | "applying" => html! {
            <>
                <LiveProgress batch={batch.clone()} />
                <div class="rc-bar"><StopButton batch={batch.clone()} onchanged={reload.clone()} /></div>
            </>
        },
        "planned" => html! {
            <>
                <Approval batch={batch.clone()} onchanged={reload.clone()} />
                <div class="rc-bar">
                    <ApplyButton batch={batch.clone()} onchanged={reload.clone()} />
                    <ReplanButton batch={batch.clone()} onchanged={reload.clone()} />
                    <StopButton batch={batch.clone()} onchanged={reload.clone()} />
                    <Downloads batch={batch.clone()} />
                </div>
                <RejectedNote batch={batch.clone()} />
                <Warnings warnings={batch.warnings.clone()} />
                { outcomes() }
            </>
        },
        "applied" if state::is_export(batch) => html! {
            <>
                <ExportFile batch={batch.clone()} />
                <div class="rc-bar"><Downloads batch={batch.clone()} /></div>
                <Warnings warnings={batch.warnings.clone()} done=true />
                { outcomes() }
            </>
        },
        "applied" => html! {
            <>
                <div class="rc-bar">
                    <UndoButton batch={batch.clone()} />
                    <Downloads batch={batch.clone()} />
                </div>
                if batch.undone_by.is_none() {
                    <Report batch={batch.clone()} />
                    <RejectedNote batch={batch.clone()} />
                }
                <Warnings warnings={batch.warnings.clone()} done=true />
                { outcomes() }
            </>
        },
        _ => html! {
            <>
                { ended(batch) }
                <div class="rc-bar">
                    <UndoButton batch={batch.clone()} />
                    <Downloads batch={batch.clone()} />
                </div>
                <RejectedNote batch={batch.clone()} />
                if batch.counts.entries().iter().any(|(_, count)| *count > 0) {
                    { outcomes() }
                }
            </>
        },
    }
}

#[derive(PartialEq, Properties)]
struct OutcomesProps {
    batch: Rc<Batch>,
    onchanged: Callback<()>,
}

/// What the rows do or have done, what has become of them since, and the rows.
#[component]
fn Outcomes(props: &OutcomesProps) -> Html {
    let batch = &props.batch;
    let results = use_results(batch);
    html! {
        <>
            if has_results(batch) {
                <ResultCounts found={results.data.clone()} failure={results.failure.clone()} reload={results.reload.clone()} />
            }
            <OutcomeTiles batch={batch.clone()} />
            <RowsTable batch={batch.clone()} results={results.data.clone()} onchanged={props.onchanged.clone()} />
        </>
    }
}

/// Why a batch came to an end before it was applied in full.
fn ended(batch: &Batch) -> Html {
    match (batch.state.as_str(), &batch.problem) {
        (_, Some(problem)) => html! {
            <ProblemAlert failure={api::Failure::Problem(Box::new(problem.clone()))} testid="batch-problem" />
        },
        ("cancelled", None) if batch.started_at.is_some() => html! {
            <Alert tone={Tone::Warning} title={t!("batch-cancelled")}>{ t!("batch-cancelled-detail") }</Alert>
        },
        ("cancelled", None) => {
            html! { <Alert tone={Tone::Info} title={t!("batch-discarded")}>{ t!("batch-discarded-detail") }</Alert> }
        }
        ("expired", None) => {
            html! { <Alert tone={Tone::Info} title={t!("batch-expired")}>{ t!("batch-expired-detail") }</Alert> }
        }
        _ => html! { <Alert tone={Tone::Danger} title={t!("batch-failed")} /> },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_aloud_fits_the_batch() {
        let of = |action: &str, kind: &str, state: &str, starts_at: Option<&str>| {
            announcement(&Batch {
                action: action.to_owned(),
                kind: kind.to_owned(),
                state: state.to_owned(),
                starts_at: starts_at.map(str::to_owned),
                ..state::tests::batch()
            })
        };
        assert!(of("export", "selection", "planned", None).contains("file"));
        assert!(of("suspend", "selection", "planned", None).contains("No account would change"));
        assert!(of("suspend", "selection", "queued", Some("2026-03-01T22:00:00Z")).contains("2026-03-01T22:00:00Z"));
        assert_eq!(of("suspend", "selection", "queued", None), t!("announce-queued"));
    }
}
