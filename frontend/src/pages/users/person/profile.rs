//! The account's fields, those that are empty left out.

use rollcall_wire::users::User;
use yew::prelude::*;

use super::super::row;
use crate::i18n::{format, words};
use crate::t;
use crate::ui::{Fact, Facts, Heading};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub user: User,
}

/// The card.
#[component]
pub fn Profile(props: &Props) -> Html {
    let user = &props.user;
    let optional: [(&str, &Option<String>); 13] = [
        ("id_number", &user.id_number),
        ("institution", &user.institution),
        ("department", &user.department),
        ("phone", &user.phone),
        ("mobile_phone", &user.mobile_phone),
        ("address", &user.address),
        ("city", &user.city),
        ("country", &user.country),
        ("language", &user.language),
        ("timezone", &user.timezone),
        ("description", &user.description),
        ("external_id", &user.external_id),
        ("last_ip", &user.last_ip),
    ];
    let fact = |(name, value): (&str, &Option<String>)| {
        value.as_ref().map(|value| html! { <Fact term={words::field(name)}>{ value }</Fact> })
    };
    let roles = user.system_roles.iter().map(|role| words::role(role)).collect::<Vec<_>>();
    html! {
        <section class="rc-card" aria-label={t!("person-profile")} data-testid="profile">
            <Heading>{ t!("person-profile") }</Heading>
            <Facts>
                <Fact term={words::field("username")}>{ &user.username }</Fact>
                <Fact term={words::field("email")}>{ &user.email }</Fact>
                { for optional.into_iter().filter_map(fact) }
                <Fact term={words::field("auth_method")}>{ words::auth_method(&user.auth_method) }</Fact>
                if !roles.is_empty() {
                    <Fact term={words::field("system_roles")}>{ format::list(&roles) }</Fact>
                }
                <Fact term={words::field("created_at")}>{ row::moment(Some(&user.created_at)) }</Fact>
                <Fact term={words::field("last_access_at")}>{ row::moment(user.last_access_at.as_ref()) }</Fact>
            </Facts>
        </section>
    }
}
