//! Download profiles: of whom, in which format, with which fields.

mod choices;
mod fields;
mod way;

use std::cell::RefCell;
use std::rc::Rc;

use rollcall_wire::batches::Target;
use web_sys::AbortController;
use yew::prelude::*;

use self::choices::{Choices, Extent, use_choices};
use self::way::Way;
use super::selection::{Question, Selection};
use crate::api;
use crate::i18n::find;
use crate::router::{self, Route};
use crate::session::use_me;
use crate::t;
use crate::ui::{
    Button, Dialog, DialogSize, Form, Look, ProblemAlert, Symbol, Task, Toast, use_load, use_task, use_toaster,
    use_unique_id,
};
use crate::url::Query;

/// The formats by their names in the API.
const FORMATS: [&str; 7] = ["csv", "xlsx", "ods", "json", "ndjson", "html", "pdf"];

/// People who can be downloaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Whom {
    /// What they are called together.
    pub name: String,
    /// How many they are, as far as is known.
    pub count: i64,
    /// The question that finds them, where a filter can ask it.
    question: Option<Question>,
    target: Target,
}

impl Whom {
    /// Those whom a question finds.
    pub fn of_question(name: impl Into<String>, question: Question, count: i64) -> Self {
        let everybody = Selection::Everybody { question: question.clone(), total: count, except: Default::default() };
        Self { name: name.into(), count, question: Some(question), target: everybody.target() }
    }

    /// Those who are selected.
    pub fn of_selection(name: impl Into<String>, selection: &Selection) -> Self {
        let (count, question) = (selection.count(), selection.question());
        Self { name: name.into(), count, question, target: selection.target() }
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// At least one; the first is proposed.
    pub whom: Vec<Whom>,
    /// The columns of the list.
    pub columns: Vec<String>,
    pub onclose: Callback<()>,
}

/// A download that was asked for.
#[derive(Clone)]
struct Order {
    people: Whom,
    way: Way,
    format: String,
    /// No fields mean all.
    fields: Vec<String>,
}

/// The address of a download; no fields means all.
fn address(question: &Question, format: &str, fields: &[String]) -> String {
    Query::default()
        .with("format", format)
        .with("q", &question.q)
        .with("filter", &question.filter)
        .with("fields", fields.join(","))
        .on("/users/export")
}

fn format_text(part: &str, format: &str) -> String {
    find(&format!("{part}-{format}"), &[]).unwrap_or_default()
}

/// The dialog.
#[component]
pub fn DownloadDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let custom = use_load((), |(), signal| async move { api::profile_fields::list(&signal).await });
    let me = use_me();
    let choices = use_choices();
    let people = props.whom.get(*choices.whom).cloned();
    let ways = people.as_ref().map(|people| Way::of(people, me.as_deref())).unwrap_or_default();
    let way = choices.way(&ways);
    let task = use_task();
    let running = use_running();
    let offered = fields::offered(custom.data.as_ref().map_or(&[], |fields| fields.as_slice()));
    let onsubmit = {
        let order = people.clone().zip(way).map(|(people, way)| Order {
            people,
            way,
            format: (*choices.format).clone(),
            fields: choices.fields(&props.columns, &offered),
        });
        downloading(props, order, &choices, &task, use_toaster(), running)
    };
    let what = way.zip(people.as_ref()).map(|(way, people)| AttrValue::from(way.what(people)));
    let failure = task.failure.as_ref().filter(|failure| **failure != api::Failure::Cancelled);
    let reason = way.is_none().then(|| AttrValue::from(t!("way-none")));
    let submit = if way == Some(Way::Prepared) { t!("way-prepare") } else { t!("download") };
    let footer = html! {
        <>
            <Button look={Look::Primary} icon={Symbol::Download} submit=true form={form.clone()} busy={task.busy} {reason} testid="download-submit">{ submit }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog title={t!("download-title")} size={DialogSize::Medium} onclose={props.onclose.clone()} {footer} testid="download-dialog">
            if let Some(failure) = failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                { choices.of_people(props) }
                if let Some(way) = way {
                    { choices.of_way(way, &ways, what) }
                }
                { choices.of_file() }
                if *choices.extent == Extent::Chosen {
                    { choices.of_fields(&offered, &custom) }
                }
            </Form>
            <p class="rc-quiet rc-after" role="status">{ if task.busy { t!("download-busy") } else { t!("download-audit") } }</p>
        </Dialog>
    }
}

/// A download as it is on its way, which closing the dialog lets go of.
type Running = Rc<RefCell<Option<AbortController>>>;

#[hook]
fn use_running() -> Running {
    let running = use_mut_ref(|| None::<AbortController>);
    use_effect_with((), {
        let running = running.clone();
        move |()| {
            move || {
                if let Some(controller) = running.take() {
                    controller.abort();
                }
            }
        }
    });
    running
}

/// Downloads, or has the file prepared.
fn downloading(
    props: &Props,
    order: Option<Order>,
    choices: &Choices,
    task: &Task,
    toaster: Callback<Toast>,
    running: Running,
) -> Callback<()> {
    let (task, onclose, missing) = (task.clone(), props.onclose.clone(), choices.missing.setter());
    let chooses = *choices.extent == Extent::Chosen;
    Callback::from(move |()| {
        let nothing = chooses && order.as_ref().is_none_or(|order| order.fields.is_empty());
        missing.set(nothing);
        let Some(Order { people, way, format, fields }) = order.as_ref().filter(|_| !nothing && !task.busy) else {
            return;
        };
        let question = match (way, &people.question) {
            (Way::Now, Some(question)) => question,
            (Way::Now | Way::Prepared, _) => {
                let order = way::order(people, format, fields.clone());
                let call = async move { api::batches::select(&order).await };
                return task.run(call, |batch| router::go(&Route::Batch(batch.id).path()));
            }
        };
        let (path, name) = (address(question, format, fields), format!("accounts.{format}"));
        let controller = AbortController::new().ok();
        let signal = controller.as_ref().map(AbortController::signal);
        running.replace(controller);
        let (toaster, onclose, running, saved) = (toaster.clone(), onclose.clone(), running.clone(), name.clone());
        let call = async move { api::download::save_unless(&path, &name, signal.as_ref()).await };
        task.run(call, move |()| {
            running.take();
            toaster.emit(Toast::success(t!("download-done", name = saved)));
            onclose.emit(());
        });
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_download_asks_for_the_people_the_format_and_the_fields() {
        let question = Question { q: "an".to_owned(), filter: r#"status eq "active""#.to_owned() };
        let fields = ["username".to_owned(), "profile_field_x".to_owned()];
        let path = "/users/export?format=csv&q=an&filter=status%20eq%20%22active%22&fields=username%2Cprofile_field_x";
        assert_eq!(address(&question, "csv", &fields), path);
        assert_eq!(address(&Question::default(), "json", &[]), "/users/export?format=json");
    }

    #[test]
    fn every_format_and_extent_has_its_words() {
        for format in FORMATS {
            assert!(
                !format_text("format", format).is_empty() && !format_text("format-what", format).is_empty(),
                "{format}"
            );
        }
        for way in [Way::Now, Way::Prepared] {
            assert!(!format_text("way", way.code()).is_empty(), "{way:?}");
        }
        for (code, _) in Extent::ALL {
            assert!(!format_text("download", code).is_empty(), "{code}");
        }
    }
}
