//! A question before something is done that can hurt.

use yew::prelude::*;

use super::{Button, Dialog, Look, ProblemAlert};
use crate::api::Failure;
use crate::t;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    /// What the button says: the deed.
    pub action: AttrValue,
    /// Nothing that can be taken back.
    #[prop_or_default]
    pub danger: bool,
    pub busy: bool,
    #[prop_or_default]
    pub failure: Option<Failure>,
    pub onconfirm: Callback<()>,
    pub onclose: Callback<()>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// What follows from it.
    pub children: Html,
}

/// The question.
#[component]
pub fn Confirm(props: &Props) -> Html {
    let look = if props.danger { Look::Danger } else { Look::Primary };
    let footer = html! {
        <>
            <Button {look} busy={props.busy} onclick={props.onconfirm.clone()} testid="confirm">{ &props.action }</Button>
            <Button look={Look::Link} onclick={props.onclose.clone()} disabled={props.busy}>{ t!("cancel") }</Button>
        </>
    };
    html! {
        <Dialog title={props.title.clone()} onclose={props.onclose.clone()} busy={props.busy} {footer} testid={props.testid.clone()}>
            if let Some(failure) = &props.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            { props.children.clone() }
        </Dialog>
    }
}
