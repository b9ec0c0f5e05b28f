//! Set a field up, or change it. What can't be changed later is said before.

use std::collections::BTreeMap;
use std::rc::Rc;

use rollcall_wire::profile::{CreateProfileField, ProfileField, UpdateProfileField};
use yew::prelude::*;

use super::word;
use crate::api;
use crate::t;
use crate::ui::{
    Alert, Button, Check, Dialog, DialogSize, Form, Look, ProblemAlert, Select, TextArea, TextField, Toast, Tone,
    field_errors, use_task, use_toaster, use_unique_id,
};

const KINDS: [&str; 5] = ["text", "number", "date", "choice", "yes_no"];
const AUDIENCES: [&str; 3] = ["everybody", "self", "staff"];
const EDITORS: [&str; 2] = ["staff", "self"];

#[derive(PartialEq, Properties)]
pub struct Props {
    /// None for a new one.
    pub field: Option<Rc<ProfileField>>,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// What has been filled in.
#[derive(Debug, Clone, PartialEq)]
struct Wanted {
    label: String,
    name: String,
    /// The name is one's own; otherwise it follows the label.
    named: bool,
    kind: String,
    choices: String,
    required: bool,
    unique: bool,
    visible_to: String,
    editable_by: String,
}

impl Wanted {
    fn of(field: Option<&ProfileField>) -> Self {
        match field {
            None => Self {
                label: String::new(),
                name: String::new(),
                named: false,
                kind: KINDS[0].to_owned(),
                choices: String::new(),
                required: false,
                unique: false,
                visible_to: AUDIENCES[0].to_owned(),
                editable_by: EDITORS[0].to_owned(),
            },
            Some(field) => Self {
                label: field.label.clone(),
                name: field.name.clone(),
                named: true,
                kind: field.kind.clone(),
                choices: field.choices.join("\n"),
                required: field.required,
                unique: field.unique,
                visible_to: field.visible_to.clone(),
                editable_by: field.editable_by.clone(),
            },
        }
    }

    /// What has to be filled in and is not.
    fn missing(&self) -> BTreeMap<String, String> {
        let empty = [
            ("label", self.label.trim().is_empty()),
            ("name", self.name.trim().is_empty()),
            ("choices", self.choices().is_some_and(|choices| choices.is_empty())),
        ];
        let empty = empty.into_iter().filter(|(_, is_empty)| *is_empty);
        empty.map(|(name, _)| (name.to_owned(), t!("value-missing"))).collect()
    }

    fn choices(&self) -> Option<Vec<String>> {
        let lines = self.choices.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
        (self.kind == "choice").then(|| lines.collect())
    }

    /// Nobody changes what they do not see, and only two accounts could differ in yes and no.
    fn sound(mut self) -> Self {
        if self.visible_to == "staff" {
            self.editable_by = "staff".to_owned();
        }
        self.unique &= self.kind != "yes_no";
        if !self.named {
            self.name = short_name(&self.label);
        }
        self
    }

    fn created(&self) -> CreateProfileField {
        CreateProfileField {
            name: self.name.trim().to_owned(),
            kind: self.kind.clone(),
            label: Some(self.label.clone()),
            choices: self.choices(),
            required: Some(self.required),
            unique: Some(self.unique),
            visible_to: Some(self.visible_to.clone()),
            editable_by: Some(self.editable_by.clone()),
        }
    }

    fn changed(&self) -> UpdateProfileField {
        let CreateProfileField { label, choices, required, unique, visible_to, editable_by, .. } = self.created();
        UpdateProfileField { label, choices, required, unique, visible_to, editable_by }
    }
}

/// A short name as the API takes it, made from what people read.
fn short_name(label: &str) -> String {
    let mut name = String::new();
    for c in label.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            'ä' => name.push_str("ae"),
            'ö' => name.push_str("oe"),
            'ü' => name.push_str("ue"),
            'ß' => name.push_str("ss"),
            _ if !name.is_empty() && !name.ends_with('_') => name.push('_'),
            _ => {}
        }
    }
    name.trim_start_matches(|c: char| !c.is_ascii_lowercase())
        .chars()
        .take(50)
        .collect::<String>()
        .trim_end_matches('_')
        .to_owned()
}

/// The dialog.
#[component]
pub fn FieldDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let wanted = use_state_eq(|| Wanted::of(props.field.as_deref()));
    let missing = use_state_eq(BTreeMap::<String, String>::new);
    let task = use_task();
    let toaster = use_toaster();
    let onsubmit = {
        let (task, wanted, missing, toaster) = (task.clone(), wanted.clone(), missing.setter(), toaster.clone());
        let (field, onclose, onchanged) = (props.field.clone(), props.onclose.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            let empty = wanted.missing();
            missing.set(empty.clone());
            if !empty.is_empty() {
                return;
            }
            let (wanted, field) = ((*wanted).clone(), field.clone());
            let (toaster, onclose, onchanged) = (toaster.clone(), onclose.clone(), onchanged.clone());
            let call = async move {
                match field {
                    None => api::profile_fields::create(&wanted.created()).await,
                    Some(field) => api::profile_fields::update(&field, &wanted.changed()).await,
                }
            };
            let onfailed = onchanged.clone();
            let done = move |field: ProfileField| {
                toaster.emit(Toast::success(t!("custom-saved", name = field.label)));
                onclose.emit(());
                onchanged.emit(());
            };
            task.run_or(call, done, move |failure| {
                // Somebody else was faster: the list then shows the field as it is.
                if failure.status() == Some(412) {
                    onfailed.emit(());
                }
            });
        })
    };
    let mut errors = task.failure.as_ref().map(field_errors).unwrap_or_default();
    if task.failure.as_ref().and_then(|failure| failure.code()) == Some("name_taken") {
        errors.insert("name".to_owned(), t!("custom-name-taken"));
    }
    errors.extend((*missing).clone());
    let error = |name: &str| errors.get(name).cloned().map(AttrValue::from);
    let set = |change: fn(&mut Wanted, String)| {
        let wanted = wanted.clone();
        Callback::from(move |text| {
            let mut now = (*wanted).clone();
            change(&mut now, text);
            wanted.set(now.sound());
        })
    };
    let tick = |change: fn(&mut Wanted, bool)| {
        let wanted = wanted.clone();
        Callback::from(move |ticked| {
            let mut now = (*wanted).clone();
            change(&mut now, ticked);
            wanted.set(now.sound());
        })
    };
    let options = |family: &str, codes: &[&'static str]| -> Vec<(AttrValue, AttrValue)> {
        codes.iter().map(|code| (AttrValue::Static(code), word(family, code).into())).collect()
    };
    let editors = if wanted.visible_to == "staff" { &EDITORS[..1] } else { &EDITORS[..] };
    let is_new = props.field.is_none();
    let title = match &props.field {
        None => t!("custom-new"),
        Some(field) => t!("custom-edit-title", name = field.label.clone()),
    };
    let fewer = props.field.as_ref().is_some_and(|field| {
        let choices = wanted.choices().unwrap_or_default();
        field.choices.iter().any(|choice| !choices.contains(choice))
    });
    let newly_required = props.field.as_ref().is_some_and(|field| !field.required) && wanted.required;
    let footer = html! {
        <>
            <Button look={Look::Primary} submit=true form={form.clone()} busy={task.busy} testid="field-submit">{ t!("save") }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog {title} size={DialogSize::Medium} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="field-dialog">
            if let Some(failure) = task.failure.as_ref().filter(|_| errors.is_empty()) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <TextField label={t!("custom-label")} help={t!("custom-label-help")} required=true error={error("label")} value={wanted.label.clone()} oninput={set(|wanted, label| wanted.label = label)} autocomplete="off" testid="field-label" />
                if is_new {
                    <TextField
                        label={t!("custom-name")}
                        help={t!("custom-name-help")}
                        required=true
                        error={error("name")}
                        value={wanted.name.clone()}
                        oninput={set(|wanted, name| {
                            wanted.named = !name.is_empty();
                            wanted.name = name;
                        })}
                        autocomplete="off"
                        testid="field-name"
                    />
                    <Select label={t!("custom-kind")} help={t!("custom-kind-help")} value={wanted.kind.clone()} options={options("custom-kind", &KINDS)} onchange={set(|wanted, kind| wanted.kind = kind)} testid="field-kind" />
                }
                if wanted.kind == "choice" {
                    <TextArea label={t!("custom-choices")} help={t!("custom-choices-help")} error={error("choices")} value={wanted.choices.clone()} oninput={set(|wanted, choices| wanted.choices = choices)} testid="field-choices" />
                    if fewer {
                        <Alert tone={Tone::Warning} title={t!("custom-choices-fewer")} testid="field-choices-fewer" />
                    }
                }
                <Check label={t!("custom-required")} help={t!("custom-required-help")} checked={wanted.required} onchange={tick(|wanted, required| wanted.required = required)} testid="field-required" />
                if newly_required {
                    <Alert tone={Tone::Warning} title={t!("custom-required-now")} testid="field-required-now" />
                }
                if wanted.kind != "yes_no" {
                    <Check label={t!("custom-unique")} help={t!("custom-unique-help")} checked={wanted.unique} onchange={tick(|wanted, unique| wanted.unique = unique)} testid="field-unique" />
                }
                <Select label={t!("custom-visible-to")} value={wanted.visible_to.clone()} options={options("custom-visible", &AUDIENCES)} onchange={set(|wanted, audience| wanted.visible_to = audience)} testid="field-visible" />
                <Select label={t!("custom-editable-by")} error={error("editable_by")} value={wanted.editable_by.clone()} options={options("custom-editable", editors)} onchange={set(|wanted, editor| wanted.editable_by = editor)} testid="field-editable" />
            </Form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_follows_the_label() {
        assert_eq!(short_name("Cost centre"), "cost_centre");
        assert_eq!(short_name("1. Größe (cm)"), "groesse_cm");
        assert_eq!(short_name("契約"), "");
        assert!(short_name(&"long label ".repeat(20)).len() <= 50);
        let own = Wanted { label: "New".to_owned(), named: true, name: "mine".to_owned(), ..Wanted::of(None) };
        assert_eq!(own.sound().name, "mine");
    }

    #[test]
    fn a_choice_needs_something_to_choose_from() {
        let names = |wanted: &Wanted| wanted.missing().into_keys().collect::<Vec<_>>();
        let choice = Wanted { kind: "choice".to_owned(), ..Wanted::of(None) };
        assert_eq!(names(&choice), ["choices", "label", "name"]);
        let done = Wanted { label: "L".to_owned(), choices: "A".to_owned(), ..choice };
        assert!(names(&done.sound()).is_empty());
    }

    #[test]
    fn nobody_changes_what_they_do_not_see() {
        let wanted = Wanted { visible_to: "staff".to_owned(), editable_by: "self".to_owned(), ..Wanted::of(None) };
        assert_eq!(wanted.sound().editable_by, "staff");
        let flag = Wanted { kind: "yes_no".to_owned(), unique: true, ..Wanted::of(None) };
        assert!(!flag.sound().unique);
    }

    #[test]
    fn choices_are_lines_and_only_a_choice_has_them() {
        let wanted = Wanted { kind: "choice".to_owned(), choices: " A \n\nB\n".to_owned(), ..Wanted::of(None) };
        assert_eq!(wanted.created().choices, Some(vec!["A".to_owned(), "B".to_owned()]));
        assert_eq!(Wanted { kind: "text".to_owned(), ..wanted }.changed().choices, None);
    }

    #[test]
    fn all_words_of_the_api_have_names() {
        let families =
            [("custom-kind", &KINDS[..]), ("custom-visible", &AUDIENCES[..]), ("custom-editable", &EDITORS[..])];
        for (family, codes) in families {
            for code in codes {
                assert_ne!(word(family, code), *code, "{family}");
            }
        }
    }
}
