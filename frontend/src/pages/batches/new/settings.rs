//! How a file is read and applied, in plain words, as the server describes it: which settings there are, of which kind, with
//! which values, and when they matter.

use std::collections::BTreeMap;
use std::rc::Rc;

use rollcall_wire::batch_settings::{BatchSettings, SettingDescription};
use rollcall_wire::batches::Column;
use serde_json::{Map, Value, json};
use yew::prelude::*;

use super::choices::Choices;
use super::described;
use super::full_sync::FullSync;
use super::mapping::Mapping;
use crate::t;
use crate::ui::{Check, Select, TextField};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub described: Rc<BatchSettings>,
    pub choices: Choices,
    /// The file's headings, once it is there.
    #[prop_or_default]
    pub columns: Vec<Column>,
    /// The sheets that can be read, where the file is a workbook.
    #[prop_or_default]
    pub sheets: Option<Vec<String>>,
    /// What the server has said of settings, by `settings.` and their names.
    #[prop_or_default]
    pub errors: BTreeMap<String, String>,
    pub onchange: Callback<Choices>,
}

impl Props {
    fn set(&self, name: &str) -> Callback<Value> {
        let (choices, name) = (self.choices.clone(), name.to_owned());
        self.onchange.reform(move |value| choices.clone().with(&name, value))
    }

    fn error(&self, name: &str) -> Option<AttrValue> {
        let whole = format!("settings.{name}");
        let is_about =
            |field: &str| field == whole || field.strip_prefix(&whole).is_some_and(|rest| rest.starts_with('.'));
        self.errors.iter().find(|(field, _)| is_about(field)).map(|(_, message)| AttrValue::from(message.clone()))
    }
}

/// The fields: those of what the rows do, and, folded away, those of how the file is read.
#[component]
pub fn SettingsFields(props: &Props) -> Html {
    let asked = props.described.settings.iter().filter(|setting| props.choices.asks_for(setting, &props.described));
    // A workbook has neither delimiter nor encoding.
    let is_of_text = |setting: &SettingDescription| ["delimiter", "encoding"].contains(&setting.name.as_str());
    let asked = asked.filter(|setting| props.sheets.is_none() || !is_of_text(setting));
    let (reading, rows): (Vec<_>, Vec<_>) = asked.partition(|setting| setting.of_reading);
    let (mappings, reading): (Vec<_>, Vec<_>) = reading.into_iter().partition(|setting| setting.kind == "mapping");
    let (sheets, reading): (Vec<_>, Vec<_>) = reading.into_iter().partition(|setting| setting.kind == "sheet");
    let has_more_sheets = props.sheets.as_ref().is_some_and(|sheets| sheets.len() > 1);
    html! {
        <>
            if has_more_sheets { { for sheets.into_iter().map(|setting| field(props, setting)) } }
            { for rows.into_iter().map(|setting| field(props, setting)) }
            if !props.columns.is_empty() { { for mappings.into_iter().map(|setting| field(props, setting)) } }
            if !reading.is_empty() {
                <details class="rc-more">
                    <summary data-testid="reading">{ t!("setting-advanced") }</summary>
                    <div class="rc-more__body">{ for reading.into_iter().map(|setting| field(props, setting)) }</div>
                </details>
            }
        </>
    }
}

/// The field of a setting, by its kind. One of a kind that is not known here keeps its default.
fn field(props: &Props, setting: &SettingDescription) -> Html {
    let (name, value) = (setting.name.as_str(), props.choices.value(setting));
    let label = described::label(name);
    let help = described::help(name, &props.choices.preset).map(AttrValue::from);
    let testid = format!("setting-{name}");
    let (set, error) = (props.set(name), props.error(name));
    let values =
        described::of_preset(setting, &props.choices.preset).map(|of| of.values.as_slice()).unwrap_or_default();
    match (setting.kind.as_str(), setting.nullable, values) {
        ("truth", ..) => {
            let onchange = set.reform(|on: bool| json!(on));
            html! { <Check key={name.to_owned()} {label} {help} checked={value == json!(true)} {onchange} {testid} /> }
        }
        // This value or none.
        ("choice", true, [only]) => {
            let (only, checked) = (only.clone(), value == json!(only));
            let onchange = set.reform(move |on: bool| if on { json!(only) } else { Value::Null });
            html! { <Check key={name.to_owned()} {label} {help} {checked} {onchange} {testid} /> }
        }
        ("choice", nullable, values) => {
            let mut options: Vec<(AttrValue, AttrValue)> = Vec::new();
            if nullable {
                options.push(("".into(), t!("setting-none").into()));
            }
            options
                .extend(values.iter().map(|value| (value.clone().into(), described::value_label(name, value).into())));
            let onchange = set.reform(|value: String| if value.is_empty() { Value::Null } else { json!(value) });
            let value = value.as_str().unwrap_or_default().to_owned();
            html! { <Select key={name.to_owned()} {label} {help} {error} {value} {options} {onchange} {testid} /> }
        }
        ("template", ..) => {
            let oninput = set.reform(|value: String| if value.is_empty() { Value::Null } else { json!(value) });
            let value = value.as_str().unwrap_or_default().to_owned();
            html! { <TextField key={name.to_owned()} {label} {help} {error} autocomplete="off" {value} {oninput} {testid} /> }
        }
        ("sheet", ..) => {
            let sheets = props.sheets.iter().flatten();
            let options: Vec<(AttrValue, AttrValue)> =
                sheets.map(|sheet| (sheet.clone().into(), sheet.clone().into())).collect();
            let onchange = set.reform(|sheet: String| json!(sheet));
            let value = value.as_str().unwrap_or_default().to_owned();
            html! { <Select key={name.to_owned()} {label} {help} {error} {value} {options} {onchange} {testid} /> }
        }
        ("filter", ..) => html! { <FullSync key={name.to_owned()} {label} {help} {value} {error} onchange={set} /> },
        ("defaults", ..) => defaults(props, setting, value.as_object().cloned().unwrap_or_default()),
        ("mapping", ..) => html! {
            <details class="rc-more" key={name.to_owned()} open={props.columns.iter().any(|column| column.field.is_none())}>
                <summary data-testid="mapping">{ label }</summary>
                <div class="rc-more__body">
                    <Mapping
                        described={props.described.clone()}
                        preset={props.choices.preset.clone()}
                        headings={props.columns.clone()}
                        chosen={value.as_object().cloned().unwrap_or_default()}
                        onchange={set}
                    />
                </div>
            </details>
        },
        _ => Html::default(),
    }
}

/// A text for each column that may have a default.
fn defaults(props: &Props, setting: &SettingDescription, given: Map<String, Value>) -> Html {
    let columns = described::columns(&props.described, &props.choices.preset).filter(|column| column.may_have_default);
    let text = |name: &str| match given.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let count = given.values().filter(|value| !value.is_null()).count();
    let field = |name: &str, label: String| {
        let (given, key) = (given.clone(), name.to_owned());
        let oninput = props.set(&setting.name).reform(move |text: String| {
            let mut given = given.clone();
            if text.is_empty() {
                given.remove(&key);
            } else {
                given.insert(key.clone(), json!(text));
            }
            Value::Object(given)
        });
        let error = props.error(&format!("{}.{name}", setting.name));
        html! { <TextField key={name.to_owned()} {label} autocomplete="off" value={text(name)} {oninput} {error} testid={format!("default-{name}")} /> }
    };
    html! {
        <details class="rc-more" key="defaults">
            <summary data-testid="defaults">
                { described::label(&setting.name) }
                if count > 0 { { " " }<span class="rc-quiet">{ t!("defaults-count", count = count) }</span> }
            </summary>
            <div class="rc-more__body">
                if let Some(help) = described::help(&setting.name, &props.choices.preset) {
                    <p class="rc-quiet">{ help }</p>
                }
                { for columns.map(|column| field(&column.name, described::column_label(column))) }
            </div>
        </details>
    }
}
