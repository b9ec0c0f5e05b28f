//! Download profiles: of whom, in which format, with which fields.

mod fields;
mod way;

use std::collections::BTreeSet;

use rollcall_wire::batches::Target;
use web_sys::AbortController;
use yew::prelude::*;

use self::way::Way;
use super::selection::{Question, Selection};
use crate::api;
use crate::i18n::find;
use crate::router::{self, Route};
use crate::session::use_me;
use crate::t;
use crate::ui::{
    Alert, Button, Check, Dialog, DialogSize, Form, Look, ProblemAlert, Select, Symbol, Toast, Tone, use_load,
    use_task, use_toaster, use_unique_id,
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

/// Which fields one wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    All,
    Shown,
    Chosen,
}

impl Extent {
    const ALL: [(&str, Self); 3] = [("all", Self::All), ("shown", Self::Shown), ("chosen", Self::Chosen)];

    fn code(self) -> &'static str {
        Self::ALL.iter().find(|(_, extent)| *extent == self).map_or("all", |(code, _)| code)
    }
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
    let whom = use_state_eq(|| 0_usize);
    // What was chosen, of whom: others are proposed another way.
    let chosen_way = use_state_eq(|| None::<(usize, Way)>);
    let people = props.whom.get(*whom).cloned();
    let ways = people.as_ref().map(|people| Way::of(people, me.as_deref())).unwrap_or_default();
    let way = chosen_way.filter(|(of, way)| *of == *whom && ways.contains(way)).map(|(_, way)| way);
    let way = way.or(ways.first().copied());
    let format = use_state_eq(|| FORMATS[0].to_owned());
    let extent = use_state_eq(|| Extent::All);
    let chosen = use_state_eq(BTreeSet::<String>::new);
    let missing = use_state_eq(|| false);
    let task = use_task();
    let toaster = use_toaster();
    // Closing the dialog lets go of what is on its way.
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
    let offered = fields::offered(custom.data.as_ref().map_or(&[], |fields| fields.as_slice()));
    let onsubmit = {
        let (task, toaster, onclose) = (task.clone(), toaster.clone(), props.onclose.clone());
        let (people, format, missing) = (people.clone(), (*format).clone(), missing.setter());
        let wanted: Vec<String> = match *extent {
            Extent::All => Vec::new(),
            Extent::Shown => fields::known(&props.columns),
            Extent::Chosen => {
                let names = offered.iter().map(|(name, _)| name);
                names.filter(|name| chosen.contains(*name)).cloned().collect()
            }
        };
        let nothing = *extent == Extent::Chosen && wanted.is_empty();
        Callback::from(move |()| {
            missing.set(nothing);
            let Some(people) = people.as_ref().filter(|_| !nothing && !task.busy) else { return };
            let question = match (way, &people.question) {
                (None, _) => return,
                (Some(Way::Now), Some(question)) => question,
                (Some(Way::Now | Way::Prepared), _) => {
                    let order = way::order(people, &format, wanted.clone());
                    let call = async move { api::batches::select(&order).await };
                    return task.run(call, |batch| router::go(&Route::Batch(batch.id).path()));
                }
            };
            let (path, name) = (address(question, &format, &wanted), format!("accounts.{format}"));
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
    };
    let set_text = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |code| state.set(code))
    };
    let onwhom = {
        let whom = whom.setter();
        Callback::from(move |place: String| whom.set(place.parse().unwrap_or_default()))
    };
    let onextent = {
        let extent = extent.setter();
        Callback::from(move |code: String| {
            let known = Extent::ALL.iter().find(|(known, _)| *known == code);
            extent.set(known.map_or(Extent::All, |(_, extent)| *extent));
        })
    };
    let onway = {
        let (chosen_way, whom) = (chosen_way.setter(), *whom);
        Callback::from(move |code: String| {
            let way = if code == Way::Prepared.code() { Way::Prepared } else { Way::Now };
            chosen_way.set(Some((whom, way)));
        })
    };
    let tick = |(name, title): &(String, String)| {
        let onchange = {
            let (chosen, name) = (chosen.clone(), name.clone());
            Callback::from(move |wanted: bool| {
                let mut now = (*chosen).clone();
                if wanted {
                    now.insert(name.clone());
                } else {
                    now.remove(&name);
                }
                chosen.set(now);
            })
        };
        let checked = chosen.contains(name);
        html! { <li><Check label={title.clone()} {checked} {onchange} testid={format!("field-{name}")} /></li> }
    };
    let what = way.zip(people.as_ref()).map(|(way, people)| AttrValue::from(way.what(people)));
    let way_names: Vec<(AttrValue, AttrValue)> =
        ways.iter().map(|way| (way.code().into(), format_text("way", way.code()).into())).collect();
    let people: Vec<(AttrValue, AttrValue)> = props
        .whom
        .iter()
        .enumerate()
        .map(|(place, whom)| (place.to_string().into(), whom.name.clone().into()))
        .collect();
    let formats = FORMATS.map(|code| (AttrValue::Static(code), format_text("format", code).into()));
    let extents = Extent::ALL.map(|(code, _)| (AttrValue::Static(code), format_text("download", code).into()));
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
                <Select label={t!("download-whom")} value={whom.to_string()} options={people} onchange={onwhom} testid="download-whom" />
                if let Some(way) = way {
                    <Select label={t!("download-way")} value={way.code()} options={way_names} help={what} onchange={onway} testid="download-way" />
                }
                <Select label={t!("download-format")} help={format_text("format-what", &format)} value={(*format).clone()} options={formats.to_vec()} onchange={set_text(&format)} testid="download-format" />
                <Select label={t!("download-fields")} value={extent.code()} options={extents.to_vec()} onchange={onextent} testid="download-fields" />
                if *extent == Extent::Chosen {
                    <fieldset class="rc-ticks">
                        <legend>{ t!("download-chosen") }</legend>
                        if *missing {
                            <Alert tone={Tone::Danger} title={t!("download-nothing")} urgent=true testid="download-nothing" />
                        }
                        if let Some(failure) = &custom.failure {
                            <ProblemAlert failure={failure.clone()} retry={custom.reload.clone()} />
                        }
                        <ul class="rc-columns" role="list">{ for offered.iter().map(tick) }</ul>
                    </fieldset>
                }
            </Form>
            <p class="rc-quiet rc-after" role="status">{ if task.busy { t!("download-busy") } else { t!("download-audit") } }</p>
        </Dialog>
    }
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
