//! What is known of the person, and the way to change it.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::users::User;
use yew::prelude::*;

use super::super::{guard, row};
use crate::api;
use crate::i18n::{format, words};
use crate::pages::details::{DetailsCard, Owner, of_somebody};
use crate::t;
use crate::ui::{Card, Fact, ProblemAlert, TextSkeleton, use_load};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub user: Rc<User>,
    pub me: Rc<Me>,
    pub onchanged: Callback<()>,
}

/// The card.
#[component]
pub fn Profile(props: &Props) -> Html {
    let fields = use_load((), |(), signal| async move { api::profile_fields::list(&signal).await });
    let (user, me) = (&props.user, &props.me);
    let Some(fields) = fields.data.as_deref() else {
        let body = match &fields.failure {
            Some(failure) => {
                html! { <ProblemAlert failure={failure.clone()} retry={fields.reload.clone()} testid="profile-error" /> }
            }
            None => html! { <TextSkeleton /> },
        };
        return html! { <Card title={t!("person-profile")}>{ body }</Card> };
    };
    let roles = user.system_roles.iter().map(|role| words::role(role)).collect::<Vec<_>>();
    html! {
        <DetailsCard
            title={t!("person-profile")}
            owner={Owner::Somebody}
            user={user.clone()}
            fields={fields.clone()}
            details={of_somebody(me, &user.id, fields)}
            reason={guard::edit_reason(me, user)}
            onsaved={props.onchanged.clone()}
        >
            <Fact term={words::field("auth_method")}>{ words::auth_method(&user.auth_method) }</Fact>
            if !roles.is_empty() {
                <Fact term={words::field("system_roles")}>{ format::list(&roles) }</Fact>
            }
            <Fact term={words::field("created_at")}>{ row::moment(Some(&user.created_at)) }</Fact>
            <Fact term={words::field("last_access_at")}>{ row::moment(user.last_access_at.as_ref()) }</Fact>
            if let Some(at) = &user.deleted_at {
                <Fact term={words::field("deleted_at")}>{ row::moment(Some(at)) }</Fact>
            }
            if let Some(at) = &user.purge_at {
                <Fact term={words::field("purge_at")}>{ row::moment(Some(at)) }</Fact>
            }
        </DetailsCard>
    }
}
