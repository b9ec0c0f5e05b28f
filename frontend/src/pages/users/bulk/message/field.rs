//! The field of a text with placeholders, which buttons put where the cursor is.

use rollcall_wire::batch_settings::Placeholder;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::i18n::words;
use crate::t;
use crate::ui::{Button, TextArea};

/// The placeholders that stand for something here.
fn offered(known: &[Placeholder], in_course: bool) -> impl Iterator<Item = &str> {
    known.iter().filter(move |one| in_course || !one.of_course).map(|one| one.name.as_str())
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
    /// The placeholders that the server knows.
    pub placeholders: Vec<Placeholder>,
    /// Whether there is a course whose name can be put in.
    pub in_course: bool,
    pub testid: AttrValue,
}

/// The field.
#[component]
pub fn TemplateField(props: &Props) -> Html {
    let node = use_node_ref();
    let button = |name: &str| {
        let (node, oninput, text) = (node.clone(), props.oninput.clone(), format!("{{{name}}}"));
        let onclick = Callback::from(move |()| {
            if let Some(area) = node.cast::<HtmlTextAreaElement>() {
                insert(&area, &text);
                oninput.emit(area.value());
            }
        });
        let label = t!("placeholder-insert", name = label(name));
        html! { <Button key={name.to_owned()} small=true {label} {onclick} testid={format!("placeholder-{name}")}>{ self::label(name) }</Button> }
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
            <div class="rc-bar" role="group" aria-label={t!("placeholders")}>{ for offered(&props.placeholders, props.in_course).map(button) }</div>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_of_a_course_are_offered_in_one_and_all_have_names() {
        let known = [("first_name", false), ("course_name", true), ("course_code", true)];
        let known = known.map(|(name, of_course)| Placeholder { name: name.to_owned(), of_course });
        assert_eq!(offered(&known, false).collect::<Vec<_>>(), ["first_name"]);
        assert_eq!(offered(&known, true).count(), 3);
        for name in offered(&known, true) {
            assert_ne!(label(name), name, "{name}");
            assert!(!label(name).contains("placeholder"), "{name}");
        }
    }
}
