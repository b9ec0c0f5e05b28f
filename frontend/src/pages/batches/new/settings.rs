//! How a file is read and applied, in plain words with safe defaults; which of it is asked depends on what the file does.

use rollcall_wire::batches::Column;
use yew::prelude::*;

use super::super::kind::FileKind;
use super::choices::Choices;
use super::mapping::Mapping;
use crate::i18n::words;
use crate::t;
use crate::ui::{Check, Select, TextField};

/// Delimiters one can name where the detection errs.
const DELIMITERS: [&str; 5] = [",", ";", "tab", "|", ":"];
/// Encodings one can name where the detection errs.
const ENCODINGS: [&str; 6] = ["utf-8", "utf-16le", "windows-1252", "iso-8859-2", "iso-8859-15", "shift_jis"];

#[derive(PartialEq, Properties)]
pub struct Props {
    pub choices: Choices,
    /// The file's headings, once it is there.
    #[prop_or_default]
    pub columns: Vec<Column>,
    pub onchange: Callback<Choices>,
}

type Options = Vec<(AttrValue, AttrValue)>;

impl Props {
    fn text(&self, change: fn(Choices, String) -> Choices) -> Callback<String> {
        let choices = self.choices.clone();
        self.onchange.reform(move |value| change(choices.clone(), value))
    }

    fn flag(&self, change: fn(Choices, bool) -> Choices) -> Callback<bool> {
        let choices = self.choices.clone();
        self.onchange.reform(move |value| change(choices.clone(), value))
    }
}

/// The fields.
#[component]
pub fn SettingsFields(props: &Props) -> Html {
    let choices = &props.choices;
    let on_error = vec![
        ("continue".into(), t!("on-error-continue").into()),
        ("stop".into(), t!("on-error-stop").into()),
        ("all_or_nothing".into(), t!("on-error-all-or-nothing").into()),
    ];
    let match_by = vec![
        ("username".into(), words::field("username").into()),
        ("email".into(), words::field("email").into()),
        ("id_number".into(), words::field("id_number").into()),
    ];
    let match_help = match choices.kind {
        FileKind::Rename => t!("setting-match-by-rename-help"),
        _ => t!("setting-match-by-help"),
    };
    html! {
        <>
            if choices.kind == FileKind::Upsert { { modes(props) } }
            <Select
                label={t!("setting-match-by")}
                help={match_help}
                value={choices.match_by.clone()}
                options={match_by}
                onchange={props.text(|choices, match_by| Choices { match_by, ..choices })}
                testid="match-by"
            />
            if choices.updates() { { existing(props) } }
            if choices.creates() { { new_accounts(props) } }
            if choices.kind == FileKind::Upsert { { switches(props) } }
            if choices.kind == FileKind::Rename { { standardise(props) } }
            if choices.kind == FileKind::Suspension { { suspensions(props) } }
            <Select
                label={t!("setting-on-error")}
                help={t!("setting-on-error-help")}
                value={choices.on_error.clone()}
                options={on_error}
                onchange={props.text(|choices, on_error| Choices { on_error, ..choices })}
                testid="on-error"
            />
            if !props.columns.is_empty() { { mapping(props) } }
            { reading(props) }
        </>
    }
}

fn modes(props: &Props) -> Html {
    let options: Options = vec![
        ("create_or_update".into(), t!("mode-create-or-update").into()),
        ("create".into(), t!("mode-create").into()),
        ("update".into(), t!("mode-update").into()),
        ("create_numbered".into(), t!("mode-create-numbered").into()),
    ];
    html! {
        <Select
            label={t!("setting-mode")}
            value={props.choices.mode.clone()}
            {options}
            onchange={props.text(|choices, mode| Choices { mode, ..choices })}
            testid="mode"
        />
    }
}

fn existing(props: &Props) -> Html {
    let options: Options = vec![
        ("overwrite".into(), t!("existing-overwrite").into()),
        ("fill_missing".into(), t!("existing-fill-missing").into()),
        ("keep".into(), t!("existing-keep").into()),
    ];
    html! {
        <Select
            label={t!("setting-existing")}
            help={t!("setting-existing-help")}
            value={props.choices.existing.clone()}
            {options}
            onchange={props.text(|choices, existing| Choices { existing, ..choices })}
            testid="existing"
        />
    }
}

fn new_accounts(props: &Props) -> Html {
    let choices = &props.choices;
    let passwords: Options =
        vec![("invite".into(), t!("passwords-invite").into()), ("file".into(), t!("passwords-file").into())];
    let force: Options = vec![
        ("none".into(), t!("force-none").into()),
        ("weak".into(), t!("force-weak").into()),
        ("all".into(), t!("force-all").into()),
    ];
    html! {
        <>
            <Select
                label={t!("setting-passwords")}
                value={choices.passwords.clone()}
                options={passwords}
                onchange={props.text(|choices, passwords| Choices { passwords, ..choices })}
                testid="passwords"
            />
            if choices.passwords == "file" {
                <Select
                    label={t!("setting-force")}
                    help={t!("setting-force-help")}
                    value={choices.force_password_change.clone()}
                    options={force}
                    onchange={props.text(|choices, force_password_change| Choices { force_password_change, ..choices })}
                    testid="force-password-change"
                />
            }
            <TextField
                label={t!("setting-template")}
                help={t!("setting-template-help")}
                autocomplete="off"
                value={choices.username_template.clone()}
                oninput={props.text(|choices, username_template| Choices { username_template, ..choices })}
                testid="username-template"
            />
        </>
    }
}

fn switches(props: &Props) -> Html {
    let choices = &props.choices;
    html! {
        <>
            <Check
                label={t!("setting-allow-suspensions")}
                help={t!("setting-allow-suspensions-help")}
                checked={choices.allow_suspensions}
                onchange={props.flag(|choices, allow_suspensions| Choices { allow_suspensions, ..choices })}
                testid="allow-suspensions"
            />
            <Check
                label={t!("setting-allow-renames")}
                help={t!("setting-allow-renames-help")}
                checked={choices.allow_renames}
                onchange={props.flag(|choices, allow_renames| Choices { allow_renames, ..choices })}
                testid="allow-renames"
            />
            <Check
                label={t!("setting-allow-deletes")}
                help={t!("setting-allow-deletes-help")}
                checked={choices.allow_deletes}
                onchange={props.flag(|choices, allow_deletes| Choices { allow_deletes, ..choices })}
                testid="allow-deletes"
            />
            { standardise(props) }
        </>
    }
}

fn standardise(props: &Props) -> Html {
    html! {
        <Check
            label={t!("setting-standardise")}
            help={t!("setting-standardise-help")}
            checked={props.choices.standardise}
            onchange={props.flag(|choices, standardise| Choices { standardise, ..choices })}
            testid="standardise"
        />
    }
}

fn suspensions(props: &Props) -> Html {
    let choices = &props.choices;
    html! {
        <>
            <Check
                label={t!("setting-no-login")}
                help={t!("setting-no-login-help")}
                checked={choices.no_login}
                onchange={props.flag(|choices, no_login| Choices { no_login, ..choices })}
                testid="setting-no-login"
            />
            <Check
                label={t!("setting-restore")}
                help={t!("setting-restore-help")}
                checked={choices.restore}
                onchange={props.flag(|choices, restore| Choices { restore, ..choices })}
                testid="setting-restore"
            />
        </>
    }
}

fn mapping(props: &Props) -> Html {
    let choices = props.choices.clone();
    let onchange = props.onchange.reform(move |columns| Choices { columns, ..choices.clone() });
    let (kind, headings) = (props.choices.kind, props.columns.clone());
    html! {
        <details class="rc-more">
            <summary data-testid="mapping">{ t!("mapping-title") }</summary>
            <div class="rc-more__body">
                <Mapping {kind} {headings} chosen={props.choices.columns.clone()} {onchange} />
            </div>
        </details>
    }
}

fn reading(props: &Props) -> Html {
    let choices = &props.choices;
    html! {
        <details class="rc-more">
            <summary>{ t!("setting-advanced") }</summary>
            <div class="rc-more__body">
                <Select
                    label={t!("setting-delimiter")}
                    value={choices.delimiter.clone()}
                    options={with_auto(&DELIMITERS, words::delimiter)}
                    onchange={props.text(|choices, delimiter| Choices { delimiter, ..choices })}
                    testid="delimiter"
                />
                <Select
                    label={t!("setting-encoding")}
                    value={choices.encoding.clone()}
                    options={with_auto(&ENCODINGS, words::encoding)}
                    onchange={props.text(|choices, encoding| Choices { encoding, ..choices })}
                    testid="encoding"
                />
            </div>
        </details>
    }
}

fn with_auto(codes: &[&'static str], name: fn(&str) -> String) -> Options {
    let auto = (AttrValue::Static("auto"), t!("setting-auto").into());
    let named = codes.iter().map(|code| (AttrValue::Static(code), name(code).into()));
    std::iter::once(auto).chain(named).collect()
}
