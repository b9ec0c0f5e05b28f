//! The field in which one chooses a course: there can be thousands, so it is found by typing.

use rollcall_wire::courses::Course;
use yew::prelude::*;

use super::suggestions::search;
use crate::t;
use crate::ui::{PickField, use_picking};

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The one that is chosen.
    pub value: Option<Course>,
    pub onchange: Callback<Option<Course>>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// The field.
#[component]
pub fn CoursePicker(props: &Props) -> Html {
    let pick = use_picking(&props.value, &props.onchange, search);
    let chosen = props
        .value
        .as_ref()
        .map(|course| AttrValue::from(t!("course-picked", name = course.name.clone(), code = course.code.clone())));
    html! {
        <PickField
            label={t!("course")}
            help={t!("course-pick-help")}
            value={pick.typed}
            oninput={pick.oninput}
            suggestions={pick.suggestions}
            note={pick.note}
            onchoose={pick.onchoose}
            {chosen}
            clear={t!("course-pick-clear")}
            required=true
            error={props.error.clone()}
            testid="course-pick"
        />
    }
}
