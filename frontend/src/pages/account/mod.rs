//! One's own account: details, password, how one is told of things, who may write to one, where one is signed in, tokens for programs.

mod contacts;
mod new_token;
mod notifications;
mod password;
mod sessions;
mod tokens;

use std::rc::Rc;

use yew::prelude::*;

use self::contacts::ContactsPart;
use self::notifications::NotificationsCard;
use self::password::PasswordCard;
use self::sessions::OwnSessions;
use self::tokens::TokensCard;
use crate::api;
use crate::pages::details::{DetailsCard, Owner, of_oneself};
use crate::session::{Session, SessionContext};
use crate::t;
use crate::ui::{PageHeader, ProblemAlert, Section, TextSkeleton, use_load};

/// The page.
#[component]
pub fn AccountPage() -> Html {
    let own = use_load((), |(), signal| async move {
        let me = api::me::get(Some(&signal)).await?;
        Ok((Rc::new(me), api::me::profile_fields(&signal).await?))
    });
    // A new password ends sign-ins and tokens; both are then looked at again.
    let round = use_state_eq(|| 0_u32);
    let context = use_context::<SessionContext>();
    // The name in the masthead follows.
    use_effect_with(own.data.clone(), move |own| {
        if let (Some(own), Some(context)) = (own, context) {
            let session = Session::SignedIn(Rc::clone(&own.0));
            if session != context.session {
                context.change.emit(session);
            }
        }
    });
    let onpassword = {
        let (round, reload) = (round.clone(), own.reload.clone());
        Callback::from(move |()| {
            round.set(*round + 1);
            reload.emit(());
        })
    };
    let body = match (&own.data, &own.failure) {
        (None, Some(failure)) => {
            html! { <ProblemAlert failure={failure.clone()} retry={own.reload.clone()} testid="account-error" /> }
        }
        (None, None) => html! { <TextSkeleton /> },
        (Some(found), failure) => {
            let (me, fields) = &**found;
            html! {
                <>
                    if let Some(failure) = failure {
                        <ProblemAlert failure={failure.clone()} retry={own.reload.clone()} testid="account-error" />
                    }
                    <DetailsCard
                        title={t!("account-details")}
                        owner={Owner::Oneself}
                        user={Rc::new(me.user.clone())}
                        fields={fields.clone()}
                        details={of_oneself(fields)}
                        onsaved={own.reload.clone()}
                    />
                    <PasswordCard auth_method={me.user.auth_method.clone()} onchanged={onpassword} />
                    <NotificationsCard />
                    <ContactsPart />
                    <OwnSessions key={format!("s{}", *round)} />
                    <TokensCard key={format!("t{}", *round)} me={me.clone()} />
                </>
            }
        }
    };
    html! {
        <>
            <PageHeader title={t!("account")}><p class="rc-lead">{ t!("account-lead") }</p></PageHeader>
            <Section testid="account">{ body }</Section>
        </>
    }
}
