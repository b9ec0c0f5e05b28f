//! How a file of suspensions is read and applied, in plain words with safe defaults.

use rollcall_wire::Patch;
use rollcall_wire::batches::{Batch, FileSettings};
use yew::prelude::*;

use crate::i18n::words;
use crate::t;
use crate::ui::{Check, Select};

/// Delimiters one can name where the detection errs.
const DELIMITERS: [&str; 5] = [",", ";", "tab", "|", ":"];
/// Encodings one can name where the detection errs.
const ENCODINGS: [&str; 6] = ["utf-8", "utf-16le", "windows-1252", "iso-8859-2", "iso-8859-15", "shift_jis"];

/// What the person has chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// A name for the batch; empty: the file's.
    pub name: String,
    /// `username`, `email` or `id_number`.
    pub match_by: String,
    /// Suspended accounts get "No login" besides.
    pub no_login: bool,
    /// Activated accounts get their earlier method back.
    pub restore: bool,
    /// `continue`, `stop` or `all_or_nothing`.
    pub on_error: String,
    /// `auto`, or a delimiter.
    pub delimiter: String,
    /// `auto`, or an encoding.
    pub encoding: String,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            name: String::new(),
            match_by: "username".to_owned(),
            no_login: true,
            restore: true,
            on_error: "continue".to_owned(),
            delimiter: "auto".to_owned(),
            encoding: "auto".to_owned(),
        }
    }
}

impl Choices {
    /// What a batch was planned with.
    pub fn of(batch: &Batch) -> Self {
        let usual = Self::default();
        let text = |name: &str, usual: String| {
            batch.settings.get(name).and_then(|value| value.as_str()).map_or(usual, str::to_owned)
        };
        let method = batch.settings.get("on_suspend_auth_method");
        Self {
            name: batch.name.clone(),
            match_by: text("match_by", usual.match_by),
            no_login: method.is_none_or(|method| !method.is_null()),
            restore: batch
                .settings
                .get("restore_auth_method")
                .and_then(|value| value.as_bool())
                .unwrap_or(usual.restore),
            on_error: text("on_error", usual.on_error),
            delimiter: text("delimiter", usual.delimiter),
            encoding: text("encoding", usual.encoding),
        }
    }

    /// The same as the API's settings.
    pub fn settings(&self) -> FileSettings {
        FileSettings {
            name: Some(self.name.trim().to_owned()).filter(|name| !name.is_empty()),
            preset: Some("suspension".to_owned()),
            match_by: Some(self.match_by.clone()),
            on_suspend_auth_method: if self.no_login { Patch::Value("nologin".to_owned()) } else { Patch::Null },
            restore_auth_method: Some(self.restore),
            on_error: Some(self.on_error.clone()),
            delimiter: Some(self.delimiter.clone()),
            encoding: Some(self.encoding.clone()),
            ..FileSettings::default()
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub choices: Choices,
    pub onchange: Callback<Choices>,
}

/// The fields.
#[component]
pub fn SettingsFields(props: &Props) -> Html {
    let choices = &props.choices;
    let text = |change: fn(Choices, String) -> Choices| {
        let choices = choices.clone();
        props.onchange.reform(move |value| change(choices.clone(), value))
    };
    let flag = |change: fn(Choices, bool) -> Choices| {
        let choices = choices.clone();
        props.onchange.reform(move |value| change(choices.clone(), value))
    };
    let match_by = vec![
        ("username".into(), words::field("username").into()),
        ("email".into(), words::field("email").into()),
        ("id_number".into(), words::field("id_number").into()),
    ];
    let on_error = vec![
        ("continue".into(), t!("on-error-continue").into()),
        ("stop".into(), t!("on-error-stop").into()),
        ("all_or_nothing".into(), t!("on-error-all-or-nothing").into()),
    ];
    html! {
        <>
            <Select
                label={t!("setting-match-by")}
                help={t!("setting-match-by-help")}
                value={choices.match_by.clone()}
                options={match_by}
                onchange={text(|choices, match_by| Choices { match_by, ..choices })}
                testid="match-by"
            />
            <Check
                label={t!("setting-no-login")}
                help={t!("setting-no-login-help")}
                checked={choices.no_login}
                onchange={flag(|choices, no_login| Choices { no_login, ..choices })}
                testid="setting-no-login"
            />
            <Check
                label={t!("setting-restore")}
                help={t!("setting-restore-help")}
                checked={choices.restore}
                onchange={flag(|choices, restore| Choices { restore, ..choices })}
                testid="setting-restore"
            />
            <Select
                label={t!("setting-on-error")}
                help={t!("setting-on-error-help")}
                value={choices.on_error.clone()}
                options={on_error}
                onchange={text(|choices, on_error| Choices { on_error, ..choices })}
                testid="on-error"
            />
            <details class="rc-more">
                <summary>{ t!("setting-advanced") }</summary>
                <div class="rc-more__body">
                    <Select
                        label={t!("setting-delimiter")}
                        value={choices.delimiter.clone()}
                        options={with_auto(&DELIMITERS, words::delimiter)}
                        onchange={text(|choices, delimiter| Choices { delimiter, ..choices })}
                        testid="delimiter"
                    />
                    <Select
                        label={t!("setting-encoding")}
                        value={choices.encoding.clone()}
                        options={with_auto(&ENCODINGS, words::encoding)}
                        onchange={text(|choices, encoding| Choices { encoding, ..choices })}
                        testid="encoding"
                    />
                </div>
            </details>
        </>
    }
}

fn with_auto(codes: &[&'static str], name: fn(&str) -> String) -> Vec<(AttrValue, AttrValue)> {
    let auto = (AttrValue::Static("auto"), t!("setting-auto").into());
    let named = codes.iter().map(|code| (AttrValue::Static(code), name(code).into()));
    std::iter::once(auto).chain(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_the_safe_ones_and_nothing_is_applied() {
        let settings = Choices::default().settings();
        assert_eq!(settings.preset.as_deref(), Some("suspension"));
        assert_eq!(settings.on_suspend_auth_method, Patch::Value("nologin".to_owned()));
        assert_eq!(settings.restore_auth_method, Some(true));
        assert_eq!(settings.on_error.as_deref(), Some("continue"));
        assert_eq!(settings.apply, None);
        assert_eq!(settings.name, None);
    }

    #[test]
    fn leaving_the_method_alone_is_said_and_not_left_out() {
        let choices = Choices { no_login: false, ..Choices::default() };
        let json = serde_json::to_value(choices.settings()).unwrap_or_default();
        assert_eq!(json.get("on_suspend_auth_method"), Some(&serde_json::Value::Null));
    }
}
