//! Modal dialogs on the browser's own `<dialog>`: it traps the focus, answers Escape and hides the
//! rest of the page from screen readers.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::{Button, Look, Symbol, focus};
use crate::t;

/// How wide a dialog is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// A question or a short form.
    #[default]
    Small,
    /// Something to read.
    Medium,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    #[prop_or_default]
    pub size: DialogSize,
    /// Called when the person wants to leave it: Escape, the cross, Cancel.
    pub onclose: Callback<()>,
    /// Nothing closes it while its work is under way.
    #[prop_or_default]
    pub busy: bool,
    /// The buttons.
    pub footer: Html,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    pub children: Html,
}

/// A modal dialog, open as long as it is there. The focus goes back to where it was.
#[component]
pub fn Dialog(props: &Props) -> Html {
    let node = use_node_ref();
    let title_id = super::field::use_unique_id("dialog");
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            let opener = focus::holder();
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                // It fails only on a dialog that is open already.
                let _ = dialog.show_modal();
            }
            move || {
                // As long as it is open, nothing else can take the focus.
                if let Some(dialog) = dialog.filter(HtmlDialogElement::open) {
                    dialog.close();
                }
                if let Some(opener) = opener.filter(|element| element.is_connected()) {
                    let _ = opener.focus();
                }
            }
        }
    });
    let close = {
        let onclose = props.onclose.clone();
        let busy = props.busy;
        Callback::from(move |()| {
            if !busy {
                onclose.emit(());
            }
        })
    };
    let oncancel = {
        let close = close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            close.emit(());
        })
    };
    // Browsers close a dialog on a second Escape whatever the page says.
    let onclosed = props.onclose.reform(|_: Event| ());
    let size = match props.size {
        DialogSize::Small => "pf-m-sm",
        DialogSize::Medium => "pf-m-md",
    };
    html! {
        <dialog
            ref={node}
            class={classes!("rc-dialog", "pf-v6-c-modal-box", size)}
            aria-labelledby={title_id.clone()}
            {oncancel}
            onclose={onclosed}
            data-testid={props.testid.clone()}
        >
            <header class="pf-v6-c-modal-box__header">
                <h2 class="pf-v6-c-modal-box__title" id={title_id}>{ &props.title }</h2>
            </header>
            <div class="pf-v6-c-modal-box__body">{ props.children.clone() }</div>
            <footer class="pf-v6-c-modal-box__footer">{ props.footer.clone() }</footer>
            // Last, so that a dialog opens with the focus on its first field.
            <div class="pf-v6-c-modal-box__close">
                <Button look={Look::Plain} icon={Symbol::Close} label={t!("close")} onclick={close} />
            </div>
        </dialog>
    }
}
