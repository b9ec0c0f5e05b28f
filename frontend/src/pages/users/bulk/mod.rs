//! What can be done with a selection: the bar with its count, looking it through, pasting a list, and
//! planning an action on all of it.

mod action;
mod dialog;
mod paste;
mod review;
mod role;

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::cohorts::Cohort;
use yew::prelude::*;

pub use self::action::Offers;
use self::action::{BulkAction, reason};
use self::dialog::BulkDialog;
pub use self::paste::PasteDialog;
use self::review::ReviewDialog;
use super::selection::{Question, Selection};
use crate::t;
use crate::ui::{ActionMenu, BulkBar, Button, Look, MenuAct};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub selection: Selection,
    /// Who is listed now, and how many they are.
    pub question: Question,
    pub total: Option<i64>,
    pub offers: Offers,
    /// Whether they are deleted.
    pub of_deleted: bool,
    /// The cohort that they are in, where they are listed as its people.
    #[prop_or_default]
    pub cohort: Option<Cohort>,
    /// Whether the whole page is selected, so that the rest can be offered.
    pub page_is_picked: bool,
    pub me: Option<Rc<Me>>,
    pub onchange: Callback<Selection>,
}

enum Open {
    Nothing,
    Review,
    Action(BulkAction),
}

/// The bar, and the dialog that one of its buttons has opened.
#[component]
pub fn Bulk(props: &Props) -> Html {
    let open = use_state(|| Open::Nothing);
    let selection = &props.selection;
    let count = selection.count();
    let summary = match selection {
        Selection::Everybody { total, except, .. } => {
            t!("selection-everybody", count = count, total = *total, left = except.len())
        }
        Selection::Picked(_) | Selection::Pasted(_) => t!("selection-count", count = count),
    };
    // An explicit second step: a whole page is never taken for all that match.
    let rest = match (selection, props.total) {
        (Selection::Picked(_), Some(total)) if props.page_is_picked && total > count => Some(total),
        _ => None,
    };
    let everybody = {
        let (question, onchange) = (props.question.clone(), props.onchange.clone());
        Callback::from(move |()| {
            let (question, except) = (question.clone(), Default::default());
            onchange.emit(Selection::Everybody { question, total: rest.unwrap_or_default(), except });
        })
    };
    let opening = |action: BulkAction| {
        let open = open.setter();
        Callback::from(move |()| open.set(Open::Action(action)))
    };
    let review = {
        let open = open.setter();
        Callback::from(move |()| open.set(Open::Review))
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(Open::Nothing))
    };
    let button = |action: BulkAction| {
        let reason = reason(action, props.me.as_deref()).map(AttrValue::from);
        html! { <Button look={Look::Secondary} {reason} onclick={opening(action)} testid={action.testid()}>{ action.title(count) }</Button> }
    };
    let acts = props.offers.further.iter().copied().map(|action| MenuAct {
        name: action.title(count),
        reason: reason(action, props.me.as_deref()),
        danger: action == BulkAction::Delete,
        onselect: opening(action),
        testid: action.testid(),
        ..MenuAct::default()
    });
    let dialog = match &*open {
        Open::Nothing => Html::default(),
        Open::Review => {
            html! { <ReviewDialog selection={selection.clone()} onchange={props.onchange.clone()} onclose={close} /> }
        }
        Open::Action(action) => {
            let (me, onchange) = (props.me.clone(), props.onchange.clone());
            let cohort = props.cohort.clone();
            html! { <BulkDialog action={*action} selection={selection.clone()} {cohort} {me} {onchange} onclose={close} /> }
        }
    };
    html! {
        <>
            if !selection.is_empty() {
                <BulkBar {summary} onclear={props.onchange.reform(|()| Selection::default())}>
                    if let Some(total) = rest {
                        <Button look={Look::Link} onclick={everybody} testid="select-everybody">{ t!("selection-all", count = total) }</Button>
                    }
                    <Button look={Look::Link} onclick={review} testid="bulk-review">{ t!("selection-review") }</Button>
                    if props.of_deleted {
                        { for BulkAction::OF_DELETED.map(button) }
                    } else {
                        { for props.offers.first.iter().copied().map(button) }
                        <ActionMenu text={t!("bulk-more")} acts={acts.collect::<Vec<_>>()} testid="bulk-more" />
                    }
                </BulkBar>
            }
            { dialog }
        </>
    }
}
