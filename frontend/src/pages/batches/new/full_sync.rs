//! Whom a file is meant to be complete of: a filter, and how many it finds.

use gloo_timers::callback::Timeout;
use serde_json::{Value, json};
use yew::prelude::*;

use crate::api;
use crate::t;
use crate::ui::{Check, TextField, use_load, words};
use crate::url::Query;

/// Milliseconds of rest after which the server is asked: it may have to count everybody.
const REST: u32 = 600;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    #[prop_or_default]
    pub help: Option<AttrValue>,
    /// `{"filter": "..."}`, or null for none.
    pub value: Value,
    pub onchange: Callback<Value>,
    /// What the server has said of the filter.
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// A switch, and the filter where it is on.
#[component]
pub fn FullSync(props: &Props) -> Html {
    let filter = props.value.get("filter").and_then(Value::as_str).map(str::to_owned);
    let typed = filter.clone().unwrap_or_default();
    // What the server is asked about: what was typed, once that rests or the field is left.
    let asked = use_state_eq(|| typed.clone());
    use_effect_with(typed.clone(), {
        let asked = asked.clone();
        move |typed| {
            let typed = typed.clone();
            let timer = (typed != *asked).then(|| Timeout::new(REST, move || asked.set(typed)));
            move || drop(timer)
        }
    });
    let onleave = {
        let (asked, typed) = (asked.setter(), typed.clone());
        Callback::from(move |()| asked.set(typed.clone()))
    };
    let found = use_load((*asked).clone(), |filter, signal| async move {
        if filter.trim().is_empty() {
            return Ok(None);
        }
        let query = Query::default().with("limit", 1).with("count", "exact").with("filter", filter);
        api::users::list(&query, &signal).await.map(|page| page.total)
    });
    let switch = props.onchange.reform(|on: bool| if on { json!({ "filter": "" }) } else { Value::Null });
    let oninput = props.onchange.reform(|filter: String| json!({ "filter": filter }));
    let settled = !found.busy && typed == *asked;
    let failure = found.failure.as_ref().filter(|_| settled);
    let passing = failure.is_some();
    let error = failure.map(|failure| AttrValue::from(words(failure).detail)).or_else(|| props.error.clone());
    let count = found.data.as_ref().and_then(|total| **total).filter(|_| settled && found.failure.is_none());
    html! {
        <>
            <Check label={props.label.clone()} help={props.help.clone()} checked={filter.is_some()} onchange={switch} testid="setting-full_sync" />
            if let Some(filter) = filter {
                <div class="rc-more__body">
                    <TextField
                        label={t!("full-sync-filter")}
                        help={t!("full-sync-filter-help")}
                        autocomplete="off"
                        required=true
                        value={filter}
                        {oninput}
                        {error}
                        {passing}
                        {onleave}
                        testid="full-sync-filter"
                    />
                    <p class="rc-quiet" role="status" data-testid="full-sync-count">
                        { count.map(|count| t!("full-sync-count", count = count)).unwrap_or_default() }
                    </p>
                </div>
            }
        </>
    }
}
