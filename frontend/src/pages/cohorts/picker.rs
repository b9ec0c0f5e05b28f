//! The field in which one chooses a cohort: there can be thousands, so it is found by typing.

use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

use super::suggestions::use_found;
use crate::api::Failure;
use crate::router::Route;
use crate::t;
use crate::ui::{Link, PickField, ProblemAlert};

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
    let typed = use_state_eq(|| props.value.as_ref().map(|cohort| cohort.name.clone()).unwrap_or_default());
    let found = use_found(&typed);
    let suggestions = found.suggestions(|cohort| cohort.id.clone());
    let note = found.note.clone();
    let oninput = {
        let (typed, onchange) = (typed.setter(), props.onchange.clone());
        Callback::from(move |text| {
            typed.set(text);
            onchange.emit(None);
        })
    };
    let onchoose = {
        let (typed, onchange) = (typed.setter(), props.onchange.clone());
        Callback::from(move |id: AttrValue| {
            if let Some(cohort) = found.with_id(&id) {
                typed.set(cohort.name.clone());
                onchange.emit(Some(cohort));
            }
        })
    };
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
            value={(*typed).clone()}
            {oninput}
            {suggestions}
            {note}
            {onchoose}
            {chosen}
            clear={t!("cohort-pick-clear")}
            required=true
            error={props.error.clone()}
            testid="cohort-pick"
        />
    }
}
