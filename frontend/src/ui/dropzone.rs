//! A place to drop a file that is a real file input as well.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::{Icon, Symbol, focus};
use crate::i18n::format;
use crate::t;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    /// What the input lets through, as its attribute `accept`.
    pub accept: AttrValue,
    pub file: Option<File>,
    pub onfile: Callback<File>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// Choose a file by keyboard, by mouse or by dropping it.
#[component]
pub fn Dropzone(props: &Props) -> Html {
    let id = super::field::use_unique_id("file");
    let over = use_state_eq(|| false);
    let onchange = {
        let onfile = props.onfile.clone();
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            let file = input.and_then(|input| input.files()).and_then(|files| files.get(0));
            if let Some(file) = file {
                onfile.emit(file);
            }
        })
    };
    let ondrop = {
        let (over, onfile) = (over.clone(), props.onfile.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let files = event.data_transfer().and_then(|data| data.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                onfile.emit(file);
            }
        })
    };
    let drag = |entering: bool| {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(entering);
        })
    };
    let wrong = props.error.is_some();
    let node = use_node_ref();
    focus::use_focus_on_error(&props.error, &node);
    let error_id = format!("{id}-error");
    html! {
        <div
            class={classes!("rc-drop", over.then_some("rc-drop--over"), wrong.then_some("rc-drop--wrong"))}
            {ondrop}
            ondragover={drag(true)}
            ondragleave={drag(false)}
        >
            <input
                ref={node}
                class="rc-drop__input"
                type="file"
                id={id.clone()}
                accept={props.accept.clone()}
                {onchange}
                aria-invalid={wrong.then_some("true")}
                aria-describedby={wrong.then(|| error_id.clone())}
                data-testid="file-input"
            />
            <label class="rc-drop__label" for={id}>
                <Icon symbol={Symbol::Upload} />
                <span>
                    <strong>{ &props.label }</strong>
                    <span class="rc-quiet">{ t!("drop-hint") }</span>
                </span>
            </label>
            <p class="rc-drop__file" role="status" data-testid="file-chosen">
                if let Some(file) = &props.file {
                    { t!("drop-chosen", name = file.name(), size = format::bytes(file.size() as i64)) }
                }
            </p>
            if let Some(error) = &props.error {
                <p class="rc-drop__error" id={error_id}><Icon symbol={Symbol::Error} />{ error }</p>
            }
        </div>
    }
}
