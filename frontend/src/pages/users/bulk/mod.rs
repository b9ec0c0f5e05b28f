//! What can be done with a selection: the bar with its count, looking it through, pasting a list, and
//! planning an action on all of it.

mod action;
mod answers;
mod dialog;
mod field;
mod message;
mod paste;
mod review;
mod role;

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::batch_settings::{ActionDescription, BatchSettings};
use yew::prelude::*;

pub use self::action::{ENROL, Offers};
use self::action::{InCourse, MESSAGE};
pub use self::dialog::BulkDialog;
use self::message::DraftedDialog;
pub use self::paste::PasteDialog;
use self::review::ReviewDialog;
use super::people_table::PeopleSource;
use super::selection::{Question, Selection};
use crate::api::Failure;
use crate::pages::inbox::{Inbox, use_inbox};
use crate::t;
use crate::ui::{ActionMenu, BulkBar, Button, Look, MenuAct};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub selection: Selection,
    /// Who is listed now, and how many they are.
    pub question: Question,
    pub total: Option<i64>,
    pub offers: Offers,
    /// What the server says of actions, once it has.
    pub described: Option<Rc<BatchSettings>>,
    /// Why it has not.
    pub failure: Option<Failure>,
    pub reload: Callback<()>,
    /// Whether they are deleted.
    pub of_deleted: bool,
    /// Where they come from: a cohort or a course is proposed to actions that are about one.
    pub source: PeopleSource,
    /// Whether the whole page is selected, so that the rest can be offered.
    pub page_is_picked: bool,
    pub me: Option<Rc<Me>>,
    pub onchange: Callback<Selection>,
}

/// What the person may do in the course whose people they are.
fn in_course(source: &PeopleSource) -> InCourse {
    let Some(of) = source.course() else { return InCourse::default() };
    InCourse { manages: of.manages, writes: of.writes }
}

/// Where messages are switched off, none is offered to many either.
fn is_offered(action: &ActionDescription, inbox: Inbox) -> bool {
    action.name != MESSAGE || inbox != Inbox::Off
}

enum OpenDialog {
    Nothing,
    Review,
    Action(Box<ActionDescription>),
}

/// The bar, and the dialog that one of its buttons has opened.
#[component]
pub fn Bulk(props: &Props) -> Html {
    let open = use_state(|| OpenDialog::Nothing);
    let inbox = use_inbox();
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
    let review = {
        let open = open.setter();
        Callback::from(move |()| open.set(OpenDialog::Review))
    };
    html! {
        <>
            if !selection.is_empty() {
                <BulkBar {summary} onclear={props.onchange.reform(|()| Selection::default())}>
                    if let Some(total) = rest {
                        <Button look={Look::Link} onclick={everybody} testid="select-everybody">{ t!("selection-all", count = total) }</Button>
                    }
                    <Button look={Look::Link} onclick={review} testid="bulk-review">{ t!("selection-review") }</Button>
                    { acts(props, inbox, &open) }
                </BulkBar>
            }
            { dialog(props, &open) }
        </>
    }
}

/// What can be done with those who are selected, as the server describes it.
fn acts(props: &Props, inbox: Inbox, open: &UseStateHandle<OpenDialog>) -> Html {
    let Some(described) = &props.described else {
        return html! {
            if props.failure.is_some() {
                <Button look={Look::Link} onclick={props.reload.clone()} testid="bulk-again">{ t!("bulk-failed") }</Button>
            }
        };
    };
    let count = props.selection.count();
    let opening = |action: &ActionDescription| {
        let (open, action) = (open.setter(), Box::new(action.clone()));
        Callback::from(move |()| open.set(OpenDialog::Action(action.clone())))
    };
    let reason = |action: &ActionDescription| action::reason(action, props.me.as_deref(), in_course(&props.source));
    let button = |action: &ActionDescription| {
        let (reason, testid) = (reason(action).map(AttrValue::from), action::testid(action));
        html! { <Button look={Look::Secondary} {reason} onclick={opening(action)} {testid}>{ action::title(action, count) }</Button> }
    };
    let entry = |action: &ActionDescription| MenuAct {
        name: action::title(action, count),
        reason: reason(action),
        danger: action::is_dangerous(action),
        onselect: opening(action),
        testid: action::testid(action).into(),
        ..MenuAct::default()
    };
    let offered = props.offers.menu(described).into_iter().filter(|action| is_offered(action, inbox));
    let mut menu: Vec<MenuAct> = offered.map(entry).collect();
    let mut buttons = props.offers.buttons(described, props.of_deleted);
    // Who has a part in running a course, and no more, is not shown what only others can do.
    if in_course(&props.source) != InCourse::default() {
        menu.retain(|entry| entry.reason.is_none());
        buttons.retain(|action| reason(action).is_none());
    }
    html! {
        <>
            { for buttons.into_iter().map(button) }
            if !props.of_deleted && !menu.is_empty() {
                <ActionMenu text={t!("bulk-more")} acts={menu} testid="bulk-more" />
            }
        </>
    }
}

fn dialog(props: &Props, open: &UseStateHandle<OpenDialog>) -> Html {
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(OpenDialog::Nothing))
    };
    let (selection, onchange) = (props.selection.clone(), props.onchange.clone());
    match &**open {
        OpenDialog::Nothing => Html::default(),
        OpenDialog::Review => html! { <ReviewDialog {selection} {onchange} {onclose} /> },
        OpenDialog::Action(action) => {
            let (cohort, me) = (props.source.cohort().cloned(), props.me.clone());
            let here = props.source.course().filter(|_| action::is_of_participants(action));
            let course = here.map(|source| source.course.clone());
            let action = (**action).clone();
            if action.name == MESSAGE {
                return html! { <DraftedDialog {action} {selection} {cohort} {course} {me} {onchange} {onclose} /> };
            }
            html! { <BulkDialog {action} {selection} {cohort} {course} {me} {onchange} {onclose} /> }
        }
    }
}
