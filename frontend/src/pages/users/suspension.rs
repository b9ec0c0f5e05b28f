//! How a user is suspended: the fields of the dialogs about one account and about many.

use rollcall_wire::Patch;
use yew::prelude::*;

use crate::i18n::format;
use crate::t;
use crate::ui::{Check, TextArea, TextField};

/// What a person has filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// The accounts get "No login" besides.
    pub no_login: bool,
    /// Why.
    pub reason: String,
    /// When it ends, as the browser's field has it; empty for no end.
    pub until: String,
}

impl Default for Suspension {
    fn default() -> Self {
        Self { no_login: true, reason: String::new(), until: String::new() }
    }
}

impl Suspension {
    /// The method to set, as the API takes it.
    pub fn method(&self) -> Patch<String> {
        if self.no_login { Patch::Value("nologin".to_owned()) } else { Patch::Null }
    }

    /// The reason, if one is given.
    pub fn reason(&self) -> Patch<String> {
        let reason = self.reason.trim();
        if reason.is_empty() { Patch::Missing } else { Patch::Value(reason.to_owned()) }
    }

    /// The end as a point in time on the person's own clock, or why it can't be that.
    pub fn end(&self) -> Result<Patch<String>, String> {
        if self.until.is_empty() {
            return Ok(Patch::Missing);
        }
        format::moment_to_come(&self.until).map(Patch::Value).ok_or_else(|| t!("suspend-until-past"))
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub value: Suspension,
    pub onchange: Callback<Suspension>,
    /// What happens to the method, in the case at hand.
    pub no_login_help: AttrValue,
    #[prop_or_default]
    pub until_error: Option<AttrValue>,
}

/// The fields.
#[component]
pub fn SuspensionFields(props: &Props) -> Html {
    let value = &props.value;
    let text = |change: fn(Suspension, String) -> Suspension| {
        let value = value.clone();
        props.onchange.reform(move |typed| change(value.clone(), typed))
    };
    let onchange = {
        let value = value.clone();
        props.onchange.reform(move |no_login| Suspension { no_login, ..value.clone() })
    };
    html! {
        <>
            <Check label={t!("suspend-no-login")} help={props.no_login_help.clone()} checked={value.no_login} {onchange} testid="suspend-no-login" />
            <TextArea
                label={t!("suspend-reason")}
                help={t!("suspend-reason-help")}
                maxlength="1000"
                value={value.reason.clone()}
                oninput={text(|value, reason| Suspension { reason, ..value })}
                testid="suspend-reason"
            />
            <TextField
                kind="datetime-local"
                label={t!("suspend-until")}
                help={t!("suspend-until-help")}
                error={props.until_error.clone()}
                value={value.until.clone()}
                oninput={text(|value, until| Suspension { until, ..value })}
                testid="suspend-until"
            />
        </>
    }
}
