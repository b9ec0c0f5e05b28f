//! Give a setting another value, or its default back.

use rollcall_wire::Page;
use rollcall_wire::settings::Setting;
use serde_json::{Value, json};
use yew::prelude::*;

use super::text;
use crate::api;
use crate::i18n::format;
use crate::t;
use crate::ui::{
    Button, Dialog, DialogSize, Form, Look, ProblemAlert, Select, Task, TextField, Toast, use_task, use_toaster,
    use_unique_id,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub setting: Setting,
    pub onclose: Callback<()>,
    pub onchanged: Callback<()>,
}

/// A value as it stands in its field.
fn in_field(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The value that a field holds; `None` if the setting does not take it.
fn of_field(setting: &Setting, typed: &str) -> Option<Value> {
    match setting.r#type.as_str() {
        "integer" => text::typed(setting, typed).map(Value::from),
        "boolean" => Some(json!(typed == "true")),
        _ => Some(json!(typed)),
    }
}

/// The dialog.
#[component]
pub fn SettingDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let setting = &props.setting;
    let typed = use_state_eq(|| in_field(&setting.value));
    let wrong = use_state_eq(|| false);
    let task = use_task();
    let save = saving(props, &task, use_toaster());
    let onsubmit = {
        let (setting, typed, wrong, save) = (setting.clone(), typed.clone(), wrong.setter(), save.clone());
        Callback::from(move |()| {
            let value = of_field(&setting, &typed);
            wrong.set(value.is_none());
            if let Some(value) = value {
                save.emit(value);
            }
        })
    };
    let onreset = save.reform(|()| Value::Null);
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let footer = html! {
        <>
            <Button look={Look::Primary} submit=true form={form.clone()} busy={task.busy} testid="setting-save">{ t!("save") }</Button>
            if setting.source == "database" {
                <Button look={Look::Secondary} onclick={onreset} disabled={task.busy} testid="setting-reset">{ t!("setting-reset") }</Button>
            }
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={task.busy}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog title={text::label(setting)} size={DialogSize::Small} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="setting-dialog">
            if let Some(failure) = &task.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <p>{ text::description(setting) }</p>
            <Form id={form} {onsubmit}>{ field(setting, &typed, *wrong, oninput) }</Form>
        </Dialog>
    }
}

/// The field for a value, made from what the setting says of itself.
fn field(setting: &Setting, typed: &str, wrong: bool, oninput: Callback<String>) -> Html {
    let label = t!("setting-value");
    let value = typed.to_owned();
    let option = |value: &str, text: String| (AttrValue::from(value.to_owned()), AttrValue::from(text));
    match setting.r#type.as_str() {
        "integer" => {
            let (least, most) = (setting.minimum.unwrap_or(0), setting.maximum.unwrap_or(i64::MAX));
            let limits = t!("setting-limits", least = format::count(least), most = format::count(most));
            let unit = setting.unit.as_deref().and_then(|unit| crate::i18n::find(&format!("unit-name-{unit}"), &[]));
            let label = unit.map_or(label, |unit| t!("setting-value-in", unit = unit));
            let error = wrong.then(|| AttrValue::from(limits.clone()));
            html! { <TextField {label} {value} help={limits} {error} {oninput} inputmode="numeric" autocomplete="off" required=true testid="setting-field" /> }
        }
        "boolean" => {
            let options = vec![option("true", t!("value-yes")), option("false", t!("value-no"))];
            html! { <Select {label} {value} {options} onchange={oninput} testid="setting-field" /> }
        }
        _ => {
            let zones = if setting.format.as_deref() == Some("time_zone") { format::timezones() } else { Vec::new() };
            let options = zones.into_iter().chain([typed.to_owned(), in_field(&setting.default)]);
            let options: std::collections::BTreeSet<String> = options.collect();
            let options: Vec<_> = options.into_iter().map(|zone| option(&zone, zone.clone())).collect();
            html! { <Select {label} {value} {options} onchange={oninput} testid="setting-field" /> }
        }
    }
}

/// Saves a value.
fn saving(props: &Props, task: &Task, toaster: Callback<Toast>) -> Callback<Value> {
    let (task, name, label) = (task.clone(), props.setting.name.clone(), text::label(&props.setting));
    let (onclose, onchanged) = (props.onclose.clone(), props.onchanged.clone());
    Callback::from(move |value| {
        let (name, label, toaster) = (name.clone(), label.clone(), toaster.clone());
        let (onclose, onchanged) = (onclose.clone(), onchanged.clone());
        let done = move |_: Page<Setting>| {
            toaster.emit(Toast::success(t!("setting-saved", name = label)));
            onclose.emit(());
            onchanged.emit(());
        };
        task.run(async move { api::settings::change(&name, value).await }, done);
    })
}
