//! Keep settings under a name, for oneself or for others too.

use rollcall_wire::batch_presets::BatchPreset;
use serde_json::Value;
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{NameDialog, NameWords, use_task};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub settings: Value,
    pub onclose: Callback<()>,
    pub onsaved: Callback<BatchPreset>,
}

/// The dialog.
#[component]
pub fn SaveDialog(props: &Props) -> Html {
    let task = use_task();
    let onsubmit = {
        let (task, settings, onsaved) = (task.clone(), props.settings.clone(), props.onsaved.clone());
        Callback::from(move |(name, shared): (String, bool)| {
            let (settings, onsaved) = (settings.clone(), onsaved.clone());
            let call = async move { api::batch_presets::create(&name, &settings, shared).await };
            task.run(call, move |saved| onsaved.emit(saved));
        })
    };
    let words = NameWords {
        title: t!("preset-save-title"),
        what: Some(t!("preset-save-what")),
        name: t!("preset-name"),
        missing: t!("preset-name-missing"),
        taken: t!("preset-name-taken"),
        share: t!("preset-share"),
        share_help: t!("preset-share-help"),
        submit: t!("preset-submit"),
    };
    html! {
        <NameDialog kind="preset" {words} busy={task.busy} failure={task.failure.clone()} {onsubmit} onclose={props.onclose.clone()} />
    }
}
