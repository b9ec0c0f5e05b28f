//! The field in which one chooses a cohort: there can be thousands, so it is found by typing.

use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

use super::suggestions::search_manual;
use crate::api::Failure;
use crate::router::Route;
use crate::t;
use crate::ui::{Link, PickField, ProblemAlert, use_picking};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// Whether there is any, once that is known.
    pub any: Option<bool>,
    pub failure: Option<Failure>,
    pub reload: Callback<()>,
    /// The one that is chosen.
    pub value: Option<Cohort>,
    pub onchange: Callback<Option<Cohort>>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// The field, or why there is none.
#[component]
pub fn CohortPicker(props: &Props) -> Html {
    if let Some(failure) = &props.failure {
        return html! { <ProblemAlert failure={failure.clone()} retry={props.reload.clone()} testid="cohort-pick-error" /> };
    }
    if props.any == Some(false) {
        return html! {
            <p data-testid="cohort-pick-none">
                { t!("cohort-pick-none") }{ " " }<Link to={Route::Cohorts.path()}>{ t!("cohort-pick-make") }</Link>
            </p>
        };
    }
    html! { <Picker value={props.value.clone()} onchange={props.onchange.clone()} error={props.error.clone()} /> }
}

#[derive(PartialEq, Properties)]
struct PickerProps {
    value: Option<Cohort>,
    onchange: Callback<Option<Cohort>>,
    error: Option<AttrValue>,
}

#[component]
fn Picker(props: &PickerProps) -> Html {
    let pick = use_picking(&props.value, &props.onchange, search_manual);
    let chosen = props.value.as_ref().map(|cohort| {
        AttrValue::from(t!(
            "cohort-picked",
            name = cohort.name.clone(),
            key = cohort.key.clone(),
            count = cohort.members
        ))
    });
    html! {
        <PickField
            label={t!("cohort")}
            help={t!("cohort-pick-help")}
            value={pick.typed}
            oninput={pick.oninput}
            suggestions={pick.suggestions}
            note={pick.note}
            onchoose={pick.onchoose}
            {chosen}
            clear={t!("cohort-pick-clear")}
            required=true
            error={props.error.clone()}
            testid="cohort-pick"
        />
    }
}
