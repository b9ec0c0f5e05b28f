//! Copy a course: its settings and groups, with nobody in it.

use std::collections::BTreeMap;

use rollcall_wire::courses::{CopyCourse, Course};
use yew::prelude::*;

use super::dialog::errors;
use super::form::{CourseForm, LONGEST_CODE};
use crate::api;
use crate::pages::short_name::short_name;
use crate::t;
use crate::ui::{Dialog, Form, FormButtons, ProblemAlert, TextField, Toast, use_task, use_toaster, use_unique_id};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub course: Course,
    pub onclose: Callback<()>,
    /// Called with the copy.
    pub oncopied: Callback<Course>,
}

/// The dialog.
#[component]
pub fn CopyDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let wanted = use_state_eq(|| {
        let name = t!("course-copy-name", name = props.course.name.clone());
        CourseForm { code: short_name(&name, '-', LONGEST_CODE), name, ..CourseForm::default() }
    });
    let faults = use_state_eq(BTreeMap::<String, String>::new);
    let (task, toaster) = (use_task(), use_toaster());
    let errors = errors(task.failure.as_ref(), &faults);
    let error = |name: &str| errors.get(name).cloned().map(AttrValue::from);
    let onsubmit = {
        let (task, wanted, faults, id) = (task.clone(), wanted.clone(), faults.setter(), props.course.id.clone());
        let (onclose, oncopied) = (props.onclose.clone(), props.oncopied.clone());
        Callback::from(move |()| {
            let found = wanted.faults();
            faults.set(found.clone());
            if !found.is_empty() {
                return;
            }
            let created = wanted.created();
            let (id, named) = (id.clone(), CopyCourse { code: created.code, name: Some(created.name) });
            let (toaster, onclose, oncopied) = (toaster.clone(), onclose.clone(), oncopied.clone());
            task.run(async move { api::courses::copy(&id, &named).await }, move |course: Course| {
                toaster.emit(Toast::success(t!("course-copied", name = course.name.clone())));
                onclose.emit(());
                oncopied.emit(course);
            });
        })
    };
    let set = |change: fn(&mut CourseForm, String)| {
        let wanted = wanted.clone();
        Callback::from(move |text| {
            let mut now = (*wanted).clone();
            change(&mut now, text);
            wanted.set(now.sound());
        })
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="course-copy-submit">{ t!("course-copy") }</FormButtons>
    };
    html! {
        <Dialog title={t!("course-copy-title", name = props.course.name.clone())} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="course-copy-dialog">
            if let Some(failure) = task.failure.as_ref().filter(|_| errors.is_empty()) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p class="rc-paragraph">{ t!("course-copy-what") }</p>
            <Form id={form} {onsubmit}>
                <TextField label={t!("course-name")} required=true error={error("name")} value={wanted.name.clone()} oninput={set(|wanted, name| wanted.name = name)} autocomplete="off" testid="course-name" />
                <TextField label={t!("course-code")} help={t!("course-code-help")} required=true error={error("code")} value={wanted.code.clone()} oninput={set(|wanted, code| { wanted.coded = !code.is_empty(); wanted.code = code; })} autocomplete="off" testid="course-code" />
            </Form>
        </Dialog>
    }
}
