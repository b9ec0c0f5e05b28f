//! One account in the list.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::profile::ProfileField;
use rollcall_wire::users::User;
use yew::prelude::*;

use super::actions::Act;
use super::further::{self, Further};
use super::people_table::{Listed, PeopleSource};
use super::person::simple::Simple;
use super::{columns, guard};
use crate::i18n::{format, words};
use crate::pages::courses::enrolment::{self, EnrolmentAct};
use crate::t;
use crate::ui::{ActionMenu, Badge, Button, Cell, Hue, Pick, Row};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub listed: Listed,
    /// Where the people of the table come from.
    pub source: PeopleSource,
    pub columns: Vec<String>,
    /// The custom fields.
    pub fields: Rc<Vec<ProfileField>>,
    pub me: Option<Rc<Me>>,
    pub onact: Callback<Act>,
    pub onfurther: Callback<(Further, User)>,
    pub onenrolment: Callback<(EnrolmentAct, Listed)>,
    /// Whether it is selected; `None` if rows can't be selected.
    pub picked: Option<bool>,
    /// Selecting is not possible as things are.
    pub fixed: bool,
    pub onpick: Callback<(User, bool)>,
}

/// A row.
#[component]
pub fn UserRow(props: &Props) -> Html {
    let user = &props.listed.user;
    let onpick = {
        let user = user.clone();
        props.onpick.reform(move |wanted| (user.clone(), wanted))
    };
    html! {
        <Row testid="user-row" of={user.username.clone()} picked={props.picked == Some(true)}>
            if let Some(picked) = props.picked {
                <Pick label={t!("pick-row", name = user.full_name.clone())} {picked} disabled={props.fixed} onchange={onpick} />
            }
            { for props.columns.iter().map(|code| columns::cell(code, &props.listed, &props.fields, &props.source)) }
            if props.source.has_acts() {
                <Cell label={t!("actions")} class="rc-actions">{ action(props) }</Cell>
            }
        </Row>
    }
}

/// A point in time, or that there was none.
pub fn moment(at: Option<&String>) -> Html {
    match at {
        Some(at) => html! { <time datetime={at.clone()}>{ format::moment(at) }</time> },
        None => html! { <span class="rc-quiet">{ t!("never") }</span> },
    }
}

/// A point in time, if there is one.
pub fn moment_if(at: Option<&String>) -> Html {
    at.map(|at| moment(Some(at))).unwrap_or_default()
}

/// An address that may be broken before its `@`, where it is read best.
pub fn breakable(email: &str) -> Html {
    match email.rsplit_once('@') {
        Some((person, domain)) => html! { <>{ person }<wbr />{ "@" }{ domain }</> },
        None => html! { { email } },
    }
}

/// The status as a label, with the end and the reason of a suspension.
pub fn status(user: &User) -> Html {
    let hue = match user.status.as_str() {
        "active" => Hue::Good,
        "suspended" => Hue::Attention,
        "locked" | "deleted" => Hue::Bad,
        _ => Hue::Neutral,
    };
    html! {
        <>
            <span data-testid="user-status" data-status={user.status.clone()}>
                <Badge {hue} text={words::account_status(&user.status)} />
            </span>
            if let Some(until) = user.suspended_until.as_deref().filter(|_| user.suspended) {
                <span class="rc-below">{ t!("suspended-until", at = format::moment(until)) }</span>
            }
            if let Some(reason) = user.suspension_reason.as_ref().filter(|_| user.suspended) {
                <span class="rc-below rc-clip" title={reason.clone()}>{ reason }</span>
            }
        </>
    }
}

fn action(props: &Props) -> Html {
    let Some(me) = &props.me else {
        return Html::default();
    };
    let user = &props.listed.user;
    if let (Some(source), Some(enrolment)) = (props.source.course(), &props.listed.enrolment) {
        let listed = props.listed.clone();
        let onselect = props.onenrolment.reform(move |act| (act, listed.clone()));
        let acts = enrolment::acts(source, enrolment, &onselect);
        return html! { <ActionMenu text={t!("row-more", name = user.full_name.clone())} {acts} of_row=true testid="row-more" /> };
    }
    if user.status == "deleted" {
        let act = Simple::Restore;
        let (name, reason) = (act.name(), act.reason(me, user).map(AttrValue::from));
        let label = t!("act-on", act = name.clone(), name = user.full_name.clone());
        let onclick = {
            let user = user.clone();
            props.onfurther.reform(move |()| (Further::Simple(act), user.clone()))
        };
        return html! { <Button small=true {reason} {label} {onclick} testid="row-restore">{ name }</Button> };
    }
    let reason = guard::reason(me, user).map(AttrValue::from);
    let (act, name, testid) = if user.suspended {
        (Act::Activate(user.clone()), t!("activate"), "row-activate")
    } else {
        (Act::Suspend(user.clone()), t!("suspend"), "row-suspend")
    };
    let label = t!("act-on", act = name.clone(), name = user.full_name.clone());
    let onclick = props.onact.reform(move |()| act.clone());
    let onselect = {
        let user = user.clone();
        props.onfurther.reform(move |further| (further, user.clone()))
    };
    let acts = further::acts(user, me, &onselect);
    html! {
        <span class="rc-pair">
            <Button small=true {reason} {label} {testid} {onclick}>{ name }</Button>
            <ActionMenu text={t!("row-more", name = user.full_name.clone())} {acts} of_row=true testid="row-more" />
        </span>
    }
}
