//! Who made the batch, when, and from what.

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::super::new::described;
use super::super::state;
use crate::i18n::{format, words};
use crate::pages::cohorts::people_address;
use crate::router::Route;
use crate::t;
use crate::ui::{Fact, Facts, Link};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
}

/// The facts.
#[component]
pub fn BatchFacts(props: &Props) -> Html {
    let batch = &props.batch;
    let source = &batch.source;
    let by = batch.created_by.as_ref().map(|actor| actor.username.clone());
    let moment = |at: &String| html! { <time datetime={at.clone()}>{ format::moment(at) }</time> };
    html! {
        <Facts>
            <Fact term={t!("batch-action")}>{ words::batch_action(&batch.action) }</Fact>
            <Fact term={t!("batch-by")}>{ by.unwrap_or_else(|| t!("by-system")) }</Fact>
            <Fact term={t!("batch-when")}>{ moment(&batch.created_at) }</Fact>
            if let (Some(approver), true) = (&batch.approved_by, batch.state != "planned") {
                <Fact term={t!("batch-approved-by")}>
                    { &approver.username }
                    if let Some(at) = &batch.approved_at {
                        <span class="rc-below">{ moment(at) }</span>
                    }
                </Fact>
            }
            if let Some(other) = batch.applied_by.as_ref().filter(|other| batch.created_by.as_ref() != Some(other)) {
                <Fact term={t!("batch-applied-by")}>{ &other.username }</Fact>
            }
            if let Some(at) = &batch.finished_at {
                <Fact term={t!("batch-finished")}>{ moment(at) }</Fact>
            }
            if let Some(rows) = source.rows {
                <Fact term={t!("source-rows")}><span data-testid="source-rows">{ format::count(rows) }</span></Fact>
            }
            if let Some(count) = source.count {
                <Fact term={t!("source-count")}>{ format::count(count) }</Fact>
            }
            if let Some(name) = source.file_name.as_ref().filter(|name| **name != batch.name) {
                <Fact term={t!("source-file")}>{ name }</Fact>
            }
            if let Some(sheet) = &source.sheet {
                <Fact term={t!("setting-sheet")}><span data-testid="source-sheet">{ sheet }</span></Fact>
            }
            if let Some(delimiter) = &source.delimiter {
                <Fact term={t!("setting-delimiter")}><span data-testid="source-delimiter">{ words::delimiter(delimiter) }</span></Fact>
            }
            if let Some(encoding) = &source.encoding {
                <Fact term={t!("setting-encoding")}><span data-testid="source-encoding">{ words::encoding(encoding) }</span></Fact>
            }
            if let Some(size) = source.size {
                <Fact term={t!("source-size")}>{ format::bytes(size) }</Fact>
            }
            { settings(batch) }
        </Facts>
    }
}

/// The settings that a reviewer or approver of a batch should know.
fn settings(batch: &Batch) -> Html {
    let full_sync = state::full_sync(batch).map(|filter| {
        let method = match batch.settings["on_suspend_auth_method"].as_str() {
            Some(method) => words::auth_method(method),
            None => t!("fact-method-stays"),
        };
        html! {
            <>
                <Fact term={t!("fact-full-sync")}><span class="rc-word" data-testid="fact-full-sync">{ filter.to_owned() }</span></Fact>
                <Fact term={t!("fact-method-of-suspended")}><span data-testid="fact-method">{ method }</span></Fact>
            </>
        }
    });
    let wished = state::wished_at(batch).map(|at| {
        let moment = format::moment(at);
        let text = if format::is_to_come(at) { moment } else { t!("fact-apply-at-past", at = moment) };
        html! { <Fact term={t!("fact-apply-at")}><time datetime={at.to_owned()} data-testid="fact-apply-at">{ text }</time></Fact> }
    });
    let on_error = batch.settings["on_error"].as_str().map(|value| {
        html! { <Fact term={t!("setting-on-error")}><span data-testid="fact-on-error">{ described::value_label("on_error", value) }</span></Fact> }
    });
    let cohort = state::cohort(batch).map(|key| {
        html! { <Fact term={t!("cohort")}><Link to={people_address(key)} testid="fact-cohort">{ key.to_owned() }</Link></Fact> }
    });
    let course = state::course(batch).map(|(id, code)| {
        html! { <Fact term={t!("course")}><Link to={Route::Course(id.to_owned()).path()} testid="fact-course">{ code.map_or_else(|| t!("course-open-page"), str::to_owned) }</Link></Fact> }
    });
    html! { <>{ full_sync }{ wished }{ cohort }{ course }{ on_error }</> }
}
