//! A batch's files: the report, and the rows to correct and upload again.

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::state;
use crate::api::{batches, download};
use crate::t;
use crate::ui::{Alert, Button, Look, Symbol, Toast, Tone, use_toaster, words};

/// A file's name for something that belongs to a batch.
fn file_name(batch: &Batch, part: &str) -> String {
    let name = batch.name.rsplit_once('.').map_or(batch.name.as_str(), |(stem, _)| stem);
    let sound = |c: char| {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | ' ') { c } else { '_' }
    };
    format!("{}-{part}.csv", name.chars().map(sound).collect::<String>().trim())
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
}

/// The buttons.
#[component]
pub fn Downloads(props: &Props) -> Html {
    let toaster = use_toaster();
    let batch = &props.batch;
    let get = |part: &'static str| {
        let path = batches::path(&batch.id, &format!("/{part}.csv"));
        let (name, toaster) = (file_name(batch, part), toaster.clone());
        Callback::from(move |()| {
            let (path, name, toaster) = (path.clone(), name.clone(), toaster.clone());
            spawn_local(async move {
                if let Err(failure) = download::save(&path, &name).await {
                    toaster.emit(Toast::danger(t!("download-failed", reason = words(&failure).detail)));
                }
            });
        })
    };
    let rejected = rejected(batch);
    html! {
        <>
            if rejected > 0 {
                <Button look={Look::Link} icon={Symbol::Download} onclick={get("rejected")} testid="download-rejected">
                    { t!("download-rejected", count = rejected) }
                </Button>
            }
            <Button look={Look::Link} icon={Symbol::Download} onclick={get("report")} testid="download-report">{ if state::is_done(batch) { t!("download-report") } else { t!("download-plan") } }</Button>
        </>
    }
}

fn rejected(batch: &Batch) -> i64 {
    batch.counts.error + batch.counts.conflict
}

/// What to mind about rejected rows: those of a full sync, uploaded alone, would make everybody else be missing.
#[component]
pub fn RejectedNote(props: &Props) -> Html {
    if rejected(&props.batch) == 0 || state::full_sync(&props.batch).is_none() {
        return Html::default();
    }
    html! { <Alert tone={Tone::Warning} title={t!("rejected-full-sync")} testid="rejected-full-sync">{ t!("rejected-full-sync-detail") }</Alert> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::batches::state::tests::batch;

    #[test]
    fn a_file_is_named_after_its_batch() {
        let batch = Batch { name: "leavers: May/June.csv".to_owned(), ..batch() };
        assert_eq!(file_name(&batch, "report"), "leavers_ May_June-report.csv");
    }
}
