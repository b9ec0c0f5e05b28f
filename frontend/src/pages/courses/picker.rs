//! The field in which one chooses a course: there can be thousands, so it is found by typing.

use rollcall_wire::courses::Course;
use yew::prelude::*;

use super::suggestions::use_found;
use crate::t;
use crate::ui::PickField;

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
    let typed = use_state_eq(|| props.value.as_ref().map(|course| course.name.clone()).unwrap_or_default());
    let found = use_found(&typed);
    let (suggestions, note) = (found.suggestions(), found.note.clone());
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
            if let Some(course) = found.with_id(&id) {
                typed.set(course.name.clone());
                onchange.emit(Some(course));
            }
        })
    };
    let chosen = props
        .value
        .as_ref()
        .map(|course| AttrValue::from(t!("course-picked", name = course.name.clone(), code = course.code.clone())));
    html! {
        <PickField
            label={t!("course")}
            help={t!("course-pick-help")}
            value={(*typed).clone()}
            {oninput}
            {suggestions}
            {note}
            {onchoose}
            {chosen}
            clear={t!("course-pick-clear")}
            required=true
            error={props.error.clone()}
            testid="course-pick"
        />
    }
}
