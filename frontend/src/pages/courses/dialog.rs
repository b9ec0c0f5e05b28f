//! Make a course, or change its settings.

use std::collections::BTreeMap;

use rollcall_wire::courses::Course;
use yew::prelude::*;

use super::form::CourseForm;
use crate::api::{self, Failure};
use crate::t;
use crate::ui::{
    Alert, Check, Dialog, Form, FormButtons, ProblemAlert, Select, Task, TextField, Toast, Tone, field_errors,
    use_task, use_toaster, use_unique_id,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// None for a new one.
    pub course: Option<Course>,
    pub onclose: Callback<()>,
    /// Called with the course as it is now.
    pub onsaved: Callback<Course>,
    /// Another user has changed it meanwhile.
    #[prop_or_default]
    pub onstale: Callback<()>,
}

/// The dialog.
#[component]
pub fn CourseDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let wanted = use_state_eq(|| CourseForm::of(props.course.as_ref()));
    // The course as it was last seen; another one than at first where another user was faster.
    let seen = use_state_eq(|| props.course.clone());
    let faults = use_state_eq(BTreeMap::<String, String>::new);
    let task = use_task();
    let onsubmit = saving(props, &wanted, &seen, &faults.setter(), &task, use_toaster());
    let is_stale = task.failure.as_ref().is_some_and(Failure::is_stale);
    let errors = errors(task.failure.as_ref(), &faults);
    let title = match &props.course {
        None => t!("course-new"),
        Some(course) => t!("course-edit-title", name = course.name.clone()),
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="course-submit">{ t!("save") }</FormButtons>
    };
    html! {
        <Dialog {title} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="course-dialog">
            if is_stale {
                <Alert tone={Tone::Warning} title={t!("problem-version-mismatch")} urgent=true testid="course-stale">
                    <p>{ t!("course-stale") }</p>
                </Alert>
            } else if let Some(failure) = task.failure.as_ref().filter(|_| errors.is_empty()) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>{ fields(&wanted, &errors) }</Form>
        </Dialog>
    }
}

/// What is wrong with which field, by what the console and the server say.
pub fn errors(failure: Option<&Failure>, faults: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut errors = failure.map(field_errors).unwrap_or_default();
    if failure.and_then(Failure::code) == Some("course_exists") {
        errors.insert("code".to_owned(), t!("course-code-taken"));
    }
    errors.extend(faults.clone());
    errors
}

fn fields(wanted: &UseStateHandle<CourseForm>, errors: &BTreeMap<String, String>) -> Html {
    let error = |name: &str| errors.get(name).cloned().map(AttrValue::from);
    let set = |change: fn(&mut CourseForm, String)| {
        let wanted = wanted.clone();
        Callback::from(move |text| {
            let mut now = (*wanted).clone();
            change(&mut now, text);
            wanted.set(now.sound());
        })
    };
    let onvisible = {
        let wanted = wanted.clone();
        Callback::from(move |visible| wanted.set(CourseForm { visible, ..(*wanted).clone() }))
    };
    let modes = [
        ("none", t!("course-groups-none")),
        ("visible", t!("course-groups-visible")),
        ("separate", t!("course-groups-separate")),
    ];
    let modes: Vec<(AttrValue, AttrValue)> =
        modes.into_iter().map(|(code, name)| (AttrValue::Static(code), name.into())).collect();
    let oncode = set(|wanted, code| {
        wanted.coded = !code.is_empty();
        wanted.code = code;
    });
    html! {
        <>
            <TextField label={t!("course-name")} required=true error={error("name")} value={wanted.name.clone()} oninput={set(|wanted, name| wanted.name = name)} autocomplete="off" testid="course-name" />
            <TextField label={t!("course-code")} help={t!("course-code-help")} required=true error={error("code")} value={wanted.code.clone()} oninput={oncode} autocomplete="off" testid="course-code" />
            <TextField label={t!("course-category-label")} help={t!("course-category-help")} error={error("category")} value={wanted.category.clone()} oninput={set(|wanted, text| wanted.category = text)} autocomplete="off" testid="course-category" />
            <div class="rc-columns-two">
                <TextField kind="date" label={t!("course-starts-label")} error={error("starts_at")} value={wanted.starts.clone()} oninput={set(|wanted, day| wanted.starts = day)} testid="course-starts" />
                <TextField kind="date" label={t!("course-ends-label")} error={error("ends_at")} value={wanted.ends.clone()} oninput={set(|wanted, day| wanted.ends = day)} testid="course-ends" />
            </div>
            <Select label={t!("course-groups-mode")} help={t!("course-groups-mode-help")} error={error("group_mode")} value={wanted.group_mode.clone()} options={modes} onchange={set(|wanted, mode| wanted.group_mode = mode)} testid="course-group-mode" />
            <Check label={t!("course-visible")} help={t!("course-visible-help")} checked={wanted.visible} onchange={onvisible} testid="course-visible" />
        </>
    }
}

/// Saves the course, unless something is wrong with what was typed.
fn saving(
    props: &Props,
    wanted: &UseStateHandle<CourseForm>,
    seen: &UseStateHandle<Option<Course>>,
    faults: &UseStateSetter<BTreeMap<String, String>>,
    task: &Task,
    toaster: Callback<Toast>,
) -> Callback<()> {
    let (task, wanted, faults, seen) = (task.clone(), wanted.clone(), faults.clone(), seen.clone());
    let (onclose, onsaved, onstale) = (props.onclose.clone(), props.onsaved.clone(), props.onstale.clone());
    Callback::from(move |()| {
        let found = wanted.faults();
        faults.set(found.clone());
        if !found.is_empty() {
            return;
        }
        let call = {
            let (wanted, seen) = (wanted.clone(), seen.clone());
            async move {
                let Some(before) = &*seen else { return api::courses::create(&wanted.created()).await };
                let answer = api::courses::update(&before.id, before.version, &wanted.changed(before)).await;
                // Another user was faster: the dialog takes the course as it is now, and keeps what was typed here.
                if answer.as_ref().is_err_and(Failure::is_stale)
                    && let Ok(now) = api::courses::get(&before.id).await
                {
                    wanted.set((*wanted).clone().rebased(before, &now));
                    seen.set(Some(now));
                }
                answer
            }
        };
        let (toaster, onclose, onsaved, onstale) = (toaster.clone(), onclose.clone(), onsaved.clone(), onstale.clone());
        let done = move |course: Course| {
            toaster.emit(Toast::success(t!("course-saved", name = course.name.clone())));
            onclose.emit(());
            onsaved.emit(course);
        };
        task.run_or(call, done, move |failure| {
            if failure.is_stale() {
                onstale.emit(());
            }
        });
    })
}
