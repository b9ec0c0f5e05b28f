//! The headings of a file that has no column which is needed, as the server found them, to be mapped and sent again.

use std::rc::Rc;

use rollcall_wire::batch_settings::BatchSettings;
use rollcall_wire::batches::Column;
use yew::prelude::*;

use super::choices::Choices;
use super::mapping::Mapping;
use crate::api::Failure;
use crate::t;

/// The columns that a refused upload names; empty where it was refused for something else.
pub fn columns_of(failure: &Failure) -> Vec<Column> {
    match failure {
        Failure::Problem(problem) => problem.columns.clone(),
        _ => Vec::new(),
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub described: Rc<BatchSettings>,
    pub choices: Choices,
    pub columns: Vec<Column>,
    pub onchange: Callback<Choices>,
}

/// A choice for each heading. The file is kept: it need not be chosen again.
#[component]
pub fn UnmappedHeadings(props: &Props) -> Html {
    let chosen = props.choices.given.get("columns").and_then(|columns| columns.as_object().cloned());
    let choices = props.choices.clone();
    let onchange = props.onchange.reform(move |columns| choices.clone().with("columns", columns));
    html! {
        <fieldset class="rc-unmapped" data-testid="upload-mapping">
            <legend>{ t!("unmapped-title") }</legend>
            <p class="rc-paragraph">{ t!("unmapped-what") }</p>
            <Mapping
                described={props.described.clone()}
                preset={props.choices.preset.clone()}
                headings={props.columns.clone()}
                chosen={chosen.unwrap_or_default()}
                {onchange}
            />
        </fieldset>
    }
}
