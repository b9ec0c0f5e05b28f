//! Select people by a list from elsewhere.

use yew::prelude::*;

use crate::pages::users::selection::Selection;
use crate::t;
use crate::ui::{Button, Dialog, Form, Look, TextArea, use_unique_id};

/// As many as the API takes at once.
const MOST: i64 = 10_000;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub onselect: Callback<Selection>,
    pub onclose: Callback<()>,
    /// Something else takes the place of the dialog once a list is there, instead of its being closed.
    #[prop_or_default]
    pub keeps: bool,
}

/// The dialog.
#[component]
pub fn PasteDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let text = use_state_eq(String::new);
    let error = use_state_eq(|| None::<AttrValue>);
    let found = Selection::pasted(&text).count();
    let onsubmit = {
        let (text, error) = (text.clone(), error.setter());
        let (onselect, onclose, keeps) = (props.onselect.clone(), props.onclose.clone(), props.keeps);
        Callback::from(move |()| {
            let selection = Selection::pasted(&text);
            if selection.is_empty() {
                return error.set(Some(t!("paste-empty").into()));
            }
            if selection.count() > MOST {
                return error.set(Some(t!("paste-too-many", most = MOST).into()));
            }
            if !keeps {
                onclose.emit(());
            }
            onselect.emit(selection);
        })
    };
    let oninput = {
        let text = text.setter();
        Callback::from(move |typed| text.set(typed))
    };
    let footer = html! {
        <>
            <Button look={Look::Primary} submit=true form={form.clone()} testid="paste-select">{ t!("paste-select", count = found) }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog title={t!("paste-title")} onclose={props.onclose.clone()} {footer} testid="paste-dialog">
            <Form id={form} {onsubmit}>
                <TextArea label={t!("paste-label")} help={t!("paste-help")} error={(*error).clone()} value={(*text).clone()} {oninput} testid="paste-text" />
            </Form>
        </Dialog>
    }
}
