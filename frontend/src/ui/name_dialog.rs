//! Keep something under a name, for oneself or for others too.

use yew::prelude::*;

use super::{Check, Dialog, Form, FormButtons, ProblemAlert, TextField, use_unique_id};
use crate::api::Failure;

/// What the dialog says.
#[derive(Clone, PartialEq)]
pub struct NameWords {
    pub title: String,
    /// What is kept.
    pub what: Option<String>,
    /// What the field of the name is called.
    pub name: String,
    /// Said where the name is missing.
    pub missing: String,
    /// Said where something else has the name.
    pub taken: String,
    /// What sharing it means.
    pub share: String,
    pub share_help: String,
    /// What the button says: the deed.
    pub submit: String,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    /// Begins the test ids.
    pub kind: &'static str,
    pub words: NameWords,
    /// The name at first.
    #[prop_or_default]
    pub name: String,
    /// Whether it is shared at first.
    #[prop_or_default]
    pub shared: bool,
    pub busy: bool,
    #[prop_or_default]
    pub failure: Option<Failure>,
    /// Called with the name, which is not empty, and whether others see it.
    pub onsubmit: Callback<(String, bool)>,
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn NameDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let name = use_state_eq(|| props.name.clone());
    let shared = use_state_eq(|| props.shared);
    let missing = use_state_eq(|| false);
    let words = &props.words;
    let testid = |part: &str| AttrValue::from(format!("{}-{part}", props.kind));
    let taken = props.failure.as_ref().is_some_and(|failure| failure.code() == Some("name_taken"));
    let error = match (*missing, taken) {
        (true, _) => Some(AttrValue::from(words.missing.clone())),
        (false, true) => Some(AttrValue::from(words.taken.clone())),
        (false, false) => None,
    };
    let onsubmit = {
        let (name, shared, missing, onsubmit) = (name.clone(), *shared, missing.setter(), props.onsubmit.clone());
        Callback::from(move |()| {
            let name = name.trim().to_owned();
            missing.set(name.is_empty());
            if !name.is_empty() {
                onsubmit.emit((name, shared));
            }
        })
    };
    let footer = html! {
        <FormButtons form={form.clone()} busy={props.busy} onclose={props.onclose.clone()} testid={testid("submit")}>{ &words.submit }</FormButtons>
    };
    html! {
        <Dialog title={words.title.clone()} onclose={props.onclose.clone()} busy={props.busy} {footer} testid={testid("dialog")}>
            if let Some(failure) = props.failure.as_ref().filter(|_| !taken) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            if let Some(what) = &words.what {
                <p class="rc-paragraph">{ what }</p>
            }
            <Form id={form} {onsubmit}>
                <TextField
                    label={words.name.clone()}
                    autocomplete="off"
                    required=true
                    value={(*name).clone()}
                    oninput={let name = name.setter(); Callback::from(move |value| name.set(value))}
                    {error}
                    testid={testid("name")}
                />
                <Check
                    label={words.share.clone()}
                    help={words.share_help.clone()}
                    checked={*shared}
                    onchange={let shared = shared.setter(); Callback::from(move |value| shared.set(value))}
                    testid={testid("share")}
                />
            </Form>
        </Dialog>
    }
}
