//! The field of a text with placeholders, which buttons put where the cursor is.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::i18n::words;
use crate::t;
use crate::ui::{Button, TextArea};

/// What placeholders there are; the last two only in a course.
const PLACEHOLDERS: [&str; 10] = [
    "first_name",
    "last_name",
    "full_name",
    "username",
    "email",
    "institution",
    "department",
    "city",
    "course_name",
    "course_code",
];

fn offered(in_course: bool) -> impl Iterator<Item = &'static str> {
    PLACEHOLDERS.into_iter().filter(move |name| in_course || !name.starts_with("course_"))
}

/// What a placeholder stands for.
fn label(name: &str) -> String {
    match name {
        "course_name" => t!("placeholder-course-name"),
        "course_code" => t!("placeholder-course-code"),
        name => words::field(name),
    }
}

/// Puts a text where the cursor is, or over what is selected; the cursor then stands behind it.
fn insert(area: &HtmlTextAreaElement, text: &str) {
    let at = area.selection_start().ok().flatten().unwrap_or_default();
    if area.set_range_text(text).is_ok() {
        let behind = at + u32::try_from(text.encode_utf16().count()).unwrap_or_default();
        // A field that can't take it leaves the focus at the button.
        let _ = area.focus();
        let _ = area.set_selection_range(behind, behind);
    }
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    pub help: Option<AttrValue>,
    pub error: Option<AttrValue>,
    /// Whether there is a course whose name can be put in.
    pub in_course: bool,
    pub testid: AttrValue,
}

/// The field.
#[component]
pub fn TemplateField(props: &Props) -> Html {
    let node = use_node_ref();
    let button = |name: &'static str| {
        let (node, oninput) = (node.clone(), props.oninput.clone());
        let onclick = Callback::from(move |()| {
            if let Some(area) = node.cast::<HtmlTextAreaElement>() {
                insert(&area, &format!("{{{name}}}"));
                oninput.emit(area.value());
            }
        });
        let label = t!("placeholder-insert", name = label(name));
        html! { <Button key={name} small=true {label} {onclick} testid={format!("placeholder-{name}")}>{ self::label(name) }</Button> }
    };
    html! {
        <>
            <TextArea
                label={props.label.clone()}
                help={props.help.clone()}
                error={props.error.clone()}
                required=true
                rows=8
                value={props.value.clone()}
                oninput={props.oninput.clone()}
                node={node.clone()}
                testid={props.testid.clone()}
            />
            <div class="rc-bar" role="group" aria-label={t!("placeholders")}>{ for offered(props.in_course).map(button) }</div>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placeholder_has_a_name_and_those_of_a_course_are_offered_in_one() {
        for name in PLACEHOLDERS {
            assert_ne!(label(name), name, "{name}");
            assert!(!label(name).contains("placeholder"), "{name}");
        }
        assert_eq!((offered(true).count(), offered(false).count()), (10, 8));
    }
}
