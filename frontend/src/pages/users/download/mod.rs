//! Download profiles: of whom, in which format, with which fields.

mod fields;

use std::collections::BTreeSet;

use web_sys::AbortController;
use yew::prelude::*;

use super::selection::Question;
use crate::api;
use crate::i18n::find;
use crate::t;
use crate::ui::{
    Alert, Button, Check, Dialog, DialogSize, Form, Look, ProblemAlert, Select, Symbol, Toast, Tone, use_load,
    use_task, use_toaster, use_unique_id,
};
use crate::url::Query;

/// The formats by their names in the API.
const FORMATS: [&str; 7] = ["csv", "xlsx", "ods", "json", "ndjson", "html", "pdf"];

/// People who can be downloaded: what they are called together, and the question that finds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    pub name: String,
    pub question: Question,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// At least one; the first is proposed.
    pub whom: Vec<Whom>,
    /// The columns of the list.
    pub columns: Vec<&'static str>,
    /// What can't be downloaded, and why.
    #[prop_or_default]
    pub note: Option<AttrValue>,
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
fn address(whom: &Whom, format: &str, fields: &[String]) -> String {
    Query::default()
        .with("format", format)
        .with("q", &whom.question.q)
        .with("filter", &whom.question.filter)
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
    let whom = use_state_eq(|| 0_usize);
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
        let (people, format, missing) = (props.whom.get(*whom).cloned(), (*format).clone(), missing.setter());
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
            let (path, name) = (address(people, &format, &wanted), format!("accounts.{format}"));
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
    let people: Vec<(AttrValue, AttrValue)> = props
        .whom
        .iter()
        .enumerate()
        .map(|(place, whom)| (place.to_string().into(), whom.name.clone().into()))
        .collect();
    let formats = FORMATS.map(|code| (AttrValue::Static(code), format_text("format", code).into()));
    let extents = Extent::ALL.map(|(code, _)| (AttrValue::Static(code), format_text("download", code).into()));
    let failure = task.failure.as_ref().filter(|failure| **failure != api::Failure::Cancelled);
    let footer = html! {
        <>
            <Button look={Look::Primary} icon={Symbol::Download} submit=true form={form.clone()} busy={task.busy} testid="download-submit">{ t!("download") }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog title={t!("download-title")} size={DialogSize::Medium} onclose={props.onclose.clone()} {footer} testid="download-dialog">
            if let Some(failure) = failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <Select label={t!("download-whom")} value={whom.to_string()} options={people} help={props.note.clone()} onchange={onwhom} testid="download-whom" />
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
        let whom = Whom { name: String::new(), question };
        let fields = ["username".to_owned(), "profile_field_x".to_owned()];
        let path = "/users/export?format=csv&q=an&filter=status%20eq%20%22active%22&fields=username%2Cprofile_field_x";
        assert_eq!(address(&whom, "csv", &fields), path);
        let everybody = Whom { name: String::new(), question: Question::default() };
        assert_eq!(address(&everybody, "json", &[]), "/users/export?format=json");
    }

    #[test]
    fn every_format_and_extent_has_its_words() {
        for format in FORMATS {
            assert!(
                !format_text("format", format).is_empty() && !format_text("format-what", format).is_empty(),
                "{format}"
            );
        }
        for (code, _) in Extent::ALL {
            assert!(!format_text("download", code).is_empty(), "{code}");
        }
    }
}
