//! One address that gets no mail.

use rollcall_wire::mail::Suppression;
use rollcall_wire::users::PersonRef;
use yew::prelude::*;

use crate::i18n::{find, format};
use crate::router::Route;
use crate::session::{may, use_me};
use crate::t;
use crate::ui::{Button, Cell, Column, Link, Row};

/// The headings of the list.
pub fn headings() -> Vec<Column> {
    vec![
        Column::new(t!("suppression-address")),
        Column::new(t!("suppression-reason")),
        Column::new(t!("suppression-since")),
        Column::new(t!("suppression-users")),
        Column::new(t!("actions")).quiet(),
    ]
}

/// Why an address gets no mail.
fn reason(code: &str) -> String {
    find(&format!("suppression-{}", code.replace('_', "-")), &[]).unwrap_or_else(|| code.replace('_', " "))
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub suppression: Suppression,
    pub onlift: Callback<Suppression>,
}

/// A row.
#[component]
pub fn SuppressionRow(props: &Props) -> Html {
    let suppression = &props.suppression;
    let sees_users = use_me().is_some_and(|me| may(&me, "users.view"));
    let onclick = {
        let (onlift, suppression) = (props.onlift.clone(), suppression.clone());
        Callback::from(move |()| onlift.emit(suppression.clone()))
    };
    let person = |person: &PersonRef| {
        html! {
            <li key={person.id.clone()}>
                if sees_users {
                    <Link to={Route::Person(person.id.clone()).path()}>{ &person.full_name }</Link>
                } else {
                    { &person.full_name }
                }
            </li>
        }
    };
    let label = t!("suppression-lift-named", address = suppression.address.clone());
    html! {
        <Row testid="suppression" of={suppression.address.clone()}>
            <Cell heads=true label={t!("suppression-address")} class="rc-word">{ &suppression.address }</Cell>
            <Cell label={t!("suppression-reason")}>
                { reason(&suppression.reason) }<span class="rc-below">{ &suppression.status }</span>
            </Cell>
            <Cell label={t!("suppression-since")} class="rc-when">{ format::moment(&suppression.since) }</Cell>
            <Cell label={t!("suppression-users")}><ul role="list">{ for suppression.users.iter().map(person) }</ul></Cell>
            <Cell label={t!("actions")} class="rc-actions">
                <Button small=true {label} {onclick} testid="suppression-lift">{ t!("suppression-lift") }</Button>
            </Cell>
        </Row>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_of_this_server_has_its_words_and_another_has_its_name() {
        for code in ["hard_bounce", "soft_bounces"] {
            assert_ne!(reason(code), code.replace('_', " "));
        }
        assert_eq!(reason("brand_new"), "brand new");
    }
}
