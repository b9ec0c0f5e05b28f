//! One account in the list.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::users::User;
use yew::prelude::*;

use super::actions::Act;
use super::guard;
use crate::i18n::{format, words};
use crate::t;
use crate::ui::{Badge, Button, Cell, Hue, Row};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub user: User,
    pub me: Option<Rc<Me>>,
    pub onact: Callback<Act>,
}

/// A row.
#[component]
pub fn UserRow(props: &Props) -> Html {
    let user = &props.user;
    let last_access = match &user.last_access_at {
        Some(at) => html! { <time datetime={at.clone()}>{ format::moment(at) }</time> },
        None => html! { <span class="rc-quiet">{ t!("never") }</span> },
    };
    html! {
        <Row testid="user-row" of={user.username.clone()}>
            <Cell heads=true label={t!("field-full-name")}>{ &user.full_name }</Cell>
            <Cell label={t!("field-username")} class="rc-word">{ &user.username }</Cell>
            <Cell label={t!("field-email")} class="rc-word">{ breakable(&user.email) }</Cell>
            <Cell label={t!("field-id-number")}>{ user.id_number.clone().unwrap_or_default() }</Cell>
            <Cell label={t!("field-status")}>{ status(user) }</Cell>
            <Cell label={t!("field-auth-method")}>{ words::auth_method(&user.auth_method) }</Cell>
            <Cell label={t!("field-last-access-at")} class="rc-when">{ last_access }</Cell>
            <Cell label={t!("actions")} class="rc-actions">{ action(props) }</Cell>
        </Row>
    }
}

/// An address that may be broken before its `@`, where it is read best.
fn breakable(email: &str) -> Html {
    match email.rsplit_once('@') {
        Some((person, domain)) => html! { <>{ person }<wbr />{ "@" }{ domain }</> },
        None => html! { { email } },
    }
}

fn status(user: &User) -> Html {
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
    let user = &props.user;
    let reason = guard::reason(me, user).map(AttrValue::from);
    let (act, name, testid) = if user.suspended {
        (Act::Activate(user.clone()), t!("activate"), "row-activate")
    } else {
        (Act::Suspend(user.clone()), t!("suspend"), "row-suspend")
    };
    let label = t!("act-on", act = name.clone(), name = user.full_name.clone());
    let onclick = props.onact.reform(move |()| act.clone());
    html! { <Button small=true {reason} {label} {testid} {onclick}>{ name }</Button> }
}
