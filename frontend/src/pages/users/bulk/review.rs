//! Look a selection through, and take people out of it.

use yew::prelude::*;

use crate::pages::users::selection::Selection;
use crate::t;
use crate::ui::{Button, Dialog, Look, Symbol};

/// How many are listed; nobody looks through more.
const LISTED: usize = 200;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub selection: Selection,
    pub onchange: Callback<Selection>,
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn ReviewDialog(props: &Props) -> Html {
    let selection = &props.selection;
    let listed = selection.listed();
    let everybody = matches!(selection, Selection::Everybody { .. });
    let lead = match selection {
        Selection::Everybody { question, .. } => {
            t!("review-everybody", q = question.q.clone(), filter = question.filter.clone())
        }
        Selection::Picked(_) | Selection::Pasted(_) => t!("review-picked"),
    };
    let item = |(id, name): &(String, String)| {
        let (selection, onchange, id, name) = (selection.clone(), props.onchange.clone(), id.clone(), name.clone());
        let label = if everybody {
            t!("review-put-back", name = name.clone())
        } else {
            t!("review-remove", name = name.clone())
        };
        let shown = name.clone();
        let onclick = Callback::from(move |()| onchange.emit(selection.clone().with(&id, &name, everybody)));
        html! {
            <li>
                <span>{ shown }</span>
                <Button small=true look={Look::Plain} icon={if everybody { Symbol::Undo } else { Symbol::Close }} {label} {onclick} testid="review-remove" />
            </li>
        }
    };
    let rest = listed.len().saturating_sub(LISTED);
    let footer = html! { <Button look={Look::Primary} onclick={props.onclose.clone()}>{ t!("done") }</Button> };
    html! {
        <Dialog title={t!("review-title", count = selection.count())} onclose={props.onclose.clone()} {footer} testid="review-dialog">
            <p class="rc-paragraph">{ lead }</p>
            if everybody {
                <h3 class="pf-v6-c-title pf-m-md">{ t!("review-except", count = listed.len()) }</h3>
            }
            <ul class="rc-people" role="list">{ for listed.iter().take(LISTED).map(item) }</ul>
            if rest > 0 {
                <p class="rc-quiet">{ t!("review-rest", count = rest) }</p>
            }
        </Dialog>
    }
}
