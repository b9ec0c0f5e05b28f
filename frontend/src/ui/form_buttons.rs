//! The buttons below a form in a dialog: the deed, and the way back.

use yew::prelude::*;

use super::{Button, Look};
use crate::t;

#[derive(PartialEq, Properties)]
pub struct Props {
    /// The id of the form that is sent.
    pub form: AttrValue,
    pub busy: bool,
    /// Why it can't be sent.
    #[prop_or_default]
    pub reason: Option<AttrValue>,
    pub onclose: Callback<()>,
    pub testid: AttrValue,
    /// What the button says: the deed.
    pub children: Html,
}

/// The buttons.
#[component]
pub fn FormButtons(props: &Props) -> Html {
    let Props { form, busy, reason, onclose, testid, children } = props;
    html! {
        <>
            <Button look={Look::Primary} submit=true form={form.clone()} busy={*busy} reason={reason.clone()} testid={testid.clone()}>{ children.clone() }</Button>
            <Button look={Look::Link} onclick={onclose.clone()} disabled={*busy}>{ t!("cancel") }</Button>
        </>
    }
}
